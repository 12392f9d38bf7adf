//! The engine's calls as `benches/measure.js` makes them, in the real wasm. Texts come in as the page gives them.

use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use redline::engine::limits::{Folded, required_words};
use redline::engine::reading::read;
use redline::engine::{Changed, Draft, Edit, Linter, Meaning, Role, Settings, Span};
use wasm_bindgen::prelude::*;

/// A linter, a draft under edit, and a folded text.
#[wasm_bindgen]
pub struct Engine {
    linter: Linter,
    meaning: Option<Arc<Meaning>>,
    draft: Draft,
    text: String,
    folded: String,
    automaton: AhoCorasick,
}

#[wasm_bindgen]
impl Engine {
    /// Patterns alone.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self {
            linter: Linter::new(Settings::default()),
            meaning: None,
            draft: Draft::default(),
            text: String::new(),
            folded: String::new(),
            automaton: AhoCorasick::new([""; 0]).expect("no words fit"),
        }
    }

    /// The meaning layer as well, from here on.
    pub fn use_weights(&mut self, bytes: &[u8]) {
        self.meaning = Meaning::from_bytes(bytes).ok().map(Arc::new);
        if let Some(meaning) = &self.meaning {
            self.linter = Linter::new(Settings::default()).with_meaning(meaning.clone());
        }
    }

    /// How many findings a whole text has.
    pub fn lint(&self, text: &str) -> usize {
        self.linter.lint(text, &[]).len()
    }

    /// The categories of its findings.
    pub fn categories(&self, text: &str) -> String {
        let found = self.linter.lint(text, &[]);
        found.iter().map(|finding| finding.category.id()).collect::<Vec<_>>().join(" ")
    }

    /// Takes a draft in, to be edited; gives how many findings it has.
    pub fn open(&mut self, text: String) -> usize {
        self.text = text;
        self.draft.lint_quickly(&self.linter, &self.text, &[]).findings.len()
    }

    /// Replaces `gone` bytes at `at` of the draft; gives how many findings the sentences have that this touched, more
    /// than any draft has where it touched everything.
    pub fn edit(&mut self, at: usize, gone: usize, words: &str) -> usize {
        self.text.replace_range(at..at + gone, words);
        let edit = Edit { gone: Span::new(at, at + gone), new: words.len() };
        match self.draft.edit(&self.linter, &self.text, &[], edit) {
            Changed::Part { found, .. } => found.len(),
            Changed::Whole(_) => usize::MAX,
        }
    }

    /// How many findings the draft has now, all together.
    pub fn total(&mut self) -> usize {
        self.draft.deepen(&self.linter, &self.text, 0).findings.len()
    }

    /// How many rewrites the last finding of a text has.
    pub fn rewrites(&self, text: &str) -> usize {
        let found = self.linter.lint(text, &[]);
        found.last().map_or(0, |finding| self.linter.rewrites(text, finding).len())
    }

    /// The level of a received message.
    pub fn read(&self, text: &str) -> u8 {
        read(text, self.meaning.as_deref()).level
    }

    /// Whether the meaning layer raises anything in a sentence.
    pub fn judge(&self, sentence: &str) -> bool {
        let judged = self.meaning.as_ref().map(|one| one.judge(Role::Applicant, sentence));
        judged.is_some_and(|judged| judged.verdict().is_some())
    }

    /// Folds a text for the two limits; gives its length.
    pub fn fold(&mut self, text: &str) -> usize {
        self.folded = Folded::of(text).text(text);
        self.automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(required_words())
            .expect("a few thousand words fit");
        self.folded.len()
    }

    /// One pass over the folded bytes with nothing else: their sum.
    pub fn bytes(&self) -> u32 {
        self.folded.bytes().fold(0, |sum, byte| sum.rotate_left(1) ^ u32::from(byte))
    }

    /// One pass of the automaton of required words over the folded text: how many words it meets.
    pub fn automaton(&self) -> usize {
        self.automaton.find_overlapping_iter(&self.folded).count()
    }
}
