//! What is said of a whole message before it leaves: the engine's list for the compose window, as the dialog at Send, the
//! practice page and the popup show it.

use serde::{Deserialize, Serialize};

use super::field::{Field, slice};
use super::session::Session;
use crate::engine::checklist::{self, Context};
use crate::engine::{Category, Finding, Span, Tier};

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// Better mended before the message leaves: Send asks first.
    Blocks,
    /// Worth a thought.
    Think,
    /// Fine.
    Fine,
}

/// One line of the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Item {
    /// How it stands.
    pub(super) state: State,
    /// The tier's id, where a phrase was found; else empty.
    pub(super) tier: String,
    /// What it is about.
    pub(super) title: String,
    /// What to do about it, or why it matters; may be empty.
    pub(super) detail: String,
    /// The words it speaks of; may be empty.
    pub(super) words: String,
}

/// Findings by tier, heaviest first, and the list.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Checklist {
    /// How many findings of each tier.
    pub(super) counts: [usize; 4],
    /// The list, what blocks first.
    pub(super) items: Vec<Item>,
}

impl Checklist {
    /// The list for a compose window as it was last read.
    pub(super) fn of(session: &Session) -> Self {
        let mut items = of_body(session.body(), session.subject());
        if let Some(subject) = session.subject() {
            items.extend(
                subject.shown().iter().map(|shown| of_finding(&shown.finding, &shown.words)),
            );
        }
        items.sort_by_key(|item| item.state);
        Self { counts: counts(session), items }
    }

    /// Whether Send must ask first.
    pub(super) fn blocks(&self) -> bool {
        self.items.iter().any(|item| item.state == State::Blocks)
    }
}

/// How many findings of each tier are shown, heaviest first.
pub(super) fn counts(session: &Session) -> [usize; 4] {
    let mut counts = [0; 4];
    for field in session.fields() {
        for shown in field.shown().iter() {
            counts[shown.finding.tier as usize] += 1;
        }
    }
    counts
}

/// Whether Send must ask first: the same as [`Checklist::blocks`], without making the list.
pub(super) fn asks_first(session: &Session) -> bool {
    session
        .fields()
        .iter()
        .any(|field| field.shown().iter().any(|shown| weight(&shown.finding) == State::Blocks))
}

fn of_body(body: &Field, subject: Option<&Field>) -> Vec<Item> {
    let text = own_words(&body.text(), &body.foreign());
    if text.trim().is_empty() {
        return Vec::new();
    }
    let findings: Vec<Finding> = body.shown().iter().map(|shown| shown.finding.clone()).collect();
    let context =
        Context { subject: subject.map(|field| field.text().to_owned()), ..Context::default() };
    let items = checklist::checklist(&text, &findings, &context).into_iter();
    items.map(|item| of_engine(item, &text)).collect()
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

fn of_engine(item: checklist::Item, text: &str) -> Item {
    let state = match item.state {
        checklist::State::Blocks => State::Blocks,
        checklist::State::Consider => State::Think,
        checklist::State::Fine => State::Fine,
    };
    Item {
        state,
        tier: item.tier.map(Tier::id).unwrap_or_default().to_owned(),
        title: item.text,
        detail: item.fix.to_owned(),
        words: item.span.map(|span| slice(text, span)).unwrap_or_default().to_owned(),
    }
}

fn of_finding(finding: &Finding, words: &str) -> Item {
    Item {
        state: weight(finding),
        tier: finding.tier.id().to_owned(),
        title: format!("{}.", finding.title),
        detail: finding.why.to_owned(),
        words: words.to_owned(),
    }
}

/// Whether a finding blocks Send or is only worth a thought.
fn weight(finding: &Finding) -> State {
    let heavy = matches!(finding.tier, Tier::Violation | Tier::Risk);
    if heavy || finding.category == Category::Placeholder { State::Blocks } else { State::Think }
}
