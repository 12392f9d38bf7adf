//! What the pages sent: one record per message, in memory only.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// One message as the page sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMessage {
    /// The page's own number for it, unique within one page load.
    pub id: String,
    /// `gmail`, `outlook`, or the name of an editor.
    pub webmail: String,
    /// How it was sent: `click`, `enter`, `space`, `ctrl-enter`, `alt-s`, `archive` or `schedule`.
    pub route: String,
    /// Addresses in the To, Cc and Bcc rows, in the order of the page.
    pub to: Vec<String>,
    /// The subject line.
    pub subject: String,
    /// The body as HTML, byte for byte; absent for a message in plain-text mode.
    pub html: Option<String>,
    /// The body as text.
    pub text: String,
    /// Whether the user took it back with Undo.
    #[serde(default)]
    pub undone: bool,
}

/// All messages sent since the start.
#[derive(Debug, Default)]
pub(crate) struct Outbox(Mutex<Vec<SentMessage>>);

impl Outbox {
    pub(crate) fn all(&self) -> Vec<SentMessage> {
        self.lock().clone()
    }

    pub(crate) fn add(&self, message: SentMessage) {
        self.lock().push(message);
    }

    pub(crate) fn undo(&self, id: &str) {
        if let Some(message) = self.lock().iter_mut().rev().find(|message| message.id == id) {
            message.undone = true;
        }
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<SentMessage>> {
        // A list of finished records is whole even if a thread died while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
