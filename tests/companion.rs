//! What must hold of ledger, season, hours and checklist whatever they are given: nothing panics, nothing is lost, and
//! no word of a letter can be found in what is kept.

use proptest::prelude::*;
use redline::engine::address::Recipient;
use redline::engine::calendar::{Day, Moment};
use redline::engine::checklist::{Context, State, checklist, note};
use redline::engine::fingerprint::Fingerprint;
use redline::engine::hours::Zone;
use redline::engine::kind::{Kind, Thread};
use redline::engine::ledger::{Ledger, Received, Sent};
use redline::engine::season::{Event, Season, Which};
use redline::engine::{Category, Linter, Span};

/// Moments from 1901 to 2260.
fn moments() -> impl Strategy<Value = Moment> {
    (-36_000_000_i64..152_000_000).prop_map(Moment::from_minutes)
}

fn zones() -> impl Strategy<Value = Zone> {
    prop_oneof![prop::sample::select(Zone::NAMED.to_vec()), (-840_i16..=840).prop_map(Zone::Fixed),]
}

fn words() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "clinic",
        "families",
        "screening",
        "newborn",
        "rare",
        "disease",
        "residents",
        "case",
        "care",
        "work",
        "teaching",
        "variant",
        "Kestrel",
        "Dr. Chen",
        "rank",
        "visa",
        "I will rank your program number one.",
    ];
    prop::collection::vec(prop::sample::select(WORDS), 0..60).prop_map(|words| words.join(" "))
}

fn messages() -> impl Strategy<Value = Sent> {
    (moments(), 0..Kind::ALL.len(), any::<bool>(), any::<bool>(), words(), 0..Category::ALL.len())
        .prop_map(|(at, kind, answer, news, text, category)| Sent {
            at,
            kind: Kind::ALL[kind],
            thread: if answer { Thread::Answer } else { Thread::New },
            news,
            left: vec![Category::ALL[category]],
            print: Fingerprint::of(&text, &[Span::new(0, text.len())]),
        })
}

fn ledgers() -> impl Strategy<Value = Ledger> {
    let address =
        "[a-c]{1,2}@(bcm\\.edu|med\\.kestrel\\.edu|kestrel\\.edu|gmail\\.com|plains\\.org)";
    let sending = (address, messages());
    let extra = (prop::option::of(zones()), any::<bool>(), moments(), 0_u8..=5, "\\PC{1,12}");
    (prop::collection::vec(sending, 0..12), extra).prop_map(
        |(sent, (zone, quiet, at, level, name))| {
            let mut ledger = Ledger::default();
            for (address, sent) in sent {
                ledger.record(&Recipient::all(&address), sent);
            }
            if let Some(program) = ledger.programs.first_mut() {
                (program.zone, program.quiet) = (zone, quiet);
                program.interviews.push(at);
                program.received = Some(Received { at, level });
                if !name.trim().is_empty() {
                    program.name = name.trim().to_owned();
                }
            }
            ledger
        },
    )
}

fn count(ledger: &Ledger) -> usize {
    ledger.programs.iter().map(|program| program.sent.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_ledger_comes_back_as_it_was_written(ledger in ledgers()) {
        let text = ledger.to_json();
        prop_assert_eq!(text.lines().count(), 1);
        prop_assert_eq!(Ledger::from_json(&text), Ok(ledger));
    }

    #[test]
    fn no_text_is_too_broken_to_be_refused(text in "\\PC{0,80}", cut in 0_usize..400, ledger in ledgers()) {
        let _ = Ledger::from_json(&text);
        let mut torn = ledger.to_json();
        let at = (0..=cut.min(torn.len())).rev().find(|&at| torn.is_char_boundary(at)).unwrap_or(0);
        torn.insert_str(at, &text);
        if let Err(fault) = Ledger::from_json(&torn) {
            let said = fault.to_string();
            prop_assert!(text.trim().chars().count() < 12 || !said.contains(&text), "{}", said);
        }
    }

    #[test]
    fn merging_is_idempotent_and_loses_nothing(one in ledgers(), other in ledgers()) {
        let mut merged = one.clone();
        merged.merge(&other);
        prop_assert!(count(&merged) >= count(&one).max(count(&other)));
        let once = merged.clone();
        merged.merge(&other);
        merged.merge(&one);
        prop_assert_eq!(count(&merged), count(&once));
        prop_assert_eq!(merged.programs.len(), once.programs.len());
    }

    #[test]
    fn the_checklist_takes_anything(
        body in prop_oneof!["\\PC{0,200}", words()], subject in "\\PC{0,40}", to in "\\PC{0,40}", now in moments(), ledger in ledgers(),
    ) {
        let season = Season::new(Which::Nrmp, &[], now.day());
        let linter = Linter::default();
        let findings = linter.lint(&body, &[]);
        let context = Context {
            subject: Some(subject),
            to: Recipient::all(&to),
            now: Some(now),
            ledger: Some(&ledger),
            season: Some(&season),
            ..Context::default()
        };
        let items = checklist(&body, &findings, &context);
        prop_assert!(items.is_sorted_by_key(|item| item.state));
        prop_assert!(items.iter().all(|item| (item.state == State::Fine) || !item.fix.is_empty()));
        prop_assert!(items.iter().all(|item| !item.text.contains("$1") || to_holds_it(&ledger)));
    }

    #[test]
    fn what_is_noted_holds_no_word_of_the_letter(body in words(), now in moments()) {
        let linter = Linter::default();
        let findings = linter.lint(&body, &[]);
        let mut ledger = Ledger::default();
        let to = Recipient::all("pd@hospital.example");
        ledger.record(&to, note(&body, &findings, &Context::default(), now));
        let kept = ledger.to_json();
        for word in ["clinic", "families", "screening", "newborn", "disease", "teaching", "Kestrel", "Chen", "number"] {
            prop_assert!(!kept.contains(word), "{} is in {}", word, kept);
        }
    }

    #[test]
    fn clocks_agree_with_their_zone(at in moments(), zone in zones()) {
        let local = zone.local(at);
        prop_assert!(local.hour < 24 && local.minute < 60);
        let there = local.day.at(i64::from(local.hour) * 60 + i64::from(local.minute));
        prop_assert_eq!(there.minutes_since(at), zone.offset(at));
        prop_assert!((-840..=840).contains(&zone.offset(at)));
        prop_assert_eq!(Zone::from_id(&zone.to_string()).map(|same| same.offset(at)), Some(zone.offset(at)));
    }

    #[test]
    fn moments_are_written_and_read(at in moments()) {
        prop_assert_eq!(Moment::parse(&at.to_string()), Some(at));
        prop_assert_eq!(Day::parse(&at.day().to_string()), Some(at.day()));
    }

    #[test]
    fn a_season_has_at_most_one_present(now in moments(), event in 0..Event::ALL.len(), days in -400_i64..400) {
        let edits = [(Event::ALL[event], now.day().plus(days))];
        for which in Which::ALL {
            let season = Season::new(which, &edits, now.day());
            let steps = season.timeline(now);
            prop_assert!(steps.iter().filter(|step| step.now).count() <= 1);
        }
    }
}

/// A name in the ledger may itself hold a mark.
fn to_holds_it(ledger: &Ledger) -> bool {
    ledger.programs.iter().any(|program| program.name.contains('$'))
}
