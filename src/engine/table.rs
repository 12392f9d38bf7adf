//! Words, sets of words and patterns as the matcher wants them, unpacked once from what `build.rs` packed: packed they
//! are a third of the size, and unpacking takes well under a millisecond.

use std::sync::LazyLock;

/// The unpacked table.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(Table::unpack);

static PATTERNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin"));
static CLASSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/classes.bin"));
static HEADS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/heads.bin"));
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
static SETS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sets.bin"));
static FOLDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/folds.bin"));

// Steps of a program; must agree with `rulefile/src/code.rs`.
pub(crate) const ANY: u16 = 0;
pub(crate) const NAME: u16 = 1;
pub(crate) const NUMBER: u16 = 2;
pub(crate) const GAP: u16 = 3;
pub(crate) const CHOICE: u16 = 4;
pub(crate) const OPTIONAL: u16 = 5;
pub(crate) const REPEAT: u16 = 6;
pub(crate) const MARK: u16 = 7;
pub(crate) const AT_START: u16 = 8;
pub(crate) const AT_END: u16 = 9;
pub(crate) const BORDER: u16 = 10;
pub(crate) const COMMA: u16 = 11;
pub(crate) const NO_COMMA: u16 = 12;
pub(crate) const CLASS: u16 = 13;
/// The next of the sets that are named once; unpacked, it is a set like the others.
const FRESH: u16 = 14;
/// The end of a row; unpacked, rows have their length before them instead.
const END_ROW: u16 = 15;
/// This and all greater ones are sets of words: the set's number comes on top.
pub(crate) const FIRST_SET: u16 = 16;
/// The first byte of another number in two bytes.
const FIRST_FAR: u16 = 224;
/// The first byte of a set's number in two bytes.
const FIRST_FAR_SET: u16 = 216;

/// Words, sets, patterns.
#[derive(Debug)]
pub(crate) struct Table {
    /// By a word's number.
    words: Vec<Box<str>>,
    /// Word numbers + 1 by hash; 0 is an empty place.
    places: Vec<u16>,
    /// By a word's number: what folding writes instead; empty where it stays.
    pub(crate) folds: Lists,
    /// By a set's number: its words.
    pub(crate) sets: Lists,
    /// By a word's number: the sets that hold it and have patterns filed under them.
    pub(crate) keys: Lists,
    /// How many sets there are.
    pub(crate) set_count: usize,
    /// By a set's number: patterns to try where one of its words stands.
    pub(crate) index: Lists,
    /// Programs, step after step. Every row of steps within another has its length before it.
    pub(crate) code: Vec<u16>,
    /// By a class's number: its program.
    pub(crate) classes: Vec<Code>,
    /// All patterns.
    pub(crate) patterns: Vec<Pattern>,
}

/// A program's place in [`Table::code`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A compiled pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern {
    /// Its program.
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
        let words = words();
        let (sets, set_count, reused) = sets();
        let mut unpacker = Unpacker {
            reader: Reader::new(CLASSES),
            heads: Reader::new(HEADS),
            fresh: reused,
            code: Vec::new(),
            own: Vec::new(),
        };
        let classes = unpacker.classes();
        unpacker.reader = Reader::new(PATTERNS);
        let (patterns, filed) = unpacker.patterns();
        let index = Lists::of_pairs(set_count, &filed);
        Self {
            places: places(&words),
            folds: folds(words.len()),
            keys: keys(words.len(), set_count, &sets, &index),
            sets,
            set_count,
            index,
            code: unpacker.code,
            classes,
            patterns,
            words,
        }
    }

    /// How many words there are.
    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The word with this number; empty where there is none.
    pub(crate) fn word(&self, number: u16) -> &str {
        self.words.get(usize::from(number)).map_or("", |word| word)
    }

    /// The number of a word.
    pub(crate) fn lookup(&self, word: &str) -> Option<u16> {
        let mask = self.places.len() - 1;
        let mut at = hash(word.as_bytes()) as usize & mask;
        loop {
            match self.places[at] {
                0 => return None,
                place if *self.words[usize::from(place - 1)] == *word => return Some(place - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// FNV-1a, 32 bit.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// All words. A byte below a blank stands before each: 0, or one more than what is dropped of the word before it.
fn words() -> Vec<Box<str>> {
    let (mut all, mut at) = (Vec::new(), 0);
    let mut word = Vec::new();
    while let Some(&head) = WORDS.get(at) {
        let rest = &WORDS[at + 1..];
        let length = rest.iter().position(|&byte| byte < b' ').unwrap_or(rest.len());
        let kept = head.checked_sub(1).map_or(0, |dropped| word.len() - usize::from(dropped));
        word.truncate(kept);
        word.extend_from_slice(&rest[..length]);
        all.push(String::from_utf8_lossy(&word).into());
        at += 1 + length;
    }
    all
}

fn places(words: &[Box<str>]) -> Vec<u16> {
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

/// The words of every set, how many sets there are, and how many of them are named more than once.
fn sets() -> (Lists, usize, u16) {
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
    (Lists { offsets, flat }, count, reused)
}

fn keys(words: usize, set_count: usize, sets: &Lists, index: &Lists) -> Lists {
    let filed = (0..set_count as u16).filter(|&set| !index.of(set).is_empty());
    let pairs = filed.flat_map(|set| sets.of(set).iter().map(move |&word| (word, set)));
    Lists::of_pairs(words, &pairs.collect::<Vec<_>>())
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

    /// All patterns, and under which set each is filed.
    fn patterns(&mut self) -> (Vec<Pattern>, Vec<(u16, u16)>) {
        let (mut all, mut filed) = (Vec::new(), Vec::new());
        while !self.reader.is_done() {
            let kind = self.heads.number();
            let code = self.program();
            for _ in 0..kind >> 2 {
                filed.push((self.filed_under(), all.len() as u16));
            }
            all.push(Pattern { code, crosses: kind & 1 != 0, marked: kind & 2 != 0 });
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
pub(crate) struct Reader {
    bytes: &'static [u8],
    /// The next byte.
    at: usize,
}

impl Reader {
    pub(crate) fn new(bytes: &'static [u8]) -> Self {
        Self { bytes, at: 0 }
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

    pub(crate) fn short(&mut self) -> u16 {
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
