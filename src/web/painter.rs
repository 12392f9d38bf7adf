//! Underlines in the page, by the CSS Custom Highlight API: one highlight per tier and document, no node and no attribute
//! in the draft. The ranges are kept by the fields that they belong to.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use web_sys::{CssStyleSheet, Document, Element, Range, Window};

use super::dom::{self, Ground, Highlight};
use super::frames;
use super::host::Host;
use super::life::Life;
use crate::engine::Tier;

const LIGHT: &str = include_str!(concat!(env!("OUT_DIR"), "/highlight_light.css"));
const DARK: &str = include_str!(concat!(env!("OUT_DIR"), "/highlight_dark.css"));
/// After one of them: colours that the user has set for everything.
const FORCED: &str = include_str!(concat!(env!("OUT_DIR"), "/highlight_forced.css"));

/// The layers of paint of a page and of its frames.
#[derive(Default)]
pub(super) struct Painter {
    /// Kept by the fields that they are for; the page's own is kept as long as this lives.
    layers: RefCell<Vec<(Document, Weak<Layer>)>>,
    own: RefCell<Option<Rc<Layer>>>,
}

/// The four highlights of one document, and their style.
pub(super) struct Layer {
    highlights: Vec<Highlight>,
    sheet: Option<CssStyleSheet>,
    page: Document,
    host: Host,
    /// What the style is for. Before it is for anything, the document does not have it: each change makes the browser go
    /// through the style of all of the page.
    ground: Cell<Option<Ground>>,
    /// Ends with the last field that it is for: nothing of a frame that is gone is held on to.
    life: Life,
}

impl Painter {
    /// A painter with the page's own layer ready.
    pub(super) fn new(host: &Host) -> Self {
        let painter = Self::default();
        let own = painter.layer(host, &dom::document());
        painter.own.replace(Some(own));
        painter
    }

    /// The layer for the document that this field stands in.
    pub(super) fn layer_of(&self, host: &Host, field: &Element) -> Rc<Layer> {
        self.layer(host, &frames::document_of(field))
    }

    fn layer(&self, host: &Host, page: &Document) -> Rc<Layer> {
        let mut layers = self.layers.borrow_mut();
        layers.retain(|(_, layer)| layer.strong_count() > 0);
        let known = layers.iter().find(|(known, _)| known == page);
        if let Some(layer) = known.and_then(|(_, layer)| layer.upgrade()) {
            return layer;
        }
        let layer = Rc::new(Layer::new(host, page));
        layers.push((page.clone(), Rc::downgrade(&layer)));
        layer
    }
}

impl Layer {
    /// Registers the four highlights and their style. In a document that is already gone nothing is painted.
    fn new(host: &Host, page: &Document) -> Self {
        let life = Life::new(host);
        let window = page.default_view();
        let highlights = window.iter().flat_map(|window| {
            Tier::ALL.into_iter().filter_map(|tier| highlight(host, &life, window, tier))
        });
        Self {
            highlights: highlights.collect(),
            sheet: window.as_ref().and_then(dom::new_sheet),
            page: page.clone(),
            host: host.clone(),
            ground: Cell::default(),
            life,
        }
    }

    /// Chooses the colours that are readable on this ground.
    pub(super) fn suit(&self, ground: Ground) {
        let before = self.ground.replace(Some(ground));
        let Some(sheet) = self.sheet.as_ref().filter(|_| before != Some(ground)) else { return };
        let colours = if ground == Ground::Dark { DARK } else { LIGHT };
        let _ = sheet.replace_sync(&[colours, FORCED].concat());
        if before.is_none() {
            self.host.adopt(sheet, self.life.signal(), &self.page);
        }
    }

    /// Underlines a range.
    pub(super) fn add(&self, tier: Tier, range: &Range) {
        if let Some(highlight) = self.highlights.get(tier as usize) {
            highlight.add(range);
        }
    }

    /// Takes an underline away.
    pub(super) fn remove(&self, tier: Tier, range: &Range) {
        if let Some(highlight) = self.highlights.get(tier as usize) {
            highlight.delete(range);
        }
    }
}

fn highlight(host: &Host, life: &Life, window: &Window, tier: Tier) -> Option<Highlight> {
    let highlight = dom::new_highlight(window)?;
    host.register(window, &format!("redline-{}", tier.id()), &highlight);
    highlight.set_kind("grammar-error");
    // Heavier tiers are painted over lighter ones.
    highlight.set_priority(Tier::ALL.len() as i32 - tier as i32);
    host.when_ended(life.signal(), &highlight, "clear");
    Some(highlight)
}
