//! The pointer and the caret over underlined words: when the card opens, and when it goes.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use super::Session;
use crate::web::field::Field;
use crate::web::frames;

/// Milliseconds that the pointer rests on underlined words before the card opens.
const HOVER_DELAY: i32 = 180;

impl Session {
    pub(super) fn on_mouse(
        self: &Rc<Self>,
        target: &Element,
        kind: &str,
        act: fn(&Rc<Self>, f64, f64),
    ) {
        let weak = Rc::downgrade(self);
        let place = target.clone();
        self.life.on(target, kind, move |event| {
            let mouse: &MouseEvent = event.unchecked_ref();
            if let Some(session) =
                weak.upgrade().filter(|_| mouse.buttons() == 0 && event.is_trusted())
            {
                let (left, top) = frames::offset(&place);
                let (x, y) = (f64::from(mouse.client_x()), f64::from(mouse.client_y()));
                act(&session, x + left, y + top);
            }
        });
    }

    /// The card also opens where the caret is moved into underlined words; not while they are being typed.
    pub(super) fn on_caret_key(self: &Rc<Self>, target: &Element) {
        let weak = Rc::downgrade(self);
        self.life.on(target, "keyup", move |event| {
            let key = event.unchecked_ref::<KeyboardEvent>().key();
            let moves = key.starts_with("Arrow") || key == "Home" || key == "End";
            if let Some(session) = weak.upgrade().filter(|_| moves && event.is_trusted()) {
                session.caret_moved();
            }
        });
    }

    fn caret_moved(self: &Rc<Self>) {
        let Some(app) = self.app.upgrade() else { return };
        let found = self.fields.iter().find_map(|field| Some((field, field.at_caret()?)));
        match found {
            Some((field, index)) => app.card.open(&app, self, field, index),
            None => app.card.close(),
        }
    }

    pub(super) fn pointed(self: &Rc<Self>, x: f64, y: f64) {
        let found = self.at_point(x, y);
        self.hover.stop();
        let Some(app) = self.app.upgrade() else { return };
        let Some((field, index)) = found else { return app.card.leave() };
        if app.card.shows(&field, index) {
            return app.card.stay();
        }
        self.pointer.set((x, y));
        self.hover.start(HOVER_DELAY);
    }

    pub(super) fn rested(self: &Rc<Self>) {
        let (x, y) = self.pointer.get();
        if let (Some(app), Some((field, index))) = (self.app.upgrade(), self.at_point(x, y)) {
            app.card.open(&app, self, &field, index);
        }
    }

    pub(super) fn leave(self: &Rc<Self>) {
        self.hover.stop();
        if let Some(app) = self.app.upgrade() {
            app.card.leave();
        }
    }

    pub(super) fn clicked(self: &Rc<Self>, x: f64, y: f64) {
        self.hover.stop();
        let Some(app) = self.app.upgrade() else { return };
        match self.at_point(x, y) {
            Some((field, index)) => app.card.open(&app, self, &field, index),
            None => app.card.close(),
        }
    }

    fn at_point(&self, x: f64, y: f64) -> Option<(Rc<Field>, usize)> {
        self.fields.iter().find_map(|field| Some((field.clone(), field.at_point(x, y)?)))
    }
}
