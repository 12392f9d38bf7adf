//! Shapes of unfilled fields: automata made at build time from `rulefile`'s regular expressions. Bytes in, places out.
//!
//! The automata are anchored, so a search begins at every place where one of them can; what a first byte rules out is
//! ruled out by a table.

use std::sync::LazyLock;

use regex_automata::dfa::sparse::DFA;
use regex_automata::dfa::{Automaton, StartError};
use regex_automata::util::start;
use regex_automata::{Anchored, Input};

use super::span::Span;

/// Bracketed passages: what stands inside decides.
pub(crate) static BRACKETED: LazyLock<Shape> =
    LazyLock::new(|| Shape::read(include_bytes!(concat!(env!("OUT_DIR"), "/bracketed.dfa"))));
/// Passages that are fields by their shape alone.
pub(crate) static BARE: LazyLock<Shape> =
    LazyLock::new(|| Shape::read(include_bytes!(concat!(env!("OUT_DIR"), "/bare.dfa"))));

/// One automaton, and the bytes it can begin with: after a letter, digit or underscore, and after anything else.
pub(crate) struct Shape {
    automaton: DFA<&'static [u8]>,
    begins: [[bool; 256]; 2],
}

impl Shape {
    /// Reads an automaton that the build has written.
    fn read(bytes: &'static [u8]) -> Self {
        let (automaton, _) =
            DFA::from_bytes(bytes).expect("the build wrote it, for this endianness");
        let begins = [b' ', b'a'].map(|before| {
            begins(&automaton, before).expect("an anchored automaton has anchored starts")
        });
        Self { automaton, begins }
    }

    /// Every place in `bytes`, in reading order, none overlapping another; the first alternative that fits wins.
    pub(crate) fn find_all(&self, bytes: &[u8]) -> Vec<Span> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            let end = self.end_from(bytes, at);
            if let Some(end) = end {
                found.push(Span::new(at, end));
            }
            at = end.unwrap_or(at + 1);
        }
        found
    }

    /// Where a match that begins at `at` ends.
    fn end_from(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let after_word = at > 0 && is_word(bytes[at - 1]);
        if !self.begins[usize::from(after_word)][usize::from(bytes[at])] {
            return None;
        }
        let input = Input::new(bytes).range(at..).anchored(Anchored::Yes);
        // It gives up on nothing: it has no quit bytes.
        let end = self.automaton.try_search_fwd(&input).ok().flatten()?.offset();
        (end > at).then_some(end)
    }
}

/// The bytes a match can begin with where `before` stands before it.
fn begins(automaton: &DFA<&[u8]>, before: u8) -> Result<[bool; 256], StartError> {
    let here = start::Config::new().anchored(Anchored::Yes).look_behind(Some(before));
    let first = automaton.start_state(&here)?;
    let mut begins = [false; 256];
    for byte in 0..=u8::MAX {
        begins[usize::from(byte)] = !automaton.is_dead_state(automaton.next_state(first, byte));
    }
    Ok(begins)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::bytes::Regex;
    use rulefile::shape;

    /// The automaton and the regular expression itself find the same.
    fn agree(fast: &Shape, slow: &Regex, text: &str) {
        let wanted: Vec<Span> =
            slow.find_iter(text.as_bytes()).map(|m| Span::new(m.start(), m.end())).collect();
        assert_eq!(fast.find_all(text.as_bytes()), wanted, "{text:?}");
    }

    #[test]
    fn the_automata_find_what_the_expressions_find() {
        let (bracketed, bare) =
            (Regex::new(shape::BRACKETED).unwrap(), Regex::new(shape::BARE).unwrap());
        let own = include_str!("placeholder.rs");
        let corpus = include_str!("../../tests/corpus/sentences.jsonl");
        let odd = [
            "",
            "[",
            "[[x]]]",
            "a_b_of_c XX/YY/ZZ ?????",
            "{{{x}}}",
            "Dr. ?? XXXX",
            "\u{ab}name\u{bb}",
            "é[é]",
        ];
        for text in own.lines().chain(corpus.lines().take(600)).chain(odd) {
            agree(&BRACKETED, &bracketed, text);
            agree(&BARE, &bare, text);
        }
    }
}
