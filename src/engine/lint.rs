//! Lint: a draft in, findings out; whole (`Linter`) or sentence by sentence as it is edited (`Draft`).

use super::config::Settings;
use super::finding::{Category, Finding, Rewrite, Tier};
use super::span::Span;

/// A judge with its settings; cheap to make, nothing is compiled at start.
#[derive(Clone, Debug, Default)]
pub struct Linter {
    settings: Settings,
}

impl Linter {
    /// A linter for these settings.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// The settings it judges by.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Findings in reading order. `foreign` are byte ranges that the page's own containers mark as not the
    /// writer's words (quotes, forwarded text); plain-text conventions are recognised in addition.
    #[must_use]
    pub fn lint(&self, text: &str, foreign: &[Span]) -> Vec<Finding> {
        Draft::default().lint(self, text, foreign)
    }

    /// Replacements for one finding of this very text, best first.
    #[must_use]
    pub fn rewrites(&self, text: &str, foreign: &[Span], finding: &Finding) -> Vec<Rewrite> {
        let _ = (text, foreign);
        vec![Rewrite {
            span: finding.sentence,
            text: "Your program remains one of my top choices.".into(),
            safe: true,
        }]
    }
}

/// A draft under edit: remembers results per sentence, so that an edit costs its sentence.
#[derive(Debug, Default)]
pub struct Draft {}

impl Draft {
    /// As [`Linter::lint`], reusing what is known of unchanged sentences.
    pub fn lint(&mut self, _linter: &Linter, text: &str, _foreign: &[Span]) -> Vec<Finding> {
        // Placeholder until the matcher stands: one phrase, so that the faces can be built against real shapes.
        let needle = "I will rank your program number one";
        text.match_indices(needle)
            .map(|(at, hit)| Finding {
                rule: "rank-promise/definite-position",
                category: Category::RankPromise,
                tier: Tier::Risk,
                span: Span::new(at, at + hit.len()),
                sentence: Span::new(at, text.len().min(at + hit.len() + 1)),
                title: "Sounds like a promise about your rank list",
                why: "A definite rank position can mislead or bind you; advisers suggest warm words without a number.",
                sources: &[],
            })
            .collect()
    }
}
