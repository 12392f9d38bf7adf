//! One compose window under watch: its fields, what hangs on it, what the user chose to ignore in it. Dropping it takes
//! everything of ours away.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use web_sys::{
    DomRect, Element, KeyboardEvent, MouseEvent, MutationObserver, MutationObserverInit,
    ResizeObserver,
};

use super::adapters::editor::Editor;
use super::adapters::{Compose, Site};
use super::app::App;
use super::checklist::{self, Checklist};
use super::dom;
use super::field::{Field, Kind, Pace};
use super::frames;
use super::leaving::Leaving;
use super::life::Life;
use super::mirror::Mirror;
use super::pill::Pill;
use super::slices::Slices;
use super::timer::Timer;
use crate::engine::Finding;
use crate::engine::letters::Lower;

/// Milliseconds without a keystroke after which the meaning layer judges what is new: while somebody types, it would only
/// judge sentences that are about to change.
const PAUSE: i32 = 150;
/// Milliseconds between one go of it and the next: none, but whatever waits comes first.
const BETWEEN: i32 = 0;
/// New sentences that it judges when the message is about to be sent: the verdict must be there at once.
const AT_SEND: usize = 60;
/// Milliseconds that the pointer rests on underlined words before the card opens.
const HOVER_DELAY: i32 = 180;
/// Pixels that Send takes at most together with the button for more ways to send; a whole toolbar is wider.
const SEND_GROUP: f64 = 240.0;

/// A finding that the user does not want to see, in this message only.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Ignored {
    /// In this very sentence.
    Once {
        /// The rule's id.
        rule: &'static str,
        /// The sentence as it stood.
        sentence: String,
    },
    /// These words, wherever they stand.
    Here {
        /// The words, in small letters.
        words: String,
    },
}

/// A compose window under watch.
pub(super) struct Session {
    app: Weak<App>,
    /// Whose page it is in.
    pub(super) site: Site,
    /// The element around all of it.
    pub(super) root: Element,
    /// Its send button, where the guard knows one.
    pub(super) send: Option<Element>,
    fields: Vec<Rc<Field>>,
    pill: Pill,
    life: Life,
    mutations: RefCell<Option<MutationObserver>>,
    sizes: RefCell<Option<ResizeObserver>>,
    composing: Cell<bool>,
    ignored: RefCell<Vec<Ignored>>,
    /// Until the card opens where the pointer rests.
    hover: Timer,
    /// Where the pointer rests, in the window's coordinates.
    pointer: Cell<(f64, f64)>,
    /// Until the meaning layer judges what is new.
    pause: Timer,
    slices: Slices,
    /// What the ledger is to note once the window goes, having been asked to send.
    leaving: Leaving,
}

impl Session {
    /// Starts to watch a compose window.
    pub(super) fn open(app: &Rc<App>, compose: Compose) -> Rc<Self> {
        let plain = |element: Element| Field::plain(element, Mirror::new(&app.surface.root));
        let body = match compose.kind {
            Kind::Rich => {
                let layer = app.painter.layer_of(&app.host, &compose.body);
                Field::rich(compose.body, layer)
            }
            Kind::Plain => plain(compose.body),
        };
        let mut fields = vec![Rc::new(body)];
        fields.extend(compose.subject.map(|element| Rc::new(plain(element))));
        let session = Rc::new_cyclic(|own| Self {
            app: Rc::downgrade(app),
            site: compose.site,
            root: compose.root,
            send: compose.send,
            fields,
            pill: Pill::new(app, own),
            life: Life::new(&app.host),
            mutations: RefCell::default(),
            sizes: RefCell::default(),
            composing: Cell::new(false),
            ignored: RefCell::default(),
            hover: timer(own, Self::rested),
            pointer: Cell::default(),
            pause: timer(own, Self::lint_a_slice),
            slices: Slices::default(),
            leaving: Leaving::default(),
        });
        session.body().suit();
        session.listen();
        session.listen_in_frame(app);
        session.observe();
        session.pill.listen(&session);
        session.lint();
        session
    }

    /// The runtime that it belongs to, while that runs.
    pub(super) fn app(&self) -> Option<Rc<App>> {
        self.app.upgrade()
    }

    /// The sign at its corner.
    pub(super) fn pill(&self) -> &Pill {
        &self.pill
    }

    /// The editor that a field of this window is.
    pub(super) fn editor_of(&self, field: &Field) -> Editor {
        let host = dom::window().location().hostname().unwrap_or_default();
        Editor::of(self.site, &field.element, &host)
    }

    /// The field for the message.
    pub(super) fn body(&self) -> &Rc<Field> {
        &self.fields[0]
    }

    /// The subject line, where there is one.
    pub(super) fn subject(&self) -> Option<&Field> {
        self.fields.get(1).map(Rc::as_ref)
    }

    /// All fields: the message first, then the subject.
    pub(super) fn fields(&self) -> &[Rc<Field>] {
        &self.fields
    }

    /// The box of Send, with the button for more ways to send beside it; none where it cannot be seen.
    pub(super) fn send_area(&self) -> Option<DomRect> {
        let send = self.send.as_ref().filter(|send| dom::is_visible(send))?;
        let group = send.parent_element().map(|group| group.get_bounding_client_rect());
        let small = group.filter(|area| area.width() <= SEND_GROUP);
        Some(small.unwrap_or_else(|| send.get_bounding_client_rect()))
    }

    /// Whether the window is still in the page.
    pub(super) fn is_alive(&self) -> bool {
        frames::is_in_page(&self.body().element)
    }

    /// Whether this element is part of the window.
    pub(super) fn holds(&self, element: &Element) -> bool {
        frames::holds(&self.root, element)
    }

    /// Whether this element is one of its fields, or lies in one.
    pub(super) fn watches(&self, element: &Element) -> bool {
        self.fields.iter().any(|field| frames::holds(&field.element, element))
    }

    /// Keys and clicks in a frame are not heard in the page around it.
    fn listen_in_frame(&self, app: &Rc<App>) {
        let body = &self.body().element;
        if let (Some(_), Some(window)) = (frames::frame_around(body), frames::window_of(body)) {
            app.listen_in(&window, &self.life);
        }
    }

    fn listen(self: &Rc<Self>) {
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

    fn on_mouse(self: &Rc<Self>, target: &Element, kind: &str, act: fn(&Rc<Self>, f64, f64)) {
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
    fn on_caret_key(self: &Rc<Self>, target: &Element) {
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

    fn observe(self: &Rc<Self>) {
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

    /// Something was typed: lints and paints what it changed, now; the meaning layer follows in a pause. Not while an
    /// input method is putting a character together.
    fn typed(self: &Rc<Self>) {
        let pending = self.lint_at(Pace::Keystroke);
        self.go_on(pending, PAUSE);
    }

    /// Reads, lints and paints every field anew; the meaning layer follows in a pause.
    pub(super) fn lint(self: &Rc<Self>) {
        self.distrust();
        let pending = self.lint_at(Pace::Again);
        self.go_on(pending, PAUSE);
    }

    /// As [`Session::lint`], with the meaning layer at once; only of a very long text is anything left for pauses.
    pub(super) fn lint_in_full(self: &Rc<Self>) {
        self.distrust();
        let pending = self.lint_at(Pace::Pause(AT_SEND));
        self.go_on(pending, BETWEEN);
    }

    /// What was read before is not relied on: all is read anew.
    fn distrust(&self) {
        self.fields.iter().for_each(|field| field.distrust());
    }

    /// As [`Session::lint`], with as many new sentences judged in full as typing has patience for.
    fn lint_a_slice(self: &Rc<Self>) {
        let pending = self.slices.go(|most| self.lint_at(Pace::Pause(most)));
        self.go_on(pending, BETWEEN);
    }

    /// Judges what is left, if anything is, so many milliseconds from now.
    fn go_on(&self, pending: bool, wait: i32) {
        if pending {
            self.pause.start(wait);
        } else {
            self.pause.stop();
        }
    }

    /// Gives whether something is still to be judged in a pause.
    fn lint_at(self: &Rc<Self>, pace: Pace) -> bool {
        let Some(app) = self.app.upgrade().filter(|_| !self.composing.get()) else { return false };
        if !app.host.alive() {
            app.host.orphaned();
            return false;
        }
        // What is read now need not be reported again.
        if let Some(observer) = &*self.mutations.borrow() {
            self.body().note_changes(&observer.take_records());
        }
        let saved = app.saved.borrow();
        let (mut pending, mut changed) = (false, false);
        for field in &self.fields {
            let seen = field.lint(&app.linter.borrow(), pace, |finding, sentence| {
                saved.shows(finding) && !self.ignores(finding, sentence)
            });
            pending |= seen.pending;
            changed |= seen.changed;
        }
        drop(saved);
        if changed {
            self.pill.show(self, &app);
            app.linted(self);
        }
        pending
    }

    fn ignores(&self, finding: &Finding, sentence: &str) -> bool {
        self.ignored.borrow().iter().any(|ignored| match ignored {
            Ignored::Once { rule, sentence: there } => *rule == finding.rule && there == sentence,
            Ignored::Here { words } => {
                let from =
                    finding.span.start() - finding.sentence.start().min(finding.span.start());
                let found = sentence.get(from..from + finding.span.len()).unwrap_or_default();
                found.lower() == *words
            }
        })
    }

    /// Stops showing a finding in this message.
    pub(super) fn ignore(self: &Rc<Self>, what: Ignored) {
        self.ignored.borrow_mut().push(what);
        self.lint();
    }

    /// Shows again what was ignored in this message.
    pub(super) fn ignore_nothing(self: &Rc<Self>) {
        self.ignored.borrow_mut().clear();
        self.lint();
    }

    /// How many findings the user chose to ignore in this message.
    pub(super) fn ignored_count(&self) -> usize {
        self.ignored.borrow().len()
    }

    /// The list for this message, from what was last read.
    pub(super) fn checklist(&self) -> Checklist {
        Checklist::of(self)
    }

    /// How many findings of each tier are shown, heaviest first.
    pub(super) fn counts(&self) -> [usize; 4] {
        checklist::counts(self)
    }

    /// Whether Send must ask first, from what was last read.
    pub(super) fn asks_first(&self) -> bool {
        self.checklist().blocks()
    }

    /// The webmail is about to send this message: nothing of ours holds it any more.
    pub(super) fn leaves(&self) {
        if let Some(app) = self.app() {
            self.leaving.prepare(self, &app);
        }
    }

    /// It stays after all.
    pub(super) fn stays(&self) {
        self.leaving.stay();
    }

    /// The window has gone: what was sent is noted.
    pub(super) fn gone(&self) {
        if let Some(app) = self.app() {
            self.leaving.note(&app);
        }
    }

    /// The page goes, and the window with it.
    pub(super) fn goes_with_its_page(&self) {
        if let Some(app) = self.app() {
            self.leaving.note_at_once(&app);
        }
    }

    /// Moves our own surfaces to where the window now is.
    pub(super) fn follow(self: &Rc<Self>) {
        for field in &self.fields {
            field.follow();
        }
        self.pill.place(self);
    }

    fn pointed(self: &Rc<Self>, x: f64, y: f64) {
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

    fn rested(self: &Rc<Self>) {
        let (x, y) = self.pointer.get();
        if let (Some(app), Some((field, index))) = (self.app.upgrade(), self.at_point(x, y)) {
            app.card.open(&app, self, &field, index);
        }
    }

    fn leave(self: &Rc<Self>) {
        self.hover.stop();
        if let Some(app) = self.app.upgrade() {
            app.card.leave();
        }
    }

    fn clicked(self: &Rc<Self>, x: f64, y: f64) {
        self.hover.stop();
        let Some(app) = self.app.upgrade() else { return };
        match self.at_point(x, y) {
            Some((field, index)) => app.card.open(&app, self, &field, index),
            None => app.card.close(),
        }
    }

    /// Opens the list for this message.
    pub(super) fn look(self: &Rc<Self>) {
        if let Some(app) = self.app.upgrade() {
            app.dialog.look(&app, self);
        }
    }

    fn at_point(&self, x: f64, y: f64) -> Option<(Rc<Field>, usize)> {
        self.fields.iter().find_map(|field| Some((field.clone(), field.at_point(x, y)?)))
    }

    /// Takes the sign out of the way until the window is next looked at.
    pub(super) fn step_aside(&self) {
        self.pill.step_aside();
    }

    /// Another window is the one in use: the sign belongs there.
    pub(super) fn rest(&self) {
        self.pill.hide();
    }
}

/// A timer that does something to a session that is still there.
fn timer(session: &Weak<Session>, act: fn(&Rc<Session>)) -> Timer {
    let session = session.clone();
    Timer::new(move || {
        if let Some(session) = session.upgrade() {
            act(&session);
        }
    })
}

impl Drop for Session {
    fn drop(&mut self) {
        for field in &self.fields {
            field.clear();
        }
    }
}
