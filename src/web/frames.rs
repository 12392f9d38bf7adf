//! Editors that live in a frame of the page's own: the way from a frame to what is inside it and back out, and places
//! in it as seen from the page. Frames from elsewhere are closed to us, and are left alone.

use wasm_bindgen::JsCast;
use web_sys::{Document, DomRect, Element, HtmlIFrameElement, Window};

use super::dom;

/// The document that this element stands in: the page's, or that of a frame.
pub(super) fn document_of(element: &Element) -> Document {
    element.owner_document().unwrap_or_else(dom::document)
}

/// The window of the document that this element stands in; none where the frame is gone.
pub(super) fn window_of(element: &Element) -> Option<Window> {
    document_of(element).default_view()
}

/// The frame that this element lives in; none in the page itself.
pub(super) fn frame_around(element: &Element) -> Option<Element> {
    let own = document_of(element);
    if own == dom::document() {
        return None;
    }
    own.default_view()?.frame_element().ok().flatten()
}

/// What is inside a frame of the page's own.
pub(super) fn document_in(frame: &Element) -> Option<Document> {
    (frame.tag_name() == "IFRAME")
        .then(|| frame.unchecked_ref::<HtmlIFrameElement>().content_document())
        .flatten()
}

/// One step up: the element around this one, or the frame around its document.
pub(super) fn around(element: &Element) -> Option<Element> {
    element.parent_element().or_else(|| frame_around(element))
}

/// The element with the focus, inside frames of the page's own as well.
pub(super) fn focused() -> Option<Element> {
    let mut at = dom::document().active_element()?;
    while let Some(inner) = document_in(&at).and_then(|page| page.active_element()) {
        at = inner;
    }
    Some(at)
}

/// Whether the element is in the page, and its frame too.
pub(super) fn is_in_page(element: &Element) -> bool {
    let own = document_of(element);
    let there = element.is_connected();
    there
        && (own == dom::document() || frame_around(element).is_some_and(|frame| is_in_page(&frame)))
}

/// Whether `root` holds this element, or the frame that it lives in.
pub(super) fn holds(root: &Element, element: &Element) -> bool {
    root.contains(Some(element)) || frame_around(element).is_some_and(|frame| holds(root, &frame))
}

/// How far the upper left corner of this element's document is from the window's, in pixels: right and down.
pub(super) fn offset(element: &Element) -> (f64, f64) {
    let Some(frame) = frame_around(element) else { return (0.0, 0.0) };
    let area = frame.get_bounding_client_rect();
    let padding = |side: &str| -> f64 { dom::number(&dom::computed(&frame, side)).unwrap_or(0.0) };
    let (x, y) = offset(&frame);
    (
        x + area.left() + f64::from(frame.client_left()) + padding("padding-left"),
        y + area.top() + f64::from(frame.client_top()) + padding("padding-top"),
    )
}

/// A box in this element's document as a box in the window.
pub(super) fn moved(element: &Element, area: DomRect) -> DomRect {
    let (x, y) = offset(element);
    if x == 0.0 && y == 0.0 {
        return area;
    }
    let (left, top) = (area.left() + x, area.top() + y);
    DomRect::new_with_x_and_y_and_width_and_height(left, top, area.width(), area.height())
        .unwrap_or(area)
}

/// The element's box in the window; that of the frame where the element lives in one, for an editor there fills it.
pub(super) fn area(element: &Element) -> DomRect {
    frame_around(element).map_or_else(|| element.get_bounding_client_rect(), |frame| area(&frame))
}
