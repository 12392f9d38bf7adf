//! Puts a letter into the open compose window: the subject where that is still empty, the text where the caret is. One
//! Undo takes the text out again.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, Node};

use super::app::App;
use super::caret;
use super::dom;
use super::field::{Field, Kind};
use super::frames;
use super::session::Session;

/// Writes into the window in use, or into the one that is open. Gives whether there was one that took the words.
pub(super) fn letter(app: &Rc<App>, subject: &str, body: &str) -> bool {
    let Some(session) = app.open_window() else { return false };
    if let Some(field) = session.subject().filter(|field| is_open(field)) {
        write(&session, field, subject);
    }
    let field = session.body().clone();
    let done = write(&session, &field, body);
    app.activate(&session);
    done
}

fn is_open(subject: &Field) -> bool {
    dom::is_visible(&subject.element) && subject.read().text.trim().is_empty()
}

/// Line ends become the editor's own paragraphs or line breaks, all in one step of its history.
fn write(session: &Session, field: &Field, words: &str) -> bool {
    let editor = session.editor_of(field);
    if editor.takes_events() {
        // Such editors take words, not lines: the letter can be copied.
        return false;
    }
    let inside = has_caret(field);
    dom::focus(&field.element);
    if field.kind == Kind::Rich && !inside {
        let Some(selection) = caret::selection(&field.element) else { return false };
        let _ = selection.collapse(Some(&field.element));
    }
    editor.before_insertion(&field.element);
    let page: HtmlDocument = frames::document_of(&field.element).unchecked_into();
    let done = page.exec_command_with_show_ui_and_value("insertText", false, words);
    editor.after(&field.element, words);
    done.unwrap_or(false)
}

/// Whether the page's selection already lies in the editor.
fn has_caret(field: &Field) -> bool {
    let selection = caret::selection(&field.element);
    let focus: Option<Node> = selection.and_then(|selection| selection.focus_node());
    focus.is_some_and(|node| field.element.contains(Some(&node)))
}
