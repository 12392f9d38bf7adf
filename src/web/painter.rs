//! Underlines in the page, by the CSS Custom Highlight API: one highlight per tier, no node and no attribute in the
//! draft. The ranges are kept by the fields that they belong to.

use web_sys::{CssStyleSheet, Element, Range};

use super::dom::{self, Highlight};
use super::host::Host;
use crate::engine::Tier;

const LIGHT: &str = include_str!("highlight_light.css");
const DARK: &str = include_str!("highlight_dark.css");

/// Paints ranges by tier.
pub(super) struct Painter {
    highlights: [Highlight; 4],
    sheet: Option<CssStyleSheet>,
}

impl Painter {
    /// Registers the four highlights and their style.
    pub(super) fn new(host: &Host) -> Self {
        let highlights = Tier::ALL.map(|tier| {
            let highlight = Highlight::new();
            highlight.set_kind("grammar-error");
            // Heavier tiers are painted over lighter ones.
            highlight.set_priority(Tier::ALL.len() as i32 - tier as i32);
            dom::register(&format!("redline-{}", tier.id()), &highlight);
            highlight
        });
        let sheet = CssStyleSheet::new().ok();
        if let Some(sheet) = &sheet {
            let _ = sheet.replace_sync(LIGHT);
            host.adopt(sheet, &host.signal());
        }
        Self { highlights, sheet }
    }

    /// Chooses the colours that are readable on this field's ground.
    pub(super) fn suit(&self, field: &Element) {
        if let Some(sheet) = &self.sheet {
            let _ = sheet.replace_sync(if dom::on_dark(field) { DARK } else { LIGHT });
        }
    }

    /// Underlines a range.
    pub(super) fn add(&self, tier: Tier, range: &Range) {
        self.highlights[tier as usize].add(range);
    }

    /// Takes an underline away.
    pub(super) fn remove(&self, tier: Tier, range: &Range) {
        self.highlights[tier as usize].delete(range);
    }
}
