//! `check`: the checklist before a draft is sent.

use redline::engine::checklist::{Context, Kind, blocks, checklist};

use super::{Outcome, say};
use crate::args::{Format, Known, Work, unknown};
use crate::input::{Plain, units};
use crate::job::{Letter, Linters, letter};
use crate::output::json;
use crate::output::text::{self, Paint};
use crate::when::{When, Zone};

/// Runs the checklist over one draft.
///
/// # Errors
///
/// One line, where a flag or the file is wrong.
pub(crate) fn run(work: &Work) -> Result<Outcome, String> {
    let known = context(&work.known)?;
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
    Ok(check(&letter, &known, work.format))
}

fn check(letter: &Letter, known: &Context, format: Format) -> Outcome {
    let context = Context {
        to: known.to.clone().or_else(|| letter.to.clone()),
        subject: known.subject.clone().or_else(|| letter.subject.clone()),
        ..known.clone()
    };
    let findings = Linters::new().of(letter.role).lint(&letter.text, &[]);
    let items = checklist(&letter.text, &findings, &context);
    say(&match format {
        Format::Json => json::checks(letter, &items) + "\n",
        _ => text::checks(letter, &items, Paint::of_stdout()),
    });
    if blocks(&items) { Outcome::Serious } else { Outcome::Clean }
}

/// What the flags tell.
fn context(known: &Known) -> Result<Context, String> {
    let time = |given: &Option<String>| given.as_deref().map(When::parse).transpose();
    let sent = time(&known.sent_at)?;
    let since =
        |earlier: Option<When>| sent.zip(earlier).map(|(sent, earlier)| sent.hours_since(earlier));
    let (interview, received) = (time(&known.interview_at)?, time(&known.received_at)?);
    if sent.is_none() && (interview.is_some() || received.is_some() || known.zone.is_some()) {
        return Err("--interview-at, --received-at and --zone need --sent-at".into());
    }
    let zone = known.zone.as_deref().map(Zone::parse).transpose()?;
    Ok(Context {
        subject: known.subject.clone(),
        to: known.to.clone(),
        kind: known.kind.as_deref().map(kind).transpose()?,
        attachments: known.attached.as_deref().map(attached).transpose()?,
        recipient_hour: sent.zip(zone).map(|(sent, zone)| sent.hour_in(zone)),
        hours_since_interview: since(interview),
        hours_since_received: since(received),
    })
}

fn kind(given: &str) -> Result<Kind, String> {
    Kind::from_id(given)
        .ok_or_else(|| unknown("kind", given, &["inquiry", "thank-you", "update", "other"]))
}

fn attached(given: &str) -> Result<usize, String> {
    given.parse().map_err(|_| format!("--attached needs a number, not \"{given}\""))
}
