//! One text field of a compose window: an editor, a plain text area, or the subject line. Reads it, or follows what has
//! changed in it, and keeps what was found.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, MutationRecord, Text};

use super::dom::{self, Ground};
use super::frames;
use super::mirror::Mirror;
use super::painter::Layer;
use super::reading::{self, Patch, Reading};
use super::shown::{List, News, Places, Shown};
use crate::engine::{Changed, Draft, Edit, Finding, Linter, Span};

/// How a field holds its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nodes: a contenteditable element.
    Rich,
    /// A value: a text area or an input.
    Plain,
}

/// How much time a reading may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// A keystroke's: what it changed is judged by patterns, the meaning layer follows.
    Keystroke,
    /// As a keystroke's, but all findings are looked at again: what is wanted of them may have changed.
    Again,
    /// A pause's: at most so many new sentences are judged in full.
    Pause(usize),
}

/// What came of linting.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Whether what is shown may have changed.
    pub(super) changed: bool,
    /// Whether something is still to be judged in a pause.
    pub(super) pending: bool,
}

/// What the page has told of changes since the last reading.
enum Changes {
    /// The words of these nodes, nothing else.
    Words(Vec<Text>),
    /// Whatever it may be.
    Any,
}

impl Default for Changes {
    fn default() -> Self {
        Self::Words(Vec::new())
    }
}

/// What is new in a reading.
struct Caught {
    edit: Option<Edit>,
    places: Places,
    /// Whether the same parts as before are the writer's own.
    same_parts: bool,
}

/// What was last read and found.
#[derive(Default)]
struct State {
    reading: Reading,
    shown: List,
}

/// A field under watch.
pub(super) struct Field {
    /// The element that the user types into.
    pub(super) element: Element,
    /// How it holds its text.
    pub(super) kind: Kind,
    draft: RefCell<Draft>,
    state: RefCell<State>,
    mirror: Option<Mirror>,
    /// Signatures as the webmail put them in: words that the user did not type.
    given_signatures: RefCell<Vec<String>>,
    read_before: Cell<bool>,
    changes: RefCell<Changes>,
    pending: Cell<bool>,
    /// Where its underlines are painted; a mirror shows its own.
    layer: Option<Rc<Layer>>,
    /// When it was last typed into, in milliseconds of the browser's clock.
    typed: Cell<f64>,
}

impl Field {
    /// A field for an editor, with the layer of its document.
    pub(super) fn rich(element: Element, layer: Rc<Layer>) -> Self {
        Self { layer: Some(layer), ..Self::new(element, Kind::Rich, None) }
    }

    /// A field for a text area or an input, with the mirror that shows its underlines.
    pub(super) fn plain(element: Element, mirror: Mirror) -> Self {
        Self::new(element, Kind::Plain, Some(mirror))
    }

    fn new(element: Element, kind: Kind, mirror: Option<Mirror>) -> Self {
        Self {
            element,
            kind,
            mirror,
            layer: None,
            typed: Cell::new(f64::NEG_INFINITY),
            draft: RefCell::default(),
            state: RefCell::default(),
            given_signatures: RefCell::default(),
            read_before: Cell::new(false),
            changes: RefCell::new(Changes::Any),
            pending: Cell::new(false),
        }
    }

    /// Reads the field as it is now.
    pub(super) fn read(&self) -> Reading {
        match self.kind {
            Kind::Plain => Reading::plain(dom::value_of(&self.element)),
            Kind::Rich => {
                let mut reading = Reading::of(&self.element);
                self.sort_signatures(&mut reading);
                reading
            }
        }
    }

    /// A signature is foreign while it is as the webmail put it in and the writer has words elsewhere.
    fn sort_signatures(&self, reading: &mut Reading) {
        if !self.read_before.replace(true) {
            let given =
                reading.signatures.iter().map(|span| slice(&reading.text, *span).to_owned());
            *self.given_signatures.borrow_mut() = given.collect();
        }
        let given = self.given_signatures.borrow();
        let untouched =
            |span: &Span| given.iter().any(|words| words == slice(&reading.text, *span));
        let mut signatures: Vec<Span> =
            reading.signatures.iter().copied().filter(untouched).collect();
        let inside = |at: usize| {
            signatures.iter().chain(&reading.quotes).any(|s| s.start() <= at && at < s.end())
        };
        let own_words = !signatures.is_empty()
            && reading.text.char_indices().any(|(at, c)| c.is_alphanumeric() && !inside(at));
        reading.foreign.clone_from(&reading.quotes);
        if own_words {
            signatures.extend(&reading.quotes);
            reading.foreign = reading::joined(signatures);
        }
    }

    /// Takes note of what the page says has changed.
    pub(super) fn note_changes(&self, records: &js_sys::Array) {
        let mut changes = self.changes.borrow_mut();
        for record in records.iter() {
            let record: MutationRecord = record.unchecked_into();
            let target = record.target().filter(|_| record.type_() == "characterData");
            match (&mut *changes, target) {
                (Changes::Words(nodes), Some(node)) => {
                    if !nodes.iter().any(|known| known.is_same_node(Some(&node))) {
                        nodes.push(node.unchecked_into());
                    }
                }
                _ => *changes = Changes::Any,
            }
        }
    }

    /// What was read before is not relied on at the next reading.
    pub(super) fn distrust(&self) {
        self.changes.replace(Changes::Any);
    }

    /// Brings the reading up to date.
    fn catch_up(&self, reading: &mut Reading) -> Caught {
        let parts = std::mem::take(&mut reading.foreign);
        let (edit, places) = match self.kind {
            Kind::Plain => {
                let text = dom::value_of(&self.element);
                let edit = Edit::between(&reading.text, &text);
                *reading = Reading::plain(text);
                (edit, Places::Kept)
            }
            Kind::Rich => self.patched(reading).unwrap_or_else(|| {
                let fresh = Reading::of(&self.element);
                let edit = Edit::between(&reading.text, &fresh.text);
                *reading = fresh;
                (edit, Places::Anew)
            }),
        };
        self.sort_signatures(reading);
        Caught { edit, places, same_parts: parts == reading.foreign }
    }

    /// Follows a change of the words of one node; none where it takes a whole reading.
    fn patched(&self, reading: &mut Reading) -> Option<(Option<Edit>, Places)> {
        let Changes::Words(nodes) = self.changes.take() else { return None };
        match nodes.as_slice() {
            [] => Some((None, Places::Kept)),
            [node] => match reading.patch(node) {
                Patch::Nothing => Some((None, Places::Kept)),
                Patch::Edit(edit, piece) => Some((Some(edit), Places::KeptBut(piece))),
                Patch::Doubt => None,
            },
            _ => None,
        }
    }

    /// Reads, lints and paints what has changed. `wanted` says which findings are to be shown.
    pub(super) fn lint(
        &self,
        linter: &Linter,
        pace: Pace,
        wanted: impl Fn(&Finding, &str) -> bool,
    ) -> Seen {
        let mut state = self.state.borrow_mut();
        let State { reading, shown } = &mut *state;
        let caught = self.catch_up(reading);
        let nothing = caught.edit.is_none() && caught.same_parts && caught.places == Places::Kept;
        if nothing && pace == Pace::Keystroke {
            return Seen { changed: false, pending: self.pending.get() };
        }
        let (gone, mut found, pending) = match self.judge(linter, pace, reading, &caught) {
            Changed::Part { gone, found, pending } => (Some(gone), found, pending),
            Changed::Whole(quick) => (None, quick.findings, quick.pending),
        };
        found.retain(|finding| wanted(finding, slice(&reading.text, finding.sentence)));
        let news = News { edit: caught.edit, gone, found, places: caught.places };
        shown.take_in(self.layer.as_deref(), reading, news);
        if let Some(mirror) = &self.mirror {
            let marks = shown.iter().map(|s| (s.finding.span, s.finding.tier));
            mirror.show(&self.element, &reading.text, marks);
        }
        self.pending.set(pending);
        Seen { changed: true, pending }
    }

    fn judge(&self, linter: &Linter, pace: Pace, reading: &Reading, caught: &Caught) -> Changed {
        let mut draft = self.draft.borrow_mut();
        let (text, foreign) = (&reading.text, &reading.foreign);
        let deep = if let Pace::Pause(most) = pace { most } else { 0 };
        let changed = match caught.edit {
            Some(edit) => draft.edit(linter, text, foreign, edit),
            None if caught.same_parts => return Changed::Whole(draft.deepen(linter, text, deep)),
            None => return Changed::Whole(draft.lint_some(linter, text, foreign, deep)),
        };
        match pace {
            Pace::Keystroke => changed,
            Pace::Again | Pace::Pause(_) => Changed::Whole(draft.deepen(linter, text, deep)),
        }
    }

    /// Takes every underline of this field away.
    pub(super) fn clear(&self) {
        self.state.take().shown.clear(self.layer.as_deref());
    }

    /// Colours that are readable on the ground that this field stands on.
    pub(super) fn suit(&self, ground: Ground) {
        if let Some(layer) = &self.layer {
            layer.suit(ground);
        }
    }

    /// Notes that the user has typed just now.
    pub(super) fn note_typing(&self) {
        self.typed.set(dom::now());
    }

    /// Milliseconds since the user last typed here.
    pub(super) fn idle(&self) -> f64 {
        dom::now() - self.typed.get()
    }

    /// Moves the mirror where the field now is.
    pub(super) fn follow(&self) {
        if let Some(mirror) = &self.mirror {
            mirror.place(&self.element);
        }
    }

    /// The findings shown at present.
    pub(super) fn shown(&self) -> Ref<'_, [Shown]> {
        Ref::map(self.state.borrow(), |state| &*state.shown)
    }

    /// The text last read.
    pub(super) fn text(&self) -> Ref<'_, str> {
        Ref::map(self.state.borrow(), |state| state.reading.text.as_str())
    }

    /// The regions of the text last read that are not the writer's own, in order.
    pub(super) fn foreign(&self) -> Ref<'_, [Span]> {
        Ref::map(self.state.borrow(), |state| state.reading.foreign.as_slice())
    }

    /// Whether the writer has put a word into the field; quotes and the webmail's own signature do not count.
    pub(super) fn has_words(&self) -> bool {
        let state = self.state.borrow();
        let Reading { text, foreign, signatures, .. } = &state.reading;
        let given = self.given_signatures.borrow();
        let untouched = |span: &Span| given.iter().any(|words| words == slice(text, *span));
        let given_back = signatures.iter().copied().filter(untouched);
        let others: Vec<Span> = foreign.iter().copied().chain(given_back).collect();
        let own = |at: usize| !others.iter().any(|s| s.start() <= at && at < s.end());
        text.char_indices().any(|(at, c)| c.is_alphanumeric() && own(at))
    }

    /// The boxes of the finding at `index`, line by line, in the window's coordinates.
    pub(super) fn boxes(&self, index: usize) -> Vec<DomRect> {
        let state = self.state.borrow();
        let Some(shown) = state.shown.get(index) else { return Vec::new() };
        match (&shown.range, &self.mirror) {
            (Some(range), _) => {
                let boxes = dom::boxes(range).into_iter();
                boxes.map(|area| frames::moved(&self.element, area)).collect()
            }
            (None, Some(mirror)) => mirror.boxes(index),
            (None, None) => Vec::new(),
        }
    }

    /// Which finding lies under a point of the window.
    pub(super) fn at_point(&self, x: f64, y: f64) -> Option<usize> {
        let count = self.state.borrow().shown.len();
        (0..count).find(|index| dom::hit(&self.boxes(*index), x, y))
    }

    /// Which finding the caret stands in.
    pub(super) fn at_caret(&self) -> Option<usize> {
        let caret = self.caret()?;
        let state = self.state.borrow();
        state
            .shown
            .iter()
            .position(|s| s.finding.span.start() < caret && caret < s.finding.span.end())
    }

    /// Puts the caret before the finding at `index` and brings it into view.
    pub(super) fn go_to(&self, index: usize) {
        let state = self.state.borrow();
        let Some(shown) = state.shown.get(index) else { return };
        let (span, text) = (shown.finding.span, state.reading.text.clone());
        let container = shown.range.as_ref().and_then(|range| range.start_container().ok());
        drop(state);
        dom::focus(&self.element);
        match self.kind {
            Kind::Plain => super::caret::place_plain(&self.element, &text, span.end()),
            Kind::Rich => super::caret::place_rich(&self.element, &self.read(), span.end()),
        }
        if let Some(parent) = container.and_then(|node| node.parent_element()) {
            dom::bring_into_view(&parent);
        }
    }

    /// The byte of the text where the caret is, if it is in this field.
    pub(super) fn caret(&self) -> Option<usize> {
        let state = self.state.borrow();
        match self.kind {
            Kind::Plain => super::caret::in_plain(&self.element, &state.reading.text),
            Kind::Rich => super::caret::in_rich(&self.element, &state.reading),
        }
    }
}

/// The words of a span; empty where it does not fit the text.
pub(super) fn slice(text: &str, span: Span) -> &str {
    text.get(span.start()..span.end()).unwrap_or_default()
}
