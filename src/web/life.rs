//! How long things of ours stay in the page: listeners, observers and elements hang on one signal. Ending it, or
//! dropping the value, takes all of them away; the page's script can end it too, after this instance has died.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::{
    AbortController, AbortSignal, AddEventListenerOptions, Element, Event, EventTarget,
    MutationObserver, ResizeObserver,
};

use super::host::Host;

/// A listener's callback, callable again while it runs: editors fire events from inside our own calls.
type Callback = Closure<dyn Fn(Event)>;
type Observed = Closure<dyn Fn(JsValue)>;

/// Owns what a part of the runtime put into the page.
pub(super) struct Life {
    host: Host,
    controller: AbortController,
    signal: AbortSignal,
    callbacks: RefCell<Vec<Callback>>,
    observed: RefCell<Vec<Observed>>,
}

impl Life {
    /// A life that ends with the whole start at the latest.
    pub(super) fn new(host: &Host) -> Self {
        let controller =
            AbortController::new().expect("every supported browser has AbortController");
        let own = controller.signal();
        let signal = any(&js_sys::Array::of2(&own, &host.signal()));
        Self {
            host: host.clone(),
            controller,
            signal,
            callbacks: RefCell::default(),
            observed: RefCell::default(),
        }
    }

    /// What ends with it.
    pub(super) fn signal(&self) -> &AbortSignal {
        &self.signal
    }

    /// Calls `callback` for each event of this kind at `target`.
    pub(super) fn on(&self, target: &EventTarget, kind: &str, callback: impl Fn(Event) + 'static) {
        self.listen(target, kind, &AddEventListenerOptions::new(), Closure::new(callback));
    }

    /// As [`Self::on`], before the target's own listeners, and never in the way of scrolling.
    pub(super) fn on_capture(
        &self,
        target: &EventTarget,
        kind: &str,
        callback: impl Fn(Event) + 'static,
    ) {
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        self.listen(target, kind, &options, Closure::new(callback));
    }

    fn listen(
        &self,
        target: &EventTarget,
        kind: &str,
        options: &AddEventListenerOptions,
        callback: Callback,
    ) {
        options.set_signal(&self.signal);
        let function = callback.as_ref().unchecked_ref();
        if target
            .add_event_listener_with_callback_and_add_event_listener_options(
                kind, function, options,
            )
            .is_ok()
        {
            self.callbacks.borrow_mut().push(callback);
        }
    }

    /// Removes `element` from the page at the end.
    pub(super) fn keep(&self, element: &Element) {
        self.host.when_ended(&self.signal, element, "remove");
    }

    /// An observer of changes, disconnected at the end; the callback is given the list of them.
    pub(super) fn mutations(
        &self,
        callback: impl Fn(&js_sys::Array) + 'static,
    ) -> Option<MutationObserver> {
        let callback: Observed =
            Closure::new(move |records: JsValue| callback(records.unchecked_ref()));
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        self.host.when_ended(&self.signal, &observer, "disconnect");
        self.observed.borrow_mut().push(callback);
        Some(observer)
    }

    /// An observer of sizes, disconnected at the end. It also speaks when an element leaves the page.
    pub(super) fn sizes(&self, callback: impl Fn() + 'static) -> Option<ResizeObserver> {
        let callback: Observed = Closure::new(move |_| callback());
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        self.host.when_ended(&self.signal, &observer, "disconnect");
        self.observed.borrow_mut().push(callback);
        Some(observer)
    }

    /// Ends it all now.
    pub(super) fn end(&self) {
        self.controller.abort();
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.end();
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = AbortSignal)]
    fn any(signals: &js_sys::Array) -> AbortSignal;
}
