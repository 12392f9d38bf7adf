//! Where the sign goes: the lower corner of the field, moved up as far as needed to be clear of words and of Send.

use web_sys::{DomRect, Element};

use super::dom;
use super::frames;
use super::place;
use super::session::Session;

/// Pixels from the edges of the field.
const INSET: f64 = 8.0;
/// Pixels between one place that is tried and the next.
const STEP: f64 = 24.0;
/// Pixels around the sign that count as under it.
const NEAR: f64 = 6.0;
/// How many places are tried.
const TRIES: u32 = 8;

/// A place for the sign, in the window's coordinates.
pub(super) struct Spot {
    /// Left edge.
    pub(super) left: f64,
    /// Upper edge.
    pub(super) top: f64,
    /// Whether there was no place without words under it.
    pub(super) over_words: bool,
}

/// The place for a sign of this size; none where something of the page lies over the corner.
pub(super) fn spot(session: &Session, (width, height): (f64, f64)) -> Option<Spot> {
    let field = &session.body().element;
    let area = visible_part(field, &session.root);
    let rightmost = (area.right - width - INSET).max(area.left);
    let rtl = dom::computed(field, "direction") == "rtl";
    let left = if rtl { area.left + INSET } else { rightmost };
    let lowest = clear_of_send(session, left, area.bottom - height - INSET, (width, height));
    let fits = |top: f64| free_of_words(field, left, top, (width, height));
    let tries = (0..TRIES).map(|nth| lowest - STEP * f64::from(nth));
    let free = tries.filter(|top| *top >= area.top).find(|top| fits(*top));
    let top = free.unwrap_or(lowest);
    let covered = !belongs(session, left + width / 2.0, top + height / 2.0);
    (!covered).then_some(Spot { left, top, over_words: free.is_none() })
}

fn clear_of_send(session: &Session, left: f64, top: f64, (width, height): (f64, f64)) -> f64 {
    let Some(send) = session.send.as_ref().map(Element::get_bounding_client_rect) else {
        return top;
    };
    let overlaps = left < send.right()
        && send.left() < left + width
        && top < send.bottom()
        && send.top() < top + height;
    if overlaps { send.top() - height - INSET } else { top }
}

/// Whether what is seen at a point is part of the compose window, or a line of ours that goes by itself.
fn belongs(session: &Session, x: f64, y: f64) -> bool {
    let (x, y) = (x as f32, y as f32);
    let seen = dom::document().element_from_point(x, y);
    seen.is_some_and(|seen| session.holds(&seen) || seen.has_attribute("data-redline-line"))
}

/// Whether no word of the field lies under the sign: in each of its rows, the nearest place for a caret is beside it.
fn free_of_words(field: &Element, left: f64, top: f64, (width, height): (f64, f64)) -> bool {
    let right = left + width;
    let under = |x: f64, y: f64| {
        let Some((node, caret)) = dom::caret_at(field, x, y) else { return false };
        let beside = caret.left() < left - NEAR || caret.left() > right + NEAR;
        let other_row = caret.bottom() <= top || caret.top() >= top + height;
        field.contains(Some(&node)) && !beside && !other_row
    };
    let rows = [top + 2.0, top + height / 2.0, top + height - 2.0];
    !rows.into_iter().any(|y| under(left, y) || under(right, y))
}

/// Edges in the window's coordinates.
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// The part of a field that can be seen: inside its compose window and the browser's.
fn visible_part(field: &Element, root: &Element) -> Area {
    let (field, root): (DomRect, DomRect) = (frames::area(field), root.get_bounding_client_rect());
    let (width, height) = place::window_size();
    Area {
        left: field.left().max(0.0),
        right: field.right().min(root.right()).min(width),
        top: field.top().max(root.top()).max(0.0),
        bottom: field.bottom().min(root.bottom()).min(height),
    }
}
