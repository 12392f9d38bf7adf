//! View code of our own pages: popup, options, practice page. Their HTML is in `www/`; each is filled in here.

pub(super) mod options;
pub(super) mod popup;
pub(super) mod practice;

use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Element, HtmlElement};

use super::checklist::{Checklist, Item, State};
use super::dialog::line;
use super::dom;
use super::host::Host;

/// The element with this id in the page's HTML.
fn part(id: &str) -> HtmlElement {
    let found = dom::document().get_element_by_id(id);
    found.expect("every id that is asked for stands in the page's HTML").unchecked_into()
}

/// Gives the page the style of our surfaces.
fn dress(host: &Host) {
    if let Ok(sheet) = CssStyleSheet::new() {
        let _ = sheet.replace_sync(super::surface::STYLE);
        host.adopt(&sheet, &host.signal());
    }
}

/// Light or dark, as the user chose.
fn suit(appearance: &str) {
    let Some(root) = dom::document().document_element() else { return };
    let scheme = match appearance {
        "light" => "light",
        "dark" => "dark",
        _ => "light dark",
    };
    dom::style(root.unchecked_ref(), "color-scheme", scheme);
}

/// The verdict in one line.
fn verdict(host: &Host, list: &Checklist) -> String {
    super::pill::verdict(host, list.counts.iter().sum())
}

/// Fills `place` with the list, part by part.
fn show_list(host: &Host, place: &Element, list: &Checklist) {
    place.set_text_content(None);
    let parts =
        [(State::Blocks, "partBlocks"), (State::Think, "partThink"), (State::Fine, "partFine")];
    for (state, key) in parts {
        let items: Vec<&Item> = list.items.iter().filter(|item| item.state == state).collect();
        if !items.is_empty() {
            dom::add(place, &dom::make_text("h3", "part", &host.message(key)));
        }
        for item in items {
            dom::add(place, &line(item));
        }
    }
}
