//! Calls that are still to come. A timer holds one at most and keeps one callback for all of its time: typing puts a call
//! off at every key, and a callback made anew each time would be left behind each time.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::dom;

/// A call to come, or none. Dropping it calls it off.
pub(super) struct Timer {
    callback: Closure<dyn FnMut()>,
    /// The browser's number of the call to come.
    waiting: Rc<Cell<Option<i32>>>,
}

impl Timer {
    /// A timer that calls `then`, each time it was started for.
    pub(super) fn new(then: impl Fn() + 'static) -> Self {
        let waiting = Rc::<Cell<Option<i32>>>::default();
        let mine = waiting.clone();
        let callback = Closure::new(move || {
            mine.take();
            then();
        });
        Self { callback, waiting }
    }

    /// Calls so many milliseconds from now; a call that was to come before is called off.
    pub(super) fn start(&self, milliseconds: i32) {
        self.stop();
        let function = self.callback.as_ref().unchecked_ref();
        self.waiting.set(dom::call_in(milliseconds, function));
    }

    /// Whether a call is to come.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.get().is_some()
    }

    /// Calls off.
    pub(super) fn stop(&self) {
        if let Some(number) = self.waiting.take() {
            dom::window().clear_timeout_with_handle(number);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.stop();
    }
}
