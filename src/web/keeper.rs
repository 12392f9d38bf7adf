//! Keeps the ledger in the extension's storage: dates, kinds, categories and fingerprints, never words of a message.
//!
//! Every change is made to what stands in storage at that moment, so that two tabs lose nothing of each other. What
//! cannot be saved is kept here and tried again with the next change; what cannot be read is put aside, not thrown
//! away. Both are said once, quietly; a message leaves all the same.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::host::Host;
use crate::engine::address::Recipient;
use crate::engine::ledger::{Ledger, Sent};

/// Something to note. The background has it too, until this is dropped.
pub(super) struct Note {
    to: Vec<Recipient>,
    /// What was sent, and when.
    pub(super) sent: Sent,
    take_back: js_sys::Function,
}

impl Drop for Note {
    fn drop(&mut self) {
        // Nothing to take back where the extension is gone.
        let _ = self.take_back.call0(&JsValue::NULL);
    }
}

/// The ledger of this page.
pub(super) struct Keeper {
    host: Host,
    ledger: RefCell<Ledger>,
    /// Noted, but not saved yet.
    waiting: RefCell<Vec<Note>>,
    told: Cell<bool>,
}

impl Keeper {
    /// The ledger as it was saved when the page's script started.
    pub(super) fn new(host: &Host) -> Rc<Self> {
        let keeper = Rc::new(Self {
            host: host.clone(),
            ledger: RefCell::default(),
            waiting: RefCell::default(),
            told: Cell::new(false),
        });
        keeper.read(&host.ledger().unwrap_or_default());
        keeper
    }

    /// The ledger, with what is not saved yet.
    pub(super) fn ledger(&self) -> Ref<'_, Ledger> {
        self.ledger.borrow()
    }

    /// The ledger was changed elsewhere: in another tab, or on one of our own pages.
    pub(super) fn changed(&self, text: &str) {
        self.read(text);
    }

    /// Takes up a saved ledger; one that cannot be read counts as empty until the next change puts it aside.
    fn read(&self, text: &str) {
        let mut ledger = parse(text).unwrap_or_default();
        for note in self.waiting.borrow().iter() {
            ledger.record(&note.to, note.sent.clone());
        }
        self.ledger.replace(ledger);
    }

    /// What is about to be sent, entrusted to the background until it is noted or does not leave.
    pub(super) fn entrusted(&self, to: Vec<Recipient>, sent: Sent) -> Note {
        let take_back = self.host.entrust(&entry(&to, &sent));
        Note { to, sent, take_back }
    }

    /// Notes what was sent.
    pub(super) fn record(self: &Rc<Self>, note: Note) {
        self.ledger.borrow_mut().record(&note.to, note.sent.clone());
        self.waiting.borrow_mut().push(note);
        self.save();
    }

    /// Notes what was sent from a window that closes with it: nothing can be waited for there.
    pub(super) fn leave(&self, note: &Note) {
        self.host.leave_note(&entry(&note.to, &note.sent));
    }

    /// The page goes: what is not saved yet is left as notes, since no answer can be waited for.
    pub(super) fn leave_waiting(&self) {
        for note in self.waiting.borrow().iter() {
            self.leave(note);
        }
    }

    fn save(self: &Rc<Self>) {
        let waiting = self.waiting.borrow();
        let notes: Vec<_> = waiting.iter().map(|one| (one.to.clone(), one.sent.clone())).collect();
        drop(waiting);
        let count = notes.len();
        // Called with what stands in storage; gives what is to stand there, and whether the old is to be put aside.
        let change = Closure::once_into_js(move |stored: String| {
            let (mut ledger, damaged) = match parse(&stored) {
                Some(ledger) => (ledger, false),
                None => (Ledger::default(), true),
            };
            for (to, sent) in notes {
                ledger.record(&to, sent);
            }
            js_sys::Array::of2(&ledger.to_json().into(), &damaged.into())
        });
        let keeper = Rc::downgrade(self);
        let done = Closure::once_into_js(move |outcome: String| {
            let Some(keeper) = keeper.upgrade() else { return };
            if outcome != "failed" {
                keeper.waiting.borrow_mut().drain(..count);
            }
            if outcome != "saved" {
                keeper.tell(&outcome);
            }
        });
        self.host.update_ledger(change.unchecked_ref(), done.unchecked_ref());
    }

    /// One line at the corner of the page, once.
    fn tell(&self, outcome: &str) {
        if !self.told.replace(true) {
            self.host.note(if outcome == "damaged" { "ledgerDamaged" } else { "ledgerFull" });
        }
    }
}

/// One entry by itself, as the ledger is stored.
fn entry(to: &[Recipient], sent: &Sent) -> String {
    let mut alone = Ledger::default();
    alone.record(to, sent.clone());
    alone.to_json()
}

/// The ledger in storage and the notes left for it, taken together: one line each.
fn parse(lines: &str) -> Option<Ledger> {
    let mut all = Ledger::default();
    for line in lines.lines() {
        all.merge(&Ledger::from_json(line).ok()?);
    }
    Some(all)
}
