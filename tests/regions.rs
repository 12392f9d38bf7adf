//! Regions and sentences: marked cases in `regions.txt` and `sentences.txt`, and the emails of the open corpus.

use proptest::prelude::*;
use redline::engine::Span;
use redline::engine::text::{RegionKind, regions, sentences, writer_spans};
use serde_json::Value;

/// Cases of a data file: name and body, each after a line "=== name".
fn cases(data: &str) -> impl Iterator<Item = (&str, &str)> {
    data.split("\n=== ")
        .skip(1)
        .map(|case| case.split_once('\n').expect("a case has a name and a body"))
}

fn letter(kind: RegionKind) -> char {
    match kind {
        RegionKind::Own => 'o',
        RegionKind::Quote => 'q',
        RegionKind::Forward => 'f',
        RegionKind::Header => 'h',
        RegionKind::Signature => 's',
    }
}

/// Each filled line of `text` with the letter of its region before it.
fn marked(text: &str) -> String {
    let found = regions(text);
    let mut out = String::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let kind = found.kind_at(at).expect("regions cover the text");
        if line.trim().is_empty() {
            out.push_str(" |");
        } else {
            out.push(letter(kind));
            out.push('|');
        }
        out.push_str(line);
        at += line.len();
    }
    out
}

#[test]
fn every_line_is_given_to_the_one_who_wrote_it() {
    let mut wrong = String::new();
    let mut seen = 0;
    for (name, body) in cases(include_str!("regions.txt")) {
        let text: String =
            body.split_inclusive('\n').map(|line| line.get(2..).unwrap_or("")).collect();
        let found = marked(&text);
        if found != body {
            wrong += &format!("case {name}, found:\n{found}\n");
        } else {
            assert_eq!(
                marked(&text.replace('\n', "\r\n")).replace("\r\n", "\n"),
                body,
                "case with CR LF: {name}"
            );
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(seen >= 40, "only {seen} cases were read");
}

/// The text with each sentence in white brackets.
fn bracketed(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for span in sentences(text, Span::new(0, text.len())) {
        out.push_str(&text[at..span.start()]);
        out.push('⟦');
        out.push_str(&text[span.start()..span.end()]);
        out.push('⟧');
        at = span.end();
    }
    out + &text[at..]
}

#[test]
fn sentences_begin_and_end_where_a_reader_would_say() {
    let mut wrong = String::new();
    let mut seen = 0;
    for (name, body) in cases(include_str!("sentences.txt")) {
        let text: String = body.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
        let found = bracketed(&text);
        if found != body {
            wrong += &format!("case {name}, found:\n{found}\n");
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(seen >= 30, "only {seen} cases were read");
}

#[test]
fn sentences_stay_in_the_part_they_are_asked_of() {
    let text = "Quoted. Mine, and short. Also mine";
    let found: Vec<&str> =
        sentences(text, Span::new(8, 24)).map(|s| &text[s.start()..s.end()]).collect();
    assert_eq!(found, ["Mine, and short."]);
}

/// Own words when `foreign` (each occurring once in `text`) stands in the page's quote containers.
fn own_around<'t>(text: &'t str, foreign: &[&str]) -> Vec<&'t str> {
    let span = |words: &&str| {
        let at = text.find(*words).expect("the words stand in the text");
        Span::new(at, at + words.len())
    };
    let spans: Vec<Span> = foreign.iter().map(span).collect();
    writer_spans(text, &spans)
        .own
        .into_iter()
        .map(|own| text[own.start()..own.end()].trim())
        .filter(|own| !own.is_empty())
        .collect()
}

#[test]
fn the_pages_quote_containers_bound_what_an_attribution_takes() {
    let text = "On Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\nYou are first.\nWill you come?\nI will, and gladly.";
    assert_eq!(own_around(text, &["You are first.\nWill you come?"]), ["I will, and gladly."]);
    assert_eq!(own_around(text, &[]), Vec::<&str>::new());
}

#[test]
fn foreign_words_within_a_line_are_left_out() {
    let text = "You said “we rank you” and I was glad.";
    assert_eq!(own_around(text, &["rank you", "we rank"]), ["You said “", "” and I was glad."]);
    assert_eq!(writer_spans(text, &[Span::new(0, 9_999)]).own, Vec::new());
    // A range that splits a character, as a page with a fault might send, is grown to hold it.
    assert_eq!(writer_spans("é!", &[Span::new(1, 2)]).own, [Span::new(2, 3)]);
}

#[test]
fn a_greeting_is_known_without_its_blanks() {
    let text = "\n  Dear Dr. Chen,\n\nThank you.";
    let greeting = regions(text).salutation().expect("there is a greeting");
    assert_eq!(&text[greeting.start()..greeting.end()], "Dear Dr. Chen,");
    assert_eq!(regions("Thank you for the visit.").salutation(), None);
}

fn corpus_emails() -> Vec<Value> {
    let files = [include_str!("corpus/emails.jsonl"), include_str!("corpus/train_emails.jsonl")];
    files
        .iter()
        .flat_map(|file| file.lines())
        .map(|line| serde_json::from_str(line).expect("corpus lines are JSON"))
        .collect()
}

#[test]
fn risky_words_of_the_corpus_are_the_writers_own() {
    let mut lost = Vec::new();
    for email in corpus_emails() {
        let body = email["body"].as_str().expect("a body");
        let found = regions(body);
        for risky in email["risky"].as_array().expect("a list") {
            let words = risky["text"].as_str().expect("words");
            let at = body.find(words).expect("the words stand in the body");
            let only_placeholder = risky["labels"] == serde_json::json!(["placeholder"]);
            let kinds = [found.kind_at(at), found.kind_at(at + words.len() - 1)];
            let fine = kinds.iter().all(|&kind| {
                kind == Some(RegionKind::Own)
                    || (only_placeholder && kind == Some(RegionKind::Signature))
            });
            if !fine {
                lost.push(format!("{}: {words}", email["id"]));
            }
        }
    }
    assert!(lost.is_empty(), "own words taken for another's:\n{}", lost.join("\n"));
}

#[test]
fn corpus_sentences_keep_risky_words_together() {
    let mut cut = Vec::new();
    for email in corpus_emails() {
        let body = email["body"].as_str().expect("a body");
        let found: Vec<Span> = regions(body).own().flat_map(|own| sentences(body, own)).collect();
        for risky in email["risky"].as_array().expect("a list") {
            let words = risky["text"].as_str().expect("words");
            let at = body.find(words).expect("the words stand in the body");
            let begins = found.iter().any(|span| span.start() == at) || body[..at].ends_with(": ");
            let ends = found.iter().any(|span| span.end() == at + words.len());
            let own = regions(body).kind_at(at) == Some(RegionKind::Own);
            if own && !(begins && ends) {
                cut.push(format!("{} {begins}/{ends}: {words}", email["id"]));
            }
        }
    }
    assert!(cut.is_empty(), "sentences that begin or end elsewhere:\n{}", cut.join("\n"));
}

/// What must hold of any text: regions touch and cover, sentences lie in order within, all on character boundaries.
fn assert_sound(text: &str) {
    let found = regions(text);
    let mut at = 0;
    for region in found.iter() {
        assert_eq!(region.span.start(), at, "regions touch");
        assert!(
            region.span.end() > at && text.is_char_boundary(region.span.end()),
            "regions hold whole characters"
        );
        at = region.span.end();
    }
    assert_eq!(at, text.len(), "regions cover the text");
    for own in found.own() {
        let mut at = own.start();
        for span in sentences(text, own) {
            assert!(
                span.start() >= at && span.end() <= own.end() && !span.is_empty(),
                "sentences in order, within"
            );
            let words = &text[span.start()..span.end()];
            assert!(
                !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace),
                "no blanks at the ends"
            );
            at = span.end();
        }
    }
}

#[test]
fn hostile_texts_are_judged_like_any_other() {
    let wide = 20_000;
    let texts = [
        String::new(),
        "\r".into(),
        "\r".repeat(wide),
        "\n".repeat(wide),
        "\u{2028}".repeat(wide),
        " ".repeat(wide),
        "[".repeat(wide),
        ">".repeat(wide),
        ">\n".repeat(wide),
        ".".repeat(wide),
        ". ".repeat(wide),
        "a. ".repeat(wide),
        "!\n".repeat(wide),
        "From: a@b\n".repeat(wide),
        "From:\n>\n".repeat(wide / 2),
        "On 3/3/26 10:02, a@b wrote:\n>\n".repeat(wide / 10),
        "On 3/3/26 10:02, a@b\n".repeat(wide / 10),
        "----\n".repeat(wide),
        "--\n\n".repeat(wide),
        "Best,\n".repeat(wide),
        "Ana Silva\n".repeat(wide),
        "😀".repeat(wide),
        "- ".repeat(wide),
        "x".repeat(10_000_000),
        "é\u{200f}".repeat(wide),
        "Dear ".repeat(wide),
        "This message is intended only for\n".repeat(wide / 10),
    ];
    for text in &texts {
        assert_sound(text);
    }
}

/// Lines that mail is made of, so that arbitrary texts hold quotes, fields and signatures in every order.
const PIECES: &[&str] = &[
    "Dear Dr. Chen,",
    "I will rank you first.",
    "> quoted",
    ">> twice",
    "| piped",
    "-- ",
    "--",
    "—",
    "________",
    "Best,",
    "Ana Silva, MD",
    "Sent from my iPhone",
    "From: A <a@example.org>",
    "Sent: Tuesday",
    "To: B",
    "Subject: x",
    "-----Original Message-----",
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "On Tue, 3 Mar 2026 at 10:02, A <a@example.org> wrote:",
    "On Tue, 3 Mar 2026 at 10:02, A",
    "<a@example.org> wrote:",
    "CONFIDENTIALITY NOTICE: intended only for you",
    "P.S. One more thing.",
    "- item",
    "1. item",
    "",
    " ",
    "\t",
    "😀",
    "e.g. this. No. 1",
    "在 2026-01-20，A <a@b> 写道：",
    "\u{feff}",
    "\u{202e}x",
    "***",
    "de: a",
    "a: b",
];

fn mail_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let ending = prop::sample::select(&["\n", "\r\n", "\r", "\n\n", "", "\u{2028}"][..]);
    prop::collection::vec((piece, ending), 0..24).prop_map(|lines| {
        lines.into_iter().flat_map(|(line, end)| [line, end.to_owned()]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_text_is_cut_soundly(text in any::<String>()) {
        assert_sound(&text);
    }

    #[test]
    fn any_mail_is_cut_soundly(text in mail_like()) {
        assert_sound(&text);
    }

    #[test]
    fn foreign_ranges_never_reach_into_own_words(text in mail_like(), ranges in prop::collection::vec((0usize..400, 0usize..80), 0..6)) {
        let foreign: Vec<Span> = ranges.iter().map(|&(start, len)| Span::new(start, start + len)).collect();
        let own = writer_spans(&text, &foreign).own;
        let mut at = 0;
        for span in own {
            prop_assert!(span.start() >= at && span.end() <= text.len() && !span.is_empty());
            prop_assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()));
            prop_assert!(foreign.iter().all(|range| range.is_empty() || !range.overlaps(span)));
            at = span.end();
        }
    }

    #[test]
    fn words_of_a_plain_letter_belong_to_a_sentence(words in prop::collection::vec("[a-z]{2,9}", 1..40)) {
        let text = words.join(" ") + ".";
        let found: Vec<Span> = sentences(&text, Span::new(0, text.len())).collect();
        prop_assert_eq!(found, vec![Span::new(0, text.len())]);
    }

    #[test]
    fn line_endings_do_not_change_whose_words_they_are(text in mail_like()) {
        let unix = text.replace("\r\n", "\n").replace('\r', "\n");
        let windows = unix.replace('\n', "\r\n");
        let kinds = |text: &str| -> Vec<RegionKind> { regions(text).iter().map(|region| region.kind).collect() };
        prop_assert_eq!(kinds(&unix), kinds(&windows));
    }
}
