//! The checklist as a dialog: at Send, when something should be asked first, and from the sign at the compose window.
//! Reads from top to bottom: what to mend, what to think over, what is fine.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, MouseEvent};

use super::app::App;
use super::checklist::{Checklist, Item, State};
use super::dom;
use super::host::Send;
use super::life::Life;
use super::mend;
use super::session::Session;

/// What the dialog was opened for.
struct Open {
    session: Weak<Session>,
    /// The send request that waits for an answer; none where the user only looks.
    send: Option<Send>,
    element: HtmlDialogElement,
    _life: Life,
}

/// The dialog, open or not.
#[derive(Default)]
pub(super) struct Dialog {
    open: RefCell<Option<Open>>,
}

impl Dialog {
    /// Asks before a message leaves.
    pub(super) fn ask(&self, app: &Rc<App>, session: &Rc<Session>, send: Send) {
        self.show(app, session, Some(send));
    }

    /// Shows the list without a send request.
    pub(super) fn look(&self, app: &Rc<App>, session: &Rc<Session>) {
        self.show(app, session, None);
    }

    fn show(&self, app: &Rc<App>, session: &Rc<Session>, send: Option<Send>) {
        self.close();
        app.card.close();
        let life = Life::new(&app.host);
        let element: HtmlDialogElement = dom::make("dialog", "").unchecked_into();
        dom::set(&element, "dir", &app.host.message("direction"));
        dom::set(&element, "lang", &app.host.message("language"));
        dom::set(&element, "aria-labelledby", "title");
        let list = session.checklist();
        top(app, &element, &list, send.is_some());
        dom::add(&element, &parts(app, &list));
        let first = bar(app, &element, &life, session, send.as_ref(), &list);
        listen(app, &element, &life);
        app.surface.attach();
        dom::add(&app.surface.root, &element);
        let _ = element.show_modal();
        dom::focus(&first);
        life.keep(&element);
        self.open.replace(Some(Open {
            session: Rc::downgrade(session),
            send,
            element,
            _life: life,
        }));
    }

    /// Closes the dialog and leaves the message as it is.
    fn close(&self) -> Option<(Option<Rc<Session>>, Option<Send>)> {
        let open = self.open.take()?;
        open.element.close();
        open.element.remove();
        Some((open.session.upgrade(), open.send))
    }

    /// Back to the draft.
    fn go_back(&self) {
        if let Some((Some(session), _)) = self.close() {
            session.stays();
            dom::focus(&session.body().element);
        }
    }

    /// The button that sends is being pressed. The window may close in the very moment in which the press ends, and is
    /// not heard any more then.
    fn is_about_to_send(&self) {
        let session = self.open.borrow().as_ref().and_then(|open| open.session.upgrade());
        if let Some(session) = session {
            session.leaves();
        }
    }

    /// The message leaves as it is.
    fn send_anyway(&self, app: &Rc<App>) {
        if let Some((session, Some(send))) = self.close() {
            if let Some(session) = session {
                session.leaves();
            }
            app.host.release(&send);
        }
    }

    /// Applies every safe rewrite, then shows what is left.
    fn mend(&self, app: &Rc<App>) {
        // While a modal dialog is open the page is inert and takes no change.
        let Some((Some(session), send)) = self.close() else { return };
        let app = app.clone();
        mend::all(&app.clone(), &session.clone(), move || app.dialog.show(&app, &session, send));
    }
}

fn top(app: &App, dialog: &HtmlElement, list: &Checklist, at_send: bool) {
    let top = dom::make("div", "top");
    let title = match (at_send, list.blocks()) {
        (true, true) => "beforeThisLeaves",
        (true, false) => "readyToSend",
        (false, _) => "thisMessage",
    };
    let title = dom::make_text("h2", "", &app.host.message(title));
    dom::set(&title, "id", "title");
    dom::add(&top, &title);
    dom::add(dialog, &top);
    if list.blocks() {
        dom::add(dialog, &dom::make_text("p", "lead", &app.host.message("youDecide")));
    }
}

fn parts(app: &App, list: &Checklist) -> HtmlElement {
    let all = dom::make("div", "list");
    for (state, key) in
        [(State::Blocks, "partBlocks"), (State::Think, "partThink"), (State::Fine, "partFine")]
    {
        let items: Vec<&Item> = list.items.iter().filter(|item| item.state == state).collect();
        if items.is_empty() {
            continue;
        }
        dom::add(&all, &dom::make_text("h3", "part", &app.host.message(key)));
        for item in items {
            dom::add(&all, &line(app, item));
        }
    }
    if list.items.is_empty() {
        dom::add(&all, &dom::make_text("p", "part", &app.host.message("nothingFound")));
    }
    all
}

/// One item of the list.
fn line(app: &App, item: &Item) -> HtmlElement {
    let line = dom::make("div", if item.state == State::Fine { "item fine" } else { "item" });
    let sign = match item.state {
        State::Fine => "fine",
        _ if item.tier.is_empty() => "think",
        _ => &item.tier,
    };
    dom::add(&line, &dom::make("span", &format!("sign {sign}")));
    let what = dom::make("div", "what");
    dom::add(&what, &dom::make_text("p", "title", &app.host.translate(&item.title)));
    if !item.words.is_empty() {
        let words = dom::make_text("p", "words", &format!("“{}”", item.words));
        dom::set(&words, "lang", "en");
        dom::set(&words, "dir", "auto");
        dom::add(&what, &words);
    }
    if !item.detail.is_empty() {
        dom::add(&what, &dom::make_text("p", "detail", &app.host.translate(&item.detail)));
    }
    dom::add(&line, &what);
    line
}

/// The buttons; gives back the one that has the focus first.
fn bar(
    app: &Rc<App>,
    dialog: &HtmlElement,
    life: &Life,
    session: &Rc<Session>,
    send: Option<&Send>,
    list: &Checklist,
) -> HtmlElement {
    let bar = dom::make("div", "bar");
    let button = |class: &str, key: &str, act: fn(&Rc<App>)| {
        let button = dom::make_text("button", class, &app.host.message(key));
        dom::set(&button, "type", "button");
        on_click(app, life, &button, act);
        dom::add(&bar, &button);
        button
    };
    let ready = send.is_some() && !list.blocks();
    let first = if ready {
        let first = button("main", "send", |app| app.dialog.send_anyway(app));
        on_press(app, life, &first, |app| app.dialog.is_about_to_send());
        button("", "goBack", |app| app.dialog.go_back());
        first
    } else {
        button("main", if send.is_some() { "goBack" } else { "close" }, |app| app.dialog.go_back())
    };
    if mend::is_possible(app, session) {
        button("", "applyAll", |app| app.dialog.mend(app));
    }
    if session.ignored_count() > 0 {
        button("", "showIgnored", |app| app.dialog.show_ignored(app));
    }
    if send.is_some() && !ready {
        let push = button("push", "sendAnyway", |app| app.dialog.send_anyway(app));
        on_press(app, life, &push, |app| app.dialog.is_about_to_send());
    }
    dom::add(dialog, &bar);
    first
}

impl Dialog {
    fn show_ignored(&self, app: &Rc<App>) {
        let Some((Some(session), send)) = self.close() else { return };
        session.ignore_nothing();
        self.show(app, &session, send);
    }
}

/// Clicks count if the user made them, and if they began here: the second half of a double click on Send does not.
fn on_click(app: &Rc<App>, life: &Life, button: &HtmlElement, act: fn(&Rc<App>)) {
    let app = Rc::downgrade(app);
    life.on(button, "click", move |event| {
        let first = event.unchecked_ref::<MouseEvent>().detail() <= 1;
        if let Some(app) = app.upgrade().filter(|_| event.is_trusted() && first) {
            act(&app);
        }
    });
}

/// Calls `act` when a press of the button begins, by pointer or key.
fn on_press(app: &Rc<App>, life: &Life, button: &HtmlElement, act: fn(&Rc<App>)) {
    for kind in ["pointerdown", "keydown"] {
        let app = Rc::downgrade(app);
        life.on(button, kind, move |event| {
            if let Some(app) = app.upgrade().filter(|_| event.is_trusted()) {
                act(&app);
            }
        });
    }
}

fn listen(app: &Rc<App>, dialog: &HtmlDialogElement, life: &Life) {
    // The second press of a double click on Send must not take the focus from the first button.
    life.on(dialog, "mousedown", |event| {
        if event.unchecked_ref::<MouseEvent>().detail() > 1 {
            event.prevent_default();
        }
    });
    // Escape: the browser's own way out of a dialog is the same as Go back.
    let weak = Rc::downgrade(app);
    life.on(dialog, "cancel", move |event| {
        event.prevent_default();
        if let Some(app) = weak.upgrade() {
            app.dialog.go_back();
        }
    });
}
