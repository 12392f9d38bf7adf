//! One text field of a compose window: an editor, a plain text area, or the subject line. Reads it, keeps what was
//! found, and paints it.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use web_sys::{DomRect, Element, Range};

use super::dom;
use super::frames;
use super::mirror::Mirror;
use super::painter::Layer;
use super::reading::{self, Reading};
use crate::engine::{Draft, Finding, Linter, Quick, Span};

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
    /// A keystroke's: new sentences are judged by patterns, the meaning layer follows.
    Keystroke,
    /// A pause's: at most so many new sentences are judged in full.
    Pause(usize),
}

/// A finding and where it is painted.
pub(super) struct Shown {
    /// What was found, in bytes of the text last read.
    pub(super) finding: Finding,
    /// The words, as they were read.
    pub(super) words: String,
    /// Where they stand in the page; plain fields have no ranges.
    range: Option<Range>,
}

/// What was last read and found.
#[derive(Default)]
struct State {
    reading: Reading,
    shown: Vec<Shown>,
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
            signatures.iter().chain(&reading.foreign).any(|s| s.start() <= at && at < s.end())
        };
        let own_words =
            reading.text.char_indices().any(|(at, c)| c.is_alphanumeric() && !inside(at));
        if own_words {
            signatures.extend(&reading.foreign);
            reading.foreign = reading::joined(signatures);
        }
    }

    /// Reads, lints and paints. `wanted` says which findings are to be shown. Gives whether something is still to be
    /// judged in a pause.
    pub(super) fn lint(
        &self,
        linter: &Linter,
        pace: Pace,
        wanted: impl Fn(&Finding, &str) -> bool,
    ) -> bool {
        let reading = self.read();
        let (text, foreign) = (&reading.text, &reading.foreign);
        let mut draft = self.draft.borrow_mut();
        let Quick { findings, pending } = match pace {
            Pace::Keystroke => draft.lint_quickly(linter, text, foreign),
            Pace::Pause(most) => draft.lint_some(linter, text, foreign, most),
        };
        drop(draft);
        let shown: Vec<Shown> = findings
            .into_iter()
            .filter_map(|finding| {
                let words = slice(&reading.text, finding.span).to_owned();
                wanted(&finding, slice(&reading.text, finding.sentence)).then(|| {
                    let range = reading.range(finding.span);
                    Shown { finding, words, range }
                })
            })
            .collect();
        let old = self.state.replace(State { reading, shown });
        self.unpaint(&old.shown);
        self.paint();
        pending
    }

    fn paint(&self) {
        let state = self.state.borrow();
        for shown in &state.shown {
            if let (Some(layer), Some(range)) = (&self.layer, &shown.range) {
                layer.add(shown.finding.tier, range);
            }
        }
        if let Some(mirror) = &self.mirror {
            mirror.show(
                &self.element,
                &state.reading.text,
                state.shown.iter().map(|s| (s.finding.span, s.finding.tier)),
            );
        }
    }

    fn unpaint(&self, shown: &[Shown]) {
        for one in shown {
            if let (Some(layer), Some(range)) = (&self.layer, &one.range) {
                layer.remove(one.finding.tier, range);
            }
        }
    }

    /// Takes every underline of this field away.
    pub(super) fn clear(&self) {
        self.unpaint(&self.state.take().shown);
    }

    /// Colours that are readable on the ground that this field stands on.
    pub(super) fn suit(&self) {
        if let Some(layer) = &self.layer {
            layer.suit(&self.element);
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
        Ref::map(self.state.borrow(), |state| state.shown.as_slice())
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
