//! When a compose window is judged and how far, and what of it is shown: by patterns at each keystroke, by the meaning
//! layer in pauses, in full before Send.

use std::rc::Rc;

use super::{Ignored, Session};
use crate::engine::Finding;
use crate::engine::letters::Lower;
use crate::web::checklist::{self, Checklist};
use crate::web::field::Pace;

/// Milliseconds without a keystroke after which the meaning layer judges what is new: while somebody types, it would only
/// judge sentences that are about to change.
const PAUSE: i32 = 150;
/// Milliseconds between one go of it and the next: none, but whatever waits comes first.
const BETWEEN: i32 = 0;
/// New sentences that it judges when the message is about to be sent: the verdict must be there at once.
const AT_SEND: usize = 60;

impl Session {
    /// Something was typed: lints and paints what it changed, now; the meaning layer follows in a pause. Not while an
    /// input method is putting a character together.
    pub(super) fn typed(self: &Rc<Self>) {
        let pending = self.lint_at(Pace::Keystroke);
        self.go_on(pending, PAUSE);
    }

    /// Reads, lints and paints every field anew; the meaning layer follows in a pause.
    pub(in crate::web) fn lint(self: &Rc<Self>) {
        self.distrust();
        let pending = self.lint_at(Pace::Again);
        self.go_on(pending, PAUSE);
    }

    /// As [`Session::lint`], with the meaning layer at once; only of a very long text is anything left for pauses.
    pub(in crate::web) fn lint_in_full(self: &Rc<Self>) {
        self.distrust();
        let pending = self.lint_at(Pace::Pause(AT_SEND));
        self.go_on(pending, BETWEEN);
    }

    /// What was read before is not relied on: all is read anew.
    fn distrust(&self) {
        self.fields.iter().for_each(|field| field.distrust());
    }

    /// As [`Session::lint`], with as many new sentences judged in full as typing has patience for.
    pub(super) fn lint_a_slice(self: &Rc<Self>) {
        let pending = self.slices.go(|most| self.lint_at(Pace::Pause(most)));
        self.go_on(pending, BETWEEN);
    }

    /// Judges what is left, if anything is, so many milliseconds from now.
    fn go_on(&self, pending: bool, wait: i32) {
        if pending {
            self.pause.start(wait);
        } else {
            self.pause.stop();
        }
    }

    /// Gives whether something is still to be judged in a pause.
    fn lint_at(self: &Rc<Self>, pace: Pace) -> bool {
        let Some(app) = self.app.upgrade().filter(|_| !self.composing.get()) else { return false };
        if !app.host.alive() {
            app.host.orphaned();
            return false;
        }
        // What is read now need not be reported again.
        if let Some(observer) = &*self.mutations.borrow() {
            self.body().note_changes(&observer.take_records());
        }
        let saved = app.saved.borrow();
        let (mut pending, mut changed) = (false, false);
        for field in &self.fields {
            let seen = field.lint(&app.linter.borrow(), pace, |finding, sentence| {
                saved.shows(finding) && !self.ignores(finding, sentence)
            });
            pending |= seen.pending;
            changed |= seen.changed;
        }
        drop(saved);
        if changed {
            self.pill.show(self, &app);
            app.linted(self);
        }
        pending
    }

    fn ignores(&self, finding: &Finding, sentence: &str) -> bool {
        self.ignored.borrow().iter().any(|ignored| match ignored {
            Ignored::Once { rule, sentence: there } => *rule == finding.rule && there == sentence,
            Ignored::Here { words } => {
                let from =
                    finding.span.start() - finding.sentence.start().min(finding.span.start());
                let found = sentence.get(from..from + finding.span.len()).unwrap_or_default();
                found.lower() == *words
            }
        })
    }

    /// Stops showing a finding in this message.
    pub(in crate::web) fn ignore(self: &Rc<Self>, what: Ignored) {
        self.ignored.borrow_mut().push(what);
        self.lint();
    }

    /// Shows again what was ignored in this message.
    pub(in crate::web) fn ignore_nothing(self: &Rc<Self>) {
        self.ignored.borrow_mut().clear();
        self.lint();
    }

    /// How many findings the user chose to ignore in this message.
    pub(in crate::web) fn ignored_count(&self) -> usize {
        self.ignored.borrow().len()
    }

    /// The list for this message, from what was last read.
    pub(in crate::web) fn checklist(&self) -> Checklist {
        Checklist::of(self)
    }

    /// How many findings of each tier are shown, heaviest first.
    pub(in crate::web) fn counts(&self) -> [usize; 4] {
        checklist::counts(self)
    }

    /// Whether Send must ask first, from what was last read.
    pub(in crate::web) fn asks_first(&self) -> bool {
        self.checklist().blocks()
    }
}
