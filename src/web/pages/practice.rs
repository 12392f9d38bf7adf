//! The practice page: a draft is typed or pasted and judged as in webmail, with underlines, card and list. It also
//! works as a plain web page.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use super::super::app::App;
use super::super::dom;
use super::super::host::Host;
use super::super::session::Session;
use super::{part, show_list, verdict};

/// Fills the page and starts to watch its draft.
pub(crate) fn open(app: &Rc<App>) {
    super::dress(&app.host);
    super::suit(&app.saved.borrow().appearance);
    let host = app.host.clone();
    app.when_linted(move |session| show(&host, session));
    let body = part("body");
    app.watch(&body);
    choose_role(app);
    example(app);
}

fn show(host: &Host, session: &Session) {
    let list = session.checklist();
    part("verdict").set_text_content(Some(&verdict(host, &list)));
    show_list(host, &part("list"), &list);
}

fn choose_role(app: &Rc<App>) {
    let select: HtmlSelectElement = part("role").unchecked_into();
    select.set_value(&app.saved.borrow().role);
    let weak = Rc::downgrade(app);
    let chosen = select.clone();
    app.life().on(&select, "change", move |_| {
        if let Some(app) = weak.upgrade() {
            // For this visit only: the role for webmail is set on the options page.
            let mut saved = app.saved.borrow().clone();
            saved.role = chosen.value();
            app.use_settings(saved);
        }
    });
}

/// Puts an example into an empty draft, as if it had been typed, so that Undo takes it out again.
fn example(app: &Rc<App>) {
    let host = app.host.clone();
    app.life().on(&part("example"), "click", move |_| {
        let page: web_sys::HtmlDocument = dom::document().unchecked_into();
        dom::focus(&part("body"));
        let _ = page.exec_command("selectAll");
        for (nth, line) in host.message("practiceExample").split('\n').enumerate() {
            if nth > 0 {
                let _ = page.exec_command("insertParagraph");
            }
            let _ = page.exec_command_with_show_ui_and_value("insertText", false, line);
        }
    });
}
