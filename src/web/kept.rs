//! What was selected, and which field had the focus, before words were replaced elsewhere: put back afterwards.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node, Selection};

use super::caret;
use super::dom;
use super::field::{Field, Kind};
use super::reading::Reading;
use crate::engine::{Span, Utf16};

/// One end of a selection.
enum Place {
    /// At a byte of the text.
    Byte(usize),
    /// Between nodes, such as in an empty line: such places stay where they are.
    Node(Node, u32),
}

/// What was selected before.
pub(super) struct Kept {
    /// Where the selection began and where it ended, in the order in which it was made.
    ends: Option<(Place, Place)>,
    /// The element with the focus, where that was not the field.
    focus: Option<HtmlElement>,
    /// The words about to be replaced, and how many bytes will stand there.
    span: Span,
    len: usize,
}

impl Kept {
    /// Notes the selection in `field`, in which `span` is about to be replaced by `len` bytes.
    pub(super) fn of(field: &Field, span: Span, len: usize) -> Self {
        let ends = match field.kind {
            Kind::Plain => plain_ends(&field.element, &field.text()),
            Kind::Rich => rich_ends(&field.element, &field.read()),
        };
        let page = field.element.owner_document();
        let focused = page.and_then(|page| page.active_element());
        let elsewhere = focused.filter(|element| {
            // The page's body has the focus where nothing has it.
            element.tag_name() != "BODY" && !field.element.contains(Some(element))
        });
        Self { ends, focus: elsewhere.map(JsCast::unchecked_into), span, len }
    }

    /// Selects the same again, moved by as much as the words before it have moved.
    pub(super) fn put_back(&self, field: &Field, now: &Reading) {
        if let Some((anchor, focus)) = &self.ends {
            match field.kind {
                Kind::Plain => self.select_plain(&field.element, &now.text, anchor, focus),
                Kind::Rich => self.select_rich(&field.element, now, anchor, focus),
            }
        }
        if let Some(element) = &self.focus {
            dom::focus(element);
        }
    }

    fn select_plain(&self, element: &Element, text: &str, anchor: &Place, focus: &Place) {
        let (Place::Byte(anchor), Place::Byte(focus)) = (anchor, focus) else { return };
        let (anchor, focus) = (self.moved(*anchor), self.moved(*focus));
        caret::select_plain(element, text, Span::new(anchor.min(focus), anchor.max(focus)));
    }

    fn select_rich(&self, element: &Element, now: &Reading, anchor: &Place, focus: &Place) {
        let find = |place: &Place| match place {
            Place::Byte(byte) => node_at(now, self.moved(*byte)),
            Place::Node(node, offset) => {
                element.contains(Some(node)).then(|| (node.clone(), *offset))
            }
        };
        if let (Some(selection), Some(from), Some(to)) =
            (selection(element), find(anchor), find(focus))
        {
            let _ = selection.set_base_and_extent(&from.0, from.1, &to.0, to.1);
        }
    }

    fn moved(&self, byte: usize) -> usize {
        if byte <= self.span.start() {
            byte
        } else if byte >= self.span.end() {
            byte - self.span.len() + self.len
        } else {
            self.span.start() + self.len
        }
    }
}

fn selection(element: &Element) -> Option<Selection> {
    element.owner_document()?.get_selection().ok().flatten()
}

fn plain_ends(element: &Element, text: &str) -> Option<(Place, Place)> {
    let input: &HtmlInputElement = element.unchecked_ref();
    let place = |units: u32| Place::Byte(Utf16::new(units).to_byte(text));
    let (start, end) = (input.selection_start().ok()??, input.selection_end().ok()??);
    Some((place(start), place(end)))
}

fn rich_ends(element: &Element, reading: &Reading) -> Option<(Place, Place)> {
    let selection = selection(element)?;
    let place = |node: Option<Node>, offset: u32| {
        let node = node.filter(|node| element.contains(Some(node)))?;
        let byte = reading.position(&node, offset);
        Some(byte.map_or(Place::Node(node, offset), Place::Byte))
    };
    let anchor = place(selection.anchor_node(), selection.anchor_offset())?;
    Some((anchor, place(selection.focus_node(), selection.focus_offset())?))
}

/// The node and offset of a byte: at the start of its line, or else behind the character before it.
fn node_at(reading: &Reading, byte: usize) -> Option<(Node, u32)> {
    let text = &reading.text;
    if text.get(..byte)?.is_empty() || text[..byte].ends_with('\n') {
        let next = text[byte..].chars().next()?.len_utf8();
        let range = reading.range(Span::new(byte, byte + next))?;
        return Some((range.start_container().ok()?, range.start_offset().ok()?));
    }
    let last = text[..byte].chars().next_back()?.len_utf8();
    let range = reading.range(Span::new(byte - last, byte))?;
    Some((range.end_container().ok()?, range.end_offset().ok()?))
}
