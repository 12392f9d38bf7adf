//! Parts of the way from text to findings, one at a time, for `benches/`: what a whole pass is held against.
//! Not for other use; nothing of it reaches the wasm that is shipped.

use std::fmt::Write as _;

use super::fold::{START, Word, fold, word_text};
use super::matcher::Scratch;
use super::rule::FIRST_READING;
use super::span::Span;
use super::table::TABLE;
use super::text;

/// A text cut and folded, ready for the candidate step.
#[derive(Debug, Default)]
pub struct Folded {
    words: Vec<Word>,
    candidates: Vec<u16>,
    matching: Scratch,
}

impl Folded {
    /// Cuts and folds the writer's own words.
    #[must_use]
    pub fn of(draft: &str) -> Self {
        let mut folded = Self::default();
        for own in text::writer_spans(draft, &[]).own {
            for sentence in text::sentences(draft, own) {
                fold(draft, sentence, &mut folded.words);
            }
        }
        folded
    }

    /// The folded words as text, one blank between two; unknown words as they were written.
    #[must_use]
    pub fn text(&self, draft: &str) -> String {
        let mut out = String::new();
        for word in &self.words {
            let known = word_text(word.id);
            let written = if known.is_empty() {
                &draft[word.start as usize..word.end as usize]
            } else {
                known
            };
            let _ = write!(out, "{}{written}", if out.is_empty() { "" } else { " " });
        }
        out
    }

    /// The candidate step alone: how many patterns are to be tried.
    pub fn candidates(&mut self) -> usize {
        let mut count = 0;
        for sentence in self.words.chunk_by(|_, next| !next.has(START)) {
            self.matching.read(sentence, sentence.len());
            self.matching.candidates(0, FIRST_READING, &mut self.candidates);
            count += self.candidates.len();
        }
        count
    }
}

/// Words of which one must stand in a text before any rule's pattern is tried.
#[must_use]
pub fn required_words() -> Vec<&'static str> {
    let called =
        |id: u16| TABLE.calls.of(id).first().map(|&at| TABLE.filed[usize::from(at)].pattern);
    let wanted = |&id: &u16| called(id).is_some_and(|pattern| pattern < FIRST_READING);
    (0..TABLE.word_count() as u16).filter(wanted).map(|id| TABLE.word(id)).collect()
}

/// The sentences of the writer's own words.
#[must_use]
pub fn sentences(draft: &str) -> Vec<Span> {
    let own = text::writer_spans(draft, &[]).own;
    own.into_iter().flat_map(|own| text::sentences(draft, own).collect::<Vec<_>>()).collect()
}
