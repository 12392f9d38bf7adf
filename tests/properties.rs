//! What must hold of any text at all: no panic, sound places, an edited draft judged like a fresh one, safe rewrites.

use proptest::prelude::*;
use redline::engine::{Draft, Finding, Linter, Rewrite, reading};

/// Pieces that texts are made of: risky and clean words, marks of mail, and characters that break naive code.
const PIECES: &[&str] = &[
    "I will rank your program number one",
    "If you rank me highly, I will rank you highly",
    "you are my first choice",
    "Dear Dr. Chen,\n\n",
    "Dear Sir/Madam,",
    "Please grant me an interview",
    "[Program Name]",
    "{{name}}",
    "XXXX",
    "«Country»",
    "On Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\n> ",
    "\n-- \nAna",
    "\n\n",
    "\r\n",
    "\r",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "é",
    "’",
    "“",
    "”",
    "—",
    " – ",
    "😀",
    "مرحبا",
    "अ",
    "ﬁ",
    "\u{feff}",
    "#1",
    "No. 1",
    ", and so my ",
    " and I ",
    " because ",
    "; ",
    ": ",
    "? ",
    "! ",
    ". ",
    "…",
    "(",
    "]",
    ">",
    "is",
    "my",
    "the",
    "Kestrel",
    "withdraw from the Match",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec((piece, prop::bool::ANY), 0..24).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, spaced)| if spaced { piece + " " } else { piece }).collect()
    })
}

fn assert_sound(text: &str, findings: &[Finding]) {
    for finding in findings {
        for span in [finding.span, finding.sentence] {
            assert!(
                text.get(span.start()..span.end()).is_some(),
                "{span:?} cuts a character of {text:?}"
            );
        }
        assert!(!finding.span.is_empty() && finding.sentence.contains(finding.span), "{finding:?}");
    }
}

fn applied(text: &str, rewrite: &Rewrite) -> String {
    format!("{}{}{}", &text[..rewrite.span.start()], rewrite.text, &text[rewrite.span.end()..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_judged_and_read(text in texts()) {
        assert_sound(&text, &Linter::default().lint(&text, &[]));
        let reading = reading::read(&text, None);
        for evidence in reading.evidence {
            prop_assert!(text.get(evidence.span.start()..evidence.span.end()).is_some());
        }
    }

    #[test]
    fn an_edited_draft_is_judged_like_a_fresh_one(versions in prop::collection::vec(texts(), 2..5)) {
        let linter = Linter::default();
        let mut draft = Draft::default();
        for text in &versions {
            prop_assert_eq!(draft.lint(&linter, text, &[]), linter.lint(text, &[]));
        }
    }

    #[test]
    fn rewrites_touch_nothing_outside_their_span(text in texts()) {
        let linter = Linter::default();
        for finding in linter.lint(&text, &[]) {
            for rewrite in linter.rewrites(&text, &finding) {
                let after = applied(&text, &rewrite);
                prop_assert!(after.starts_with(&text[..rewrite.span.start()]));
                prop_assert!(after.ends_with(&text[rewrite.span.end()..]));
            }
        }
    }
}
