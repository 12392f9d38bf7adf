//! Edits: applies every safe rewrite to a text and remembers what was changed, in places of the text as it was given.

use redline::engine::{Finding, Linter, Rewrite, Span};

/// A text after all safe rewrites.
#[derive(Debug)]
pub(crate) struct Fixed {
    /// The new text.
    pub(crate) text: String,
    /// What was replaced, in reading order.
    pub(crate) changes: Vec<Change>,
    /// What is still found in the new text.
    pub(crate) left: Vec<Finding>,
}

/// One replaced passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Where, in bytes of the text as it was given.
    pub(crate) before: Span,
    /// Where the new words stand, in bytes of the new text.
    pub(crate) after: Span,
}

/// Rounds of lint and rewrite. Applying a rewrite leaves its sentence clean, so that two are the rule; a fault in a rule
/// must not make this go on for ever.
const ROUNDS: usize = 8;

/// Applies the best safe rewrite of every finding, until none is left to apply.
pub(crate) fn fix(linter: &Linter, given: &str) -> Fixed {
    let mut text = given.to_owned();
    let mut changes = Vec::new();
    for _ in 0..ROUNDS {
        let edits = safe_edits(linter, &text);
        if edits.is_empty() {
            break;
        }
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.start()..edit.span.end(), &edit.text);
            record(&mut changes, edit.span, edit.text.len());
        }
    }
    let left = linter.lint(&text, &[]);
    Fixed { text, changes, left }
}

/// The best safe rewrite of each finding, apart from each other, in order.
fn safe_edits(linter: &Linter, text: &str) -> Vec<Rewrite> {
    let mut edits: Vec<Rewrite> = Vec::new();
    for finding in linter.lint(text, &[]) {
        let Some(edit) = linter.rewrites(text, &finding).into_iter().find(|rewrite| rewrite.safe)
        else {
            continue;
        };
        let edit = with_its_paragraph(text, edit);
        let same = edit.text == text[edit.span.start()..edit.span.end()];
        if !same && edits.iter().all(|other| !other.span.overlaps(edit.span)) {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// A deletion that empties a whole paragraph takes the blank lines under it along, so that no hole is left.
fn with_its_paragraph(text: &str, edit: Rewrite) -> Rewrite {
    let (before, after) = (&text[..edit.span.start()], &text[edit.span.end()..]);
    let above = before.trim_end_matches([' ', '\t', '\r']);
    let below = after.trim_start_matches([' ', '\t', '\r', '\n']);
    let alone = (above.is_empty() || above.ends_with('\n'))
        && after.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    // A list mark or a quote mark before the words stands in `above`: such a line is not emptied.
    if !edit.text.is_empty() || !alone {
        return edit;
    }
    let blank_above =
        above.is_empty() || above.trim_end_matches(['\r', '\n']).len() + 1 < above.len();
    if !blank_above {
        return edit;
    }
    Rewrite { span: Span::new(above.len(), text.len() - below.len()), ..edit }
}

/// Adds a replacement of `span` (in the text as it is now) by `len` bytes; joins it with changes that it touches.
fn record(changes: &mut Vec<Change>, span: Span, len: usize) {
    let first = changes.partition_point(|change| change.after.end() < span.start());
    let last = changes.partition_point(|change| change.after.start() <= span.end());
    let before = Span::new(original(changes, span.start()), original(changes, span.end()));
    let mut joined = Change { before, after: span };
    for change in &changes[first..last] {
        joined = Change {
            before: joined.before.cover(change.before),
            after: joined.after.cover(change.after),
        };
    }
    let end = joined.after.end() - span.len() + len;
    joined.after = Span::new(joined.after.start(), end);
    for change in &mut changes[last..] {
        let start = change.after.start() - span.len() + len;
        change.after = Span::new(start, start + change.after.len());
    }
    changes.splice(first..last, [joined]);
}

/// Where a place of the text as it is now stood in the text as it was given; inside a change, where the change began.
fn original(changes: &[Change], at: usize) -> usize {
    let after = changes.partition_point(|change| change.after.end() <= at);
    let base = after.checked_sub(1).map_or(at, |index| {
        let change = changes[index];
        change.before.end() + (at - change.after.end())
    });
    changes
        .get(after)
        .filter(|change| change.after.start() < at)
        .map_or(base, |change| change.before.start())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies edits one after another and checks that the record explains the difference.
    fn check(given: &str, edits: &[(usize, usize, &str)], expected: &str) {
        let mut text = given.to_owned();
        let mut changes = Vec::new();
        for &(start, end, words) in edits {
            text.replace_range(start..end, words);
            record(&mut changes, Span::new(start, end), words.len());
        }
        assert_eq!(text, expected);
        let mut rebuilt = String::new();
        let mut at = 0;
        for change in &changes {
            rebuilt += &given[at..change.before.start()];
            rebuilt += &text[change.after.start()..change.after.end()];
            at = change.before.end();
        }
        assert_eq!(rebuilt + &given[at..], text, "changes: {changes:?}");
    }

    #[test]
    fn an_emptied_paragraph_leaves_no_hole() {
        for (text, words, expected) in [
            ("One.\n\nTwo.\n\nThree.", "Two.", "One.\n\nThree."),
            ("One.\r\n\r\nTwo.\r\n\r\nThree.", "Two.", "One.\r\n\r\nThree."),
            ("Two.\n\nThree.", "Two.", "Three."),
            ("One.\nTwo.\n\nThree.", "Two.", "One.\n\n\nThree."),
            ("One. Two.\n\nThree.", "Two.", "One. \n\nThree."),
            ("- Two.\n\nThree.", "Two.", "- \n\nThree."),
            ("One.\n\nTwo.", "Two.", "One.\n\n"),
        ] {
            let at = text.find(words).expect("the words stand there");
            let span = Span::new(at, at + words.len());
            let edit = with_its_paragraph(text, Rewrite { span, text: String::new(), safe: true });
            let mut left = text.to_owned();
            left.replace_range(edit.span.start()..edit.span.end(), "");
            assert_eq!(left, expected, "{text:?}");
        }
    }

    #[test]
    fn changes_tell_how_the_new_text_came_about() {
        check("one two three", &[], "one two three");
        check("one two three", &[(4, 7, "2")], "one 2 three");
        check("one two three", &[(8, 13, "3"), (0, 3, "first")], "first two 3");
        check("one two three", &[(4, 7, "2"), (4, 5, "second")], "one second three");
        check("one two three", &[(0, 3, "1"), (2, 6, "2 "), (0, 4, "x ")], "x three");
        check("one two three", &[(4, 8, ""), (0, 4, "")], "three");
        check("one two three", &[(3, 3, " and"), (5, 8, "AND")], "one aANDtwo three");
    }
}
