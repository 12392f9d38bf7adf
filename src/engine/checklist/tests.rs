//! The checklist's items, one by one.

use super::super::calendar::Moment;
use super::super::finding::Source;
use super::super::ledger::Received;
use super::super::season::Which;
use super::*;

fn at(given: &str) -> Moment {
    Moment::parse(given).expect("a time")
}

fn states(body: &str, context: &Context<'_>) -> Vec<(&'static str, State)> {
    checklist(body, &[], context).into_iter().map(|item| (item.id, item.state)).collect()
}

/// The sentence of the item with this id.
fn says(body: &str, findings: &[Finding], context: &Context<'_>, id: &str) -> Option<String> {
    let items = checklist(body, findings, context);
    items.into_iter().find(|item| item.id == id).map(|item| item.text)
}

fn finding(category: Category, tier: Tier) -> Finding {
    const SOURCES: &[Source] = &[];
    Finding {
        rule: "a/b",
        category,
        tier,
        span: Span::new(0, 1),
        sentence: Span::new(0, 1),
        title: "Title",
        why: "Why.",
        sources: SOURCES,
    }
}

const LETTER: &str = "Dear Dr. Chen,\n\nThank you for the interview on Friday. I enjoyed our talk about newborn screening, \
    and the case conference showed how closely the team works with families.\n\nKind regards,\nAna";

#[test]
fn a_good_letter_is_fine_throughout() {
    let context = Context {
        subject: Some("Medical genetics: H-1B question".into()),
        now: Some(at("2026-11-23T15:00Z")),
        zone: Some(Zone::Eastern),
        ..Context::default()
    };
    let states =
        states("Dear Dr. Chen,\n\nDo you sponsor H-1B visas?\n\nKind regards,\nAna", &context);
    assert!(states.iter().all(|(_, state)| *state == State::Fine), "{states:?}");
}

#[test]
fn slips_are_named() {
    let context = Context {
        subject: Some("Hello".into()),
        attachments: Some(0),
        now: Some(at("2026-11-23T08:00Z")),
        zone: Some(Zone::Eastern),
        ..Context::default()
    };
    let states =
        states("Dear Program Director,\n\nMy CV is attached. Is it? Is that? Why?\n", &context);
    for id in ["addressee", "subject", "questions", "attachment", "hour"] {
        assert!(states.contains(&(id, State::Consider)), "{id}: {states:?}");
    }
}

#[test]
fn a_second_promise_blocks_and_stands_above_what_is_only_worth_a_thought() {
    let mut ledger = Ledger::default();
    let findings =
        [finding(Category::RankPromise, Tier::Risk), finding(Category::Pressure, Tier::Tone)];
    let kestrel = Context { to: Recipient::all("pd@kestrel.edu"), ..Context::default() };
    ledger.record(&kestrel.to, note(LETTER, &findings, &kestrel, at("2026-11-20")));
    let context = Context {
        to: Recipient::all("pd@plains.edu"),
        ledger: Some(&ledger),
        now: Some(at("2026-11-23T15:00Z")),
        ..Context::default()
    };
    let items = checklist(LETTER, &findings, &context);
    assert!(blocks(&items));
    let at = |id: &str| items.iter().position(|item| item.id == id).expect("it is there");
    assert!(at("first-choice") < at("pressure") && at("rank-promise") < at("pressure"));
    assert_eq!(
        items[at("first-choice")].text,
        "You gave this promise to kestrel.edu on 2026-11-20."
    );
    assert_eq!(
        items[at("same-text")].text,
        "Nearly the same text went to kestrel.edu on 2026-11-20."
    );
}

#[test]
fn what_is_owed_and_what_is_too_much_is_said_in_one_sentence() {
    let to = Recipient::all("Kestrel Residency <pd@kestrel.edu>");
    let body = "Dear Dr. Chen,\n\nDo you sponsor H-1B visas?\n\nKind regards,\nAna";
    let now = at("2026-12-01T15:00Z");
    let said = |id: &str, made: &dyn Fn(&mut Ledger)| {
        let mut ledger = Ledger::default();
        ledger.program_for(&to).expect("made");
        made(&mut ledger);
        let context = Context {
            to: to.clone(),
            ledger: Some(&ledger),
            now: Some(now),
            thread: Some(Thread::New),
            ..Context::default()
        };
        says(body, &[], &context, id).unwrap_or_default()
    };
    let wrote = |ledger: &mut Ledger, day: &str| {
        let before = Context { to: to.clone(), ..Context::default() };
        ledger.record(&to, note("Dear Dr. Chen,\n\nHow are you?\n", &[], &before, at(day)));
    };
    assert_eq!(
        said("messages", &|ledger| wrote(ledger, "2026-11-28")),
        "Days since your last message to Kestrel Residency: 3."
    );
    assert_eq!(
        said("messages", &|ledger| ["2026-10-01", "2026-11-01"]
            .iter()
            .for_each(|day| wrote(ledger, day))),
        "Messages to Kestrel Residency without news so far: 2."
    );
    let met = |ledger: &mut Ledger| ledger.programs[0].interviews.push(at("2026-11-30T13:00Z"));
    assert_eq!(
        said("thank-you", &met),
        "The interview at Kestrel Residency was 26 hours ago, and no thank-you was noted."
    );
    assert_eq!(
        said("messages", &|ledger| {
            met(ledger);
            ledger.programs[0].quiet = true;
        }),
        "Kestrel Residency asked for no messages after the interview."
    );
    let came = |level| {
        move |ledger: &mut Ledger| {
            ledger.programs[0].received = Some(Received { at: at("2026-11-30T09:00Z"), level });
        }
    };
    assert_eq!(
        said("reply", &came(1)),
        "A message from Kestrel Residency has waited 30 hours for your answer."
    );
    assert_eq!(
        said("offer", &came(5)),
        "Kestrel Residency offered a position outside the Match on 2026-11-30."
    );
}

#[test]
fn a_thank_you_is_late_by_the_ledgers_interview() {
    let mut ledger = Ledger::default();
    let to = Recipient::all("pd@kestrel.edu");
    ledger.program_for(&to).expect("made").interviews.push(at("2026-11-10T20:00Z"));
    let said = |now: &str| {
        let context = Context {
            to: to.clone(),
            subject: Some("Interview on Tuesday".into()),
            ledger: Some(&ledger),
            now: Some(at(now)),
            ..Context::default()
        };
        says(LETTER, &[], &context, "thank-you")
    };
    assert_eq!(said("2026-11-12").as_deref(), Some("The thank-you comes in good time."));
    assert_eq!(said("2026-11-14").as_deref(), Some("The interview was more than three days ago."));
    assert_eq!(said("2026-11-20").as_deref(), Some("The interview was more than a week ago."));
}

#[test]
fn match_week_and_the_deadline_are_guarded() {
    let season = Season::new(Which::Nrmp, &[], at("2027-03-16").day());
    let state = |now: &str, thread, findings: &[Finding]| {
        let context = Context {
            season: Some(&season),
            now: Some(at(now)),
            thread: Some(thread),
            ..Context::default()
        };
        checklist(LETTER, findings, &context)
            .into_iter()
            .find(|item| item.id == "soap" || item.id == "deadline")
            .map(|item| (item.id, item.state))
    };
    assert_eq!(state("2027-03-16", Thread::New, &[]), Some(("soap", State::Blocks)));
    assert_eq!(state("2027-03-16", Thread::Answer, &[]), Some(("soap", State::Consider)));
    assert_eq!(state("2027-03-08", Thread::New, &[]), Some(("deadline", State::Consider)));
    let deal = [finding(Category::OutsideMatchDeal, Tier::Violation)];
    assert_eq!(state("2027-03-08", Thread::New, &deal), Some(("deadline", State::Blocks)));
    assert_eq!(state("2027-02-08", Thread::New, &deal), None);
    assert_eq!(state("2027-03-20", Thread::New, &[]), None);
}

#[test]
fn other_matches_forbid_all_talk_of_ranks() {
    let day = at("2027-01-10").day();
    let soft = "Dear Dr. Chen,\n\nI plan to rank your program highly.\n";
    for (which, expected) in [(Which::Urology, true), (Which::Nrmp, false)] {
        let season = Season::new(which, &[], day);
        let context = Context { season: Some(&season), ..Context::default() };
        assert_eq!(says(soft, &[], &context, "rank-talk").is_some(), expected);
        assert_eq!(says(LETTER, &[], &context, "rank-talk"), None);
    }
}

#[test]
fn greeting_and_address_speak_of_one_person() {
    let said = |to: &str| {
        let context = Context { to: Recipient::all(to), ..Context::default() };
        says(LETTER, &[], &context, "addressee").expect("there is a greeting")
    };
    assert_eq!(
        said("Maria Rivera <m.rivera@kestrel.edu>"),
        "The greeting says Dr. Chen, the address says Maria Rivera."
    );
    for fine in [
        "Mei Chen <x@kestrel.edu>",
        "m.chen@kestrel.edu",
        "Genetics Residency Program <pd@kestrel.edu>",
        "pd@kestrel.edu",
        "Ann Smith <a@kestrel.edu>, Mei Chen <m@kestrel.edu>",
    ] {
        assert_eq!(said(fine), "The message greets its reader by name.", "{fine}");
    }
}

#[test]
fn two_programs_in_one_letter_are_noticed() {
    let said = |body: &str| says(body, &[], &Context::default(), "program");
    assert_eq!(
        said(
            "Dear Dr. Chen,\n\nI hope to join Kestrel. Training at the University of Plains would suit me.\n"
        ),
        Some("The text names two programs: Kestrel and University of Plains.".into())
    );
    for clean in [
        "Dear Dr. Chen,\n\nI hope to join Kestrel. Training at Kestrel Children's would suit me.\n",
        "Dear Dr. Chen,\n\nI completed my residency at King Edward University. I hope to join Kestrel.\n",
        "Dear Dr. Chen,\n\nI hope to join your team.\n",
    ] {
        assert_eq!(said(clean), None, "{clean}");
    }
}

#[test]
fn a_name_left_from_another_letter_is_noticed() {
    let mut ledger = Ledger::default();
    for field in ["Kestrel Residency <a@kestrel.edu>", "Plains Genetics Program <b@plains.edu>"] {
        ledger.program_for(&Recipient::all(field));
    }
    let context =
        Context { to: Recipient::all("b@plains.edu"), ledger: Some(&ledger), ..Context::default() };
    let body = "Dear Dr. Chen,\n\nThe clinic at Kestrel has stayed with me.\n";
    assert_eq!(
        says(body, &[], &context, "program"),
        Some("The text names Kestrel Residency, and this goes to Plains Genetics Program.".into())
    );
    let own = "Dear Dr. Chen,\n\nThe clinic at Plains has stayed with me.\n";
    assert_eq!(says(own, &[], &context, "program"), None);
}

#[test]
fn visa_and_training_are_to_be_stated_as_they_are() {
    let said = |body: &str| says(body, &[], &Context::default(), "facts");
    let hoped = "Dear Dr. Chen,\n\nBy July I will have a green card.\n";
    assert!(said(hoped).is_some_and(|text| text.contains("expected")));
    let stated = "Dear Dr. Chen,\n\nI hold a J-1 visa.\n";
    assert!(said(stated).is_some_and(|text| text.contains("as it is today")));
    assert_eq!(said("Dear Dr. Chen,\n\nDo you sponsor the J-1 visa?\n"), None);
}

#[test]
fn the_hour_is_the_readers() {
    let mut ledger = Ledger::default();
    let to = Recipient::all("pd@bcm.edu");
    ledger.program_for(&to);
    let said = |ledger: &Ledger, zone| {
        let context = Context {
            to: to.clone(),
            zone,
            ledger: Some(ledger),
            now: Some(at("2026-11-23T08:30Z")),
            ..Context::default()
        };
        says(LETTER, &[], &context, "hour")
    };
    let guessed = "It is 2:30 where this will be read, to judge by the address.";
    assert_eq!(said(&ledger, None).as_deref(), Some(guessed));
    ledger.programs[0].zone = Some(Zone::Eastern);
    assert_eq!(said(&ledger, None).as_deref(), Some("It is 3:30 where this will be read."));
    let told = Some(Zone::Fixed(330));
    assert_eq!(said(&ledger, told).as_deref(), Some("It is daytime where this will be read."));
}
