//! JSON output: the contract's objects, one for each letter.

use redline::engine::Finding;
use redline::engine::checklist::{Item, blocks};
use redline::wire::{self, Bytes};
use serde::Serialize;
use serde_json::Value;

use crate::edits::Fixed;
use crate::job::{Fault, Found, Letter, Origin};

/// How much an answer tells of where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Nothing: there is one file.
    None,
    /// File and number of the message: there are several.
    File,
    /// The `id`: JSON lines.
    Id,
}

/// The fields that name a letter.
#[derive(Serialize)]
struct Name {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
}

impl Name {
    fn new(origin: &Origin, id: Option<&Value>, naming: Naming) -> Self {
        match naming {
            Naming::None => Self { file: None, message: None, id: None },
            Naming::File => Self {
                file: Some(origin.file.clone()),
                message: origin.number.filter(|_| origin.mail),
                id: None,
            },
            // A mail in a run of JSON lines goes by its file and number.
            Naming::Id => Self {
                file: None,
                message: None,
                id: Some(id.cloned().unwrap_or_else(|| Value::String(name(origin)))),
            },
        }
    }
}

/// "box.mbox:3", "draft.txt".
pub(crate) fn name(origin: &Origin) -> String {
    match origin.number {
        Some(number) => format!("{}:{number}", origin.file),
        None => origin.file.clone(),
    }
}

#[derive(Serialize)]
struct Answer<T> {
    #[serde(flatten)]
    name: Name,
    #[serde(flatten)]
    body: T,
}

fn line<T: Serialize>(name: Name, body: T) -> String {
    // The types here have string keys and no failing parts, so that this cannot fail.
    serde_json::to_string(&Answer { name, body }).unwrap_or_default()
}

#[derive(Serialize)]
struct Findings {
    findings: Vec<Placed>,
}

/// A finding, and the field it stands in where that is not the text.
#[derive(Serialize)]
struct Placed {
    #[serde(flatten)]
    finding: wire::Finding,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
}

/// The answer of `lint` on one letter.
pub(crate) fn findings(letter: &Letter, found: &[Found], naming: Naming) -> String {
    let name = Name::new(&letter.origin, letter.id.as_ref(), naming);
    let findings = found.iter().map(|found| placed(letter, found)).collect();
    line(name, Findings { findings })
}

fn placed(letter: &Letter, found: &Found) -> Placed {
    let subject = letter.subject.as_deref().filter(|_| found.in_subject);
    let (text, unit) =
        subject.map_or((letter.text.as_str(), Bytes(letter.mark)), |subject| (subject, Bytes(0)));
    Placed {
        finding: wire::Finding::of(text, &found.finding, &found.rewrites, &unit),
        field: subject.map(|_| "subject"),
    }
}

#[derive(Serialize)]
struct FixedText<'a> {
    text: &'a str,
    changes: Vec<Change<'a>>,
    findings: Vec<wire::Finding>,
}

#[derive(Serialize)]
struct Change<'a> {
    start: usize,
    end: usize,
    before: &'a str,
    after: &'a str,
}

/// The answer of `fix` on one letter; `rewrites` are those of each finding that is left.
pub(crate) fn fixed(
    letter: &Letter,
    fixed: &Fixed,
    rewrites: impl Fn(&Finding) -> Vec<redline::engine::Rewrite>,
    naming: Naming,
) -> String {
    let changes = fixed.changes.iter().map(|change| Change {
        start: letter.mark + change.before.start(),
        end: letter.mark + change.before.end(),
        before: &letter.text[change.before.start()..change.before.end()],
        after: &fixed.text[change.after.start()..change.after.end()],
    });
    let left = fixed.left.iter();
    let findings =
        left.map(|found| wire::Finding::of(&fixed.text, found, &rewrites(found), &Bytes(0)));
    let body =
        FixedText { text: &fixed.text, changes: changes.collect(), findings: findings.collect() };
    line(Name::new(&letter.origin, letter.id.as_ref(), naming), body)
}

/// The answer of `read` on one letter.
pub(crate) fn reading(letter: &Letter, reading: wire::Reading, naming: Naming) -> String {
    line(Name::new(&letter.origin, letter.id.as_ref(), naming), reading)
}

#[derive(Serialize)]
struct Checks {
    blocks: bool,
    items: Vec<wire::Check>,
}

/// The answer of `check` on one letter.
pub(crate) fn checks(letter: &Letter, items: &[Item]) -> String {
    let list = items.iter().map(|item| wire::Check::of(item, &Bytes(letter.mark))).collect();
    let name = Name::new(&letter.origin, None, Naming::None);
    line(name, Checks { blocks: blocks(items), items: list })
}

#[derive(Serialize)]
struct Failed<'a> {
    error: &'a str,
}

/// The answer where there is no letter: `{"id":null,"error":"line 3: …"}`.
pub(crate) fn fault(fault: &Fault, naming: Naming) -> String {
    let name = match naming {
        Naming::Id => Name { file: None, message: None, id: Some(Value::Null) },
        other => Name::new(&fault.origin, None, other),
    };
    line(name, Failed { error: &fault.message })
}
