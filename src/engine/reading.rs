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

/// A level less likely than this is dropped although a pattern says it.
const SURELY_NOT: f32 = 0.02;

/// Reads a message, with the meaning layer where it is there. Quoted and forwarded text below it does not count.
/// Never fails.
#[must_use]
pub fn read(message: &str, meaning: Option<&Meaning>) -> Reading {
    let mut reader = Reader { message, meaning, words: Vec::new(), scratch: Scratch::default() };
    let mut signals: Vec<Evidence> = Vec::new();
    let mut refuses = false;
    for own in text::writer_spans(message, &[]).own {
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
                .and_then(|_| self.scratch.find_numbered(pattern, 0, len));
            let Some(hit) = hit else { continue };
            if !view.holds(signal.unless, &self.scratch)
                && !silenced_signal(view, hit, &self.scratch)
            {
                found.push(Evidence {
                    span: words[hit.mark.0].span().cover(words[hit.mark.1].span()),
                    level: signal.level,
                });
            }
        }
        self.words = words;
        self.weigh(sentence, found)
    }

    /// Lets the meaning layer correct what patterns say of a sentence.
    fn weigh(&self, sentence: Span, mut found: Vec<Evidence>) -> Vec<Evidence> {
        let Some(meaning) = self.meaning else { return found };
        let probabilities = meaning.signal(&self.message[sentence.start()..sentence.end()]);
        let level = meaning.level(&probabilities);
        found.retain(|signal| {
            signal.level == 0 || probabilities[usize::from(signal.level)] > SURELY_NOT
        });
        if found.iter().all(|signal| signal.level < level) && level > 0 {
            found.push(Evidence { span: sentence, level });
        }
        found
    }
}
