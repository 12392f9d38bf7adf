//! Help with what programs write: the worksheet for an offer outside the Match, and measured figures with their
//! sources. All of it is data (`rules/offer.toml`, `rules/evidence.toml`).

use super::finding::{Category, Source};

/// What to ask, weigh and do before any yes to a position outside the Match (a message of level 5).
#[derive(Debug)]
pub struct Worksheet {
    /// What it is for, in two sentences.
    pub lead: &'static str,
    /// What such an offer can be: it is asked which, not assumed.
    pub kinds: &'static [OfferKind],
    /// What to ask before any yes.
    pub questions: &'static [Question],
    /// What speaks for it.
    pub advantages: &'static [&'static str],
    /// What speaks against it.
    pub risks: &'static [&'static str],
    /// Whom to ask.
    pub advisers: &'static [&'static str],
    /// Id of the template that asks for time.
    pub request_time: &'static str,
    /// Id of the template that asks the questions.
    pub reply: &'static str,
    /// Where that comes from.
    pub sources: &'static [Source],
}

/// One thing that an offer can be.
#[derive(Debug)]
pub struct OfferKind {
    /// Which.
    pub title: &'static str,
    /// What follows from it.
    pub text: &'static str,
}

/// One question to the program.
#[derive(Debug)]
pub struct Question {
    /// In words that may be sent.
    pub ask: &'static str,
    /// Why it matters.
    pub why: &'static str,
}

/// A measured figure.
#[derive(Debug)]
pub struct Figure {
    /// Stable id.
    pub id: &'static str,
    /// What was measured, in a sentence or two.
    pub text: &'static str,
    /// Signal levels of received messages beside which it is worth showing.
    pub levels: &'static [u8],
    /// Findings in a draft beside which it is worth showing.
    pub categories: &'static [Category],
    /// By whom, and when.
    pub sources: &'static [Source],
}

/// Figures worth showing beside a message of this level.
pub fn figures_for_level(level: u8) -> impl Iterator<Item = &'static Figure> {
    FIGURES.iter().filter(move |figure| figure.levels.contains(&level))
}

/// Figures worth showing beside a finding of this category.
pub fn figures_for_category(category: Category) -> impl Iterator<Item = &'static Figure> {
    FIGURES.iter().filter(move |figure| figure.categories.contains(&category))
}

include!(concat!(env!("OUT_DIR"), "/offer.rs"));
include!(concat!(env!("OUT_DIR"), "/figures.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worksheet_has_all_its_parts() {
        assert!(WORKSHEET.questions.iter().all(|question| question.ask.ends_with('?')));
        assert!(WORKSHEET.questions.len() >= 5 && WORKSHEET.kinds.len() == 4);
        let parts = [WORKSHEET.advantages, WORKSHEET.risks, WORKSHEET.advisers];
        assert!(parts.iter().all(|part| part.len() >= 3));
    }

    #[test]
    fn every_figure_has_its_source_and_is_shown_somewhere() {
        for figure in FIGURES {
            assert!(!figure.sources.is_empty(), "{}", figure.id);
            assert!(!figure.levels.is_empty(), "{}", figure.id);
        }
        assert!(figures_for_level(3).any(|figure| figure.text.contains("one applicant in five")));
        assert!(figures_for_category(Category::RankPromise).next().is_some());
        assert!(figures_for_level(0).next().is_none());
    }
}
