//! Where our surfaces go: beside the words they speak of, inside the window, never over those words.

use web_sys::{DomRect, HtmlElement};

use super::dom;

/// Pixels between words and surface, and between surface and the window's edge.
const GAP: f64 = 6.0;
const EDGE: f64 = 8.0;
/// Pixels that show title, reason and a first rewrite.
const SHORT: f64 = 260.0;
/// Pixels that a card is tall at least.
const LEAST: f64 = 80.0;

/// Puts `card` below the words, or above where there is no room below; never over `clear`, which must stay in reach.
pub(super) fn below(card: &HtmlElement, words: &[DomRect], clear: Option<&DomRect>) {
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
    let tall = wanted.min(if below { room_below } else { room_above }).max(LEAST);
    let y = if below { bottom + GAP } else { top - GAP - tall };
    let wide = f64::from(card.offset_width());
    let x = first.left().min(width - wide - EDGE).max(EDGE);
    let (x, tall) = match clear {
        Some(clear) => beside((x, y, wide, tall), clear, width),
        None => (x, tall),
    };
    dom::style(card, "max-height", &dom::px(tall));
    dom::style(card, "left", &dom::px(x));
    dom::style(card, "top", &dom::px(y));
}

/// How far from the left a card of this place and size stands beside `clear`, and how tall it may be: to the right of
/// it, to the left, or else cut short above it.
fn beside(card: (f64, f64, f64, f64), clear: &DomRect, window: f64) -> (f64, f64) {
    let (x, y, wide, tall) = card;
    let apart = x >= clear.right() || x + wide <= clear.left();
    if apart || y >= clear.bottom() || y + tall <= clear.top() {
        return (x, tall);
    }
    let (right, left) = (clear.right() + GAP, clear.left() - GAP - wide);
    if right + wide <= window - EDGE {
        (right, tall)
    } else if left >= EDGE {
        (left, tall)
    } else {
        (x, (clear.top() - GAP - y).max(LEAST))
    }
}

/// Width and height of the window, in pixels.
pub(super) fn window_size() -> (f64, f64) {
    let window = dom::window();
    let number = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0)
    };
    (number(window.inner_width()), number(window.inner_height()))
}
