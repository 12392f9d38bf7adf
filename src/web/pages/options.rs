//! The options page. Every change is saved at once.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::super::dom;
use super::super::host::Host;
use super::super::life::Life;
use super::super::settings::Saved;
use super::part;
use crate::engine::{Category, Role, Tier, category_text};

/// The page and what it has saved.
struct Options {
    host: Host,
    saved: RefCell<Saved>,
    life: Life,
    /// Listeners of the list of ignored phrases, which is made anew at each change.
    ignored: RefCell<Option<Life>>,
}

/// Fills the page.
pub(crate) fn open(host: &Host) {
    super::dress(host);
    let page = Rc::new(Options {
        host: host.clone(),
        saved: RefCell::new(Saved::from_value(host.settings())),
        life: Life::new(host),
        ignored: RefCell::default(),
    });
    super::suit(&page.saved.borrow().appearance);
    page.choices("role", &["applicant", "program"], |saved| &mut saved.role);
    page.choices("appearance", &["auto", "light", "dark"], |saved| &mut saved.appearance);
    page.switch(&part("guard"), |saved, on| saved.guard = on, |saved| saved.guard);
    page.switch(&part("pill"), |saved, on| saved.pill = on, |saved| saved.pill);
    page.tiers();
    page.categories();
    page.show_ignored();
}

impl Options {
    fn save(&self) {
        let saved = self.saved.borrow().clone();
        super::suit(&saved.appearance);
        let _ = self.host.save_settings(&saved.to_value());
        self.host.changed();
    }

    /// A group of radio buttons that stands in the page's HTML.
    fn choices(
        self: &Rc<Self>,
        name: &str,
        values: &[&'static str],
        field: fn(&mut Saved) -> &mut String,
    ) {
        for &value in values {
            let input: HtmlInputElement = part(&format!("{name}-{value}")).unchecked_into();
            input.set_checked(field(&mut self.saved.borrow_mut()) == value);
            let page = self.clone();
            self.life.on(&input, "change", move |_| {
                *field(&mut page.saved.borrow_mut()) = value.to_owned();
                page.save();
            });
        }
    }

    /// A box to tick.
    fn switch(
        self: &Rc<Self>,
        element: &HtmlElement,
        change: impl Fn(&mut Saved, bool) + 'static,
        now: impl Fn(&Saved) -> bool,
    ) {
        let input: HtmlInputElement = element.clone().unchecked_into();
        input.set_checked(now(&self.saved.borrow()));
        let page = self.clone();
        self.life.on(element, "change", move |_| {
            change(&mut page.saved.borrow_mut(), input.checked());
            page.save();
        });
    }

    fn tiers(self: &Rc<Self>) {
        for tier in Tier::ALL {
            let id = tier.id();
            let words = (
                self.host.message(&format!("tier_{id}")),
                self.host.message(&format!("tierWhy_{id}")),
            );
            let tick = tick(&part("tiers"), &words.0, &words.1, Some(id));
            let off = move |saved: &Saved| saved.tiers_off.iter().any(|off| off == id);
            self.switch(
                &tick,
                move |saved, on| keep(&mut saved.tiers_off, id, !on),
                move |saved| !off(saved),
            );
        }
    }

    fn categories(self: &Rc<Self>) {
        for &category in Category::ALL {
            let Some((title, why)) = words(category) else { continue };
            let id = category.id();
            let tick = tick(&part("categories"), title, why, None);
            let off = move |saved: &Saved| saved.categories_off.iter().any(|off| off == id);
            self.switch(
                &tick,
                move |saved, on| keep(&mut saved.categories_off, id, !on),
                move |saved| !off(saved),
            );
        }
    }

    fn show_ignored(self: &Rc<Self>) {
        let place = part("ignored");
        place.set_text_content(None);
        let life = Life::new(&self.host);
        let phrases = self.saved.borrow().ignored.clone();
        if phrases.is_empty() {
            dom::add(&place, &dom::make_text("p", "hint", &self.host.message("ignoredNone")));
        }
        for phrase in phrases {
            let row = dom::make("div", "ignored");
            dom::add(&row, &dom::make_text("span", "", &format!("“{phrase}”")));
            let button = dom::make_text("button", "plain", &self.host.message("ignoredRemove"));
            dom::set(
                &button,
                "aria-label",
                &format!("{}: {phrase}", self.host.message("ignoredRemove")),
            );
            let page = self.clone();
            life.on(&button, "click", move |_| {
                page.saved.borrow_mut().ignored.retain(|other| *other != phrase);
                page.save();
                page.show_ignored();
            });
            dom::add(&row, &button);
            dom::add(&place, &row);
        }
        self.ignored.replace(Some(life));
    }
}

/// Title and reason of a category, as the role that meets it first sees them.
fn words(category: Category) -> Option<(&'static str, &'static str)> {
    let text = category_text(category);
    let voice = text.voices[Role::Applicant as usize]
        .as_ref()
        .or(text.voices[Role::Program as usize].as_ref())?;
    Some((voice.title, voice.why))
}

/// Adds `id` to a list or takes it out.
fn keep(list: &mut Vec<String>, id: &str, wanted: bool) {
    list.retain(|other| other != id);
    if wanted {
        list.push(id.to_owned());
    }
}

/// A box to tick with its words; gives back the box.
fn tick(place: &HtmlElement, title: &str, why: &str, sign: Option<&str>) -> HtmlElement {
    let row = dom::make("label", "tick");
    let tick = dom::make("input", "");
    dom::set(&tick, "type", "checkbox");
    dom::add(&row, &tick);
    let words = dom::make("span", "what");
    let head = dom::make("span", "title");
    if let Some(sign) = sign {
        dom::add(&head, &dom::make("span", &format!("sign {sign}")));
    }
    dom::add_words(&head, title);
    dom::add(&words, &head);
    dom::add(&words, &dom::make_text("span", "hint", why));
    dom::add(&row, &words);
    dom::add(place, &row);
    tick
}
