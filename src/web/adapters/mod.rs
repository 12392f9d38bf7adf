//! What differs between webmails, and nowhere else: which element is a compose window's body and subject, and how its
//! editor takes a change. Found by role, editability and structure; never by a visible label or one class name.

mod generic;
mod gmail;
mod outlook;

use web_sys::Element;

use super::dom;
use super::field::Kind;
use super::host::Host;

/// A webmail that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// mail.google.com: a Closure editor.
    Gmail,
    /// Outlook on the web: a RoosterJS editor.
    Outlook,
    /// Our own practice page, and editors that behave as the browser's own.
    Generic,
}

/// A compose window as it was found in the page.
pub(super) struct Compose {
    /// Whose page it is in.
    pub(super) site: Site,
    /// The smallest element around body, subject and Send.
    pub(super) root: Element,
    /// The field for the message.
    pub(super) body: Element,
    /// How that field holds its text.
    pub(super) kind: Kind,
    /// The field for the subject, where there is one.
    pub(super) subject: Option<Element>,
    /// Its send button, where the guard knows one.
    pub(super) send: Option<Element>,
}

impl Site {
    /// The webmail at this host name.
    pub(super) fn of_host(name: &str) -> Self {
        match name {
            "mail.google.com" => Self::Gmail,
            "outlook.live.com"
            | "outlook.office.com"
            | "outlook.office365.com"
            | "outlook.cloud.microsoft" => Self::Outlook,
            _ => Self::Generic,
        }
    }

    /// The compose window that this field belongs to, if it is part of one.
    pub(super) fn compose_around(self, host: &Host, field: &Element) -> Option<Compose> {
        let marks = self.marks();
        if !fits(field, marks.rich) && !fits(field, marks.plain) && !fits(field, marks.subject) {
            return None;
        }
        let send = host.button_near(field);
        let root = match &send {
            Some(button) => self.root_with(field, button)?,
            None => self.root_without_send(field)?,
        };
        let (body, kind) = self.body_in(&root)?;
        let subject = dom::find_all(&root, marks.subject).into_iter().find(dom::is_visible);
        Some(Compose { site: self, root, body, kind, subject, send })
    }

    /// The body of a compose window that can be seen; the last one opened stands last in the page.
    pub(super) fn open_body(self) -> Option<Element> {
        dom::find_all_in_page(self.marks().surely_body).into_iter().rfind(dom::is_visible)
    }

    fn marks(self) -> &'static Marks {
        match self {
            Self::Gmail => &gmail::MARKS,
            Self::Outlook => &outlook::MARKS,
            Self::Generic => &generic::MARKS,
        }
    }

    /// The nearest element around the field, its send button, exactly one body, and the head with the subject where
    /// there is one. More than one body means that the field is no part of a compose window (a chat beside one, a
    /// signature in the settings).
    fn root_with(self, field: &Element, button: &Element) -> Option<Element> {
        let mut found = None;
        let mut at = field.parent_element();
        while let Some(here) = at {
            at = here.parent_element();
            if !here.contains(Some(button)) {
                continue;
            }
            match self.bodies_in(&here).len() {
                0 => {}
                1 if dom::find(&here, self.marks().head).is_some() => return Some(here),
                1 => found = found.or(Some(here)),
                _ => break,
            }
        }
        found
    }

    /// Where the page changed and Send is not to be found, the words are still looked after.
    fn root_without_send(self, field: &Element) -> Option<Element> {
        let own = self.marks().surely_body;
        (fits(field, own)).then(|| {
            field.closest("[role=dialog], form").ok().flatten().or_else(|| field.parent_element())
        })?
    }

    fn body_in(self, root: &Element) -> Option<(Element, Kind)> {
        self.bodies_in(root).into_iter().next()
    }

    fn bodies_in(self, root: &Element) -> Vec<(Element, Kind)> {
        let marks = self.marks();
        let visible =
            |selector: &str| dom::find_all(root, selector).into_iter().filter(dom::is_visible);
        let rich = visible(marks.rich).map(|element| (element, Kind::Rich));
        let plain = visible(marks.plain).map(|element| (element, Kind::Plain));
        rich.chain(plain).collect()
    }

    /// Whether an editor keeps an undo history that must be told of a change that no key has made.
    pub(super) fn undo_needs_keypress(self) -> bool {
        self == Self::Outlook
    }
}

/// Selectors for the parts of a compose window.
struct Marks {
    /// An editor for the message.
    rich: &'static str,
    /// A text area for the message, in plain-text mode.
    plain: &'static str,
    /// The subject line.
    subject: &'static str,
    /// What only the head of a compose window has.
    head: &'static str,
    /// An editor that cannot be anything but a message's body.
    surely_body: &'static str,
}

fn fits(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}
