//! A draft that follows edit after edit finds what a fresh reading of the whole text finds.

mod pieces;

use pieces::texts;
use proptest::prelude::*;
use redline::engine::{Changed, Draft, Edit, Finding, Linter, Span};

/// One edit: where, how much goes (both in thousandths of what there is), and what comes.
type Stroke = (usize, usize, String);

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let much = prop_oneof![6 => Just(0usize), 3 => 0usize..20, 1 => 0usize..1000];
    let written = prop_oneof![
        3 => prop::sample::select(pieces::PIECES).prop_map(str::to_owned),
        3 => any::<char>().prop_map(String::from),
        2 => "[a-zA-Z .,\n>:-]{1,2}",
        2 => Just(String::new()),
    ];
    prop::collection::vec((0usize..=1000, much, written), 1..12)
}

/// Carries an edit out as the page does: findings that the edit left alone are moved, not found again.
fn follow(shown: &mut Vec<Finding>, edit: Edit, changed: Changed) {
    let (gone, found) = match changed {
        Changed::Whole(quick) => return *shown = quick.findings,
        Changed::Part { gone, found, .. } => (gone, found),
    };
    shown.retain(|one| {
        let at = one.sentence.start();
        !(gone.start() <= at && at < gone.end())
    });
    for one in shown.iter_mut().filter(|one| one.sentence.start() >= edit.gone.end()) {
        let place = |span: Span| Span::new(edit.moved(span.start()), edit.moved(span.end()));
        (one.span, one.sentence) = (place(one.span), place(one.sentence));
    }
    shown.extend(found);
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|one| (one.sentence, one.span, one.rule));
    findings
}

/// A range that the page marks as foreign, as it is after an edit outside of it; none where the edit cuts it.
fn foreign_after(foreign: Option<Span>, edit: Edit) -> Option<Span> {
    let span = foreign?;
    if edit.gone.end() <= span.start() {
        return Some(Span::new(edit.moved(span.start()), edit.moved(span.end())));
    }
    (edit.gone.start() >= span.end()).then_some(span)
}

fn check(text: String, strokes: Vec<Stroke>, foreign: Option<(usize, usize)>) {
    let linter = Linter::default();
    let mut text = text;
    let at = |text: &str, share: usize| text.floor_char_boundary(text.len() * share / 1000);
    let mut foreign = foreign.map(|(from, much)| {
        let from = at(&text, from);
        Span::new(from, text.ceil_char_boundary((from + much).min(text.len())))
    });
    let mut draft = Draft::default();
    let mut shown = draft.lint_quickly(&linter, &text, foreign.as_slice()).findings;
    for (place, much, written) in strokes {
        let start = at(&text, place);
        let end = start + at(&text[start..], much);
        let edit = Edit { gone: Span::new(start, end), new: written.len() };
        text.replace_range(start..end, &written);
        foreign = foreign_after(foreign, edit);
        let changed = draft.edit(&linter, &text, foreign.as_slice(), edit);
        follow(&mut shown, edit, changed);
        let fresh = linter.lint(&text, foreign.as_slice());
        assert_eq!(sorted(shown.clone()), sorted(fresh), "after {edit:?} to {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, ..ProptestConfig::default() })]

    #[test]
    fn short_drafts(text in texts(), strokes in strokes()) {
        check(text, strokes, None);
    }

    #[test]
    fn drafts_with_foreign_parts(
        text in texts(), strokes in strokes(), from in 0usize..1000, much in 0usize..60
    ) {
        check(text, strokes, Some((from, much)));
    }

    #[test]
    fn long_drafts(parts in prop::collection::vec(texts(), 8..16), strokes in strokes()) {
        check(parts.join("\n\n"), strokes, None);
    }

    #[test]
    fn what_differs_is_an_edit(before in texts(), after in texts()) {
        let linter = Linter::default();
        let mut draft = Draft::default();
        let mut shown = draft.lint_quickly(&linter, &before, &[]).findings;
        if let Some(edit) = Edit::between(&before, &after) {
            let changed = draft.edit(&linter, &after, &[], edit);
            follow(&mut shown, edit, changed);
        }
        prop_assert_eq!(sorted(shown), sorted(linter.lint(&after, &[])));
    }
}

/// A letter as people write them, typed key by key.
#[test]
fn a_letter_typed_key_by_key() {
    let letter = "Dear Dr. Chen,\n\nThank you for the interview. If you rank me highly, I will rank you highly. \
        I met Prof. A. Lal at 9 a.m. on Friday!\n\n- I will rank your program number one\n- Thank you\n\nBest wishes,\nAna Yusuf\n\n\
        P.S. You are my first choice.\n\nOn Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\n> You are our first choice.\n";
    let keys: Vec<Stroke> = letter.chars().map(|c| (1000, 0, c.to_string())).collect();
    check(String::new(), keys, None);
}

/// Words put in before an attribution line stand in that line, and are no more the writer's than the line is.
#[test]
fn words_put_in_before_an_attribution_line() {
    let text = "Dear Dr. Chen,\n\n\u{a0}On Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\n> yes\n";
    let place = 16 * 1000 / text.len() + 1;
    let written = "I will rank your program number one".to_owned();
    check(text.to_owned(), vec![(place, 0, written)], None);
}

/// Every line replaced by one of its kind: each begins elsewhere, though no more is known of it than before.
#[test]
fn a_whole_draft_replaced_by_one_of_the_same_shape() {
    let line = "On Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\n> \n\n";
    let after = format!("; {line}[Program Name]you are my first choice");
    check(format!("# {line}["), vec![(0, 1000, after)], None);
}

/// A carriage return alone ends a line, and so does one with a line feed: the next line begins a byte earlier or later.
#[test]
fn half_of_a_line_break() {
    let text = "On Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\n> yes\r\nyou are my first choice";
    let feed = text.rfind('\n').expect("it is there");
    let place = feed * 1000 / text.len() + 1;
    assert_eq!(text.len() * place / 1000, feed);
    check(text.to_owned(), vec![(place, 0, "x".to_owned()), (place, 11, String::new())], None);
    check(text.replace("\r\n", "\r"), vec![(place, 0, "\n".to_owned())], None);
}
