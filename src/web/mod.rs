//! The browser face, wasm32 only: page watcher, sessions, adapters, painter, card, send guard and the pages.
//!
//! `extension/loader.js` (in webmail) and `www/start.js` (in our own pages) call the functions exported here, our pages
//! those in `companion.rs` besides, and nothing else. One instance serves one page. A panic is a trap without words here (`xtask/src/module.rs`): the page's script
//! sees it, throws the instance away and makes a new one. The command line says the same panic in words.
#![expect(unreachable_pub, reason = "wasm-bindgen exports only what is pub")]

mod adapters;
mod app;
mod apply;
mod attempt;
mod card;
mod caret;
mod checklist;
#[cfg(feature = "pages")]
mod companion;
mod corner;
mod dialog;
mod dom;
mod envelope;
mod field;
mod frames;
mod host;
mod insert;
mod keeper;
mod kept;
mod leaving;
mod letter;
mod life;
mod marked;
mod mend;
mod mirror;
mod painter;
mod pill;
mod place;
mod plain;
mod reading;
mod session;
mod settings;
mod shown;
mod slices;
mod surface;
mod timer;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::prelude::*;
use web_sys::Element;

use app::App;
use host::{Host, Send};
use settings::Saved;

use crate::engine::Meaning;

/// Half of what the standard library's own weighs, and grows by what is missing.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// The runtime of this page: what the exported functions act on.
    static APP: RefCell<Option<Rc<App>>> = const { RefCell::new(None) };
}

/// Starts the runtime in a page.
#[wasm_bindgen]
pub fn start(host: Host) {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let app = App::start(host);
    APP.with(|slot| slot.replace(Some(app)));
}

/// Watches the compose window around this field from now on: it has the focus, in a frame of which the page is not told,
/// or is about to get it.
#[wasm_bindgen]
pub fn watch_field(field: &Element) {
    if let Some(app) = app() {
        app.focused(field);
    }
}

/// Gives the runtime the meaning layer's weights, when there is time after the first underlines. Where they are
/// damaged, patterns go on alone.
#[wasm_bindgen]
pub fn use_weights(bytes: &[u8]) {
    let Ok(meaning) = Meaning::from_bytes(bytes).map(Arc::new) else { return };
    #[cfg(feature = "pages")]
    companion::use_meaning(meaning.clone());
    if let Some(app) = app() {
        app.use_meaning(meaning);
    }
}

/// Puts a letter into the open compose window. Gives whether there was one.
#[wasm_bindgen]
pub fn insert(subject: &str, body: &str) -> bool {
    app().is_some_and(|app| insert::letter(&app, subject, body))
}

/// Says whether a request to send must be asked about first: `held` or `free`.
#[wasm_bindgen]
pub fn look(send: &Send) -> String {
    let held = app().is_some_and(|app| app.must_ask(send));
    if held { "held" } else { "free" }.into()
}

/// Opens the checklist for a request that was held.
#[wasm_bindgen]
pub fn ask(send: &Send) {
    if let Some(app) = app() {
        app.ask(send);
    }
}

/// A key was pressed in our own surfaces.
#[wasm_bindgen]
pub fn key(event: &web_sys::KeyboardEvent) {
    if let Some(app) = app() {
        app.key(event);
    }
}

/// What is to be said of the compose window in use, for the popup.
#[wasm_bindgen]
pub fn report() -> JsValue {
    let list = app().and_then(|app| app.report());
    list.map_or(JsValue::UNDEFINED, |list| plain::object(&list))
}

/// The user has changed the settings elsewhere.
#[wasm_bindgen]
pub fn use_settings(settings: JsValue) {
    if let Some(app) = app() {
        app.use_settings(Saved::from_value(&settings));
    }
}

/// The ledger was changed elsewhere: in another tab, or on one of our own pages.
#[wasm_bindgen]
pub fn use_ledger(text: &str) {
    if let Some(app) = app() {
        app.keeper.changed(text);
    }
}

fn app() -> Option<Rc<App>> {
    APP.with(|slot| slot.borrow().clone())
}
