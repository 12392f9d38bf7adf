//! What a compose window hears: keys and changes in its fields, and how large it is.

use std::rc::Rc;

use web_sys::MutationObserverInit;

use super::Session;
use crate::web::app::App;
use crate::web::field::Kind;
use crate::web::frames;

impl Session {
    /// Keys and clicks in a frame are not heard in the page around it.
    pub(super) fn listen_in_frame(&self, app: &Rc<App>) {
        let body = &self.body().element;
        if let (Some(_), Some(window)) = (frames::frame_around(body), frames::window_of(body)) {
            app.listen_in(&window, &self.life);
        }
    }

    pub(super) fn listen(self: &Rc<Self>) {
        for field in &self.fields {
            let target = &field.element;
            let on = |kind: &str, act: fn(&Rc<Self>)| {
                let weak = Rc::downgrade(self);
                self.life.on(target, kind, move |_| {
                    if let Some(session) = weak.upgrade() {
                        act(&session);
                    }
                });
            };
            on("input", |session| {
                // Whoever goes on writing has not sent it.
                session.leaving.stay();
                session.typed();
            });
            let typed = Rc::downgrade(field);
            self.life.on(target, "input", move |event| {
                if let Some(field) = typed.upgrade().filter(|_| event.is_trusted()) {
                    field.note_typing();
                }
            });
            on("compositionstart", |session| session.composing.set(true));
            on("compositionend", |session| {
                session.composing.set(false);
                session.typed();
            });
            on("scroll", Self::follow);
            self.on_caret_key(target);
            on("pointerleave", Self::leave);
            self.on_mouse(target, "pointermove", Self::pointed);
            self.on_mouse(target, "click", Self::clicked);
        }
    }

    pub(super) fn observe(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let mutations = self.life.mutations(move |records| {
            if let Some(session) = weak.upgrade() {
                session.body().note_changes(records);
                session.typed();
            }
        });
        if let (Some(observer), Kind::Rich) = (&mutations, self.body().kind) {
            let what = MutationObserverInit::new();
            what.set_child_list(true);
            what.set_character_data(true);
            what.set_subtree(true);
            let _ = observer.observe_with_options(&self.body().element, &what);
        }
        self.mutations.replace(mutations);
        let weak = Rc::downgrade(self);
        let sizes = self.life.sizes(move || {
            if let Some(session) = weak.upgrade() {
                session.resized();
            }
        });
        if let Some(observer) = &sizes {
            let body = &self.body().element;
            observer.observe(&frames::frame_around(body).unwrap_or_else(|| body.clone()));
            observer.observe(&self.root);
        }
        self.sizes.replace(sizes);
    }

    fn resized(self: &Rc<Self>) {
        if self.is_alive() {
            return self.follow();
        }
        if let Some(app) = self.app.upgrade() {
            app.close(self);
        }
    }
}
