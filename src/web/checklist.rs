//! What is said of a whole message before it leaves: the engine's list for the compose window, as the dialog at Send, the
//! practice page and the popup show it.

use serde::Serialize;

use super::letter::Letter;
use super::session::Session;
use crate::engine::checklist;
use crate::engine::order;
use crate::engine::{Category, Finding, Tier};

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Checklist {
    /// How many findings of each tier.
    pub(super) counts: [usize; 4],
    /// The list, what blocks first.
    pub(super) items: Vec<Item>,
}

impl Checklist {
    /// The list for a compose window as it was last read.
    pub(super) fn of(session: &Session) -> Self {
        let mut items = of_body(session);
        if let Some(subject) = session.subject() {
            items.extend(
                subject.shown().iter().map(|shown| of_finding(&shown.finding, &shown.words)),
            );
        }
        order::by_key(&mut items, |item| item.state as u64);
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

fn of_body(session: &Session) -> Vec<Item> {
    let letter = Letter::of(session);
    let Some(app) = session.app().filter(|_| !letter.text.trim().is_empty()) else {
        return Vec::new();
    };
    let items = letter.items(&app).into_iter();
    items.map(|item| of_engine(item, &letter)).collect()
}

fn of_engine(item: checklist::Item, letter: &Letter) -> Item {
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
        words: item.span.map(|span| letter.words(span)).unwrap_or_default().to_owned(),
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
