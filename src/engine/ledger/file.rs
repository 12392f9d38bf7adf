//! The ledger as a file: one line of JSON, in storage as on disk. What cannot be read is said with its place, never
//! with words of the file.

use std::fmt;

use super::super::calendar::Moment;
use super::super::finding::Category;
use super::super::fingerprint::Fingerprint;
use super::super::hours::Zone;
use super::super::json::{self, Value};
use super::super::kind::{Kind, Thread};
use super::super::letters::Lower;
use super::super::order;
use super::{Ledger, Program, Received, Sent};

/// The version of the format that this file reads and writes.
const VERSION: i64 = 1;

/// Why a text is no ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// It is JSON of something else.
    NotALedger,
    /// A later version of Redline wrote it.
    Newer(i64),
    /// One field is not as it should be.
    Field {
        /// Where: `programs[2].sent[0].at`.
        path: String,
        /// What should stand there.
        wanted: &'static str,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { line, column } => {
                write!(f, "not valid JSON at line {line}, column {column}")
            }
            Self::NotALedger => f.write_str("this is JSON, but no ledger that Redline exported"),
            Self::Newer(version) => write!(
                f,
                "a later version of Redline wrote this ledger (format {version}); update Redline to read it"
            ),
            Self::Field { path, wanted } => write!(f, "{path} should be {wanted}"),
        }
    }
}

impl std::error::Error for Fault {}

impl Ledger {
    /// As a file: one line of JSON. The same ledger gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let programs = self.programs.iter().map(of_program).collect();
        let mut out = String::new();
        map([("redlineLedger", Value::Number(Some(VERSION))), ("programs", Value::List(programs))])
            .write(&mut out);
        out
    }

    /// Reads a file: a ledger, or an export of everything with a ledger in it. Fields that this version does not know
    /// are passed over.
    ///
    /// # Errors
    ///
    /// What is wrong and where; nothing of what the file says.
    pub fn from_json(text: &str) -> Result<Self, Fault> {
        let value = json::read(text).map_err(|(line, column)| Fault::NotJson { line, column })?;
        let whole = Place { value: Some(&value), path: String::new() };
        let place =
            if value.get("redlineLedger").is_some() { whole } else { whole.field("ledger") };
        match place.value.and_then(|ledger| ledger.get("redlineLedger")) {
            Some(Value::Number(Some(VERSION))) => {}
            Some(Value::Number(Some(version))) if *version > VERSION => {
                return Err(Fault::Newer(*version));
            }
            _ => return Err(Fault::NotALedger),
        }
        let programs = place.list("programs")?;
        Ok(Self { programs: programs.iter().map(program).collect::<Result<_, _>>()? })
    }
}

// ---- writing

fn map<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let there = fields.into_iter().filter(|(_, value)| *value != Value::Null);
    Value::Map(there.map(|(name, value)| (name.to_owned(), value)).collect())
}

fn words(text: impl fmt::Display) -> Value {
    Value::Text(text.to_string())
}

/// Only what is so is written.
fn flag(on: bool) -> Value {
    if on { Value::Bool(true) } else { Value::Null }
}

fn of_program(program: &Program) -> Value {
    map([
        ("name", words(&program.name)),
        ("keys", Value::List(program.keys.iter().map(words).collect())),
        ("zone", program.zone.map_or(Value::Null, words)),
        ("interviews", Value::List(program.interviews.iter().map(words).collect())),
        ("quiet", flag(program.quiet)),
        ("received", program.received.map_or(Value::Null, of_received)),
        ("sent", Value::List(program.sent.iter().map(of_sent).collect())),
    ])
}

fn of_received(received: Received) -> Value {
    map([("at", words(received.at)), ("level", Value::Number(Some(i64::from(received.level))))])
}

fn of_sent(sent: &Sent) -> Value {
    map([
        ("at", words(sent.at)),
        ("kind", words(sent.kind.id())),
        ("answer", flag(sent.thread == Thread::Answer)),
        ("news", flag(sent.news)),
        ("left", Value::List(sent.left.iter().map(|category| words(category.id())).collect())),
        ("print", sent.print.map_or(Value::Null, |print| words(print.to_hex()))),
    ])
}

// ---- reading

/// A value and where it stands.
struct Place<'v> {
    value: Option<&'v Value>,
    path: String,
}

impl<'v> Place<'v> {
    fn field(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        let value = self.value.and_then(|value| value.get(name));
        // "null" stands for nothing.
        let value = value.filter(|value| **value != Value::Null);
        Self { value, path: format!("{}{dot}{name}", self.path) }
    }

    fn wrong<T>(&self, wanted: &'static str) -> Result<T, Fault> {
        Err(Fault::Field { path: self.path.clone(), wanted })
    }

    /// The items of a list; none where the field is not there.
    fn list(&self, name: &str) -> Result<Vec<Self>, Fault> {
        let place = self.field(name);
        let Some(value) = place.value else { return Ok(Vec::new()) };
        let Some(list) = value.list() else { return place.wrong("a list") };
        let item =
            |(at, value)| Place { value: Some(value), path: format!("{}[{at}]", place.path) };
        Ok(list.iter().enumerate().map(item).collect())
    }

    /// What `read` makes of the text that stands here.
    fn as_text<T>(
        &self,
        wanted: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        match self.value.and_then(Value::text).and_then(read) {
            Some(value) => Ok(value),
            None => self.wrong(wanted),
        }
    }

    /// As [`Place::as_text`], where something stands here.
    fn perhaps<T>(
        &self,
        wanted: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        self.value.map(|_| self.as_text(wanted, read)).transpose()
    }

    fn is_set(&self, name: &str) -> bool {
        self.field(name).value == Some(&Value::Bool(true))
    }
}

const A_TIME: &str = "a time such as 2026-11-22T17:30Z";

fn program(place: &Place<'_>) -> Result<Program, Fault> {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let keys: Vec<String> = place
        .list("keys")?
        .iter()
        .map(|key| key.as_text("a host or an address", some).map(|key| key.lower()))
        .collect::<Result<_, _>>()?;
    let Some(first) = keys.first() else {
        return place.field("keys").wrong("a list with at least one host or address");
    };
    let name = place.field("name").perhaps("a name", some)?.unwrap_or_else(|| first.clone());
    let mut sent: Vec<Sent> = place.list("sent")?.iter().map(one_sent).collect::<Result<_, _>>()?;
    order::by_key(&mut sent, |sent| sent.at.place());
    let interviews = place.list("interviews")?;
    Ok(Program {
        name,
        keys,
        zone: place.field("zone").perhaps("a zone such as eastern", Zone::from_id)?,
        interviews: interviews
            .iter()
            .map(|at| at.as_text(A_TIME, Moment::parse))
            .collect::<Result<_, _>>()?,
        quiet: place.is_set("quiet"),
        received: received(&place.field("received"))?,
        sent,
    })
}

fn received(place: &Place<'_>) -> Result<Option<Received>, Fault> {
    if place.value.is_none() {
        return Ok(None);
    }
    let level = place.field("level");
    let Some(Value::Number(Some(number @ 0..=5))) = level.value else {
        return level.wrong("a number from 0 to 5");
    };
    let at = place.field("at").as_text(A_TIME, Moment::parse)?;
    Ok(Some(Received { at, level: u8::try_from(*number).unwrap_or_default() }))
}

fn one_sent(place: &Place<'_>) -> Result<Sent, Fault> {
    // Categories and kinds of a later version are passed over: the rest of the entry still counts.
    let left = place.list("left")?;
    let left = left.iter().filter_map(|id| Category::from_id(id.value?.text()?));
    let kind = place
        .field("kind")
        .as_text("a kind such as thank-you", |id| Some(Kind::from_id(id).unwrap_or(Kind::Other)))?;
    Ok(Sent {
        at: place.field("at").as_text(A_TIME, Moment::parse)?,
        kind,
        thread: if place.is_set("answer") { Thread::Answer } else { Thread::New },
        news: place.is_set("news"),
        left: left.collect(),
        print: place
            .field("print")
            .perhaps("a fingerprint of 128 hexadecimal digits", Fingerprint::from_hex)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, sent, to};
    use super::*;

    #[test]
    fn a_ledger_is_written_and_read() {
        let mut ledger = Ledger::default();
        let promise = Sent {
            left: vec![Category::RankPromise],
            thread: Thread::Answer,
            news: true,
            ..sent("2026-11-03T10:00Z", Kind::ThankYou)
        };
        ledger.record(&to("\"Kestrel \\ Residency\" <a@kestrel.edu>"), promise);
        let program = &mut ledger.programs[0];
        (program.zone, program.quiet) = (Some(Zone::Fixed(330)), true);
        program.interviews.push(at("2026-11-01T20:00Z"));
        program.received = Some(Received { at: at("2026-11-02"), level: 4 });
        let text = ledger.to_json();
        assert_eq!(Ledger::from_json(&text), Ok(ledger));
        assert_eq!(Ledger::from_json(&Ledger::default().to_json()), Ok(Ledger::default()));
    }

    #[test]
    fn faults_say_where_and_quote_nothing() {
        for (text, message) in [
            ("{\"a\":", "not valid JSON at line 1, column 6"),
            ("[]", "this is JSON, but no ledger that Redline exported"),
            (
                "{\"redlineLedger\":7}",
                "a later version of Redline wrote this ledger (format 7); update Redline to read it",
            ),
            ("{\"redlineLedger\":1,\"programs\":{}}", "programs should be a list"),
            (
                "{\"redlineLedger\":1,\"programs\":[{\"name\":\"secret\"}]}",
                "programs[0].keys should be a list with at least one host or address",
            ),
            (
                "{\"redlineLedger\":1,\"programs\":[{\"keys\":[\"a.edu\"],\"sent\":[{\"kind\":\"update\",\"at\":\"secret\"}]}]}",
                "programs[0].sent[0].at should be a time such as 2026-11-22T17:30Z",
            ),
            (
                "{\"redlineLedger\":1,\"programs\":[{\"keys\":[\"a.edu\"],\"zone\":\"secret\"}]}",
                "programs[0].zone should be a zone such as eastern",
            ),
        ] {
            let fault = Ledger::from_json(text).expect_err(text).to_string();
            assert_eq!(fault, message);
        }
    }

    #[test]
    fn an_export_of_everything_holds_its_ledger() {
        let mut ledger = Ledger::default();
        ledger.record(&to("a@kestrel.edu"), sent("2026-11-01", Kind::Update));
        let all =
            format!("{{\"redline\": 1, \"settings\": {{}}, \"ledger\": {}}}", ledger.to_json());
        assert_eq!(Ledger::from_json(&all), Ok(ledger));
        let broken = "{\"redline\":1,\"ledger\":{\"redlineLedger\":1,\"programs\":3}}";
        let fault = Ledger::from_json(broken).expect_err("it is broken").to_string();
        assert_eq!(fault, "ledger.programs should be a list");
        assert_eq!(Ledger::from_json("{\"redline\":1}"), Err(Fault::NotALedger));
    }

    #[test]
    fn what_a_later_version_adds_does_no_harm() {
        let text = "{\"redlineLedger\":1,\"new\":{},\"programs\":[{\"keys\":[\"A.edu\"],\"more\":1,\
            \"sent\":[{\"at\":\"2026-11-01\",\"kind\":\"new-kind\",\"left\":[\"new\",\"rank-promise\"]}]}]}";
        let ledger = Ledger::from_json(text).expect("it is read");
        assert_eq!(ledger.programs[0].keys, ["a.edu"]);
        assert_eq!(ledger.programs[0].sent[0].left, [Category::RankPromise]);
    }
}
