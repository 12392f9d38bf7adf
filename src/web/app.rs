//! The runtime in one page: its settings, its surfaces, and the compose windows under watch.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, Window};

use super::adapters::{Compose, Site};
use super::card::Card;
use super::checklist::Checklist;
use super::dialog::Dialog;
use super::dom;
use super::field::Field;
use super::frames;
use super::host::{Host, Send};
use super::keeper::Keeper;
use super::life::Life;
use super::painter::Painter;
use super::pill;
use super::session::Session;
use super::settings::Saved;
use super::surface::Surface;
use crate::engine::{Linter, Meaning};

/// Everything that runs in one page.
pub(super) struct App {
    /// What the page's script gave.
    pub(super) host: Host,
    /// Whose page this is.
    site: Site,
    /// The settings as they are saved.
    pub(super) saved: RefCell<Saved>,
    /// The judge, by those settings.
    pub(super) linter: RefCell<Linter>,
    /// The meaning layer, once its weights have come.
    meaning: RefCell<Option<Arc<Meaning>>>,
    /// What was sent to whom before.
    pub(super) keeper: Rc<Keeper>,
    /// Our place in the page.
    pub(super) surface: Surface,
    /// Underlines.
    pub(super) painter: Painter,
    /// The card.
    pub(super) card: Card,
    /// The checklist as a dialog.
    pub(super) dialog: Dialog,
    life: Life,
    sessions: RefCell<Vec<Rc<Session>>>,
    active: RefCell<Weak<Session>>,
}

impl App {
    /// Starts to watch the page.
    pub(super) fn start(host: Host) -> Rc<Self> {
        let life = Life::new(&host);
        let saved = Saved::from_value(&host.settings());
        let name = dom::window().location().hostname().unwrap_or_default();
        let app = Rc::new_cyclic(|own| Self {
            site: Site::of_host(&name),
            linter: RefCell::new(judge(&saved, None)),
            meaning: RefCell::default(),
            saved: RefCell::new(saved),
            keeper: Keeper::new(&host),
            surface: Surface::new(&host, &life),
            painter: Painter::new(&host),
            card: Card::new(own),
            dialog: Dialog::default(),
            life,
            sessions: RefCell::default(),
            active: RefCell::default(),
            host,
        });
        app.listen();
        app.look_at_focus();
        app
    }

    /// Goes to the field with the focus, inside frames of the page's own as well.
    fn look_at_focus(self: &Rc<Self>) {
        if let Some(focused) = frames::focused() {
            self.focused(&focused);
        }
    }

    fn listen(self: &Rc<Self>) {
        let window = dom::window();
        self.listen_in(&window, &self.life);
        let on = |kind: &str, act: fn(&Rc<Self>, &Event)| self.hear(&window, &self.life, kind, act);
        on("resize", |app, _| app.follow());
        on("transitionend", |app, _| app.follow());
        on("pageshow", |app, _| app.read_again());
        // A window of its own closes with its message.
        on("pagehide", |app, _| {
            for session in app.sessions.borrow().iter() {
                session.goes_with_its_page();
            }
            app.keeper.leave_waiting();
        });
    }

    fn hear(self: &Rc<Self>, window: &Window, life: &Life, kind: &str, act: fn(&Rc<Self>, &Event)) {
        let weak = Rc::downgrade(self);
        life.on_capture(window, kind, move |event| {
            if let Some(app) = weak.upgrade() {
                act(&app, &event);
            }
        });
    }

    /// Hears what is typed and pressed in the page, or in a frame of it.
    pub(super) fn listen_in(self: &Rc<Self>, window: &Window, life: &Life) {
        let on = |kind: &str, act: fn(&Rc<Self>, &Event)| self.hear(window, life, kind, act);
        on("focusin", |app, event| {
            if let Some(target) = dom::origin(event) {
                app.focused(&target);
            }
        });
        on("keydown", |app, event| app.key(event.unchecked_ref()));
        on("scroll", |app, _| app.follow());
        // A press may open or close a menu of the page over our sign: it steps aside first, and looks again afterwards.
        on("pointerdown", |app, event| app.pressed(event));
        on("click", |app, _| {
            let app = app.clone();
            dom::after_two_frames(move || app.follow());
        });
    }

    fn pressed(&self, event: &Event) {
        let (Some(target), Some(session)) = (dom::origin(event), self.active()) else { return };
        if !session.watches(&target) && !self.surface.is(&target) {
            session.step_aside();
        }
    }

    /// Watches the compose window around this field, if it is one, from now on: it has the focus, or is about to.
    pub(super) fn focused(self: &Rc<Self>, target: &Element) {
        self.sweep();
        if let Some(session) = self.session_of(target) {
            self.activate(&session);
        }
    }

    /// The compose window that holds this element: one that is known, or one that is found now.
    fn session_of(self: &Rc<Self>, element: &Element) -> Option<Rc<Session>> {
        let known = self.sessions.borrow().iter().find(|session| session.holds(element)).cloned();
        if known.as_ref().is_some_and(|session| session.watches(element)) {
            return known;
        }
        let Some(compose) = self.site.compose_around(&self.host, element) else { return known };
        if let Some(old) = known {
            if old.body().element.is_same_node(Some(&compose.body)) {
                return Some(old);
            }
            // The window changed its editor: plain text now, or rich text again.
            self.close(&old);
        }
        Some(self.open(compose))
    }

    /// Starts to watch a compose window.
    pub(super) fn open(self: &Rc<Self>, compose: Compose) -> Rc<Session> {
        let session = Session::open(self, compose);
        self.sessions.borrow_mut().push(session.clone());
        session
    }

    /// Makes this compose window the one in use.
    pub(super) fn activate(self: &Rc<Self>, session: &Rc<Session>) {
        let comes = !self.is_active(session);
        if comes {
            let before = self.active.replace(Rc::downgrade(session));
            if let Some(before) = before.upgrade() {
                before.rest();
            }
        }
        session.lint();
        if comes {
            // Behind the reading, which asks for the page's style: here that changes.
            self.suit(session);
        }
    }

    fn suit(&self, session: &Session) {
        let ground = dom::ground(&session.body().element);
        session.body().suit(ground);
        self.surface.suit(&self.saved.borrow().appearance, ground);
    }

    /// Whether this compose window is the one in use.
    pub(super) fn is_active(&self, session: &Rc<Session>) -> bool {
        self.active().is_some_and(|active| Rc::ptr_eq(&active, session))
    }

    fn active(&self) -> Option<Rc<Session>> {
        self.active.borrow().upgrade()
    }

    /// Lets a compose window go.
    pub(super) fn close(&self, session: &Rc<Session>) {
        // The card may show a finding of it.
        self.card.close();
        if !session.is_alive() {
            session.gone();
        }
        self.sessions.borrow_mut().retain(|other| !Rc::ptr_eq(other, session));
        self.host.changed();
    }

    /// Lets go of the windows that the page has taken away.
    fn sweep(&self) {
        let gone: Vec<_> =
            self.sessions.borrow().iter().filter(|session| !session.is_alive()).cloned().collect();
        for session in gone {
            self.close(&session);
        }
    }

    fn follow(&self) {
        self.card.follow();
        for session in self.sessions.borrow().iter() {
            session.follow();
        }
    }

    fn read_again(&self) {
        self.sweep();
        let all = self.sessions.borrow().clone();
        for session in all {
            session.lint();
        }
    }

    /// A compose window was read: bring the rest up to date.
    pub(super) fn linted(self: &Rc<Self>, session: &Rc<Session>) {
        self.card.refresh(self);
        if self.is_active(session) {
            let total = session.counts().iter().sum();
            self.surface.say_verdict(total, |total| pill::verdict(&self.host, total));
            self.host.changed();
        }
    }

    /// The compose window in use, or else the one that can be seen.
    pub(super) fn open_window(self: &Rc<Self>) -> Option<Rc<Session>> {
        self.sweep();
        let used = self.active().filter(|session| session.is_alive());
        let other = || {
            let session = self.session_of(&self.site.open_body()?)?;
            session.lint();
            Some(session)
        };
        used.or_else(other)
    }

    /// Acts on a key of ours: Escape closes the card, two shortcuts go from finding to finding.
    pub(super) fn key(self: &Rc<Self>, event: &KeyboardEvent) {
        if !event.is_trusted() {
            return;
        }
        if event.key() == "Escape" && self.card.is_open() {
            event.prevent_default();
            event.stop_propagation();
            return self.card.close_to_draft();
        }
        if event.alt_key() && event.shift_key() {
            match event.code().as_str() {
                "Period" => self.step(event, Self::after),
                "Comma" => self.step(event, Self::before),
                _ => {}
            }
        }
    }

    fn step(self: &Rc<Self>, event: &KeyboardEvent, pick: fn(&Field) -> Option<usize>) {
        let Some(session) = self.active() else { return };
        let found =
            session.fields().iter().find(|field| field.caret().is_some()).or(Some(session.body()));
        let Some((field, index)) = found.and_then(|field| Some((field.clone(), pick(field)?)))
        else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        field.go_to(index);
        self.card.open_with_focus(self, &session, &field, index);
    }

    fn after(field: &Field) -> Option<usize> {
        let caret = field.caret().unwrap_or(0);
        let shown = field.shown();
        let next = shown.iter().position(|s| s.finding.span.start() > caret);
        next.or_else(|| (!shown.is_empty()).then_some(0))
    }

    fn before(field: &Field) -> Option<usize> {
        let caret = field.caret().unwrap_or(0);
        let shown = field.shown();
        let last = shown.iter().rposition(|s| s.finding.span.start() < caret);
        last.or_else(|| shown.len().checked_sub(1))
    }

    /// Whether something must be asked before this request may go.
    pub(super) fn must_ask(self: &Rc<Self>, send: &Send) -> bool {
        let Some(session) = self.session_for(send) else { return false };
        session.lint_in_full();
        let held = self.saved.borrow().guard && session.asks_first();
        if !held {
            session.leaves();
        }
        held
    }

    /// Opens the checklist for a held request; lets it go where its window is no longer there.
    pub(super) fn ask(self: &Rc<Self>, send: &Send) {
        match self.session_for(send) {
            Some(session) => self.dialog.ask(self, &session, send.clone()),
            None => self.host.release(send),
        }
    }

    fn session_for(self: &Rc<Self>, send: &Send) -> Option<Rc<Session>> {
        self.sweep();
        let by_field = send.field().and_then(|field| self.session_of(&field));
        let known =
            || self.sessions.borrow().iter().find(|session| session.holds(&send.button())).cloned();
        let found = by_field.or_else(known);
        if let Some(session) = &found {
            // It may be asked to send before it was ever in use.
            self.suit(session);
        }
        found
    }

    /// The meaning layer's weights have come: judge everything with it too.
    pub(super) fn use_meaning(&self, meaning: Arc<Meaning>) {
        self.card.think_again();
        self.linter.replace(judge(&self.saved.borrow(), Some(&meaning)));
        self.meaning.replace(Some(meaning));
        self.read_again();
    }

    /// New settings: judge and show everything by them.
    pub(super) fn use_settings(&self, saved: Saved) {
        self.linter.replace(judge(&saved, self.meaning.borrow().as_ref()));
        self.saved.replace(saved);
        self.card.think_again();
        if let Some(session) = self.active() {
            self.suit(&session);
        }
        self.read_again();
    }

    /// Whether the user may add to what is never told of again: not where an organisation has set it.
    pub(super) fn may_ignore_always(&self) -> bool {
        self.saved.borrow().may_ignore_always()
    }

    /// Never tell of these words again, in any message.
    pub(super) fn ignore_always(&self, words: String) {
        let mut saved = self.saved.borrow().clone();
        if !saved.ignored.contains(&words) {
            saved.ignored.push(words);
        }
        let _ = self.host.save_settings(&saved.to_value());
        self.use_settings(saved);
    }

    /// The list for the compose window in use.
    pub(super) fn report(&self) -> Option<Checklist> {
        self.active().filter(|session| session.is_alive()).map(|session| session.checklist())
    }
}

/// The judge for these settings.
fn judge(saved: &Saved, meaning: Option<&Arc<Meaning>>) -> Linter {
    let linter = Linter::new(saved.for_engine());
    match meaning {
        Some(meaning) => linter.with_meaning(Arc::clone(meaning)),
        None => linter,
    }
}
