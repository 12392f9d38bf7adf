//! What is said of a whole message before it leaves: one list, ordered by weight, for the dialog at Send, the list at
//! the compose window and the popup.

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::session::Session;
use crate::engine::{Category, Finding, Tier};

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
    /// One sentence.
    pub(super) detail: String,
    /// The words it speaks of, where there are any.
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
        let mut list = Self::default();
        for field in session.fields() {
            list.phrases(field);
        }
        list.items.sort_by_key(|item| item.state);
        list
    }

    /// Whether Send must ask first.
    pub(super) fn blocks(&self) -> bool {
        self.items.iter().any(|item| item.state == State::Blocks)
    }

    fn phrases(&mut self, field: &Field) {
        for shown in field.shown().iter() {
            self.counts[shown.finding.tier as usize] += 1;
            self.items.push(Item {
                state: weight(&shown.finding),
                tier: shown.finding.tier.id().into(),
                title: shown.finding.title.into(),
                detail: shown.finding.why.into(),
                words: shown.words.clone(),
            });
        }
    }
}

/// Whether a finding blocks Send or is only worth a thought.
pub(super) fn weight(finding: &Finding) -> State {
    let heavy = matches!(finding.tier, Tier::Violation | Tier::Risk);
    if heavy || finding.category == Category::Placeholder { State::Blocks } else { State::Think }
}
