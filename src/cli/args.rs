//! Arguments: the command line in, one `Command` out, or one line that says what is wrong and what is near it.

use std::ffi::OsString;

use lexopt::{Arg, Parser};
use redline::engine::Role;

use super::help;

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Show this text.
    Show(String),
    /// `lint`, `fix`, `read` or `check`: work on texts.
    Work(Work),
    /// `template` with its words.
    Template(Vec<String>),
    /// `rules` with its words.
    Rules(Work),
}

/// Which work on texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Lint,
    Fix,
    Read,
    Check,
    Rules,
}

/// How to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
    Jsonl,
    Sarif,
}

/// Work on texts, and how.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) task: Task,
    pub(crate) role: Option<Role>,
    pub(crate) format: Format,
    pub(crate) known: Known,
    pub(crate) files: Vec<OsString>,
}

/// What is known of a letter beside its text, as it was given.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) kind: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) attached: Option<String>,
    pub(crate) sent_at: Option<String>,
    pub(crate) interview_at: Option<String>,
    pub(crate) received_at: Option<String>,
    pub(crate) zone: Option<String>,
    pub(crate) which: Option<String>,
    pub(crate) ledger: Option<String>,
}

const COMMANDS: &[&str] = &["lint", "fix", "read", "check", "template", "rules", "help"];

/// Understands the arguments after the program's name.
///
/// # Errors
///
/// One line for the user: what was not understood, and the nearest thing that would have been.
pub(crate) fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut parser = Parser::from_args(args);
    match parser.next().map_err(in_words)? {
        None => Err(format!("no command\n\n{}", help::MAIN)),
        Some(Arg::Short('h') | Arg::Long("help")) => Ok(Command::Show(help::MAIN.into())),
        Some(Arg::Short('V') | Arg::Long("version")) => Ok(Command::Show(version())),
        Some(Arg::Value(name)) => command(&name.to_string_lossy(), &mut parser),
        Some(Arg::Long(name)) => {
            Err(unknown("option", &format!("--{name}"), &["--help", "--version"]))
        }
        Some(Arg::Short(name)) => Err(unknown("option", &format!("-{name}"), &[])),
    }
}

fn version() -> String {
    format!("redline {}\n", env!("CARGO_PKG_VERSION"))
}

fn command(name: &str, parser: &mut Parser) -> Result<Command, String> {
    let formats: &[&str] = match name {
        "lint" => &["text", "json", "jsonl", "sarif"],
        "fix" | "read" => &["text", "json", "jsonl"],
        _ => &["text", "json"],
    };
    let (task, options, help): (_, &[&str], _) = match name {
        "lint" => (Task::Lint, &["--role", "--format"], help::LINT),
        "fix" => (Task::Fix, &["--role", "--format"], help::FIX),
        "read" => (Task::Read, &["--format"], help::READ),
        "check" => (Task::Check, CHECK_OPTIONS, help::CHECK),
        "rules" => (Task::Rules, &["--role", "--format"], help::RULES),
        "template" => return template(parser),
        "help" => return Ok(Command::Show(help::MAIN.into())),
        other => return Err(unknown("command", other, COMMANDS)),
    };
    let Some(work) = work(parser, task, options, formats)? else {
        return Ok(Command::Show(help.into()));
    };
    Ok(if task == Task::Rules { Command::Rules(work) } else { Command::Work(work) })
}

const CHECK_OPTIONS: &[&str] = &[
    "--role",
    "--format",
    "--kind",
    "--to",
    "--subject",
    "--attached",
    "--sent-at",
    "--interview-at",
    "--received-at",
    "--zone",
    "--match",
    "--ledger",
];

/// The options of one command; `None` where its help was asked for.
fn work(
    parser: &mut Parser,
    task: Task,
    options: &[&str],
    formats: &[&str],
) -> Result<Option<Work>, String> {
    let mut work =
        Work { task, role: None, format: Format::Text, known: Known::default(), files: Vec::new() };
    while let Some(arg) = parser.next().map_err(in_words)? {
        let name = match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Value(file) => {
                work.files.push(file);
                continue;
            }
            Arg::Long(name) => format!("--{name}"),
            Arg::Short(name) => format!("-{name}"),
        };
        if !options.contains(&name.as_str()) {
            return Err(unknown("option", &name, &[options, &["--help"]].concat()));
        }
        let value = value(parser, &name)?;
        match name.as_str() {
            "--role" => work.role = Some(role(&value)?),
            "--format" => work.format = format(&value, formats)?,
            "--kind" => work.known.kind = Some(value),
            "--to" => work.known.to = Some(value),
            "--subject" => work.known.subject = Some(value),
            "--attached" => work.known.attached = Some(value),
            "--sent-at" => work.known.sent_at = Some(value),
            "--interview-at" => work.known.interview_at = Some(value),
            "--received-at" => work.known.received_at = Some(value),
            "--zone" => work.known.zone = Some(value),
            "--match" => work.known.which = Some(value),
            _ => work.known.ledger = Some(value),
        }
    }
    Ok(Some(work))
}

fn template(parser: &mut Parser) -> Result<Command, String> {
    let mut words = Vec::new();
    while let Some(arg) = parser.next().map_err(in_words)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Show(help::TEMPLATE.into())),
            Arg::Value(word) => words.push(text_of(word, "a template's words")?),
            Arg::Long(name) => return Err(unknown("option", &format!("--{name}"), &["--help"])),
            Arg::Short(name) => return Err(unknown("option", &format!("-{name}"), &["-h"])),
        }
    }
    Ok(Command::Template(words))
}

fn value(parser: &mut Parser, name: &str) -> Result<String, String> {
    let value = parser.value().map_err(|_| format!("{name} needs a value"))?;
    text_of(value, name)
}

fn text_of(value: OsString, what: &str) -> Result<String, String> {
    value.into_string().map_err(|_| format!("{what}: the value is not UTF-8"))
}

fn role(value: &str) -> Result<Role, String> {
    Role::from_id(value).ok_or_else(|| unknown("role", value, &["applicant", "program"]))
}

fn format(value: &str, formats: &[&str]) -> Result<Format, String> {
    if !formats.contains(&value) {
        return Err(unknown("format", value, formats));
    }
    Ok(match value {
        "json" => Format::Json,
        "jsonl" => Format::Jsonl,
        "sarif" => Format::Sarif,
        _ => Format::Text,
    })
}

fn in_words(error: lexopt::Error) -> String {
    error.to_string()
}

// ---- what was meant

/// "unknown option --rol; did you mean --role?", or the list of what there is.
pub(crate) fn unknown(what: &str, given: &str, known: &[&str]) -> String {
    let nearest = known.iter().map(|name| (distance(given, name), name)).min();
    match nearest {
        Some((far, name)) if far <= 2.max(given.chars().count() / 3) => {
            format!("unknown {what} {given}; did you mean {name}?")
        }
        _ if known.is_empty() => format!("unknown {what} {given}"),
        _ => format!("unknown {what} {given}; there is {}", known.join(", ")),
    }
}

/// Letters to insert, drop, change or swap to turn one word into the other.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().take(40).collect();
    let other: Vec<char> = other.chars().take(40).collect();
    let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                let swapped =
                    i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                let swap = if swapped { rows[i - 2][j - 2] + 1 } else { change };
                change.min(swap).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1)
            };
        }
    }
    rows[one.len()][other.len()]
}
