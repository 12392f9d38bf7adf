//! Where our surfaces go: beside the words they speak of, inside the window, never over those words.

use web_sys::{DomRect, HtmlElement};

use super::dom;

/// Pixels between words and surface, and between surface and the window's edge.
const GAP: f64 = 6.0;
const EDGE: f64 = 8.0;
/// Pixels that show title, reason and a first rewrite.
const SHORT: f64 = 260.0;

/// Puts `card` below the words, or above where there is no room below.
pub(super) fn below(card: &HtmlElement, words: &[DomRect]) {
    let Some(first) = words.first() else { return };
    let top = words.iter().map(|b| b.top()).fold(f64::INFINITY, f64::min);
    let bottom = words.iter().map(|b| b.bottom()).fold(f64::NEG_INFINITY, f64::max);
    let (width, height) = window_size();
    let (room_below, room_above) = (height - bottom - GAP - EDGE, top - GAP - EDGE);
    dom::style(card, "max-height", "none");
    let wanted = f64::from(card.offset_height());
    // Below is where the eye goes next: above only where a short card would not fit below, or all of it fits above.
    let below = wanted <= room_below
        || room_below >= room_above
        || (room_below >= SHORT && wanted > room_above);
    let tall = wanted.min(if below { room_below } else { room_above }).max(80.0);
    let y = if below { bottom + GAP } else { top - GAP - tall };
    let x = first.left().min(width - f64::from(card.offset_width()) - EDGE).max(EDGE);
    dom::style(card, "max-height", &format!("{tall}px"));
    dom::style(card, "left", &format!("{x}px"));
    dom::style(card, "top", &format!("{y}px"));
}

/// Width and height of the window, in pixels.
pub(super) fn window_size() -> (f64, f64) {
    let window = dom::window();
    let number = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0)
    };
    (number(window.inner_width()), number(window.inner_height()))
}
