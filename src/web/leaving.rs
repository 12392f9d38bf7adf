//! From the request to send until the window goes: only then was the message sent, and the ledger may note it.

use std::cell::RefCell;

use super::app::App;
use super::keeper::Note;
use super::letter::{Letter, now};
use super::session::Session;

/// Minutes after the request within which the window goes where the message was sent; one that stays longer was not
/// sent (an address was missing, say), and may be thrown away later.
const SOON: i64 = 1;

/// What is to be noted of one compose window.
#[derive(Default)]
pub(super) struct Leaving(RefCell<Option<Note>>);

impl Leaving {
    /// A request to send is let through: what would be noted is taken down now, while the window is still there.
    pub(super) fn prepare(&self, session: &Session, app: &App) {
        // A window that closes itself is not heard any more: it is handed over before.
        let note = Letter::of(session).to_note(app);
        self.0.replace(note.map(|(to, sent)| app.keeper.entrusted(to, sent)));
    }

    /// The window stays: nothing was sent.
    pub(super) fn stay(&self) {
        self.0.take();
    }

    /// The window is gone: notes what was sent.
    pub(super) fn note(&self, app: &App) {
        if let Some(note) = self.0.take().filter(is_recent) {
            app.keeper.record(note);
        }
    }

    /// The whole page goes, with the window in it.
    pub(super) fn note_at_once(&self, app: &App) {
        // It stays entrusted: whatever of the two arrives, it is one entry.
        if let Some(note) = self.0.borrow().as_ref().filter(|note| is_recent(note)) {
            app.keeper.leave(note);
        }
    }
}

fn is_recent(note: &Note) -> bool {
    now().minutes_since(note.sent.at) <= SOON
}
