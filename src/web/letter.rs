//! A compose window's letter as the engine looks at it: own words, findings, and all that is known beside them.

use super::app::App;
use super::envelope::Envelope;
use super::field::slice;
use super::session::Session;
use crate::engine::address::Recipient;
use crate::engine::calendar::Moment;
use crate::engine::checklist::{Context, Item, checklist, note};
use crate::engine::ledger::{Sent, is_for_program};
use crate::engine::{Finding, Role, Span};

/// The letter of a compose window as it was last read.
pub(super) struct Letter {
    /// Its text, what others wrote blanked out.
    pub(super) text: String,
    findings: Vec<Finding>,
    envelope: Envelope,
    now: Moment,
}

impl Letter {
    /// Takes up what was last read and what the window's head says now.
    pub(super) fn of(session: &Session) -> Self {
        let body = session.body();
        let findings = body.shown().iter().map(|shown| shown.finding.clone()).collect();
        Self {
            text: own_words(&body.text(), &body.foreign()),
            findings,
            envelope: Envelope::read(session),
            now: now(),
        }
    }

    /// The engine's list.
    pub(super) fn items(&self, app: &App) -> Vec<Item> {
        self.judged(app, |context| checklist(&self.text, &self.findings, context))
    }

    /// What the ledger is to note when it leaves, and for whom; nothing where it is no letter to a program, or where
    /// no ledger is kept.
    pub(super) fn to_note(&self, app: &App) -> Option<(Vec<Recipient>, Sent)> {
        let saved = app.saved.borrow();
        let to = self.envelope.to.clone();
        let subject = self.envelope.subject.as_deref().unwrap_or_default();
        let known = || app.keeper.ledger().find(&to).is_some();
        let wanted = saved.ledger
            && saved.for_engine().role == Role::Applicant
            && (known() || is_for_program(subject, &self.text));
        drop(saved);
        wanted.then(|| {
            let sent =
                self.judged(app, |context| note(&self.text, &self.findings, context, self.now));
            (to, sent)
        })
    }

    fn judged<R>(&self, app: &App, look: impl FnOnce(&Context<'_>) -> R) -> R {
        let saved = app.saved.borrow();
        let ledger = app.keeper.ledger();
        let season = saved.season(self.now.day());
        look(&Context {
            role: saved.for_engine().role,
            subject: self.envelope.subject.clone(),
            to: self.envelope.to.clone(),
            attachments: self.envelope.attachments,
            thread: Some(self.envelope.thread),
            now: Some(self.now),
            ledger: Some(&*ledger).filter(|_| saved.ledger),
            season: Some(&season),
            ..Context::default()
        })
    }

    /// The words of a span.
    pub(super) fn words(&self, span: Span) -> &str {
        slice(&self.text, span)
    }
}

/// What the browser's clock says.
pub(super) fn now() -> Moment {
    Moment::from_millis(js_sys::Date::now())
}

/// The text with what others wrote blanked out; every position stays as it was.
fn own_words(text: &str, foreign: &[Span]) -> String {
    let mut own = String::with_capacity(text.len());
    for span in foreign {
        if span.end() > own.len() {
            own.push_str(text.get(own.len()..span.start()).unwrap_or_default());
            own.extend(std::iter::repeat_n(' ', span.end() - own.len()));
        }
    }
    own.push_str(text.get(own.len()..).unwrap_or_default());
    own
}
