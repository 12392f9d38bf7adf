//! One change of a draft, from before it is written until two frames after: what stood there and what was selected,
//! whether the editor took it as it was meant, and taking it back once where it did not.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, KeyboardEvent, KeyboardEventInit};

use super::dom;
use super::field::{Field, Kind};
use super::host::Host;
use super::kept::Kept;
use super::life::Life;
use crate::engine::Span;

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The draft reads as it should.
    Done,
    /// The draft reads as it did before: nothing was written, or it was taken back.
    Failed,
    /// The editor made something else of it, and its Undo did not bring the old words back.
    Changed,
}

impl Outcome {
    /// The line to show, where the user must hear of it.
    pub(super) fn message(self) -> Option<&'static str> {
        match self {
            Self::Done => None,
            Self::Failed => Some("notApplied"),
            Self::Changed => Some("notRestored"),
        }
    }
}

/// A change under way.
pub(super) struct Attempt {
    field: Rc<Field>,
    /// The text before, and as it should become.
    before: String,
    after: String,
    kept: Kept,
    /// Whether the user has typed since it was written: then nothing is compared and nothing taken back.
    typed: Rc<Cell<bool>>,
    watch: Life,
}

impl Attempt {
    /// Notes what stands in the field. `span` of `before` is about to become `words`.
    pub(super) fn begin(
        host: &Host,
        field: &Rc<Field>,
        before: &str,
        span: Span,
        words: &str,
    ) -> Self {
        let after = format!("{}{words}{}", &before[..span.start()], &before[span.end()..]);
        Self {
            field: field.clone(),
            before: before.to_owned(),
            after,
            kept: Kept::of(field, span, words.len()),
            typed: Rc::default(),
            watch: Life::new(host),
        }
    }

    /// The change was written: looks after two frames, by when editors have rewritten what they want to rewrite.
    pub(super) fn check(self, then: impl FnOnce(Outcome) + 'static) {
        let typed = self.typed.clone();
        self.watch.on_capture(&self.field.element, "keydown", move |event| {
            typed.set(typed.get() || event.is_trusted());
        });
        dom::when_settled(move || self.compare(then));
    }

    fn compare(self, then: impl FnOnce(Outcome) + 'static) {
        let now = self.field.read();
        if self.typed.get() {
            return then(Outcome::Done);
        }
        if same_words(&now.text, &self.after) {
            self.kept.put_back(&self.field, &now);
            return then(Outcome::Done);
        }
        if same_words(&now.text, &self.before) {
            return then(Outcome::Failed);
        }
        undo(&self.field);
        dom::when_settled(move || then(self.judge_undo()));
    }

    fn judge_undo(&self) -> Outcome {
        let now = self.field.read();
        if same_words(&now.text, &self.before) {
            return Outcome::Failed;
        }
        // An editor that had written the words twice has them once now.
        if same_words(&now.text, &self.after) { Outcome::Done } else { Outcome::Changed }
    }
}

/// Undo as the user would ask for it: the editor's own history first, the browser's where the editor has none.
fn undo(field: &Field) {
    dom::focus(&field.element);
    if field.kind == Kind::Rich && editor_undoes(&field.element) {
        return;
    }
    let page = field.element.owner_document().unwrap_or_else(dom::document);
    let _ = page.unchecked_into::<HtmlDocument>().exec_command("undo");
}

/// True where the editor took the key for itself.
fn editor_undoes(editor: &Element) -> bool {
    const Z: u32 = 90;
    let mac = dom::window().navigator().platform().is_ok_and(|name| name.starts_with("Mac"));
    let init = KeyboardEventInit::new();
    init.set_key("z");
    init.set_code("KeyZ");
    // RoosterJS goes by the old number.
    init.set_key_code(Z);
    init.set_which(Z);
    init.set_ctrl_key(!mac);
    init.set_meta_key(mac);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
    event.is_ok_and(|event| editor.dispatch_event(&event).is_ok_and(|passed| !passed))
}

/// The same words in the same lines. Browsers turn spaces at edges into no-break spaces and back, and empty lines come
/// and go with the words in them; to the reader they are the same.
fn same_words(now: &str, expected: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        // Editors keep the caret beside formatted words by letters of no width, and drop them at will.
        let text = text.replace(['\u{200b}', '\u{feff}'], "");
        let words = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|line| !line.is_empty()).collect()
    };
    lines(now) == lines(expected)
}
