//! The small sign at the corner of the compose window in use: how many findings of each tier, or a tick. Opens the list.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use web_sys::HtmlElement;

use super::adapters::Site;
use super::app::App;
use super::corner;
use super::dom;
use super::host::Host;
use super::life::Life;
use super::session::Session;
use super::timer::Timer;
use crate::engine::Tier;

/// Milliseconds after which the sign takes its place: behind the frame in which the underlines come.
const SOON: i32 = 30;
/// The same while somebody types. Asking what lies under it makes the browser look through the draft, and no key is to
/// wait for that.
const WHILE_TYPING: i32 = 250;

/// The sign of one compose window.
pub(super) struct Pill {
    element: HtmlElement,
    life: Life,
    wanted: Cell<bool>,
    shown: Cell<Option<[usize; 4]>>,
    /// Until it takes its place.
    placing: Timer,
    /// Whether it has a place.
    placed: Cell<bool>,
}

impl Pill {
    /// A sign in our shadow root, not shown yet.
    pub(super) fn new(app: &Rc<App>, session: &Weak<Session>) -> Self {
        let session = session.clone();
        let placing = Timer::new(move || {
            if let Some(session) = session.upgrade() {
                session.pill().place(&session);
            }
        });
        let element = dom::make("button", "pill");
        dom::set(&element, "type", "button");
        dom::add(&app.surface.root, &element);
        let life = Life::new(&app.host);
        life.keep(&element);
        Self {
            element,
            life,
            wanted: Cell::new(false),
            shown: Cell::default(),
            placing,
            placed: Cell::new(false),
        }
    }

    /// Opens the list when it is pressed.
    pub(super) fn listen(&self, session: &Rc<Session>) {
        self.life.on(&self.element, "pointerdown", |event| event.prevent_default());
        let weak = Rc::downgrade(session);
        self.life.on(&self.element, "click", move |event| {
            if let Some(session) = weak.upgrade().filter(|_| event.is_trusted()) {
                session.look();
            }
        });
    }

    /// Shows the verdict of what was last read.
    pub(super) fn show(&self, session: &Rc<Session>, app: &App) {
        self.wanted.set(app.saved.borrow().pill && app.is_active(session));
        if !self.wanted.get() {
            return self.hide();
        }
        let counts = session.counts();
        if counts == [0; 4] && !session.body().has_words() {
            // There is nothing to say of an empty message.
            return self.hide();
        }
        if self.shown.replace(Some(counts)) != Some(counts) {
            let guarded = session.send.is_some() || session.site == Site::Own;
            self.fill(app, counts, guarded);
        }
        if !self.placing.is_waiting() {
            self.placing.start(if self.placed.get() { WHILE_TYPING } else { SOON });
        }
    }

    fn fill(&self, app: &App, counts: [usize; 4], guarded: bool) {
        self.element.set_text_content(None);
        for tier in Tier::ALL {
            let count = counts[tier as usize];
            if count > 0 {
                dom::add(&self.element, &dom::make("span", &format!("sign {}", tier.id())));
                dom::add_words(&self.element, &count.to_string());
            }
        }
        let total: usize = counts.iter().sum();
        if total == 0 {
            dom::add(&self.element, &dom::make("span", "sign fine"));
        }
        let mut label = verdict(&app.host, total);
        if !guarded {
            label = format!("{label} {}", app.host.message("sendNotGuarded"));
            dom::add_words(&self.element, "!");
        }
        dom::set(&self.element, "aria-label", &label);
        dom::set(&self.element, "title", &label);
    }

    /// Takes the sign away until it is next placed.
    pub(super) fn step_aside(&self) {
        self.placed.set(false);
        dom::style(&self.element, "display", "none");
    }

    /// Hides the sign.
    pub(super) fn hide(&self) {
        self.wanted.set(false);
        self.placing.stop();
        self.step_aside();
    }

    /// Moves the sign to the corner of the field where it now is: clear of Send and of words, and away while something
    /// of the page lies over that corner.
    pub(super) fn place(&self, session: &Session) {
        if !self.wanted.get() {
            return;
        }
        let field = &session.body().element;
        if !dom::is_visible(field) {
            return self.step_aside();
        }
        dom::style(&self.element, "display", "inline-flex");
        // What lies under the sign is asked of the page, so the sign must not answer.
        dom::style(&self.element, "pointer-events", "none");
        let size =
            (f64::from(self.element.offset_width()), f64::from(self.element.offset_height()));
        let spot = corner::spot(session, size);
        dom::style(&self.element, "pointer-events", "auto");
        let Some(spot) = spot else { return self.step_aside() };
        self.placed.set(true);
        dom::style(&self.element, "left", &dom::px(spot.left));
        dom::style(&self.element, "top", &dom::px(spot.top));
        let _ = self.element.class_list().toggle_with_force("faint", spot.over_words);
    }
}

impl Drop for Pill {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// The verdict in words.
pub(super) fn verdict(host: &Host, total: usize) -> String {
    match u32::try_from(total) {
        Ok(0) => host.message("nothingFound"),
        number => host.count("phrases", number.unwrap_or(u32::MAX)),
    }
}
