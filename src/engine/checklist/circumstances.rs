//! Items on when and to whom: the season, what the ledger remembers, the clock where the letter is read.

use super::super::calendar::Moment;
use super::super::config::Role;
use super::super::finding::{Category, Tier};
use super::super::hours::{WELCOME, Zone};
use super::super::kind::{Kind, Thread};
use super::super::ledger::{Caution, Clock, Outgoing, Program};
use super::super::letters::Lower;
use super::super::season::Guard;
use super::texts::{self, Text};
use super::{Item, Letter};

/// What the part of the year forbids, and what the rules of the match do.
pub(super) fn season(letter: &Letter<'_>, items: &mut Vec<Item>) {
    let Some(season) = letter.context.season.filter(|_| letter.context.role == Role::Applicant)
    else {
        return;
    };
    let about = season.which.about();
    if !about.rank_talk && speaks_of_rank(letter) {
        let match_ = vec![about.title.to_owned()];
        items.push(Item::blocks("rank-talk", Tier::Violation, &texts::RANK_TALK, match_));
    }
    let guard = letter.context.now.and_then(|now| season.phase(now)).and_then(|phase| phase.guard);
    items.extend(guard.map(|guard| closed(letter, guard)));
}

fn closed(letter: &Letter<'_>, guard: Guard) -> Item {
    match (guard, letter.thread) {
        (Guard::Soap, Thread::New) => {
            Item::blocks("soap", Tier::Violation, &texts::SOAP, Vec::new())
        }
        (Guard::Soap, Thread::Answer) => Item::consider("soap", &texts::SOAP_ANSWER, Vec::new()),
        (Guard::Deadline, _) if letter.has(Category::OutsideMatchDeal) => {
            Item::blocks("deadline", Tier::Violation, &texts::DEADLINE_DEAL, Vec::new())
        }
        (Guard::Deadline, _) => Item::consider("deadline", &texts::DEADLINE, Vec::new()),
    }
}

/// Whether the writer tells of a rank of their own list, however softly.
fn speaks_of_rank(letter: &Letter<'_>) -> bool {
    let told = |sentence: &str| {
        let words: Vec<String> =
            sentence.split(|c: char| !c.is_alphanumeric()).map(Lower::lower).collect();
        let has = |word: &str| words.iter().any(|other| other == word);
        ["i", "my"].iter().any(|word| has(word))
            && ["your", "you"].iter().any(|word| has(word))
            && ["rank", "ranking", "ranked", "ranks"].iter().any(|word| has(word))
            && !sentence.trim_end().ends_with('?')
            && !has("not")
    };
    letter.has(Category::RankPromise) || letter.sentences().any(told)
}

/// What the ledger remembers.
pub(super) fn ledger(letter: &Letter<'_>, items: &mut Vec<Item>) {
    let context = letter.context;
    let (Some(ledger), Some(now)) = (context.ledger, context.now) else { return };
    if context.role != Role::Applicant || context.to.is_empty() {
        return;
    }
    let cautions = ledger.cautions(&Outgoing {
        to: &context.to,
        now,
        kind: letter.kind,
        thread: letter.thread,
        news: letter.news,
        promises: letter.has(Category::RankPromise),
        print: letter.print.as_ref(),
    });
    let same = cautions.iter().any(|caution| matches!(caution, Caution::SameText { .. }));
    items.extend(cautions.into_iter().map(of_caution));
    if letter.print.is_some() && !same {
        items.push(Item::fine("same-text", &texts::SAME_TEXT_FINE));
    }
}

fn of_caution(caution: Caution) -> Item {
    let day = |at: Moment| at.day().to_string();
    match caution {
        Caution::SecondPromise { name, at } => {
            Item::blocks("first-choice", Tier::Risk, &texts::SECOND_PROMISE, vec![name, day(at)])
        }
        Caution::SameText { name, at } => {
            Item::consider("same-text", &texts::SAME_TEXT, vec![name, day(at)])
        }
        Caution::Quiet { name } => Item::consider("messages", &texts::QUIET, vec![name]),
        Caution::Weekly { name, days } => {
            Item::consider("messages", &texts::WEEKLY, vec![name, days.to_string()])
        }
        Caution::NoNews { name, count } => {
            Item::consider("messages", &texts::NO_NEWS, vec![name, count.to_string()])
        }
        Caution::ThankYouOpen { name, hours } => {
            Item::consider("thank-you", &texts::THANK_YOU_OPEN, vec![name, hours.to_string()])
        }
        Caution::Offer { name, at } => Item::consider("offer", &texts::OFFER, vec![name, day(at)]),
        Caution::ReplyOpen { name, hours } => {
            Item::consider("reply", &texts::REPLY_OPEN, vec![name, hours.to_string()])
        }
    }
}

/// What the clock says: thank-you, answer, and the hour where the letter is read.
pub(super) fn clock(letter: &Letter<'_>, items: &mut Vec<Item>) {
    let context = letter.context;
    let Some(now) = context.now else { return };
    let program = context.ledger.and_then(|ledger| ledger.program(&context.to));
    items.extend(thank_you(letter, program, now));
    items.extend(reply(letter, program, now));
    let there = context.zone.map(|zone| Clock { zone, guessed: false });
    let there = there.or_else(|| program.and_then(Program::clock)).or_else(|| guess(letter));
    items.extend(there.map(|clock| hour(clock, now)));
}

fn guess(letter: &Letter<'_>) -> Option<Clock> {
    let zone = letter.context.to.iter().find_map(|one| Zone::guess(one.host()))?;
    Some(Clock { zone, guessed: true })
}

/// Thank-you notes: best within two days, fine for three, late after seven.
fn thank_you(letter: &Letter<'_>, program: Option<&Program>, now: Moment) -> Option<Item> {
    if letter.kind != Kind::ThankYou {
        return None;
    }
    let noted = || program.and_then(|program| program.last_interview(now));
    let hours = now.hours_since(letter.context.interview.or_else(noted)?);
    let late = |words: &Text| Item::consider("thank-you", words, Vec::new());
    Some(match hours {
        ..0 => late(&texts::THANK_YOU_EARLY),
        0..=72 => Item::fine("thank-you", &texts::THANK_YOU_FINE),
        73..=168 => late(&texts::THANK_YOU_DAYS),
        _ => late(&texts::THANK_YOU_LATE),
    })
}

fn reply(letter: &Letter<'_>, program: Option<&Program>, now: Moment) -> Option<Item> {
    let waiting = || program.filter(|_| letter.thread == Thread::Answer).and_then(Program::waiting);
    let hours = now.hours_since(letter.context.received.or_else(waiting)?);
    Some(match hours {
        ..=48 => Item::fine("reply", &texts::REPLY_FINE),
        _ => Item::consider("reply", &texts::REPLY_LATE, vec![(hours / 24).to_string()]),
    })
}

fn hour(clock: Clock, now: Moment) -> Item {
    let local = clock.zone.local(now);
    if WELCOME.contains(&local.hour) {
        return Item::fine("hour", &texts::HOUR_FINE);
    }
    let words = if clock.guessed { &texts::HOUR_GUESS } else { &texts::HOUR_NIGHT };
    Item::consider("hour", words, vec![format!("{}:{:02}", local.hour, local.minute)])
}
