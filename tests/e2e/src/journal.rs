//! What the user did in a case, step by step, so that it can be done again in a browser without the extension: what
//! the webmail sends must be the same, byte for byte.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use practice::SentMessage;

use crate::mail::{Mail, Route};
use crate::recorder::sentences;

/// One thing that a user does, or that the case waits for before the next one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// Opens a page.
    Open(String),
    /// Presses keys, one after the other.
    Keys(String),
    /// Presses one key with others held down, so many times before it comes up.
    Chord { held: Vec<char>, key: String, times: usize },
    /// Clicks the first visible element that matches, so many times.
    Click { css: String, times: usize },
    /// Gives the focus to an element.
    Focus(String),
    /// A script of the page's own.
    Script(String),
    /// Waits until an expression is true.
    Wait { what: String, expression: String },
    /// Goes to the window that has opened.
    NewWindow,
    /// Goes back to the only window left.
    OnlyWindow,
    /// Letters of an input method, chosen or not yet.
    Compose { text: String, chosen: bool },
    /// Asks the webmail to send. Its routes send the same (`webmail` shows that), so that one of them stands for all;
    /// only scheduling asks for more.
    Send { mail: Mail, route: Route },
}

/// The steps of the case under way, and what was typed in all cases.
#[derive(Debug, Default)]
pub(crate) struct Journal(Mutex<State>, Mutex<BTreeSet<String>>);

#[derive(Debug, Default)]
struct State {
    steps: Vec<Step>,
    /// Replacements of ours in the draft that were not undone.
    replaced: usize,
    /// What the case wants to be read beside its name.
    remark: String,
    /// Steps that are part of another one are not noted.
    inner: bool,
}

impl Journal {
    pub(crate) fn begin(&self) {
        *self.lock() = State::default();
    }

    pub(crate) fn note(&self, step: &Step) {
        if let Step::Keys(text) = step {
            let typed = sentences(text);
            self.1.lock().unwrap_or_else(PoisonError::into_inner).extend(typed);
        }
        let mut state = self.lock();
        if !state.inner {
            state.steps.push(step.clone());
        }
    }

    /// What follows, until [`Self::end`], is part of this step.
    pub(crate) fn start(&self, step: &Step) {
        self.note(step);
        self.lock().inner = true;
    }

    pub(crate) fn end(&self) {
        self.lock().inner = false;
    }

    /// Every sentence typed in this browser, in this case and before.
    pub(crate) fn typed(&self) -> BTreeSet<String> {
        self.1.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn steps(&self) -> Vec<Step> {
        self.lock().steps.clone()
    }

    pub(crate) fn remark(&self, words: &str) {
        words.clone_into(&mut self.lock().remark);
    }

    pub(crate) fn remarked(&self) -> String {
        self.lock().remark.clone()
    }

    /// The user chose a replacement: what is sent differs by it.
    pub(crate) fn replaced(&self) {
        self.lock().replaced += 1;
    }

    /// The user takes something back. True where that was a replacement of ours.
    pub(crate) fn takes_back(&self) -> bool {
        let mut state = self.lock();
        let ours = state.replaced > 0;
        state.replaced -= usize::from(ours);
        ours
    }

    /// Whether a replacement of ours stands in the draft.
    pub(crate) fn is_replaced(&self) -> bool {
        self.lock().replaced > 0
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A sent message as its readers get it: without its number and the way it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Content {
    to: Vec<String>,
    subject: String,
    html: Option<String>,
    text: String,
}

impl Content {
    pub(crate) fn of(sent: &SentMessage) -> Self {
        let SentMessage { to, subject, html, text, .. } = sent.clone();
        Self { to, subject, html, text }
    }
}
