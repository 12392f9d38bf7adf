//! Underlines for fields that hold a value instead of nodes: a layer of ours lies over the field, with the same words
//! in the same type, invisible but for their underlines.

use std::cell::RefCell;

use web_sys::{DomRect, Element, HtmlElement, ShadowRoot};

use super::dom::{self, Ground};
use crate::engine::{Span, Tier};

/// What decides where words stand in a field.
const TYPE: &[&str] = &[
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "font-stretch",
    "font-variant",
    "font-feature-settings",
    "line-height",
    "letter-spacing",
    "word-spacing",
    "text-align",
    "text-indent",
    "text-transform",
    "direction",
    "tab-size",
    "padding-top",
    "padding-right",
    "padding-bottom",
    "padding-left",
    "border-top-width",
    "border-right-width",
    "border-bottom-width",
    "border-left-width",
    "word-break",
    "overflow-wrap",
];

/// The layer over one field.
pub(super) struct Mirror {
    frame: HtmlElement,
    words: HtmlElement,
    marks: RefCell<Vec<HtmlElement>>,
}

impl Mirror {
    /// A layer in our shadow root; empty until something is found.
    pub(super) fn new(root: &ShadowRoot) -> Self {
        let frame = dom::make("div", "mirror");
        let words = dom::make("div", "words");
        dom::set(&frame, "aria-hidden", "true");
        dom::add(&frame, &words);
        dom::add(root, &frame);
        Self { frame, words, marks: RefCell::default() }
    }

    /// Shows the text with its findings underlined; nothing at all where there are none.
    pub(super) fn show(
        &self,
        field: &Element,
        text: &str,
        found: impl Iterator<Item = (Span, Tier)>,
    ) {
        self.words.set_text_content(None);
        self.marks.borrow_mut().clear();
        let mut at = 0;
        for (span, tier) in found.filter(|(span, _)| span.end() <= text.len()) {
            // Findings may overlap; the layer shows the first of them.
            let start = span.start().max(at);
            let end = span.end().max(start);
            dom::add_words(&self.words, &text[at..start]);
            let mark = dom::make_text("span", tier.id(), &text[start..end]);
            dom::add(&self.words, &mark);
            self.marks.borrow_mut().push(mark);
            at = end;
        }
        let empty = self.marks.borrow().is_empty();
        dom::style(&self.frame, "display", if empty { "none" } else { "block" });
        if !empty {
            dom::add_words(&self.words, &text[at..]);
            self.dress(field);
            self.place(field);
        }
    }

    fn dress(&self, field: &Element) {
        for name in TYPE {
            dom::style(&self.words, name, &dom::computed(field, name));
        }
        let one_line = field.tag_name() == "INPUT";
        dom::style(&self.words, "white-space", if one_line { "pre" } else { "pre-wrap" });
        self.frame.class_list().toggle_with_force("dark", dom::ground(field) == Ground::Dark).ok();
        if one_line {
            dom::style(&self.words, "line-height", &dom::px(inner_height(field)));
        }
    }

    /// Lays the layer over the field where it now is, scrolled as it is.
    pub(super) fn place(&self, field: &Element) {
        if self.marks.borrow().is_empty() {
            return;
        }
        let shown = dom::is_visible(field);
        dom::style(&self.frame, "display", if shown { "block" } else { "none" });
        let area = field.get_bounding_client_rect();
        dom::style(&self.frame, "left", &dom::px(area.left()));
        dom::style(&self.frame, "top", &dom::px(area.top()));
        dom::style(&self.frame, "width", &dom::px(area.width()));
        dom::style(&self.frame, "height", &dom::px(area.height()));
        // The scroll bar takes room from the words of an area.
        let bars = f64::from(field.client_width()) - area.width();
        dom::style(&self.words, "width", &dom::px(area.width() + bars.min(0.0)));
        let (left, top) = (field.scroll_left(), field.scroll_top());
        dom::style(&self.words, "transform", &format!("translate({}px, {}px)", -left, -top));
    }

    /// The boxes of the underline at `index`.
    pub(super) fn boxes(&self, index: usize) -> Vec<DomRect> {
        let marks = self.marks.borrow();
        let Some(list) = marks.get(index).map(|mark| mark.get_client_rects()) else {
            return Vec::new();
        };
        (0..list.length()).filter_map(|at| list.get(at)).collect()
    }
}

/// The height inside padding and border, in pixels: browsers centre the words of an input in it.
fn inner_height(field: &Element) -> f64 {
    let pixels = |name: &str| dom::number(&dom::computed(field, name)).unwrap_or(0.0);
    f64::from(field.client_height()) - pixels("padding-top") - pixels("padding-bottom")
}

impl Drop for Mirror {
    fn drop(&mut self) {
        self.frame.remove();
    }
}
