//! What a compose window tells beside its text: to whom, how many files, new or an answer. Read by role and structure,
//! never by a class or a visible label alone; what cannot be told for sure stays unknown.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::adapters::Site;
use super::dom;
use super::session::Session;
use crate::engine::address::Recipient;
use crate::engine::kind::Thread;

/// A compose window's head.
pub(super) struct Envelope {
    /// Recipients in the To row.
    pub(super) to: Vec<Recipient>,
    /// The subject line, shown or not.
    pub(super) subject: Option<String>,
    /// How many files are attached, where the page tells.
    pub(super) attachments: Option<usize>,
    /// Whether it answers a message.
    pub(super) thread: Thread,
}

impl Envelope {
    /// Reads the head as it is now.
    pub(super) fn read(session: &Session) -> Self {
        let root = &session.root;
        let shown = session.subject().map(|field| field.text().to_owned());
        // An answer below its message has no subject line to see; the form still holds it.
        let subject = shown.or_else(|| value(&dom::find(root, "input[name='subject']")?));
        Self {
            to: recipients(session.site, root),
            attachments: attachments(session.site, root),
            thread: Thread::of_subject(subject.as_deref().unwrap_or_default()),
            subject,
        }
    }
}

fn recipients(site: Site, root: &Element) -> Vec<Recipient> {
    let mut all: Vec<Recipient> = Vec::new();
    let found = match site {
        Site::Gmail => gmail(root),
        Site::Outlook => outlook(root),
        _ => dom::find(root, "input[name='to']")
            .and_then(|field| value(&field))
            .into_iter()
            .collect(),
    };
    for one in found.iter().flat_map(|field| Recipient::all(field)) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// Chips of the To row carry name and address in attributes; older windows keep a hidden field for each; an address
/// that is still being typed stands in the box.
fn gmail(root: &Element) -> Vec<String> {
    let chips = dom::find_all(root, "[name='to'] [role='option'][data-hovercard-id*='@']");
    let chips = chips.iter().map(|chip| named(chip, "data-name", "data-hovercard-id"));
    let hidden = dom::find_all(root, "input[type='hidden'][name='to']");
    let typed = dom::find_all(root, "[name='to'] input[role='combobox']");
    let typed = typed.iter().filter_map(value).filter(|typed| typed.contains('@'));
    let all: Vec<String> = chips.chain(hidden.iter().filter_map(value)).chain(typed).collect();
    if !all.is_empty() {
        return all;
    }
    // A row that is folded away shows its addresses as plain words.
    let folded = dom::find_all(root, "[email][data-hovercard-id*='@']");
    folded.iter().map(|one| named(one, "name", "email")).collect()
}

/// Chips of the To row say their address in their label, or only a name; what is still typed stands between them.
fn outlook(root: &Element) -> Vec<String> {
    let Some(row) = dom::find(root, "[role='group'][id$='_TO']") else { return Vec::new() };
    let chips = dom::find_all(&row, "[contenteditable='false'][aria-label]");
    let words = chips.iter().filter_map(|chip| {
        let label = chip.get_attribute("aria-label")?;
        let shown = chip.text_content().unwrap_or_default();
        let address =
            label.split_whitespace().chain(shown.split_whitespace()).find(|w| w.contains('@'));
        Some(match address {
            Some(address) => {
                let address = address.trim_matches(|c: char| "<>()[],;'\"".contains(c));
                let name = if shown.contains('@') { "" } else { shown.trim() };
                field(name, address)
            }
            None => shown.trim().replace([',', ';'], " "),
        })
    });
    let mut all: Vec<String> = words.collect();
    let typed = dom::find(&row, "[role='textbox']").and_then(|well| well.text_content());
    let typed = typed.unwrap_or_default();
    if all.is_empty() && typed.contains('@') {
        all.push(typed.trim().to_owned());
    }
    all
}

fn named(chip: &Element, name: &str, address: &str) -> String {
    let name = chip.get_attribute(name).filter(|name| !name.contains('@')).unwrap_or_default();
    field(&name, &chip.get_attribute(address).unwrap_or_default())
}

/// Name and address as they stand in a To field.
fn field(name: &str, address: &str) -> String {
    format!("\"{}\" <{address}>", name.replace('"', " "))
}

/// Gmail keeps one hidden field for each file in the form of the window. Elsewhere nothing is known for sure.
fn attachments(site: Site, root: &Element) -> Option<usize> {
    let in_form = site == Site::Gmail && dom::find(root, "input[name='composeid']").is_some();
    in_form.then(|| dom::find_all(root, "input[name='attach']").len())
}

fn value(field: &Element) -> Option<String> {
    field
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value)
        .filter(|value| !value.is_empty())
}
