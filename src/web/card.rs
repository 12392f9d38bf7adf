//! The card: what was found, why it matters, by which source, and what could stand there instead. One at a time, in
//! the top layer, below the words it speaks of and never over them.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::app::App;
use super::apply;
use super::dom;
use super::field::{Field, slice};
use super::life::Life;
use super::place;
use super::session::{Ignored, Session};
use super::timer::Timer;
use crate::engine::letters::Lower;
use crate::engine::rewrite::NEIGHBOURS;
use crate::engine::{Finding, Rewrite, Span};

/// Milliseconds after which the card closes when the pointer has left it and its words.
const LEAVE_DELAY: i32 = 350;

/// The finding that the card shows.
struct Open {
    session: Weak<Session>,
    field: Rc<Field>,
    index: usize,
    rule: &'static str,
    words: String,
}

/// The finding that a button of the card acts on.
struct Target {
    session: Rc<Session>,
    field: Rc<Field>,
    words: String,
    rule: &'static str,
    sentence: String,
}

/// The finding, its rewrites, and the sentence as (start, words).
type Content = (Finding, Vec<Rewrite>, (usize, String));

/// What the rewrites of a finding follow from: itself, and its sentence with the words about it.
type Basis = (Finding, String);

/// The card, open or not.
pub(super) struct Card {
    open: RefCell<Option<Open>>,
    /// The element and its listeners, while it is open.
    shown: RefCell<Option<(HtmlElement, Life)>>,
    /// What the element says: it is made anew only where that has changed, so that no button goes from under the pointer.
    said: RefCell<Option<Content>>,
    /// By what it says so: while this is as it was, so are the rewrites.
    basis: RefCell<Option<Basis>>,
    /// Until it closes.
    leaving: Timer,
}

impl Card {
    /// A card of this runtime, not open yet.
    pub(super) fn new(app: &Weak<App>) -> Self {
        let app = app.clone();
        let leaving = Timer::new(move || {
            if let Some(app) = app.upgrade() {
                app.card.close();
            }
        });
        Self {
            open: RefCell::default(),
            shown: RefCell::default(),
            said: RefCell::default(),
            basis: RefCell::default(),
            leaving,
        }
    }

    /// Opens the card for the finding at `index`, without taking the focus.
    pub(super) fn open(
        &self,
        app: &Rc<App>,
        session: &Rc<Session>,
        field: &Rc<Field>,
        index: usize,
    ) {
        self.stay();
        if self.shows(field, index) {
            return;
        }
        self.close();
        let Some((rule, words)) =
            field.shown().get(index).map(|s| (s.finding.rule, s.words.clone()))
        else {
            return;
        };
        let open =
            Open { session: Rc::downgrade(session), field: field.clone(), index, rule, words };
        self.open.replace(Some(open));
        self.build(app);
    }

    /// Opens the card and gives it the focus, for those who use the keyboard.
    pub(super) fn open_with_focus(
        &self,
        app: &Rc<App>,
        session: &Rc<Session>,
        field: &Rc<Field>,
        index: usize,
    ) {
        self.open(app, session, field, index);
        if let Some((card, _)) = &*self.shown.borrow() {
            dom::focus(&dom::find(card, ".rewrite").unwrap_or_else(|| card.clone().into()));
        }
    }

    /// Whether the card is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.borrow().is_some()
    }

    /// Whether the card is open for this very finding.
    pub(super) fn shows(&self, field: &Rc<Field>, index: usize) -> bool {
        self.open
            .borrow()
            .as_ref()
            .is_some_and(|open| Rc::ptr_eq(&open.field, field) && open.index == index)
    }

    /// Closes the card.
    pub(super) fn close(&self) {
        self.stay();
        self.open.take();
        self.said.take();
        self.basis.take();
        if let Some((card, life)) = self.shown.take() {
            life.end();
            card.remove();
        }
    }

    /// Closes the card and gives the focus back to the draft.
    pub(super) fn close_to_draft(&self) {
        let field = self.open.borrow().as_ref().map(|open| open.field.clone());
        self.close();
        if let Some(field) = field {
            dom::focus(&field.element);
        }
    }

    /// The pointer has left card or words: close soon, unless it comes back or the keyboard is in the card.
    pub(super) fn leave(&self) {
        if !self.leaving.is_waiting() && self.is_open() && !self.has_focus() {
            self.leaving.start(LEAVE_DELAY);
        }
    }

    /// The pointer is back.
    pub(super) fn stay(&self) {
        self.leaving.stop();
    }

    fn has_focus(&self) -> bool {
        self.shown
            .borrow()
            .as_ref()
            .is_some_and(|(card, _)| card.matches(":focus-within").unwrap_or(false))
    }

    /// The draft was read again: follow the finding, or close where it is gone.
    pub(super) fn refresh(&self, app: &Rc<App>) {
        let found = {
            let open = self.open.borrow();
            let Some(open) = open.as_ref() else { return };
            let shown = open.field.shown();
            let same = |at: usize| {
                shown.get(at).is_some_and(|s| s.finding.rule == open.rule && s.words == open.words)
            };
            if same(open.index) { Some(open.index) } else { (0..shown.len()).find(|at| same(*at)) }
        };
        let Some(index) = found else { return self.close() };
        if let Some(open) = self.open.borrow_mut().as_mut() {
            open.index = index;
        }
        if !self.has_focus() {
            self.build(app);
        }
    }

    /// Moves the card to where its words now are.
    pub(super) fn follow(&self) {
        if let (Some(open), Some((card, _))) = (&*self.open.borrow(), &*self.shown.borrow()) {
            let clear = open.session.upgrade().and_then(|session| session.send_area());
            place::below(card, &open.field.boxes(open.index), clear.as_ref());
        }
    }

    fn build(&self, app: &Rc<App>) {
        let Some(basis) = self.basis_now() else { return };
        if self.basis.borrow().as_ref() == Some(&basis) {
            return self.follow();
        }
        let Some(content) = self.content(app) else { return };
        self.basis.replace(Some(basis));
        if self.said.borrow().as_ref() == Some(&content) {
            return self.follow();
        }
        self.said.replace(Some(content.clone()));
        let (finding, rewrites, sentence) = content;
        let life = Life::new(&app.host);
        let card = dom::make("div", "card");
        dom::set(&card, "popover", "manual");
        dom::set(&card, "role", "dialog");
        dom::set(&card, "aria-label", &app.host.translate(finding.title));
        dom::set(&card, "tabindex", "-1");
        dom::set(&card, "dir", &app.host.message("direction"));
        dom::set(&card, "lang", &app.host.message("language"));
        self.head(app, &card, &life, &finding);
        dom::add(&card, &dom::make_text("p", "why", &app.host.translate(finding.why)));
        self.rewrites(app, &card, &life, &rewrites, &sentence);
        sources(&card, &finding);
        self.foot(app, &card, &life, &finding);
        listen(app, &card, &life);
        if let Some((old, life)) = self.shown.take() {
            life.end();
            old.remove();
        }
        app.surface.attach();
        dom::add(&app.surface.root, &card);
        let _ = card.show_popover();
        life.keep(&card);
        self.shown.replace(Some((card, life)));
        self.follow();
    }

    /// The judge has changed: the rewrites are to be found anew.
    pub(super) fn think_again(&self) {
        self.basis.take();
    }

    fn basis_now(&self) -> Option<Basis> {
        let open = self.open.borrow();
        let open = open.as_ref()?;
        let finding = open.field.shown().get(open.index)?.finding.clone();
        let around = around(&open.field.text(), finding.sentence).to_owned();
        Some((finding, around))
    }

    /// What the card has to say.
    fn content(&self, app: &App) -> Option<Content> {
        let open = self.open.borrow();
        let open = open.as_ref()?;
        let finding = open.field.shown().get(open.index)?.finding.clone();
        let text = open.field.text();
        let rewrites = app.linter.borrow().rewrites(&text, &finding);
        let sentence = (finding.sentence.start(), slice(&text, finding.sentence).to_owned());
        Some((finding, rewrites, sentence))
    }

    fn head(&self, app: &Rc<App>, card: &HtmlElement, life: &Life, finding: &Finding) {
        let head = dom::make("div", "head");
        dom::add(&head, &dom::make("span", &format!("sign {}", finding.tier.id())));
        dom::add(&head, &dom::make_text("h2", "", &app.host.translate(finding.title)));
        let close = dom::make_text("button", "close", "×");
        dom::set(&close, "aria-label", &app.host.message("close"));
        on_click(app, life, &close, |app| app.card.close_to_draft());
        dom::add(&head, &close);
        dom::add(card, &head);
    }

    fn rewrites(
        &self,
        app: &Rc<App>,
        card: &HtmlElement,
        life: &Life,
        rewrites: &[Rewrite],
        sentence: &(usize, String),
    ) {
        if rewrites.is_empty() {
            return;
        }
        dom::add(card, &dom::make_text("p", "label", &app.host.message("insteadYouMayWrite")));
        let list = dom::make("div", "rewrites");
        for rewrite in rewrites {
            let button = dom::make("button", "rewrite");
            // Drafts are in English, whatever the language around them.
            dom::set(&button, "lang", "en");
            dom::set(&button, "dir", "auto");
            let whole = super::marked::show(&app.host, &button, rewrite, sentence);
            if rewrite.safe {
                let rewrite = rewrite.clone();
                on_click(app, life, &button, move |app| app.card.choose(app, &rewrite));
            } else {
                dom::add(&button, &dom::make_text("span", "do", &app.host.message("copyOnly")));
                on_click(app, life, &button, move |app| {
                    dom::copy(&whole);
                    app.card.tell(&app.host.message("copied"));
                });
            }
            dom::add(&list, &button);
        }
        dom::add(card, &list);
    }

    fn foot(&self, app: &Rc<App>, card: &HtmlElement, life: &Life, finding: &Finding) {
        let foot = dom::make("div", "foot");
        dom::add(&foot, &dom::make_text("span", "", &app.host.message("ignore")));
        let ways = ["ignoreOnce", "ignoreHere", "ignoreAlways"];
        let offered = if app.may_ignore_always() { &ways[..] } else { &ways[..2] };
        for &key in offered {
            let button = dom::make_text("button", "quiet", &app.host.message(key));
            let label = format!(
                "{} {}: {}",
                app.host.message("ignore"),
                app.host.message(key),
                app.host.translate(finding.title)
            );
            dom::set(&button, "aria-label", &label);
            on_click(app, life, &button, move |app| app.card.ignore(app, key));
            dom::add(&foot, &button);
        }
        dom::add(card, &foot);
    }

    fn ignore(&self, app: &Rc<App>, how: &str) {
        let Some(Target { session, field, words, rule, sentence }) = self.what() else { return };
        self.close();
        dom::focus(&field.element);
        match how {
            "ignoreOnce" => session.ignore(Ignored::Once { rule, sentence }),
            "ignoreHere" => session.ignore(Ignored::Here { words: words.lower() }),
            _ => app.ignore_always(words),
        }
    }

    fn what(&self) -> Option<Target> {
        let open = self.open.borrow();
        let open = open.as_ref()?;
        let sentence = open.field.shown().get(open.index)?.finding.sentence;
        let sentence = slice(&open.field.text(), sentence).to_owned();
        let session = open.session.upgrade()?;
        Some(Target {
            session,
            field: open.field.clone(),
            words: open.words.clone(),
            rule: open.rule,
            sentence,
        })
    }

    /// Applies a rewrite that the user chose.
    fn choose(&self, app: &Rc<App>, rewrite: &Rewrite) {
        let Some(Target { session, field, .. }) = self.what() else { return };
        let before = slice(&field.text(), rewrite.span).to_owned();
        let words = rewrite.text.clone();
        self.close();
        let app = app.clone();
        let weak = Rc::downgrade(&session);
        apply::apply(&session, &field, rewrite, &before, move |outcome| {
            let Some(line) = outcome.message() else {
                return app.surface.say(&app.host.message("applied"));
            };
            app.host.note_with_copy(line, &words);
            if let Some(session) = weak.upgrade() {
                session.lint();
            }
        });
    }

    /// One line at the end of the card.
    fn tell(&self, words: &str) {
        if let Some((card, _)) = &*self.shown.borrow() {
            if let Some(old) = dom::find(card, ".told") {
                old.remove();
            }
            let line = dom::make_text("p", "told", words);
            dom::set(&line, "role", "status");
            dom::add(card, &line);
        }
    }
}

/// A sentence with all that the engine looks at about it to find a rewrite.
fn around(text: &str, sentence: Span) -> &str {
    let start = sentence.start().saturating_sub(NEIGHBOURS);
    let end = (sentence.end() + NEIGHBOURS).min(text.len());
    slice(text, Span::new(text.floor_char_boundary(start), text.ceil_char_boundary(end)))
}

fn sources(card: &HtmlElement, finding: &Finding) {
    if !finding.sources.is_empty() {
        let sources: Vec<String> =
            finding.sources.iter().map(|s| format!("{}, {}", s.title, s.year)).collect();
        let line = dom::make_text("p", "source", &sources.join(" · "));
        // In a low window the line is cut short.
        dom::set(&line, "title", &sources.join(" · "));
        dom::set(&line, "lang", "en");
        dom::set(&line, "dir", "auto");
        dom::add(card, &line);
    }
}

/// Calls `act` for clicks that the user made; scripts of the page cannot press our buttons.
fn on_click(app: &Rc<App>, life: &Life, button: &HtmlElement, act: impl Fn(&Rc<App>) + 'static) {
    dom::set(button, "type", "button");
    let app = Rc::downgrade(app);
    life.on(button, "click", move |event| {
        if let Some(app) = app.upgrade().filter(|_| event.is_trusted()) {
            act(&app);
        }
    });
}

fn listen(app: &Rc<App>, card: &HtmlElement, life: &Life) {
    // The draft keeps its selection while the card is used with the pointer.
    life.on(card, "pointerdown", |event| event.prevent_default());
    life.on(card, "mousedown", |event| event.prevent_default());
    let on = |kind: &str, act: fn(&Rc<App>, &Event)| {
        let app = Rc::downgrade(app);
        life.on(card, kind, move |event| {
            if let Some(app) = app.upgrade() {
                act(&app, &event);
            }
        });
    };
    on("pointerenter", |app, _| app.card.stay());
    on("pointerleave", |app, _| app.card.leave());
    on("keydown", |app, event| {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            event.prevent_default();
            app.card.close_to_draft();
        }
    });
}
