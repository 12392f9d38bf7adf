//! Words, sets of words and patterns as the matcher wants them, unpacked once from what `build.rs` packed: packed they
//! are a third of the size, and unpacking takes well under a millisecond.

use std::sync::LazyLock;

/// The unpacked table.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(Table::unpack);

/// Programs of the patterns; [`Pattern`] points into it.
pub(crate) static PATTERN_CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin"));
/// Programs of the classes of phrases.
pub(crate) static CLASS_CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/classes.bin"));
static WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.txt"));
static SETS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sets.bin"));
static FOLDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/folds.bin"));

/// The first byte that is a set of words by itself; smaller ones are steps of another kind.
pub(crate) const FIRST_SET: u8 = 16;
/// The first byte of a set's number in two bytes.
const FIRST_FAR_SET: u8 = 216;

/// Words, sets, patterns.
#[derive(Debug)]
pub(crate) struct Table {
    /// By a word's number.
    words: Vec<&'static str>,
    /// Word numbers + 1 by hash; 0 is an empty place.
    places: Vec<u16>,
    /// By a word's number: what folding writes instead; empty where it stays.
    pub(crate) folds: Lists,
    /// By a word's number: the sets that hold it.
    pub(crate) sets: Lists,
    /// How many sets there are.
    pub(crate) set_count: usize,
    /// By a set's number: patterns to try where one of its words stands.
    pub(crate) index: Lists,
    /// By a class's number: its program in [`CLASS_CODE`].
    pub(crate) classes: Vec<Code>,
    /// All patterns.
    pub(crate) patterns: Vec<Pattern>,
}

/// A program's bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A compiled pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern {
    /// Its program in [`PATTERN_CODE`].
    pub(crate) code: Code,
    /// Whether it reads on into the next sentence.
    pub(crate) crosses: bool,
    /// Whether only a part of it is underlined.
    pub(crate) marked: bool,
}

/// Lists of numbers, stored flat.
#[derive(Debug)]
pub(crate) struct Lists {
    offsets: Vec<u32>,
    flat: Vec<u16>,
}

impl Lists {
    /// Sorts `pairs` of a list's number and an item into `count` lists; items keep their order.
    fn of_pairs(count: usize, pairs: &[(u16, u16)]) -> Self {
        let mut offsets = vec![0u32; count + 1];
        for &(list, _) in pairs {
            offsets[usize::from(list) + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut next = offsets.clone();
        let mut flat = vec![0; pairs.len()];
        for &(list, item) in pairs {
            let place = &mut next[usize::from(list)];
            flat[*place as usize] = item;
            *place += 1;
        }
        Self { offsets, flat }
    }

    pub(crate) fn of(&self, at: u16) -> &[u16] {
        let at = usize::from(at);
        &self.flat[self.offsets[at] as usize..self.offsets[at + 1] as usize]
    }
}

impl Table {
    fn unpack() -> Self {
        let words: Vec<&'static str> = WORDS.split('\n').collect();
        let (sets, set_count) = sets(words.len());
        let (patterns, filed) = patterns();
        Self {
            places: places(&words),
            folds: folds(words.len()),
            sets,
            set_count,
            index: Lists::of_pairs(set_count, &filed),
            classes: classes(),
            patterns,
            words,
        }
    }

    /// How many words there are.
    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The word with this number; empty where there is none.
    pub(crate) fn word(&self, number: u16) -> &'static str {
        self.words.get(usize::from(number)).copied().unwrap_or("")
    }

    /// The number of a word.
    pub(crate) fn lookup(&self, word: &str) -> Option<u16> {
        let mask = self.places.len() - 1;
        let mut at = hash(word.as_bytes()) as usize & mask;
        loop {
            match self.places[at] {
                0 => return None,
                place if self.words[usize::from(place - 1)] == word => return Some(place - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// FNV-1a, 32 bit.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn places(words: &[&str]) -> Vec<u16> {
    let size = (words.len() * 2).next_power_of_two();
    let mut places = vec![0u16; size];
    for (number, word) in (1..).zip(words) {
        let mut at = hash(word.as_bytes()) as usize & (size - 1);
        while places[at] != 0 {
            at = (at + 1) & (size - 1);
        }
        places[at] = number;
    }
    places
}

fn sets(words: usize) -> (Lists, usize) {
    let (mut pairs, mut reader, mut set) = (Vec::new(), Reader::new(SETS), 0);
    while !reader.is_done() {
        let mut word = 0;
        for _ in 0..reader.number() {
            word += reader.short();
            pairs.push((word, set));
        }
        set += 1;
    }
    (Lists::of_pairs(words, &pairs), usize::from(set))
}

fn folds(words: usize) -> Lists {
    let (mut pairs, mut reader, mut word) = (Vec::new(), Reader::new(FOLDS), 0);
    while !reader.is_done() {
        word += reader.short();
        for _ in 0..reader.number() {
            pairs.push((word, reader.short()));
        }
    }
    Lists::of_pairs(words, &pairs)
}

fn classes() -> Vec<Code> {
    let (mut all, mut reader) = (Vec::new(), Reader::new(CLASS_CODE));
    while !reader.is_done() {
        all.push(reader.code());
    }
    all
}

/// All patterns, and under which set each is filed.
fn patterns() -> (Vec<Pattern>, Vec<(u16, u16)>) {
    let (mut all, mut filed) = (Vec::new(), Vec::new());
    let mut reader = Reader::new(PATTERN_CODE);
    while !reader.is_done() {
        let kind = reader.number();
        for _ in 0..kind >> 2 {
            filed.push((reader.set(), all.len() as u16));
        }
        let code = reader.code();
        all.push(Pattern { code, crosses: kind & 1 != 0, marked: kind & 2 != 0 });
    }
    (all, filed)
}

/// Reads what `rulefile` wrote.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    bytes: &'static [u8],
    /// The next byte.
    pub(crate) at: usize,
}

impl Reader {
    fn new(bytes: &'static [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A reader that goes on from `at`.
    pub(crate) fn from(bytes: &'static [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        let byte = self.bytes[self.at];
        self.at += 1;
        byte
    }

    /// A number of seven bits a byte, the lowest first.
    pub(crate) fn number(&mut self) -> usize {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return value;
            }
            shift += 7;
        }
    }

    fn short(&mut self) -> u16 {
        self.number() as u16
    }

    fn set(&mut self) -> u16 {
        let first = self.byte();
        self.set_after(first)
    }

    /// The number of the set that begins with `first`.
    pub(crate) fn set_after(&mut self, first: u8) -> u16 {
        if first < FIRST_FAR_SET {
            return u16::from(first - FIRST_SET);
        }
        let high = u16::from(first - FIRST_FAR_SET);
        u16::from(FIRST_FAR_SET - FIRST_SET) + (high << 8) + u16::from(self.byte())
    }

    /// A program with its length before it.
    pub(crate) fn code(&mut self) -> Code {
        let length = self.number();
        let start = self.at;
        self.at += length;
        Code { start, end: self.at }
    }
}
