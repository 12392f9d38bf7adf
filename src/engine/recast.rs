//! Recasting: a risky sentence in, the same sentence with the risky turn changed in place. Names, dates, reasons and
//! neighbours stay because they are never touched. Nothing here decides what is clean: every way is linted before it is
//! offered, so a way that does not help is merely dropped.

mod about;
mod outside;
mod ranks;
mod tone;

use super::config::Role;
use super::finding::Category;

use super::letters::{Lower, capitalised};
pub(crate) use about::about;
use outside::{asked_after_head, matched};
use ranks::{coming, ranked, without_condition};
use tone::{
    begged, calmer, optional, plain, told, uncompared, unpressed, without_head, without_tail,
};

/// A word of the sentence.
struct Word<'s> {
    /// Its place without the signs around it.
    start: usize,
    end: usize,
    /// In small letters, with a straight apostrophe.
    low: String,
    /// The sign right after it, if any.
    stop: Option<char>,
    raw: &'s str,
}

struct Words<'s> {
    text: &'s str,
    all: Vec<Word<'s>>,
}

const SUBJECTS: &str = "i i'll i'd i'm i've we we'll we'd we're we've";
impl<'s> Words<'s> {
    fn of(text: &'s str) -> Self {
        let mut all = Vec::new();
        let mut at = 0;
        for piece in text.split_inclusive(char::is_whitespace) {
            let bare = piece.trim_end();
            let core = bare.trim_matches(|c: char| !c.is_alphanumeric());
            if !core.is_empty() {
                let start = at + bare.find(core).unwrap_or(0);
                let end = start + core.len();
                let stop = text[end..].chars().next().filter(|c| !c.is_whitespace());
                // The full stop of "Dr." ends nothing.
                let stop = stop.filter(|&c| {
                    c != '.' || !matches!(core, "Dr" | "Mr" | "Ms" | "Mrs" | "Prof" | "St" | "Drs")
                });
                all.push(Word {
                    start, end, low: core.lower().replace('’', "'"), stop, raw: core
                });
            }
            at += piece.len();
        }
        Self { text, all }
    }

    fn low(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |word| word.low.as_str())
    }

    fn breaks_after(&self, at: usize) -> bool {
        self.all[at]
            .stop
            .is_some_and(|c| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '—' | '–'))
    }

    fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(nth, word)| self.low(at + nth) == *word)
    }

    /// One past the last word of the clause that word `at` stands in.
    fn clause_end(&self, at: usize) -> usize {
        (at..self.all.len())
            .find(|&word| {
                self.breaks_after(word)
                    && (!matches!(self.all[word].stop, Some(','))
                        || matches!(
                            self.low(word + 1),
                            "and" | "but" | "so" | "which" | "because" | "since" | "as" | "i" | ""
                        ))
            })
            .map_or(self.all.len(), |word| word + 1)
    }

    /// The text with words `from..to` replaced.
    fn with(&self, from: usize, to: usize, new: &str) -> String {
        let start = self.all.get(from).map_or(self.text.len(), |word| word.start);
        let end = if to > from { self.all[to - 1].end } else { start };
        tidy(&format!("{}{new}{}", &self.text[..start], &self.text[end..]))
    }
}

/// Ways to say the sentence without its risky turn, best first.
pub(crate) fn recast(category: Category, role: Role, sentence: &str) -> Vec<String> {
    let found = match category {
        Category::RankPromise => ranked(role, sentence),
        Category::RankBargain => {
            let bare = without_condition(sentence);
            let mut ways = ranked(role, bare.as_deref().unwrap_or(sentence));
            ways.extend(bare.filter(|_| role == Role::Program));
            ways
        }
        Category::AcceptancePromise => coming(sentence),
        Category::Pressure => unpressed(sentence),
        Category::Desperation => begged(sentence).into_iter().collect(),
        Category::Overemotional => calmer(sentence),
        Category::OtherPrograms => uncompared(sentence),
        Category::VisitDemand => optional(sentence).into_iter().collect(),
        Category::GenericTemplate => plain(sentence),
        Category::FeedbackRequest => told(sentence).into_iter().collect(),
        Category::OutsideMatchDeal if role == Role::Applicant => {
            matched(sentence).into_iter().chain(asked_after_head(sentence)).collect()
        }
        _ => Vec::new(),
    };
    let mut all: Vec<String> =
        found.into_iter().filter(|way| way != sentence).map(|way| capitalised(&way)).collect();
    all.extend(without_tail(sentence));
    all.extend(without_head(sentence));
    all
}

fn strip_start<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    let low = text.to_ascii_lowercase();
    let start = starts.iter().find(|start| low.starts_with(**start))?;
    text.get(start.len()..)
}

/// The text without these phrases, each with the comma before it.
fn without(text: &str, phrases: &[&str]) -> String {
    let mut out = text.to_owned();
    for phrase in phrases {
        let low = out.to_ascii_lowercase();
        let Some(at) = low.find(phrase) else { continue };
        let ends = at + phrase.len();
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        if at == 0 || !whole(low[..at].chars().next_back()) || !whole(low[ends..].chars().next()) {
            continue;
        }
        let before = out[..at].trim_end().trim_end_matches(',').len();
        out.replace_range(before..ends, "");
    }
    tidy(&out)
}

/// One blank between words, none before a sign.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ',' | '.' | ';' | '?' | '!') {
            out.truncate(out.trim_end_matches(' ').len());
        }
        if c == ' ' && (out.ends_with(' ') || out.is_empty()) {
            continue;
        }
        out.push(c);
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turn_changes_and_the_rest_stays() {
        for (category, sentence, way) in [
            (
                Category::GenericTemplate,
                "We thank you for choosing our esteemed and prestigious program.",
                "We thank you for choosing our program.",
            ),
            (
                Category::RankPromise,
                "I loved the tour and will rank you first.",
                "I loved the tour and plan to rank you highly.",
            ),
            (
                Category::RankPromise,
                "I shall list your hospital before every other when I certify on February 25, and I hope so.",
                "I plan to rank your hospital highly when I certify on February 25, and I hope so.",
            ),
            (
                Category::RankBargain,
                "I loved the tour of the lab and will rank you first if you put me in your top five.",
                "I loved the tour of the lab and plan to rank you highly.",
            ),
            (
                Category::AcceptancePromise,
                "I enjoyed the morning with Dr. Castellanos, and I will definitely join you in July.",
                "I enjoyed the morning with Dr. Castellanos, and I would be glad to join you in July if we match.",
            ),
            (
                Category::Pressure,
                "I need your answer about the H-1B by Friday.",
                "I would be grateful for your answer about the H-1B.",
            ),
            (
                Category::Desperation,
                "I beg you to read the letter from Dr. Bekele.",
                "I would be grateful if you could read the letter from Dr. Bekele.",
            ),
            (
                Category::RankPromise,
                "Dr. Imai and I have put you at number two.",
                "Dr. Imai and I plan to rank you highly.",
            ),
            (
                Category::VisitDemand,
                "All applicants must come for a second look on February 6.",
                "All applicants are welcome to come for a second look on February 6, but it is entirely optional.",
            ),
        ] {
            let ways = recast(category, Role::Applicant, sentence);
            assert!(ways.iter().any(|one| one == way), "{sentence}: {ways:?}");
        }
    }
}
