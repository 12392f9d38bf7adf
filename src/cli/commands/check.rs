//! `check`: the checklist before a draft is sent.

use std::fs;

use redline::engine::address::Recipient;
use redline::engine::calendar::Moment;
use redline::engine::checklist::{Context, blocks, checklist};
use redline::engine::hours::Zone;
use redline::engine::kind::Kind;
use redline::engine::ledger::Ledger;
use redline::engine::season::{Season, Which};

use super::{Outcome, say};
use crate::args::{Format, Known, Work, unknown};
use crate::input::{Plain, units};
use crate::job::{Letter, Linters, letter};
use crate::output::json;
use crate::output::text::{self, Paint};

/// Runs the checklist over one draft.
///
/// # Errors
///
/// One line, where a flag or the file is wrong.
pub(crate) fn run(work: &Work) -> Result<Outcome, String> {
    let told = Told::of(&work.known)?;
    if work.files.len() > 1 {
        return Err(format!("check takes one file, not {}", work.files.len()));
    }
    let mut units = units(&work.files, Plain::Drafts);
    let unit = units.next().ok_or("the mailbox is empty")?;
    if units.next().is_some() {
        return Err(format!("{}: check takes one mail, not a mailbox", unit.file));
    }
    let letter = letter(unit, work.role.unwrap_or_default())
        .map_err(|fault| format!("{}: {}", fault.origin.file, fault.message))?;
    Ok(check(&letter, &told, &work.known, work.format))
}

fn check(letter: &Letter, told: &Told, known: &Known, format: Format) -> Outcome {
    let to = known.to.as_ref().or(letter.to.as_ref());
    let context = Context {
        role: letter.role,
        to: to.map(|to| Recipient::all(to)).unwrap_or_default(),
        subject: known.subject.clone().or_else(|| letter.subject.clone()),
        ..told.context()
    };
    let findings = Linters::new().of(letter.role).lint(&letter.text, &[]);
    let items = checklist(&letter.text, &findings, &context);
    say(&match format {
        Format::Json => json::checks(letter, &items) + "\n",
        _ => text::checks(letter, &items, Paint::of_stdout()),
    });
    if blocks(&items) { Outcome::Serious } else { Outcome::Clean }
}

/// What the flags tell, understood.
struct Told {
    kind: Option<Kind>,
    attachments: Option<usize>,
    now: Option<Moment>,
    zone: Option<Zone>,
    interview: Option<Moment>,
    received: Option<Moment>,
    ledger: Option<Ledger>,
    season: Season,
}

impl Told {
    fn of(known: &Known) -> Result<Self, String> {
        let now = known.sent_at.as_deref().map(time).transpose()?;
        let timed = [&known.interview_at, &known.received_at, &known.zone, &known.ledger];
        if now.is_none() && timed.iter().any(|flag| flag.is_some()) {
            return Err("--interview-at, --received-at, --zone and --ledger need --sent-at".into());
        }
        let which = known.which.as_deref().map_or(Ok(Which::Nrmp), which)?;
        // Without a time there is no part of the year: only the rules of the match count then.
        let today = now.unwrap_or(Moment::from_minutes(0)).day();
        Ok(Self {
            kind: known.kind.as_deref().map(kind).transpose()?,
            attachments: known.attached.as_deref().map(attached).transpose()?,
            now,
            zone: known.zone.as_deref().map(zone).transpose()?,
            interview: known.interview_at.as_deref().map(time).transpose()?,
            received: known.received_at.as_deref().map(time).transpose()?,
            ledger: known.ledger.as_deref().map(ledger).transpose()?,
            season: Season::new(which, &[], today),
        })
    }

    fn context(&self) -> Context<'_> {
        Context {
            kind: self.kind,
            attachments: self.attachments,
            now: self.now,
            zone: self.zone,
            interview: self.interview,
            received: self.received,
            ledger: self.ledger.as_ref(),
            season: Some(&self.season),
            ..Context::default()
        }
    }
}

fn time(given: &str) -> Result<Moment, String> {
    Moment::parse(given)
        .ok_or_else(|| format!("\"{given}\" is no time; write it as 2026-02-01T09:30-05:00"))
}

fn zone(given: &str) -> Result<Zone, String> {
    let named = Zone::NAMED.map(|zone| zone.to_string()).join(", ");
    Zone::from_id(given)
        .ok_or_else(|| format!("\"{given}\" is no zone; there is {named}, or an offset as -05:00"))
}

fn kind(given: &str) -> Result<Kind, String> {
    Kind::from_id(given).ok_or_else(|| unknown("kind", given, &Kind::ALL.map(Kind::id)))
}

fn which(given: &str) -> Result<Which, String> {
    Which::from_id(given).ok_or_else(|| unknown("match", given, &Which::ALL.map(Which::id)))
}

fn attached(given: &str) -> Result<usize, String> {
    given.parse().map_err(|_| format!("--attached needs a number, not \"{given}\""))
}

fn ledger(file: &str) -> Result<Ledger, String> {
    let text = fs::read_to_string(file)
        .map_err(|error| format!("--ledger {file}: {}", crate::input::in_words(&error)))?;
    Ledger::from_json(&text).map_err(|fault| format!("--ledger {file}: {fault}"))
}
