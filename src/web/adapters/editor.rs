//! What differs between editors: by which way a change reaches their model, and what they must be told so that their
//! own Undo takes back our change and nothing else.

use web_sys::{Element, InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit};

use super::Site;

/// Milliseconds after the last keystroke in which editors that group by time add a change to the typing before it.
/// Quill waits longest: a second.
const GROUPED: f64 = 1100.0;

/// How an editor behaves when words are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Editor {
    /// The browser's own editing and its own Undo; text areas too.
    Native,
    /// RoosterJS, in Outlook: takes a snapshot at a key press with a selection, notes new content at one without.
    Rooster,
    /// TinyMCE: adds a level to its history when it hears that words were replaced, as by a spelling suggestion.
    Tiny,
    /// Squire, in Fastmail and Tuta: takes a snapshot when Space goes down. It has no mark of its own.
    Squire,
    /// Editors that change their model first and the page after it (CKEditor 5, Lexical, Slate): they hear of the change
    /// before it is made and make it themselves.
    Model,
    /// Any other: it reads what the browser's own editing did, and groups its history by time.
    Reading,
}

impl Editor {
    /// The editor that this field is, on a page of this webmail.
    pub(crate) fn of(site: Site, field: &Element, host: &str) -> Self {
        let is = |selector: &str| field.matches(selector).unwrap_or(false);
        match site {
            _ if is("textarea, input") => Self::Native,
            Site::Gmail | Site::Own => Self::Native,
            Site::Outlook => Self::Rooster,
            Site::Other if is(".mce-content-body") => Self::Tiny,
            Site::Other
                if is(".ck-editor__editable, [data-lexical-editor], [data-slate-editor]") =>
            {
                Self::Model
            }
            Site::Other if has_squire(host) => Self::Squire,
            Site::Other => Self::Reading,
        }
    }

    /// Whether the change is handed over as an event, and not made through the browser's own editing.
    pub(crate) fn takes_events(self) -> bool {
        self == Self::Model
    }

    /// Milliseconds to wait, so that the change is not grouped with typing that ended `ago` milliseconds ago.
    pub(crate) fn wait(self, ago: f64) -> i32 {
        let grouped = matches!(self, Self::Reading | Self::Model);
        #[expect(clippy::cast_possible_truncation, reason = "at most a second or so")]
        let left = (GROUPED - ago).ceil() as i32;
        if grouped { left.max(0) } else { 0 }
    }

    /// Whether the editor is to be told with the caret where the change begins, instead of the words selected.
    pub(crate) fn is_told_at_caret(self) -> bool {
        self == Self::Squire
    }

    /// Tells the editor that a change is coming. `words` is what will be put in.
    pub(crate) fn before(self, field: &Element, words: &str) {
        match self {
            Self::Rooster => key(field, "keypress", &letter(words)),
            Self::Squire => key(field, "keydown", " "),
            Self::Tiny => replaced(field),
            Self::Native | Self::Model | Self::Reading => {}
        }
    }

    /// Tells the editor that words are about to be put in where the caret is, whatever is selected.
    pub(crate) fn before_insertion(self, field: &Element) {
        match self {
            Self::Rooster => key(field, "keypress", "Enter"),
            other => other.before(field, ""),
        }
    }

    /// Tells the editor that the change was made.
    pub(crate) fn after(self, field: &Element, words: &str) {
        match self {
            Self::Rooster => key(field, "keypress", &letter(words)),
            Self::Tiny => replaced(field),
            Self::Native | Self::Squire | Self::Model | Self::Reading => {}
        }
    }
}

/// Hands the change to an editor that makes it itself.
pub(crate) fn hand_over(field: &Element, words: &str) {
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_composed(true);
    if words.is_empty() {
        init.set_input_type("deleteContentBackward");
    } else {
        init.set_input_type("insertText");
        init.set_data(Some(words));
    }
    if let Ok(event) = InputEvent::new_with_event_init_dict("beforeinput", &init) {
        let _ = field.dispatch_event(&event);
    }
}

/// Webmails that are known to have Squire.
fn has_squire(host: &str) -> bool {
    ["fastmail.com", "tuta.com", "tutanota.com"].iter().any(|name| {
        host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

fn letter(words: &str) -> String {
    words.chars().find(|c| c.is_alphanumeric()).unwrap_or('a').to_string()
}

fn key(field: &Element, kind: &str, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    if let Ok(event) = KeyboardEvent::new_with_keyboard_event_init_dict(kind, &init) {
        let _ = field.dispatch_event(&event);
    }
}

fn replaced(field: &Element) {
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_input_type("insertReplacementText");
    if let Ok(event) = InputEvent::new_with_event_init_dict("input", &init) {
        let _ = field.dispatch_event(&event);
    }
}
