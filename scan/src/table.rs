//! Words, sets of words and patterns as the matcher wants them, unpacked once from what `build.rs` packed: packed they
//! are a third of the size, and unpacking takes well under a millisecond.

use std::sync::LazyLock;

use super::beside::{Call, Neighbours};
use super::key::Key;
use super::program::{CHOICE, CLASS, Code, FIRST_SET, GAP, Lists, MARK, OPTIONAL, REPEAT};
use super::sign::{self, Class, NO_WORD, Needs, Sets, Signs};

// Numbers of words that folding writes: ENDINGS, NUMBER_WORD, POSSESSIVE.
include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The unpacked table.
pub static TABLE: LazyLock<Table> = LazyLock::new(Table::unpack);

static PATTERNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin"));
static CLASSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/classes.bin"));
static HEADS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/heads.bin"));
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
static SETS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sets.bin"));
static FOLDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/folds.bin"));

// Steps that stand only in what is packed.
/// The next of the sets that are named once; unpacked, it is a set like the others.
const FRESH: u16 = 14;
/// The end of a row; unpacked, rows have their length before them instead.
const END_ROW: u16 = 15;
/// The first byte of another number in two bytes.
const FIRST_FAR: u16 = 224;
/// The first byte of a set's number in two bytes.
const FIRST_FAR_SET: u16 = 216;

/// Words, sets, patterns.
#[derive(Debug)]
pub struct Table {
    words: Words,
    /// By a word's number: what it is found by.
    keys: Box<[Key]>,
    /// Word numbers + 1 by the places of their keys; 0 is an empty place.
    places: Box<[u16]>,
    /// By a word's number: what folding writes instead; empty where it stays.
    pub folds: Lists,
    /// Sets of words.
    pub sets: Sets,
    /// Which patterns are called by the words of which sets.
    pub filed: Box<[Call]>,
    /// By a word's number: calls, by their places in `filed`, where it stands.
    pub calls: Lists,
    /// By a word's number: those of them that hold where it stands in the next sentence.
    pub calls_over: Lists,
    /// Programs, step after step. Every row of steps within another has its length before it.
    code: Box<[u16]>,
    /// By a class's number: its program.
    pub classes: Box<[Class]>,
    /// All patterns.
    pub patterns: Box<[Pattern]>,
    /// By a word's number: its bit among [`Sign`](super::sign::Sign)s.
    bits: Box<[u8]>,
}

/// A compiled pattern.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// Its program.
    pub code: Code,
    /// Whether it reads on into the next sentence.
    pub crosses: bool,
    /// Whether only a part of it is underlined.
    pub marked: bool,
    /// What every match of it needs.
    pub needs: Needs,
}

impl Table {
    fn unpack() -> Self {
        let words = words();
        let keys: Vec<Key> = (0..words.len()).map(|number| Key::of(words.get(number))).collect();
        let (sets, reused) = sets();
        let bits = sign::bits(words.len(), &sets);
        let sets = Sets::new(sets, &bits);
        let mut unpacker = Unpacker {
            reader: Reader::new(CLASSES),
            heads: Reader::new(HEADS),
            fresh: reused,
            code: Vec::new(),
            own: Vec::new(),
        };
        let classes = unpacker.classes();
        unpacker.reader = Reader::new(PATTERNS);
        let (mut patterns, mut filed) = unpacker.patterns();
        let code = unpacker.code;
        let neighbours = Neighbours::new(&sets, &code, &classes);
        for calls in filed.chunk_by_mut(|one, other| one.pattern == other.pattern) {
            neighbours.note(patterns[usize::from(calls[0].pattern)].code, calls);
        }
        let mut signs = Signs::new(&sets, &code);
        let classes = signs.of_classes(&classes);
        for pattern in &mut patterns {
            pattern.needs = signs.needs(pattern.code);
        }
        let crosses = |call: &Call| patterns[usize::from(call.pattern)].crosses;
        Self {
            bits: bits.into(),
            places: places(&keys).into(),
            folds: folds(words.len()),
            calls: calls(words.len(), &sets, &filed, |_| true),
            calls_over: calls(words.len(), &sets, &filed, crosses),
            filed: filed.into(),
            sets,
            code: code.into(),
            classes: classes.into(),
            patterns: patterns.into(),
            keys: keys.into(),
            words,
        }
    }

    /// How many words there are.
    pub fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The steps of a program.
    #[inline(always)]
    pub fn program(&self, code: Code) -> &[u16] {
        &self.code[code.start..code.end]
    }

    /// The word with this number; empty where there is none.
    pub fn word(&self, number: u16) -> &str {
        self.words.get(usize::from(number))
    }

    /// A word's bit among signs.
    #[inline(always)]
    pub(crate) fn bit(&self, number: u16) -> u8 {
        self.bits.get(usize::from(number)).copied().unwrap_or(NO_WORD)
    }

    /// The number of a word.
    pub fn lookup(&self, word: &str) -> Option<u16> {
        self.find(Key::of(word), word)
    }

    /// As [`Self::lookup`], of a word with this key; letters of ASCII may be large.
    pub fn find(&self, key: Key, word: &str) -> Option<u16> {
        let mask = self.places.len() - 1;
        let mut at = key.place() & mask;
        loop {
            let number = self.places[at].checked_sub(1)?;
            if self.keys[usize::from(number)] == key
                && (word.len() < Key::WHOLE || self.word(number).eq_ignore_ascii_case(word))
            {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }
}

/// All words, one after the other.
#[derive(Debug)]
struct Words {
    text: Box<str>,
    /// Where each begins, and where the last one ends.
    starts: Box<[u32]>,
}

impl Words {
    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn get(&self, number: usize) -> &str {
        let start = self.starts.get(number).copied().unwrap_or_default();
        let end = self.starts.get(number + 1).copied().unwrap_or(start);
        &self.text[start as usize..end as usize]
    }
}

/// All words. A byte below a blank stands before each: 0, or one more than what is dropped of the word before it.
fn words() -> Words {
    let (mut text, mut starts, mut at) = (Vec::new(), vec![0], 0);
    let mut last = 0;
    while let Some(&head) = WORDS.get(at) {
        let rest = &WORDS[at + 1..];
        let length = rest.iter().position(|&byte| byte < b' ').unwrap_or(rest.len());
        let start = text.len();
        if let Some(dropped) = head.checked_sub(1) {
            text.extend_from_within(last..start - usize::from(dropped));
        }
        text.extend_from_slice(&rest[..length]);
        starts.push(text.len() as u32);
        last = start;
        at += 1 + length;
    }
    Words { text: String::from_utf8_lossy(&text).into(), starts: starts.into() }
}

fn places(keys: &[Key]) -> Vec<u16> {
    let size = (keys.len() * 2).next_power_of_two();
    let mut places = vec![0u16; size];
    for (number, key) in (1..).zip(keys) {
        let mut at = key.place() & (size - 1);
        while places[at] != 0 {
            at = (at + 1) & (size - 1);
        }
        places[at] = number;
    }
    places
}

/// The words of every set, and how many of them are named more than once.
fn sets() -> (Lists, u16) {
    let mut reader = Reader::new(SETS);
    let (reused, count) = (reader.short(), reader.number());
    let sizes: Vec<(u16, usize)> = (0..count).map(|_| reader.halves()).collect();
    let (mut flat, mut offsets, mut seen) = (Vec::new(), vec![0], 0);
    for (new, known) in sizes {
        let mut word = 0;
        for _ in 0..known {
            word += reader.far();
            flat.push(word);
        }
        flat.extend(seen..seen + new);
        seen += new;
        offsets.push(flat.len() as u32);
    }
    (Lists::new(offsets, flat), reused)
}

/// Those of the calls that each word makes.
fn calls(words: usize, sets: &Sets, filed: &[Call], wanted: impl Fn(&Call) -> bool) -> Lists {
    let wanted = (0..).zip(filed).filter(|(_, call)| wanted(call));
    let made =
        wanted.flat_map(|(nth, call)| sets.of(call.set).iter().map(move |&word| (word, nth)));
    Lists::of_pairs(words, &made.collect::<Vec<_>>())
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

/// Writes programs out.
struct Unpacker {
    reader: Reader,
    /// What is said of each pattern apart from its program.
    heads: Reader,
    /// The next of the sets that are named once.
    fresh: u16,
    code: Vec<u16>,
    /// Sets that the program at hand names.
    own: Vec<u16>,
}

impl Unpacker {
    fn classes(&mut self) -> Vec<Code> {
        let mut all = Vec::new();
        while !self.reader.is_done() {
            all.push(self.program());
        }
        all
    }

    /// All patterns, and by which sets' words each is called.
    fn patterns(&mut self) -> (Vec<Pattern>, Vec<Call>) {
        let (mut all, mut filed) = (Vec::new(), Vec::new());
        while !self.reader.is_done() {
            let kind = self.heads.number();
            let code = self.program();
            for _ in 0..kind >> 2 {
                filed.push(Call::new(all.len() as u16, self.filed_under()));
            }
            let (crosses, marked) = (kind & 1 != 0, kind & 2 != 0);
            all.push(Pattern { code, crosses, marked, needs: Needs::NONE });
        }
        (all, filed)
    }

    fn filed_under(&mut self) -> u16 {
        match self.heads.number() {
            0 => {
                let first = u16::from(self.heads.byte());
                self.heads.set_after(first)
            }
            place => self.own[place - 1],
        }
    }

    fn program(&mut self) -> Code {
        self.own.clear();
        let start = self.code.len();
        self.row();
        Code { start, end: self.code.len() }
    }

    fn row(&mut self) {
        loop {
            let step = u16::from(self.reader.byte());
            match step {
                END_ROW => return,
                FRESH => {
                    self.set(self.fresh);
                    self.fresh += 1;
                }
                FIRST_SET.. => {
                    let set = self.reader.set_after(step);
                    self.set(set);
                }
                _ => self.step(step),
            }
        }
    }

    fn set(&mut self, set: u16) {
        self.own.push(set);
        self.code.push(FIRST_SET + set);
    }

    fn step(&mut self, step: u16) {
        self.code.push(step);
        if matches!(step, GAP | CLASS | CHOICE) {
            self.code.push(self.reader.short());
        }
        let rows = match step {
            CHOICE => self.code[self.code.len() - 1],
            OPTIONAL | REPEAT | MARK => 1,
            _ => 0,
        };
        for _ in 0..rows {
            let place = self.code.len();
            self.code.push(0);
            self.row();
            self.code[place] = (self.code.len() - place - 1) as u16;
        }
    }
}

/// Reads what `rulefile` wrote.
#[derive(Clone, Copy)]
pub struct Reader {
    bytes: &'static [u8],
    /// The next byte.
    at: usize,
}

impl Reader {
    /// Of these bytes, from the first.
    pub fn new(bytes: &'static [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let byte = self.bytes[self.at];
        self.at += 1;
        byte
    }

    /// A number of seven bits a byte, the lowest first.
    pub fn number(&mut self) -> usize {
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

    /// As [`Self::number`], of those below 65,536.
    pub fn short(&mut self) -> u16 {
        self.number() as u16
    }

    /// A number below eight thousand, in one byte or in two with the higher part first.
    fn far(&mut self) -> u16 {
        match u16::from(self.byte()) {
            near @ ..FIRST_FAR => near,
            high => FIRST_FAR + ((high - FIRST_FAR) << 8) + u16::from(self.byte()),
        }
    }

    /// Two numbers in one byte; what is more than half a byte holds comes behind it.
    fn halves(&mut self) -> (u16, usize) {
        let both = usize::from(self.byte());
        let mut whole = |half: usize| half + if half == 15 { self.number() } else { 0 };
        (whole(both >> 4) as u16, whole(both & 15))
    }

    /// The number of the set that begins with `first`.
    fn set_after(&mut self, first: u16) -> u16 {
        if first < FIRST_FAR_SET {
            return first - FIRST_SET;
        }
        FIRST_FAR_SET - FIRST_SET + ((first - FIRST_FAR_SET) << 8) + u16::from(self.byte())
    }
}
