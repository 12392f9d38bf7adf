//! Carries a rewrite into the draft: only while the words are still the ones that were read, with the smallest change,
//! through the editor's own input path so that one Undo restores it, and looked at again afterwards (`attempt.rs`).

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

use super::adapters::editor::{self, Editor};
use super::attempt::{Attempt, Outcome};
use super::caret;
use super::dom;
use super::field::{Field, Kind, slice};
use super::frames;
use super::reading::Reading;
use super::session::Session;
use crate::engine::{Rewrite, Span};

/// A change of the text, as small as it can be.
struct Edit {
    span: Span,
    words: String,
}

/// Applies `rewrite` where the text still reads `before`, and tells `then` after two frames.
pub(super) fn apply(
    session: &Rc<Session>,
    field: &Rc<Field>,
    rewrite: &Rewrite,
    before: &str,
    then: impl FnOnce(Outcome) + 'static,
) {
    let editor = session.editor_of(field);
    let wait = editor.wait(field.idle());
    if wait == 0 {
        return apply_now(session, field, rewrite, before, then);
    }
    let (session, field) = (session.clone(), field.clone());
    let (rewrite, before) = (rewrite.clone(), before.to_owned());
    dom::after(wait, move || apply_now(&session, &field, &rewrite, &before, then));
}

fn apply_now(
    session: &Rc<Session>,
    field: &Rc<Field>,
    rewrite: &Rewrite,
    before: &str,
    then: impl FnOnce(Outcome) + 'static,
) {
    let reading = field.read();
    if slice(&reading.text, rewrite.span) != before {
        return then(Outcome::Failed);
    }
    let Some(app) = session.app() else { return then(Outcome::Failed) };
    let edit = smallest(&reading.text, rewrite);
    let attempt = Attempt::begin(&app.host, field, &reading.text, edit.span, &edit.words);
    let editor = session.editor_of(field);
    dom::focus(&field.element);
    if editor.takes_events() {
        return hand_over(field.clone(), reading, edit, move || attempt.check(then));
    }
    // Whatever the editor says of it: what stands there afterwards counts.
    write(editor, field, &reading, &edit);
    attempt.check(then);
}

/// Selects the words and hands the change to the editor, which learns of the selection by an event that comes later.
fn hand_over(field: Rc<Field>, reading: Reading, edit: Edit, then: impl FnOnce() + 'static) {
    select(&field, &reading, edit.span);
    dom::after_two_frames(move || {
        let now = field.read();
        if now.text == reading.text && select(&field, &now, edit.span) {
            editor::hand_over(&field.element, &edit.words);
        }
        then();
    });
}

/// The rewrite without the words that stay as they are, cut at words so that formatting inside a word is kept whole.
fn smallest(text: &str, rewrite: &Rewrite) -> Edit {
    let old = slice(text, rewrite.span);
    // A no-break space, which editors make at will, is a space between words as well; a rewrite carries it along.
    let new = rewrite.text.replace(NO_BREAK, " ");
    let (start, end) = common_ends(&old.replace(NO_BREAK, " "), &new);
    let (before, after) = (length(old.chars(), start), length(old.chars().rev(), end));
    let span = Span::new(rewrite.span.start() + before, rewrite.span.end() - after);
    Edit { span, words: new[start..new.len() - end].to_owned() }
}

const NO_BREAK: char = '\u{a0}';

/// How many bytes the first characters take that would take `plain` bytes with spaces instead of no-break spaces.
fn length(characters: impl Iterator<Item = char>, plain: usize) -> usize {
    let mut seen = 0;
    let plainly = |c: char| if c == NO_BREAK { 1 } else { c.len_utf8() };
    let first = characters.take_while(|c| {
        seen += plainly(*c);
        seen <= plain
    });
    first.map(char::len_utf8).sum()
}

/// How many bytes two texts share at the start and at the end, in whole words.
pub(super) fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let start = old.split_inclusive(' ').zip(new.split_inclusive(' ')).take_while(|(a, b)| a == b);
    let start: usize = start.map(|(a, _)| a.len()).sum();
    // Where one is the start of the other, the last piece has no space after it and would be counted whole.
    let start = start.min(old.len()).min(new.len());
    let (old, new) = (&old[start..], &new[start..]);
    let pieces = |text: &str| -> Vec<usize> {
        text.char_indices()
            .rev()
            .filter(|(_, c)| *c == ' ')
            .map(|(at, _)| text.len() - at)
            .collect()
    };
    let end = pieces(old)
        .into_iter()
        .filter(|n| *n <= new.len() && old[old.len() - n..] == *tail(new, *n))
        .max();
    (start, end.unwrap_or_else(|| same_stop(old, new)))
}

/// A sentence's end that both share stays where it is: Firefox joins two lines where the whole of one is replaced.
fn same_stop(old: &str, new: &str) -> usize {
    let shared = [".", "!", "?"].iter().any(|stop| old.ends_with(stop) && new.ends_with(stop));
    usize::from(shared)
}

fn tail(text: &str, bytes: usize) -> &str {
    text.get(text.len() - bytes..).unwrap_or_default()
}

fn write(editor: Editor, field: &Field, reading: &Reading, edit: &Edit) {
    if !select(field, reading, edit.span) {
        return;
    }
    if editor.is_told_at_caret() {
        caret::to_start(&field.element);
    }
    editor.before(&field.element, &edit.words);
    // An editor that takes its snapshot with the caret set may make other nodes of the same words while it does.
    let now = field.read();
    if now.text == reading.text && select(field, &now, edit.span) {
        insert(field, edit);
        editor.after(&field.element, &edit.words);
    }
}

fn select(field: &Field, reading: &Reading, span: Span) -> bool {
    match field.kind {
        Kind::Plain => caret::select_plain(&field.element, &reading.text, span),
        Kind::Rich => caret::select_rich(&field.element, reading, span),
    }
}

fn insert(field: &Field, edit: &Edit) {
    let page: HtmlDocument = frames::document_of(&field.element).unchecked_into();
    // The answer differs between browsers and says nothing: the words are looked at afterwards.
    let _ = if edit.words.is_empty() {
        page.exec_command("delete")
    } else {
        page.exec_command_with_show_ui_and_value("insertText", false, &edit.words)
    };
}
