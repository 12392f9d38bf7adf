//! What must hold of any text at all: no panic, sound places, an edited draft judged like a fresh one, safe rewrites.

mod pieces;

use pieces::texts;
use proptest::prelude::*;
use redline::engine::{Draft, Finding, Linter, Rewrite, reading};

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
