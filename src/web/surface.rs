//! Our own place in the page: one host element on `<html>` with a closed shadow root. Everything of ours that can be
//! seen, except underlines, lives in it.

use std::cell::Cell;

use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

use super::dom::{self, Ground};
use super::host::Host;
use super::life::Life;

/// The style of our surfaces, in the page and on our own pages.
pub(super) const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/ui.css"));

/// The host element and what is inside it.
pub(super) struct Surface {
    host: HtmlElement,
    /// Where our elements go.
    pub(super) root: ShadowRoot,
    live: HtmlElement,
    /// The number of findings that was said last, where that was the last thing said.
    verdict: Cell<Option<usize>>,
}

impl Surface {
    /// Adds our place to the page, until `life` ends.
    pub(super) fn new(host: &Host, life: &Life) -> Self {
        for left in dom::find_all_in_page("html > [data-redline]") {
            // An earlier version of ours, or an instance that died, has left its place behind.
            left.remove();
        }
        let place = dom::make("div", "");
        dom::set(&place, "data-redline", "");
        for (name, value) in [
            ("all", "initial"),
            ("display", "block"),
            ("position", "fixed"),
            ("top", "0"),
            ("left", "0"),
            ("z-index", "2147483646"),
        ] {
            dom::style_for_certain(&place, name, value);
        }
        let init = ShadowRootInit::new(ShadowRootMode::Closed);
        let root = place.attach_shadow(&init).expect("a new div takes a shadow root");
        if let Ok(sheet) = CssStyleSheet::new() {
            let _ = sheet.replace_sync(STYLE);
            host.dress(&root, &sheet);
        }
        let live = dom::make("div", "live");
        dom::set(&live, "role", "status");
        dom::set(&live, "aria-live", "polite");
        dom::add(&root, &live);
        for kind in ["keydown", "keyup", "keypress", "input", "focusin"] {
            // The webmail's shortcuts must not act on what is typed in our dialogs.
            life.on(&place, kind, |event| event.stop_propagation());
        }
        life.keep(&place);
        host.placed(&place);
        let surface = Self { host: place, root, live, verdict: Cell::default() };
        surface.attach();
        surface
    }

    /// Whether this element is the host of our place.
    pub(super) fn is(&self, element: &Element) -> bool {
        self.host.is_same_node(Some(element))
    }

    /// Puts the host back where a page has thrown it out.
    pub(super) fn attach(&self) {
        if !self.host.is_connected()
            && let Some(html) = dom::document().document_element()
        {
            dom::add(&html, &self.host);
        }
    }

    /// Dark or light, as the user chose, or else as the ground that the field stands on.
    pub(super) fn suit(&self, appearance: &str, ground: Ground) {
        let scheme = match (appearance, ground) {
            ("dark" | "light", _) => appearance,
            (_, Ground::Dark) => "dark",
            (_, Ground::Light) => "light",
        };
        dom::style_for_certain(&self.host, "color-scheme", scheme);
    }

    /// Says something to a screen reader when it is next silent.
    pub(super) fn say(&self, words: &str) {
        self.verdict.take();
        if self.live.text_content().as_deref() != Some(words) {
            self.live.set_text_content(Some(words));
        }
    }

    /// Says how many findings there are, in such words, unless that has just been said.
    pub(super) fn say_verdict(&self, total: usize, words: impl FnOnce(usize) -> String) {
        if self.verdict.get() != Some(total) {
            self.say(&words(total));
            self.verdict.set(Some(total));
        }
    }
}
