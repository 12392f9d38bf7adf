//! Where the caret is in a field, and putting it back.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, Node, Selection};

use super::frames;
use super::reading::Reading;
use crate::engine::{Span, Utf16, Utf16Span};

/// The selection of the document that this field stands in.
pub(super) fn selection(field: &Element) -> Option<Selection> {
    frames::document_of(field).get_selection().ok().flatten()
}

/// The caret's byte in a text area or input, if that has the focus.
pub(super) fn in_plain(element: &Element, text: &str) -> Option<usize> {
    let focused = frames::document_of(element).active_element()?;
    if !focused.is_same_node(Some(element)) {
        return None;
    }
    let at = element.unchecked_ref::<HtmlInputElement>().selection_end().ok().flatten()?;
    Some(Utf16::new(at).to_byte(text))
}

/// The caret's byte in an editor, if it stands there in a text that was read.
pub(super) fn in_rich(element: &Element, reading: &Reading) -> Option<usize> {
    let selection = selection(element)?;
    let node: Node = selection.focus_node()?;
    if !element.contains(Some(&node)) {
        return None;
    }
    reading.position(&node, selection.focus_offset())
}

/// Puts the caret at a byte of an editor's text.
pub(super) fn place_rich(element: &Element, reading: &Reading, byte: usize) {
    let at = Span::new(byte.saturating_sub(1), byte);
    let Some(range) = reading.range(at) else { return };
    let (Some(selection), Ok(node), Ok(offset)) =
        (selection(element), range.end_container(), range.end_offset())
    else {
        return;
    };
    let _ = selection.collapse_with_offset(Some(&node), offset);
}

/// Selects a span of an editor's text. False where the words cannot be selected.
pub(super) fn select_rich(element: &Element, reading: &Reading, span: Span) -> bool {
    let (Some(range), Some(selection)) = (reading.range(span), selection(element)) else {
        return false;
    };
    let (Ok(start), Ok(from), Ok(end), Ok(to)) =
        (range.start_container(), range.start_offset(), range.end_container(), range.end_offset())
    else {
        return false;
    };
    selection.set_base_and_extent(&start, from, &end, to).is_ok()
}

/// Leaves the caret where the selection begins.
pub(super) fn to_start(element: &Element) {
    if let Some(selection) = selection(element) {
        // Fails only where nothing is selected; then there is nothing to leave.
        let _ = selection.collapse_to_start();
    }
}

/// Selects a span of a text area or input. False where the field does not let it.
pub(super) fn select_plain(element: &Element, text: &str, span: Span) -> bool {
    let units = Utf16Span::of_bytes(text, span);
    let input: &HtmlInputElement = element.unchecked_ref();
    input.set_selection_range(units.start.units(), units.end.units()).is_ok()
}

/// Puts the caret at a byte of a text area or input.
pub(super) fn place_plain(element: &Element, text: &str, byte: usize) {
    select_plain(element, text, Span::new(byte, byte));
}
