//! Folding: text in, words out, each with its original place. Case, quotes, invisible characters, contractions,
//! misspellings and ways to say first are brought to one form. Linear, allocation-free but for one buffer; never fails.

use super::key::Key;
use super::letters;
use super::span::Span;
use super::table::{ENDINGS, NUMBER_WORD, POSSESSIVE, TABLE, Table};

/// A word that no pattern knows.
pub const UNKNOWN: u16 = u16::MAX;

/// First word of its sentence.
pub const START: u8 = 1;
/// Last word of its sentence.
pub const END: u8 = 2;
/// A comma, semicolon, colon, dash or bracket stands before it.
pub const BREAK: u8 = 4;
/// Starts with a capital letter, and not merely because the sentence does.
pub const CAPITAL: u8 = 8;
/// Made of digits.
pub const DIGITS: u8 = 16;
/// Stands in quotation marks.
pub const QUOTED: u8 = 32;
/// A semicolon, colon, dash or bracket (no mere comma) stands before it.
pub const STRONG_BREAK: u8 = 64;

/// Written with a capital everywhere, though they name no program and no person.
const NO_NAMES: [Key; 32] = [
    Key::of("i"),
    Key::of("i'm"),
    Key::of("i'd"),
    Key::of("i'll"),
    Key::of("i've"),
    Key::of("monday"),
    Key::of("tuesday"),
    Key::of("wednesday"),
    Key::of("thursday"),
    Key::of("friday"),
    Key::of("saturday"),
    Key::of("sunday"),
    Key::of("january"),
    Key::of("february"),
    Key::of("march"),
    Key::of("april"),
    Key::of("may"),
    Key::of("june"),
    Key::of("july"),
    Key::of("august"),
    Key::of("september"),
    Key::of("october"),
    Key::of("november"),
    Key::of("december"),
    Key::of("match"),
    Key::of("nrmp"),
    Key::of("eras"),
    Key::of("english"),
    Key::of("step"),
    Key::of("usmle"),
    Key::of("mpa"),
    Key::of("soap"),
];

/// One folded word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its number in the table of words, or [`UNKNOWN`].
    pub id: u16,
    /// [`START`] and the other marks.
    pub flags: u8,
    /// Its place in the text, in bytes.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

impl Word {
    /// Whether it bears this mark.
    pub fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Its place in the text, in bytes.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Folds one sentence and appends its words. `sentence` lies in `text`; places are bytes of `text`.
pub fn fold(text: &str, sentence: Span, words: &mut Vec<Word>) {
    let first = words.len();
    let (table, buffer) = (&*TABLE, String::new());
    let mut folder =
        Folder { table, words, first, pending: 0, quoted: false, single: None, buffer };
    folder.run(&text[sentence.start()..sentence.end()], sentence.start());
    if words.len() > first {
        words[first].flags |= START;
        // A sentence gives its first word a capital: only a word that no rule knows may be a name all the same.
        if words[first].id != UNKNOWN {
            words[first].flags &= !CAPITAL;
        }
        let last = words.len() - 1;
        words[last].flags |= END;
    }
}

struct Folder<'w> {
    table: &'static Table,
    words: &'w mut Vec<Word>,
    first: usize,
    pending: u8,
    quoted: bool,
    /// Where a single quotation mark opened: the words since then are quoted only if it closes.
    single: Option<usize>,
    buffer: String,
}

impl Folder<'_> {
    fn run(&mut self, sentence: &str, base: usize) {
        let bytes = sentence.as_bytes();
        let (mut at, mut previous) = (0, ' ');
        while at < bytes.len() {
            let (end, key) = ascii_word(bytes, at);
            if end > at && bytes.get(end).is_none_or(|&next| ends_ascii_word(next)) {
                self.ascii_word(&sentence[at..end], key, base + at);
                (at, previous) = (end, char::from(bytes[end - 1]));
            } else if bytes[at] == b' ' {
                (at, previous) = (at + 1, ' ');
            } else {
                (at, previous) = self.step(sentence, at, base, previous);
            }
        }
    }

    /// Takes in the sign or the word at `at`, of any script; gives the place behind it, and its last character.
    fn step(&mut self, sentence: &str, at: usize, base: usize, previous: char) -> (usize, char) {
        let mut rest = sentence[at..].chars();
        let Some(c) = rest.next() else { return (sentence.len(), previous) };
        if !starts_word(c) {
            let next = rest.next().unwrap_or(' ');
            match c {
                '№' => self.number_sign(base + at, base + at + c.len_utf8()),
                '#' if next.is_ascii_digit() => self.number_sign(base + at, base + at + 1),
                _ => self.punctuation(c, previous, next),
            }
            return (at + c.len_utf8(), c);
        }
        let mut last = c;
        let mut after = rest.as_str();
        while let Some(next) = rest.next() {
            if !self.continues(next, rest.as_str()) {
                break;
            }
            last = next;
            after = rest.as_str();
        }
        let end = sentence.len() - after.len();
        self.word(&sentence[at..end], base + at);
        (end, last)
    }

    fn continues(&self, c: char, after: &str) -> bool {
        starts_word(c)
            || is_invisible(c)
            || (is_apostrophe(c) && after.chars().next().is_some_and(starts_word))
    }

    fn punctuation(&mut self, c: char, previous: char, next: char) {
        match c {
            ',' | '،' => self.pending |= BREAK,
            ';' | ':' | '—' | '–' | '(' | ')' | '[' | ']' | '…' => {
                self.pending |= BREAK | STRONG_BREAK
            }
            '-' if previous.is_whitespace() || next == '-' => self.pending |= BREAK | STRONG_BREAK,
            '.' if next == '.' => self.pending |= BREAK | STRONG_BREAK,
            '"' | '\u{ff02}' => self.quoted = !self.quoted,
            '“' | '„' | '«' => self.quoted = true,
            '”' | '»' => self.quoted = false,
            '\'' | '‘' | '’' => self.single_quote(previous, next),
            _ => {}
        }
    }

    /// "#1" reads "number one".
    fn number_sign(&mut self, start: usize, end: usize) {
        let flags = self.take_flags();
        self.words.push(Word { id: NUMBER_WORD, flags, start: start as u32, end: end as u32 });
    }

    fn single_quote(&mut self, previous: char, next: char) {
        match self.single.take() {
            Some(opened) => self.words[opened..].iter_mut().for_each(|word| word.flags |= QUOTED),
            None if previous.is_whitespace() && starts_word(next) => {
                self.single = Some(self.words.len())
            }
            None => {}
        }
    }

    fn take_flags(&mut self) -> u8 {
        let flags = self.pending | if self.quoted { QUOTED } else { 0 };
        self.pending = 0;
        flags
    }

    /// A word of letters and digits of ASCII.
    fn ascii_word(&mut self, raw: &str, key: Key, at: usize) {
        let shape = self.shape(raw, at, key, char::from(raw.as_bytes()[0]));
        match self.table.find(key, raw) {
            Some(id) => self.push_folded(id, shape),
            None if raw.as_bytes().windows(3).any(is_run) => {
                self.known(&raw.to_ascii_lowercase(), shape);
            }
            None => self.words.push(shape),
        }
    }

    /// A word of any letters.
    fn word(&mut self, raw: &str, at: usize) {
        self.buffer.clear();
        self.buffer.extend(raw.chars().filter(|&c| !is_invisible(c)).flat_map(plain));
        let buffer = std::mem::take(&mut self.buffer);
        let first = raw.chars().next().unwrap_or(' ');
        let shape = self.shape(raw, at, Key::of(&buffer), first);
        self.known(&buffer, shape);
        self.buffer = buffer;
    }

    /// What is known of a word before it is looked up.
    fn shape(&mut self, raw: &str, at: usize, key: Key, first: char) -> Word {
        let mut flags = self.take_flags();
        if first.is_uppercase() && !NO_NAMES.contains(&key) {
            flags |= CAPITAL;
        }
        if first.is_ascii_digit() {
            flags |= DIGITS;
            self.reread_number_word(at);
        }
        Word { id: UNKNOWN, flags, start: at as u32, end: (at + raw.len()) as u32 }
    }

    /// "no. 1" and "nr 1" read "number one".
    fn reread_number_word(&mut self, at: usize) {
        let Some(last) = self.words[self.first..].last_mut() else { return };
        if at - last.end as usize <= 2 && matches!(word_text(last.id), "no" | "nr" | "num") {
            last.id = NUMBER_WORD;
        }
    }

    fn known(&mut self, word: &str, shape: Word) {
        if let Some(id) = self.table.lookup(word) {
            return self.push_folded(id, shape);
        }
        if let Some(at) = word.rfind('\'') {
            return self.contraction(word, at, shape);
        }
        let id = shortened(word).and_then(|short| self.table.lookup(&short));
        match id {
            Some(id) => self.push_folded(id, shape),
            None => self.words.push(shape),
        }
    }

    fn push_folded(&mut self, id: u16, shape: Word) {
        let folded = self.table.folds.of(id);
        if folded.is_empty() {
            self.words.push(Word { id, ..shape });
            return;
        }
        for (nth, &id) in folded.iter().enumerate() {
            // Only the first word of several keeps what stood before them.
            let flags = if nth == 0 { shape.flags } else { shape.flags & QUOTED };
            self.words.push(Word { id, flags, ..shape });
        }
    }

    /// "you'll" is "you" and "will"; what is no known ending is taken as a possessive or dropped.
    fn contraction(&mut self, word: &str, apostrophe: usize, shape: Word) {
        let ending =
            ENDINGS.iter().find(|(ending, _)| word.ends_with(ending) && word.len() > ending.len());
        match ending {
            Some(&(ending, id)) => {
                self.known(&word[..word.len() - ending.len()], shape);
                self.words.push(Word { id, flags: shape.flags & QUOTED, ..shape });
            }
            None if &word[apostrophe..] == "'s" => {
                self.known(&word[..apostrophe], shape);
                self.words.push(Word { id: POSSESSIVE, flags: shape.flags & QUOTED, ..shape });
            }
            None => {
                let joined: String = word.chars().filter(|&c| c != '\'').collect();
                self.known(&joined, shape);
            }
        }
    }
}

/// The word with this number; empty for [`UNKNOWN`].
pub fn word_text(id: u16) -> &'static str {
    TABLE.word(id)
}

/// "pleeease" with every run of three or more letters cut to one.
fn shortened(word: &str) -> Option<String> {
    let mut short = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let mut run = 1;
        while rest.peek() == Some(&c) {
            rest.next();
            run += 1;
        }
        short.extend(std::iter::repeat_n(c, if run >= 3 { 1 } else { run }));
    }
    (short.len() < word.len()).then_some(short)
}

/// One past the letters and digits of ASCII from `at` on, and their key.
fn ascii_word(bytes: &[u8], mut at: usize) -> (usize, Key) {
    let mut key = Key::default();
    while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
        // Digits have this bit as well.
        key = key.and(bytes[at] | 0x20);
        at += 1;
    }
    (at, key)
}

/// Whether all three are one letter.
fn is_run(three: &[u8]) -> bool {
    three.iter().all(|byte| byte.eq_ignore_ascii_case(&three[0]))
}

/// Whether a word surely ends before this byte: it begins no letter of another script, and is no apostrophe.
fn ends_ascii_word(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'\'' | b'`')
}

fn starts_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '＇')
}

/// Soft hyphen, zero-width characters, direction marks, byte-order mark, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The plain lower-case letters a character stands for.
fn plain(c: char) -> impl Iterator<Item = char> {
    let c = if ('\u{ff01}'..='\u{ff5e}').contains(&c) {
        char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
    } else {
        c
    };
    let pair: [Option<char>; 3] = match c {
        _ if is_apostrophe(c) => [Some('\''), None, None],
        _ if is_mark(c) => [None; 3],
        'ﬁ' => [Some('f'), Some('i'), None],
        'ﬂ' => [Some('f'), Some('l'), None],
        'ﬀ' => [Some('f'), Some('f'), None],
        'ﬃ' => [Some('f'), Some('f'), Some('i')],
        'ﬄ' => [Some('f'), Some('f'), Some('l')],
        'æ' | 'Æ' => [Some('a'), Some('e'), None],
        'œ' | 'Œ' => [Some('o'), Some('e'), None],
        'ß' => [Some('s'), Some('s'), None],
        _ => [Some(base_letter(c)), None, None],
    };
    pair.into_iter().flatten()
}

/// The letter without its accent; Cyrillic and Greek look-alikes as the Latin letter they imitate; lower case.
fn base_letter(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match letters::small(c) {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'а' | 'α' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' | 'с' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'е' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'і' | 'ι' => 'i',
        'ł' | 'ľ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'о' | 'ο' => 'o',
        'ř' => 'r',
        'р' | 'ρ' => 'p',
        'ś' | 'š' | 'ş' | 'ș' | 'ѕ' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'х' => 'x',
        'ý' | 'ÿ' | 'у' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        lower => lower,
    }
}
