//! Shapes of unfilled fields: automata made at build time from `rulefile`'s regular expressions. Bytes in, places out.
//!
//! The automata are anchored, so a search begins at every place; mostly one step shows that nothing begins there.

use std::sync::LazyLock;

use super::span::Span;
use super::table::Reader;

/// Bracketed passages: what stands inside decides.
pub(crate) static BRACKETED: LazyLock<Shape> =
    LazyLock::new(|| Shape::read(include_bytes!(concat!(env!("OUT_DIR"), "/bracketed.dfa"))));
/// Passages that are fields by their shape alone.
pub(crate) static BARE: LazyLock<Shape> =
    LazyLock::new(|| Shape::read(include_bytes!(concat!(env!("OUT_DIR"), "/bare.dfa"))));

/// The state that nothing leads out of.
const DEAD: u16 = 0;
/// How the build writes the next state that was not named before, and the first of those that were.
const NEW: usize = 1;
const KNOWN: usize = 2;

/// One automaton. A state tells of a match one byte after its end.
pub(crate) struct Shape {
    /// The class of each byte.
    classes: [u8; 256],
    /// How many steps a state has: one for each class, and one for the end of the text.
    width: usize,
    /// Where each state leads, by class.
    steps: Vec<u16>,
    matched: Vec<bool>,
    /// Where a search begins: after a letter, digit or underscore, and after anything else.
    starts: [u16; 2],
}

impl Shape {
    /// Reads an automaton that the build has written.
    fn read(bytes: &'static [u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let (mut classes, mut known) = ([0; 256], 0);
        while known < classes.len() {
            let (length, class) = (reader.number(), reader.byte());
            classes[known..known + length].fill(class);
            known += length;
        }
        let count = reader.number();
        let starts = [reader.short(), reader.short()];
        let width = usize::from(classes.iter().copied().max().unwrap_or(0)) + 2;
        let mut shape = Self {
            classes,
            width,
            steps: Vec::with_capacity(count * width),
            matched: Vec::new(),
            starts,
        };
        let mut named = starts[0].max(starts[1]);
        for _ in 0..count {
            shape.state(&mut reader, &mut named);
        }
        shape
    }

    fn state(&mut self, reader: &mut Reader, named: &mut u16) {
        let head = reader.number();
        self.matched.push(head & 1 != 0);
        for _ in 0..head >> 1 {
            let length = reader.number();
            let to = match reader.number() {
                0 => DEAD,
                NEW => *named + 1,
                known => (known - KNOWN) as u16,
            };
            *named = to.max(*named);
            self.steps.extend(std::iter::repeat_n(to, length));
        }
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
        let mut state = self.starts[usize::from(!after_word)];
        let mut end = None;
        for (here, &byte) in (at..).zip(&bytes[at..]) {
            state = self.step(state, self.classes[usize::from(byte)]);
            if state == DEAD {
                return end;
            }
            if self.matched[usize::from(state)] {
                end = Some(here);
            }
        }
        let last = self.step(state, (self.width - 1) as u8);
        if self.matched[usize::from(last)] { Some(bytes.len()) } else { end }
    }

    fn step(&self, state: u16, class: u8) -> u16 {
        self.steps[usize::from(state) * self.width + usize::from(class)]
    }
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
