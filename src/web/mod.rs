//! The browser face, wasm32 only: page watcher, sessions, adapters, painter, card, send guard and the pages.
//!
//! `extension/loader.js` (in webmail) and `www/start.js` (in our own pages) call the functions exported here and nothing
//! else. One instance serves one page. A panic is a trap without words here (`xtask/src/module.rs`): the page's script
//! sees it, throws the instance away and makes a new one. The command line says the same panic in words.
#![expect(unreachable_pub, reason = "wasm-bindgen exports only what is pub")]

mod adapters;
mod app;
mod apply;
mod attempt;
mod card;
mod caret;
mod checklist;
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

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use app::App;
use host::{Host, Send};
use settings::Saved;

use crate::engine::reading as reading_of;
use crate::engine::{Meaning, Span, text};

/// Half of what the standard library's own weighs, and grows by what is missing.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// The runtime of this page: what the exported functions act on.
    static APP: RefCell<Option<Rc<App>>> = const { RefCell::new(None) };
    /// The meaning layer, once its weights have come.
    static MEANING: RefCell<Option<Arc<Meaning>>> = const { RefCell::new(None) };
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
    MEANING.with(|slot| slot.replace(Some(meaning.clone())));
    if let Some(app) = app() {
        app.use_meaning(meaning);
    }
}

/// Reads a message from a program: gives its level, the sentences that decide it, and the ids of the replies that fit.
#[wasm_bindgen]
pub fn read(message: &str) -> Array {
    let meaning = MEANING.with(|slot| slot.borrow().clone());
    let found = reading_of::read(message, meaning.as_deref());
    let texts = |all: Vec<&str>| all.into_iter().map(JsValue::from).collect::<Array>();
    let sentences = found.evidence.iter().map(|evidence| sentence_around(message, evidence.span));
    let mut sentences: Vec<&str> = sentences.collect();
    sentences.dedup();
    let replies = reading_of::LEVELS[usize::from(found.level)].replies;
    Array::of3(&found.level.into(), &texts(sentences), &texts(replies.to_vec()))
}

fn sentence_around(message: &str, words: Span) -> &str {
    let whole = Span::new(0, message.len());
    let found = text::sentences(message, whole).find(|sentence| sentence.overlaps(words));
    field::slice(message, found.unwrap_or(words))
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
