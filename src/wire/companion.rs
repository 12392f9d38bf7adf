//! Season and ledger as our own pages show them: plain values, days and moments as text.

use serde::Serialize;

use super::Source;
use crate::engine;
use crate::engine::calendar::Moment;
use crate::engine::kind::Thread;
use crate::engine::ledger::Caution;
use crate::engine::season::Event;

/// A season, as a page shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Season {
    /// The match's id.
    pub r#match: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What its rules mean for the writer.
    pub note: &'static str,
    /// The present part of the year, where a date is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// The picture: every part whose date is known, in order.
    pub timeline: Vec<Step>,
    /// Every date of the season, in order: those to edit.
    pub dates: Vec<Date>,
}

/// A part of the year, as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Phase {
    /// Stable id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What to send now.
    pub send: &'static [&'static str],
    /// To how many.
    pub programs: &'static str,
    /// What not to send.
    pub avoid: &'static [&'static str],
    /// Where that comes from.
    pub sources: Vec<Source>,
}

/// One part of the picture.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The part's id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its first day, `2027-03-03`.
    pub from: String,
    /// The first day of the next part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Whether it is the present one.
    pub now: bool,
}

/// One date of the season. All of them are shown with "verify with NRMP and ERAS".
#[derive(Clone, Debug, Serialize)]
pub struct Date {
    /// The event's id.
    pub event: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its day, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Whether it was not yet published when the rules were written.
    pub about: bool,
    /// Whether the user put it there.
    pub edited: bool,
}

/// The ledger, as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// One entry a program; the index is its place in the saved ledger.
    pub programs: Vec<Program>,
    /// What is owed, the longest waiting first.
    pub due: Vec<Due>,
}

/// One program of the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct Program {
    /// What it is called.
    pub name: String,
    /// What it is known by.
    pub keys: Vec<String>,
    /// Its zone, as the user said or as it was guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Whether the zone was only guessed.
    pub guessed: bool,
    /// Hour and minute there now (`9:05`), where a zone is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// When interviews ended, `2026-11-22T17:30Z`.
    pub interviews: Vec<String>,
    /// It asked for no messages after the interview.
    pub quiet: bool,
    /// Its last message that was read here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
    /// What was sent, the latest first.
    pub sent: Vec<Sent>,
}

/// A message that a program wrote.
#[derive(Clone, Debug, Serialize)]
pub struct Received {
    /// When it came, `2026-11-22T17:30Z`.
    pub at: String,
    /// Its signal level, 0 to 5.
    pub level: u8,
}

/// One message of the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct Sent {
    /// When, `2026-11-22T17:30Z`.
    pub at: String,
    /// The kind's id.
    pub kind: &'static str,
    /// Whether it answered one.
    pub answer: bool,
    /// Categories of tier violation or risk that were left in it.
    pub left: Vec<&'static str>,
}

/// Something owed to a program.
#[derive(Clone, Debug, Serialize)]
pub struct Due {
    /// `thank-you` or `reply`.
    pub what: &'static str,
    /// To whom.
    pub name: String,
    /// Hours since the interview, or since the message came.
    pub hours: i64,
}

impl Season {
    /// The season at this moment.
    #[must_use]
    pub fn of(season: &engine::season::Season, now: Moment) -> Self {
        let about = season.which.about();
        Self {
            r#match: season.which.id(),
            title: about.title,
            note: about.note,
            phase: season.phase(now).map(Phase::from),
            timeline: season.timeline(now).iter().map(Step::from).collect(),
            dates: Event::ALL.into_iter().map(|event| Date::of(season, event)).collect(),
        }
    }
}

impl From<&'static engine::season::Phase> for Phase {
    fn from(phase: &'static engine::season::Phase) -> Self {
        Self {
            id: phase.id,
            title: phase.title,
            send: phase.send,
            programs: phase.programs,
            avoid: phase.avoid,
            sources: phase.sources.iter().map(Source::from).collect(),
        }
    }
}

impl From<&engine::season::Step> for Step {
    fn from(step: &engine::season::Step) -> Self {
        Self {
            id: step.phase.id,
            title: step.phase.title,
            from: step.from.day.to_string(),
            until: step.until.map(|day| day.to_string()),
            now: step.now,
        }
    }
}

impl Date {
    fn of(season: &engine::season::Season, event: Event) -> Self {
        let date = season.date(event);
        Self {
            event: event.id(),
            title: event.title(),
            day: date.map(|date| date.day.to_string()),
            about: date.is_some_and(|date| date.about),
            edited: date.is_some_and(|date| date.edited),
        }
    }
}

impl Ledger {
    /// The ledger at this moment.
    #[must_use]
    pub fn of(ledger: &engine::ledger::Ledger, now: Moment) -> Self {
        Self {
            programs: ledger.programs.iter().map(|program| Program::of(program, now)).collect(),
            due: ledger.due(now).into_iter().filter_map(Due::of).collect(),
        }
    }
}

impl Program {
    fn of(program: &engine::ledger::Program, now: Moment) -> Self {
        let clock = program.clock();
        let local = clock.map(|clock| clock.zone.local(now));
        Self {
            name: program.name.clone(),
            keys: program.keys.clone(),
            zone: clock.map(|clock| clock.zone.to_string()),
            guessed: clock.is_some_and(|clock| clock.guessed),
            clock: local.map(|local| format!("{}:{:02}", local.hour, local.minute)),
            interviews: program.interviews.iter().map(Moment::to_string).collect(),
            quiet: program.quiet,
            received: program.received.map(Received::from),
            sent: program.sent.iter().rev().map(Sent::from).collect(),
        }
    }
}

impl From<engine::ledger::Received> for Received {
    fn from(received: engine::ledger::Received) -> Self {
        Self { at: received.at.to_string(), level: received.level }
    }
}

impl From<&engine::ledger::Sent> for Sent {
    fn from(sent: &engine::ledger::Sent) -> Self {
        Self {
            at: sent.at.to_string(),
            kind: sent.kind.id(),
            answer: sent.thread == Thread::Answer,
            left: sent.left.iter().map(|category| category.id()).collect(),
        }
    }
}

impl Due {
    fn of(owed: Caution) -> Option<Self> {
        match owed {
            Caution::ThankYouOpen { name, hours } => Some(Self { what: "thank-you", name, hours }),
            Caution::ReplyOpen { name, hours } => Some(Self { what: "reply", name, hours }),
            _ => None,
        }
    }
}
