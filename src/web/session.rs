//! One compose window under watch: its fields, what hangs on it, what the user chose to ignore in it. Dropping it takes
//! everything of ours away.

mod judging;
mod listening;
mod pointing;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use web_sys::{DomRect, Element, MutationObserver, ResizeObserver};

use super::adapters::editor::Editor;
use super::adapters::{Compose, Site};
use super::app::App;
use super::dom;
use super::field::{Field, Kind};
use super::frames;
use super::leaving::Leaving;
use super::life::Life;
use super::mirror::Mirror;
use super::pill::Pill;
use super::slices::Slices;
use super::timer::Timer;

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
    /// Starts to watch a compose window; nothing is read yet.
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
        session.listen();
        session.listen_in_frame(app);
        session.observe();
        session.pill.listen(&session);
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

    /// Opens the list for this message.
    pub(super) fn look(self: &Rc<Self>) {
        if let Some(app) = self.app.upgrade() {
            app.dialog.look(&app, self);
        }
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
