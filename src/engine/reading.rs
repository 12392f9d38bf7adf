//! Reading: a message received from a program in, its signal level out, with the sentences that decide it, what it
//! binds, and the replies that fit. The highest level of a sentence is the message's.

use super::fold::{Word, fold};
use super::guards::{Sentence, silenced_signal};
use super::lint::ends_with;
use super::matcher::Scratch;
use super::meaning::Meaning;
use super::rule::{FIRST_READING, READINGS, Reading as Signal};
use super::span::Span;
use super::text;

/// What a message says about the Match, and how to answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// 0 to 5; see [`LEVELS`].
    pub level: u8,
    /// The sentences that decide it, in reading order; empty at level 0.
    pub evidence: Vec<Evidence>,
}

/// A sentence that carries a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The words that carry it, in bytes of the message.
    pub span: Span,
    /// The level of these words.
    pub level: u8,
}

/// What one signal level means.
#[derive(Debug)]
pub struct Level {
    /// Stable id, as in the taxonomy.
    pub id: &'static str,
    /// What it is and what it binds, in a sentence or two.
    pub advice: &'static str,
    /// Ids of the reply templates that fit, best first.
    pub replies: &'static [&'static str],
}

/// The six levels; the index is the level. Sources: NRMP Match Participation Agreement, NRMP newsletter of February
/// 2023, Jena et al. 2012 (about one assured applicant in five did not match there).
pub static LEVELS: [Level; 6] = [
    Level {
        id: "none",
        advice: "This message says nothing about ranking. Answer what it asks within one or two days.",
        replies: &[],
    },
    Level {
        id: "general-positive",
        advice: "Courtesy, and pleasant to read. It binds nobody and says nothing about a rank. A short thank-you is enough.",
        replies: &["thank-you"],
    },
    Level {
        id: "strong-nonspecific",
        advice: "Real praise without a word on ranking. It binds nobody; do not read a rank into it. Thank them and name one point you liked.",
        replies: &["reply-strong-interest", "thank-you"],
    },
    Level {
        id: "rank-related",
        advice: "It speaks of ranking, is allowed, and binds nobody: about one applicant in five who felt assured did not match there. \
                 Thank them, show interest, give no rank, and order your list by your own true preferences.",
        replies: &["reply-strong-interest"],
    },
    Level {
        id: "pressure",
        advice: "It asks for something that you need not give: a rank, a commitment, or other programs' names. Stay warm, give no rank, \
                 keep the message, and talk to a mentor or adviser; NRMP takes reports in confidence.",
        replies: &["reply-pressure"],
    },
    Level {
        id: "outside-match-offer",
        advice: "It offers a position outside the Match or asks you to withdraw. That can be improper or quite legitimate: ask which before any \
                 yes. No instant answer is owed; ask for a few days and take advice.",
        replies: &["reply-offer", "request-time"],
    },
];

/// The layer alone says so only when it is this sure; rules with their own words for it need no more than its doubt.
const SURE: f32 = 0.8;
/// A demand or an offer in the rules' own words is dropped only when the layer sees next to nothing of either.
const HARDLY: f32 = 0.001;
/// With fewer own words than this ("FYI, see below") the forwarded text is what is to be read.
const FORWARDED_ONLY: usize = 5;
/// From this level on a message asks for something or offers it.
const HEAVY: usize = 4;
/// A level less likely than this is dropped although a pattern says it.
const SURELY_NOT: f32 = 0.02;

/// Reads a message, with the meaning layer where it is there. Quoted and forwarded text below it does not count.
/// Never fails.
#[must_use]
pub fn read(message: &str, meaning: Option<&Meaning>) -> Reading {
    let mut reader = Reader { message, meaning, words: Vec::new(), scratch: Scratch::default() };
    let mut signals: Vec<Evidence> = Vec::new();
    let mut refuses = false;
    for own in spans_to_read(message) {
        let sentences: Vec<Span> = text::sentences(message, own).collect();
        for (nth, &sentence) in sentences.iter().enumerate() {
            let found = reader.sentence(sentence, sentences.get(nth + 1).copied());
            refuses |= found.iter().any(|signal| signal.level == 0);
            signals.extend(
                found
                    .into_iter()
                    .filter(|signal| signal.level > 0)
                    .max_by_key(|signal| signal.level),
            );
        }
    }
    // A compliment inside a rejection is courtesy, not a signal.
    if refuses {
        signals.retain(|signal| signal.level > 3);
    }
    let level = signals.iter().map(|signal| signal.level).max().unwrap_or(0);
    signals.retain(|signal| signal.level == level);
    Reading { level, evidence: signals }
}

/// The sender's own words; of a mail that is hardly more than forwarded, what was forwarded. A quoted mail under a short
/// answer is the reader's own and is never read.
fn spans_to_read(message: &str) -> Vec<Span> {
    let own = text::writer_spans(message, &[]).own;
    let words = own.iter().flat_map(|span| message[span.start()..span.end()].split_whitespace());
    if words.count() >= FORWARDED_ONLY {
        return own;
    }
    let forwarded: Vec<Span> = text::regions(message).of(text::RegionKind::Forward).collect();
    if forwarded.is_empty() { own } else { forwarded }
}

struct Reader<'m> {
    message: &'m str,
    meaning: Option<&'m Meaning>,
    words: Vec<Word>,
    scratch: Scratch,
}

impl Reader<'_> {
    /// Signals in one sentence.
    fn sentence(&mut self, sentence: Span, next: Option<Span>) -> Vec<Evidence> {
        self.words.clear();
        fold(self.message, sentence, &mut self.words);
        let len = self.words.len();
        if let Some(next) = next {
            fold(self.message, next, &mut self.words);
        }
        let words = std::mem::take(&mut self.words);
        let view = Sentence { words: &words, len };
        let mood = ends_with(&self.message[sentence.start()..sentence.end()]);
        let mut candidates = Vec::new();
        self.scratch.read(&words, len);
        self.scratch.candidates(FIRST_READING, u16::MAX, &mut candidates);
        let mut found = Vec::new();
        for pattern in candidates {
            let signal: &Signal =
                &READINGS[READINGS.partition_point(|signal| signal.patterns.end() <= pattern)];
            let hit = Some(signal)
                .filter(|signal| signal.mood.fits(mood))
                .and_then(|_| self.scratch.find_candidate(pattern, 0, len));
            let Some(hit) = hit else { continue };
            if !view.holds_near(signal.unless, hit, &mut self.scratch)
                && !silenced_signal(view, hit, &mut self.scratch)
            {
                found.push(Evidence {
                    span: words[hit.mark.0].span().cover(words[hit.mark.1].span()),
                    level: signal.level,
                });
            }
        }
        let found = self.weigh(sentence, view, found);
        self.words = words;
        found
    }

    /// Lets the meaning layer correct what patterns say of a sentence. It may speak of pressure or of an offer only where
    /// no guard says that the sentence denies it.
    fn weigh(&mut self, sentence: Span, view: Sentence, mut found: Vec<Evidence>) -> Vec<Evidence> {
        let words = &self.message[sentence.start()..sentence.end()];
        let Some(meaning) = self.meaning.filter(|one| one.takes(words)) else { return found };
        let probabilities = meaning.signal(words);
        let heavy: f32 = probabilities[HEAVY..].iter().sum();
        found.retain(|signal| match usize::from(signal.level) {
            0 => true,
            HEAVY.. => heavy > HARDLY,
            level => probabilities[level] > SURELY_NOT,
        });
        let level = match meaning.level(&probabilities) {
            level if usize::from(level) >= HEAVY && heavy < SURE => {
                likeliest(&probabilities[..HEAVY])
            }
            level => level,
        };
        let mut denied = || {
            let whole = view.words_in(sentence);
            whole.is_some_and(|hit| silenced_signal(view, hit, &mut self.scratch))
        };
        let lifts = level > 0 && found.iter().all(|signal| signal.level < level);
        if lifts && (usize::from(level) < HEAVY || !denied()) {
            found.push(Evidence { span: sentence, level });
        }
        found
    }
}

/// The level with the highest probability.
fn likeliest(probabilities: &[f32]) -> u8 {
    let levels = probabilities.iter().zip(0u8..);
    levels.max_by(|one, other| one.0.total_cmp(other.0)).map_or(0, |(_, level)| level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(message: &str) -> u8 {
        read(message, None).level
    }

    #[test]
    fn a_mail_that_only_forwards_is_read() {
        let forwarded = "FYI\n\n---------- Forwarded message ---------\nFrom: A. Chen <a@example.edu>\nDate: Tue, 3 Mar 2026\nSubject: Your place\nTo: <b@example.org>\n\nWe would like you to withdraw from the Match.\n";
        assert_eq!(level(forwarded), 5);
    }

    #[test]
    fn the_readers_own_quoted_words_are_not() {
        let answer = "Thank you.\n\nOn Tue, 3 Mar 2026 at 10:02, B. Okoro <b@example.org> wrote:\n> Will you rank me first if I withdraw from the Match?\n";
        assert!(level(answer) < 3);
    }

    #[test]
    fn what_is_denied_is_no_demand() {
        assert!(level("We will not ask you how you intend to rank us.") < 4);
        assert_eq!(level("How do you plan to rank us?"), 4);
    }
}
