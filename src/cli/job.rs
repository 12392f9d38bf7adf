//! Jobs: a unit of input in, a letter to work on out, or the fault that keeps it from being one.

use crate::weights;
use redline::engine::{Category, Draft, Finding, Linter, Rewrite, Role, Settings};
use serde_json::Value;

use super::input::{Content, Unit, decode};
use super::mail;

/// Where a letter comes from.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// The file's name as it was given.
    pub(crate) file: String,
    /// Number of the message in a mailbox, or of the line.
    pub(crate) number: Option<usize>,
    /// Whether positions count within a mail's body rather than within the file.
    pub(crate) mail: bool,
}

/// A text to work on, and what is known of it.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) origin: Origin,
    /// The `id` of a JSON line, as it was given.
    pub(crate) id: Option<Value>,
    pub(crate) role: Role,
    pub(crate) text: String,
    /// Bytes of a byte-order mark before the text in its file.
    pub(crate) mark: usize,
    pub(crate) subject: Option<String>,
    pub(crate) to: Option<String>,
}

/// Why there is no letter.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) origin: Origin,
    /// Whether the unit was a JSON line, which is answered in place.
    pub(crate) line: bool,
    /// What is wrong, with the line's number where there is one. Never words of the letter.
    pub(crate) message: String,
}

/// Makes a letter of a unit. `role` is the writer's where the unit does not say.
pub(crate) fn letter(unit: Unit, role: Role) -> Result<Letter, Fault> {
    let mut origin = Origin { file: unit.file, number: unit.number, mail: false };
    match unit.content {
        Content::Text(bytes) => match decode(&bytes) {
            Ok((text, mark)) => Ok(plain(origin, role, text.to_owned(), mark)),
            Err(message) => Err(Fault { origin, line: false, message }),
        },
        Content::Mail(bytes) => {
            origin.mail = true;
            let mail = mail::read(&bytes);
            let letter = plain(origin, role, mail.body, 0);
            Ok(Letter { subject: mail.subject, to: mail.to, ..letter })
        }
        Content::Line(bytes) => match line(&bytes, role) {
            Ok(item) => {
                let letter = plain(origin, item.role, item.text, 0);
                Ok(Letter { id: Some(item.id), subject: item.subject, to: item.to, ..letter })
            }
            Err(what) => {
                let message = format!("line {}: {what}", origin.number.unwrap_or_default());
                Err(Fault { origin, line: true, message })
            }
        },
        Content::Fault(message) => Err(Fault { origin, line: false, message }),
    }
}

fn plain(origin: Origin, role: Role, text: String, mark: usize) -> Letter {
    Letter { origin, id: None, role, text, mark, subject: None, to: None }
}

// ---- JSON lines

/// What one JSON line holds.
struct Item {
    id: Value,
    role: Role,
    text: String,
    subject: Option<String>,
    to: Option<String>,
}

/// Reads a JSON line. Messages name fields and columns, never the words that stand there.
fn line(bytes: &[u8], role: Role) -> Result<Item, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = std::str::from_utf8(bytes)
        .map_err(|error| format!("not UTF-8 at byte {}", error.valid_up_to()))?;
    let value: Value = serde_json::from_str(line.trim_end())
        .map_err(|error| format!("not valid JSON at column {}", error.column()))?;
    let Value::Object(mut fields) = value else {
        return Err("a JSON object was expected, {\"id\": …, \"text\": …}".into());
    };
    let id = fields.remove("id").unwrap_or(Value::Null);
    if id.is_object() || id.is_array() {
        return Err("\"id\" must be a string or a number".into());
    }
    let mut words = |name: &str| match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) => Ok(Some(words)),
        Some(_) => Err(format!("\"{name}\" must be a string")),
    };
    let role = match words("role")? {
        None => role,
        Some(id) => Role::from_id(&id).ok_or("\"role\" must be \"applicant\" or \"program\"")?,
    };
    let text = words("text")?.ok_or("\"text\" is missing")?;
    Ok(Item { id, role, text, subject: words("subject")?, to: words("to")? })
}

// ---- lint

/// So many sentences of a letter are judged by the meaning layer, the rest by patterns alone: half a minute of work at
/// the most, whatever stands in a mailbox. The longest letters anybody writes have a few hundred.
const MOST_SENTENCES: usize = 20_000;

/// A finding with its rewrites.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) finding: Finding,
    pub(crate) rewrites: Vec<Rewrite>,
    /// Whether its positions are in the subject line, not in the text.
    pub(crate) in_subject: bool,
}

/// The two judges, made once.
#[derive(Debug)]
pub(crate) struct Linters([Linter; 2]);

impl Linters {
    pub(crate) fn new() -> Self {
        let of = |role| {
            let linter = Linter::new(Settings { role, ..Settings::default() });
            linter.with_meaning(weights::meaning())
        };
        Self([of(Role::Applicant), of(Role::Program)])
    }

    pub(crate) fn of(&self, role: Role) -> &Linter {
        match role {
            Role::Applicant => &self.0[0],
            Role::Program => &self.0[1],
        }
    }
}

/// Everything found in a letter: an unfilled field in its subject, then what stands in its text, in reading order.
pub(crate) fn lint(linters: &Linters, letter: &Letter) -> Vec<Found> {
    let linter = linters.of(letter.role);
    let subject =
        letter.subject.as_deref().map_or_else(Vec::new, |subject| linter.lint(subject, &[]));
    let fields = subject.into_iter().filter(|finding| finding.category == Category::Placeholder);
    let fields = fields.map(|finding| Found { finding, rewrites: Vec::new(), in_subject: true });
    let judged = Draft::default().lint_some(linter, &letter.text, &[], MOST_SENTENCES);
    let found = judged.findings.into_iter().map(|finding| Found {
        rewrites: linter.rewrites(&letter.text, &finding),
        finding,
        in_subject: false,
    });
    fields.chain(found).collect()
}
