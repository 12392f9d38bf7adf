//! What differs between webmails, and nowhere else: which element is a compose window's body and subject, and how its
//! editor takes a change. Found by role, editability and structure; never by a visible label or one class name.

pub(super) mod editor;
mod generic;
mod gmail;
mod outlook;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dom;
use super::field::Kind;
use super::frames;
use super::host::Host;

/// Our own pages with a field for a draft.
const OWN_PAGES: &str = "html[data-title='practiceTitle'], html[data-title='welcomeTitle']";

/// Whether this is a page of ours; the mark stands on its outermost element.
fn is_own_page() -> bool {
    dom::document().document_element().is_some_and(|root| fits(&root, OWN_PAGES))
}

/// A webmail that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// mail.google.com: a Closure editor.
    Gmail,
    /// Outlook on the web: a RoosterJS editor.
    Outlook,
    /// Our own practice page.
    Own,
    /// Any other page, which the user has switched on.
    Other,
}

/// Pixels of height from which an editor is meant for a message: the boxes for recipients are lower.
const ROOMY: f64 = 40.0;

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
            _ if !is_own_page() => Self::Other,
            _ => Self::Own,
        }
    }

    /// The compose window that this field belongs to, if it is part of one.
    pub(super) fn compose_around(self, host: &Host, field: &Element) -> Option<Compose> {
        let field = &self.field_at(field);
        let marks = self.marks();
        let is_part = self.is_framed_body(field)
            || [marks.rich, marks.plain, marks.subject, marks.recipients]
                .iter()
                .any(|mark| fits(field, mark));
        if !is_part {
            return None;
        }
        let send = host.button_near(field);
        let root = match &send {
            Some(button) => self.root_with(field, button),
            None => None,
        };
        let root = root.or_else(|| self.root_without_send(field))?;
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
            Self::Own => &generic::OWN,
            Self::Other => &generic::OTHER,
        }
    }

    /// The field that is meant: where a frame holds the editor, what is inside it.
    fn field_at(self, element: &Element) -> Element {
        self.body_inside(element).unwrap_or_else(|| element.clone())
    }

    /// The body of an editor that fills a frame.
    fn body_inside(self, frame: &Element) -> Option<Element> {
        let page = (self == Self::Other).then(|| frames::document_in(frame)).flatten()?;
        Some(page.body()?.into()).filter(|body| self.is_framed_body(body))
    }

    fn is_framed_body(self, field: &Element) -> bool {
        self == Self::Other
            && field.tag_name() == "BODY"
            && frames::frame_around(field).is_some()
            && field.unchecked_ref::<HtmlElement>().is_content_editable()
    }

    /// The nearest element around the field, its send button, exactly one body, and the head with the subject where
    /// there is one. More than one body means that the field is no part of a compose window (a chat beside one, a
    /// signature in the settings).
    fn root_with(self, field: &Element, button: &Element) -> Option<Element> {
        let mut found = None;
        let mut at = frames::around(field);
        while let Some(here) = at {
            at = frames::around(&here);
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

    /// Where Send is not to be found, or is not part of one compose window, the words are still looked after.
    fn root_without_send(self, field: &Element) -> Option<Element> {
        let sure = fits(field, self.marks().surely_body) || self.is_framed_body(field);
        let shown = frames::frame_around(field).unwrap_or_else(|| field.clone());
        sure.then(|| {
            let around = shown.closest("[role=dialog], form").ok().flatten();
            around.or_else(|| shown.parent_element())
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
        let framed = (self == Self::Other).then(|| visible("iframe")).into_iter().flatten();
        let framed = framed.filter_map(|frame| Some((self.body_inside(&frame)?, Kind::Rich)));
        rich.chain(plain).chain(framed).filter(|(body, _)| self.is_roomy(body)).collect()
    }

    /// On a page that nobody has looked at before, low boxes are not for messages.
    fn is_roomy(self, body: &Element) -> bool {
        self != Self::Other || frames::area(body).height() >= ROOMY
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
    /// The boxes for recipients: they mostly get the focus first, and what stands in the body is underlined by then.
    recipients: &'static str,
    /// What only the head of a compose window has.
    head: &'static str,
    /// An editor that cannot be anything but a message's body.
    surely_body: &'static str,
}

fn fits(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}
