//! Programs as bytes. The engine's `matcher.rs` reads them; the two must agree.
//!
//! A byte of 16 and more is a set of words, by its number: the most used ones in one byte, the others in two. The
//! smaller bytes are steps of another kind, each followed by what it needs. Most sets are named once in all: these have
//! no number in the code, but are the next such set.

use std::collections::BTreeMap;

use crate::program::{Part, Words};

const ANY: u8 = 0;
const NAME: u8 = 1;
const NUMBER: u8 = 2;
const GAP: u8 = 3;
const CHOICE: u8 = 4;
const OPTIONAL: u8 = 5;
const REPEAT: u8 = 6;
const MARK: u8 = 7;
const START: u8 = 8;
const END: u8 = 9;
const BORDER: u8 = 10;
const COMMA: u8 = 11;
const NO_COMMA: u8 = 12;
const CLASS: u8 = 13;
/// The next of the sets that are named once.
const FRESH: u8 = 14;
/// The end of a row.
const END_ROW: u8 = 15;
/// The first byte that is a set of words by itself.
const SETS: u8 = 16;
/// The first byte of a set's number in two bytes.
const FAR_SETS: u8 = 216;

/// Numbers for the sets of words and the classes of phrases that programs name.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    /// Sets in the order of their numbers: those named again and again, the most used first, then those named once in
    /// the order in which they are written.
    pub(crate) sets: Vec<Words>,
    /// How many sets are named more than once.
    pub(crate) reused: usize,
    /// Classes in the order of their numbers, the most used first.
    pub(crate) classes: Vec<String>,
    set_numbers: BTreeMap<Words, usize>,
    class_numbers: BTreeMap<String, usize>,
}

impl Numbers {
    /// Numbers everything that the classes' bodies and the patterns name. `filed` gives the sets that the patterns
    /// are filed under and do not name themselves.
    pub(crate) fn new<'p>(
        bodies: &'p BTreeMap<String, Vec<Part>>,
        patterns: impl Iterator<Item = &'p [Part]> + Clone,
        filed: impl Iterator<Item = &'p Words>,
    ) -> Self {
        let mut count = Count::default();
        bodies.values().for_each(|row| count.row(row));
        patterns.clone().for_each(|row| count.row(row));
        filed.for_each(|set| *count.sets.entry(set.clone()).or_insert(0) += 2);
        let classes = most_used_first(count.classes.clone());
        let (once, often): (BTreeMap<_, _>, BTreeMap<_, _>) =
            count.sets.into_iter().partition(|(_, uses)| *uses == 1);
        let mut sets = most_used_first(often);
        let reused = sets.len();
        let bodies = classes.iter().map(|name| bodies[name].as_slice());
        for row in bodies.chain(patterns) {
            sets.extend(sets_in(row).into_iter().filter(|set| once.contains_key(*set)).cloned());
        }
        Self {
            set_numbers: sets.iter().cloned().zip(0..).collect(),
            class_numbers: classes.iter().cloned().zip(0..).collect(),
            sets,
            reused,
            classes,
        }
    }

    /// Writes a row.
    pub(crate) fn row(&self, row: &[Part], out: &mut Vec<u8>) {
        row.iter().for_each(|part| self.part(part, out));
    }

    fn part(&self, part: &Part, out: &mut Vec<u8>) {
        match part {
            Part::Words(words) => self.set(words, out),
            Part::Class(name) => {
                out.push(CLASS);
                number(self.class_numbers[name], out);
            }
            Part::Any => out.push(ANY),
            Part::Name => out.push(NAME),
            Part::Number => out.push(NUMBER),
            Part::Gap(words) => {
                out.push(GAP);
                number(*words, out);
            }
            Part::Choice(rows) => {
                out.push(CHOICE);
                number(rows.len(), out);
                rows.iter().for_each(|row| self.closed(row, out));
            }
            Part::Optional(row) => self.group(OPTIONAL, row, out),
            Part::Repeat(row) => self.group(REPEAT, row, out),
            Part::Mark(row) => self.group(MARK, row, out),
            Part::Start => out.push(START),
            Part::End => out.push(END),
            Part::Border => out.push(BORDER),
            Part::Comma => out.push(COMMA),
            Part::NoComma => out.push(NO_COMMA),
        }
    }

    fn group(&self, kind: u8, row: &[Part], out: &mut Vec<u8>) {
        out.push(kind);
        self.closed(row, out);
    }

    /// The row with its end behind it.
    pub(crate) fn closed(&self, row: &[Part], out: &mut Vec<u8>) {
        self.row(row, out);
        out.push(END_ROW);
    }

    /// Writes a set's number.
    ///
    /// # Panics
    ///
    /// If there are more than ten thousand sets: the rules have some hundreds.
    pub(crate) fn set(&self, words: &Words, out: &mut Vec<u8>) {
        let near = usize::from(FAR_SETS - SETS);
        let at = self.set_numbers[words];
        if at >= self.reused {
            return out.push(FRESH);
        }
        let byte =
            |value: usize| u8::try_from(value).expect("fewer than ten thousand sets of words");
        if at < near {
            out.push(SETS + byte(at));
        } else {
            out.push(byte(usize::from(FAR_SETS) + ((at - near) >> 8)));
            out.push(byte((at - near) & 0xFF));
        }
    }
}

/// The sets that a row names itself, in the order in which they are written.
pub(crate) fn sets_in(row: &[Part]) -> Vec<&Words> {
    row.iter()
        .flat_map(|part| match part {
            Part::Words(words) => vec![words],
            Part::Choice(rows) => rows.iter().flat_map(|row| sets_in(row)).collect(),
            Part::Optional(row) | Part::Repeat(row) | Part::Mark(row) => sets_in(row),
            _ => Vec::new(),
        })
        .collect()
}

/// Writes a number, seven bits a byte, the lowest first.
pub(crate) fn number(mut value: usize, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The first byte that is not a small number by itself.
const FAR: usize = 224;

/// Writes a number below eight thousand: the small ones in one byte, of the others the higher part first, so that bytes
/// of one place are like each other.
///
/// # Panics
///
/// If the number is greater.
pub(crate) fn short(value: usize, out: &mut Vec<u8>) {
    let byte = |value: usize| u8::try_from(value).expect("the number is below eight thousand");
    match value.checked_sub(FAR) {
        None => out.push(byte(value)),
        Some(rest) => out.extend([byte(FAR + (rest >> 8)), byte(rest & 0xFF)]),
    }
}

#[derive(Default)]
struct Count {
    sets: BTreeMap<Words, usize>,
    classes: BTreeMap<String, usize>,
}

impl Count {
    fn row(&mut self, row: &[Part]) {
        for part in row {
            match part {
                Part::Words(words) => *self.sets.entry(words.clone()).or_insert(0) += 1,
                Part::Class(name) => *self.classes.entry(name.clone()).or_insert(0) += 1,
                Part::Choice(rows) => rows.iter().for_each(|row| self.row(row)),
                Part::Optional(row) | Part::Repeat(row) | Part::Mark(row) => self.row(row),
                _ => {}
            }
        }
    }
}

fn most_used_first<T: Ord>(count: BTreeMap<T, usize>) -> Vec<T> {
    let mut all: Vec<(T, usize)> = count.into_iter().collect();
    all.sort_by(|(one, used), (other, more)| more.cmp(used).then_with(|| one.cmp(other)));
    all.into_iter().map(|(item, _)| item).collect()
}
