//! What the page's script gives the runtime: texts, saved settings, the life of this start, and the send guard.

use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, CssStyleSheet, Document, Element, ShadowRoot, Window};

use super::dom::Highlight;

#[wasm_bindgen]
extern "C" {
    /// The object that `extension/loader.js` or `www/start.js` hands over at the start.
    #[derive(Clone)]
    pub type Host;

    /// The interface text with this key.
    #[wasm_bindgen(method)]
    pub(super) fn message(this: &Host, key: &str) -> String;

    /// The interface text for so many things: the language has a form of its own for one, two, few or many.
    #[wasm_bindgen(method)]
    pub(super) fn count(this: &Host, key: &str, number: u32) -> String;

    /// A sentence of the engine's in the language of the interface; in English where it has no translation.
    #[wasm_bindgen(method)]
    pub(super) fn translate(this: &Host, sentence: &str) -> String;

    /// Ends everything that this start put into the page.
    #[wasm_bindgen(method, getter)]
    pub(super) fn signal(this: &Host) -> AbortSignal;

    /// The settings as they were saved, or `undefined`.
    #[wasm_bindgen(method, getter)]
    pub(super) fn settings(this: &Host) -> JsValue;

    /// Saves the settings; resolves when done.
    #[wasm_bindgen(method, js_name = saveSettings)]
    pub(super) fn save_settings(this: &Host, settings: &JsValue) -> js_sys::Promise;

    /// The ledger as it was saved and the notes left for it, one line of JSON each; nothing where there is none.
    #[wasm_bindgen(method, getter)]
    pub(super) fn ledger(this: &Host) -> Option<String>;

    /// Changes the ledger in storage: `change` gets what stands there and gives `[text, damaged]`; `done` hears `saved`,
    /// `damaged` (saved, the unreadable old one put aside) or `failed`.
    #[wasm_bindgen(method, js_name = updateLedger)]
    pub(super) fn update_ledger(this: &Host, change: &js_sys::Function, done: &js_sys::Function);

    /// Leaves one entry for the ledger, in a page that is going.
    #[wasm_bindgen(method, js_name = leaveNote)]
    pub(super) fn leave_note(this: &Host, text: &str);

    /// Hands one entry for the ledger to the background, for the case that this page dies with its window. Gives the
    /// function that takes it back.
    #[wasm_bindgen(method)]
    pub(super) fn entrust(this: &Host, text: &str) -> js_sys::Function;

    /// False once the extension was removed or reloaded under this tab.
    #[wasm_bindgen(method)]
    pub(super) fn alive(this: &Host) -> bool;

    /// Calls `thing[method]()` when the signal ends, even where this instance is gone by then.
    #[wasm_bindgen(method, js_name = whenEnded)]
    pub(super) fn when_ended(this: &Host, signal: &AbortSignal, thing: &JsValue, method: &str);

    /// Adds a style sheet to a document until the signal ends.
    #[wasm_bindgen(method)]
    pub(super) fn adopt(this: &Host, sheet: &CssStyleSheet, signal: &AbortSignal, page: &Document);

    /// Hands a highlight to a window's document under a name for style rules.
    #[wasm_bindgen(method)]
    pub(super) fn register(this: &Host, window: &Window, name: &str, highlight: &Highlight);

    /// Adds a style sheet to a shadow root of ours.
    #[wasm_bindgen(method)]
    pub(super) fn dress(this: &Host, root: &ShadowRoot, sheet: &CssStyleSheet);

    /// This element holds our surfaces: what happens in it is hidden from the page.
    #[wasm_bindgen(method)]
    pub(super) fn placed(this: &Host, place: &Element);

    /// Shows one line at the corner of the page.
    #[wasm_bindgen(method)]
    pub(super) fn note(this: &Host, key: &str);

    /// As [`Host::note`], with a button that puts `words` on the clipboard.
    #[wasm_bindgen(method, js_name = note)]
    pub(super) fn note_with_copy(this: &Host, key: &str, words: &str);

    /// Tells the pages that listen that a compose window's report has changed.
    #[wasm_bindgen(method)]
    pub(super) fn changed(this: &Host);

    /// The extension was removed or reloaded under this tab: take everything down.
    #[wasm_bindgen(method)]
    pub(super) fn orphaned(this: &Host);

    /// Carries out a held send request, past the guard, exactly once.
    #[wasm_bindgen(method)]
    pub(super) fn release(this: &Host, send: &Send);

    /// The send button of the compose window around this element, if the guard knows one.
    #[wasm_bindgen(method, js_name = buttonNear)]
    pub(super) fn button_near(this: &Host, element: &Element) -> Option<Element>;
}

#[wasm_bindgen]
extern "C" {
    /// A request to send, as the guard caught it.
    #[derive(Clone)]
    pub type Send;

    /// The button that was pressed, or that stands for the shortcut.
    #[wasm_bindgen(method, getter)]
    pub(super) fn button(this: &Send) -> Element;

    /// A field of the compose window, where the guard knows one.
    #[wasm_bindgen(method, getter)]
    pub(super) fn field(this: &Send) -> Option<Element>;
}
