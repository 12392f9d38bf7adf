//! The browser face, wasm32 only: page watcher, sessions, adapters, painter, card, send guard and the pages.
//!
//! `extension/loader.js` (in webmail) and `www/start.js` (in our own pages) call the functions exported here and nothing
//! else. One instance serves one page; after a panic it is thrown away and a new one is made.
#![expect(unreachable_pub, reason = "wasm-bindgen exports only what is pub")]

mod adapters;
mod app;
mod apply;
mod attempt;
mod card;
mod caret;
mod checklist;
mod corner;
mod dialog;
mod dom;
mod field;
mod host;
mod kept;
mod life;
mod marked;
mod mend;
mod mirror;
mod pages;
mod painter;
mod pill;
mod place;
mod reading;
mod session;
mod settings;
mod surface;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use app::App;
use host::{Host, Send};
use settings::Saved;

use crate::engine::Meaning;

thread_local! {
    /// The runtime of this page: what the exported functions act on.
    static APP: RefCell<Option<Rc<App>>> = const { RefCell::new(None) };
    /// What the popup's page hangs on.
    static POPUP: RefCell<Option<pages::popup::Popup>> = const { RefCell::new(None) };
    /// The page's script, for the panic hook, which can hold nothing itself.
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Starts the runtime in a page.
#[wasm_bindgen]
pub fn start(host: Host) {
    report_panics(host.clone());
    let app = App::start(host);
    APP.with(|slot| slot.replace(Some(app)));
}

/// Starts the practice page.
#[wasm_bindgen]
pub fn start_practice(host: Host) {
    report_panics(host.clone());
    let app = App::start(host);
    pages::practice::open(&app);
    APP.with(|slot| slot.replace(Some(app)));
}

/// Starts the popup.
#[wasm_bindgen]
pub fn start_popup(host: Host) {
    report_panics(host.clone());
    let popup = pages::popup::open(&host);
    POPUP.with(|slot| slot.replace(Some(popup)));
}

/// Starts the options page.
#[wasm_bindgen]
pub fn start_options(host: Host) {
    report_panics(host.clone());
    pages::options::open(&host);
}

/// Gives the runtime the meaning layer's weights, when there is time after the first underlines. Where they are
/// damaged, patterns go on alone.
#[wasm_bindgen]
pub fn use_weights(bytes: &[u8]) {
    if let (Some(app), Ok(meaning)) = (app(), Meaning::from_bytes(bytes)) {
        app.use_meaning(meaning);
    }
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
    list.and_then(|list| serde_wasm_bindgen::to_value(&list).ok()).unwrap_or(JsValue::UNDEFINED)
}

/// The user has changed the settings elsewhere.
#[wasm_bindgen]
pub fn use_settings(settings: JsValue) {
    if let Some(app) = app() {
        app.use_settings(Saved::from_value(settings));
    }
}

fn app() -> Option<Rc<App>> {
    APP.with(|slot| slot.borrow().clone())
}

/// A panic is said in words, then the page's script takes this instance down.
fn report_panics(host: Host) {
    HOST.with(|slot| slot.replace(Some(host)));
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        HOST.with(|slot| {
            if let Ok(Some(host)) = slot.try_borrow().as_deref() {
                host.trapped();
            }
        });
    }));
}
