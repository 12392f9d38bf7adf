//! From the request to send until the window goes: only then was the message sent, and the ledger may note it.

use std::cell::RefCell;

use super::app::App;
use super::letter::{Letter, now};
use super::session::Session;
use crate::engine::address::Recipient;
use crate::engine::ledger::Sent;

/// Minutes after the request within which the window goes where the message was sent; one that stays longer was not
/// sent (an address was missing, say), and may be thrown away later.
const SOON: i64 = 1;

/// What is to be noted of one compose window.
#[derive(Default)]
pub(super) struct Leaving(RefCell<Option<(Vec<Recipient>, Sent)>>);

impl Leaving {
    /// A request to send is let through: what would be noted is taken down now, while the window is still there.
    pub(super) fn prepare(&self, session: &Session, app: &App) {
        self.0.replace(Letter::of(session).to_note(app));
    }

    /// The window stays: nothing was sent.
    pub(super) fn stay(&self) {
        self.0.take();
    }

    /// The window is gone: notes what was sent.
    pub(super) fn note(&self, app: &App) {
        if let Some((to, sent)) = self.sent() {
            app.keeper.record(to, sent);
        }
    }

    /// The whole page goes, with the window in it.
    pub(super) fn note_at_once(&self, app: &App) {
        if let Some((to, sent)) = self.sent() {
            app.keeper.leave(&to, sent);
        }
    }

    fn sent(&self) -> Option<(Vec<Recipient>, Sent)> {
        self.0.take().filter(|(_, sent)| now().minutes_since(sent.at) <= SOON)
    }
}
