//! Lines of a text and the small looks at them that regions and sentences share. Every look is bounded in length.

use super::marks;
use crate::letters;
use crate::order;
use crate::span::Span;

/// Looks at a line go no further than this many bytes, so that a line of megabytes costs no more than a short one.
pub(super) const LOOK: usize = 300;

/// A text cut into lines: at LF, CR LF, a lone CR, and the Unicode line and paragraph separators.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// What the page marks as not the writer's, in order, apart from each other.
    foreign: Vec<Span>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, foreign: &[Span]) -> Self {
        let starts = starts(text, Span::new(0, text.len()));
        Self { text, starts, foreign: in_order(text, foreign) }
    }

    /// Some lines of a text, which begin at these bytes, the last of them ending at `end`; `foreign` is in order.
    pub(super) fn some(text: &'t str, starts: Vec<usize>, end: usize, foreign: &[Span]) -> Self {
        Self { text: &text[..end], starts, foreign: foreign.to_vec() }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// First byte of line `index`; the end of the text for the line after the last.
    pub(super) fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.text.len())
    }

    /// The line with its terminator.
    pub(super) fn raw(&self, index: usize) -> &'t str {
        &self.text[self.start(index)..self.start(index + 1)]
    }

    /// The line without white space, byte-order and direction marks at either end.
    pub(super) fn trimmed(&self, index: usize) -> &'t str {
        trim(self.raw(index))
    }

    /// Whether the line carries a quote mark, or lies wholly in what the page marks as foreign.
    pub(super) fn is_quoted(&self, index: usize) -> bool {
        let line = self.trimmed(index);
        if line.starts_with(['>', '＞']) || line.starts_with("| ") || line == "|" {
            return true;
        }
        if self.foreign.is_empty() {
            return false;
        }
        let start = self.start(index) + self.raw(index).find(|c| !is_blank(c)).unwrap_or(0);
        let after = self.foreign.partition_point(|span| span.end() <= start);
        let around = self.foreign.get(after);
        !line.is_empty()
            && around.is_some_and(|span| span.contains(Span::new(start, start + line.len())))
    }
}

/// The bytes at which the lines of `text[part]` begin, the first at its start. The part is made of whole lines.
pub(super) fn starts(text: &str, part: Span) -> Vec<usize> {
    let mut starts = vec![part.start()];
    let mut at = part.start();
    let bytes = &text.as_bytes()[..part.end()];
    // 0xe2 begins the two separators, and other characters.
    while let Some(found) = bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r' | 0xe2)) {
        at += found;
        let length = break_len(&text[at..part.end()]);
        if length > 0 {
            starts.push(at + length);
        }
        at += length.max(1);
    }
    // What a last break begins is no line of this part.
    if starts.len() > 1 && starts.last() == Some(&part.end()) {
        starts.pop();
    }
    starts
}

/// The parts of `span` that are not foreign, in order; `foreign` is in order.
pub(super) fn without_foreign(foreign: &[Span], span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut at = span.start();
    let first = foreign.partition_point(|foreign| foreign.end() <= at);
    for foreign in &foreign[first..] {
        if foreign.start() >= span.end() {
            break;
        }
        if foreign.start() > at {
            parts.push(Span::new(at, foreign.start()));
        }
        at = foreign.end();
    }
    if at < span.end() {
        parts.push(Span::new(at, span.end()));
    }
    parts
}

/// Foreign spans in order, joined where they touch, grown to whole characters, cut at the end of the text.
pub(super) fn in_order(text: &str, foreign: &[Span]) -> Vec<Span> {
    let whole = |span: &Span| {
        let start = text.floor_char_boundary(span.start().min(text.len()));
        Span::new(start, text.ceil_char_boundary(span.end().min(text.len())))
    };
    let mut spans: Vec<Span> = foreign.iter().map(whole).filter(|span| !span.is_empty()).collect();
    order::by_key(&mut spans, |span| span.place());
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.end() >= span.start() => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether `c` ends a line.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Length of the line break that `text` begins with, CR LF counting as one; 0 if it begins with none.
pub(super) fn break_len(text: &str) -> usize {
    if text.starts_with("\r\n") {
        return 2;
    }
    text.chars().next().filter(|&c| is_break(c)).map_or(0, char::len_utf8)
}

/// Whether `c` shows nothing: white space, zero-width and direction marks.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// `text` without blanks at either end.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The longest prefix of at most `limit` bytes that ends between two characters.
pub(super) fn head(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// The longest suffix of at most `limit` bytes that begins between two characters.
pub(super) fn tail(text: &str, limit: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(limit))..]
}

/// Lower case, curly apostrophes straight, runs of blanks as one space, direction marks dropped. For short texts.
pub(super) fn plain(text: &str) -> String {
    let text = head(text, LOOK);
    if is_simple(text) {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' | 'ʼ' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if is_blank(c) => {}
            c => letters::push_small(c, &mut out),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether letters of ASCII and single blanks between them are all that stands there.
fn is_simple(text: &str) -> bool {
    let mut before = b' ';
    for &byte in text.as_bytes() {
        if !(b' '..0x80).contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// Which of the first words of a text hold a letter or a digit: one bit a word.
#[derive(Clone, Copy)]
pub(super) struct Runs(u32);

impl Runs {
    /// So many words are looked at.
    const MOST: usize = 14;

    pub(super) fn of(text: &str) -> Self {
        let (mut held, mut word) = (0, 0);
        let mut inside = false;
        for &byte in text.as_bytes() {
            match byte {
                0x80.. => return Self::of_any_script(text),
                b' ' | b'\t'..=b'\r' => {
                    word += u32::from(inside);
                    inside = false;
                    if word == Self::MOST as u32 {
                        break;
                    }
                }
                _ => {
                    inside = true;
                    held |= u32::from(byte.is_ascii_alphanumeric()) << word;
                }
            }
        }
        Self(held)
    }

    fn of_any_script(text: &str) -> Self {
        let words = text.split_whitespace().take(Self::MOST).enumerate();
        let held = |word: &str| u32::from(word.chars().any(char::is_alphanumeric));
        Self(words.fold(0, |all, (nth, word)| all | held(word) << nth))
    }

    /// How many of the first `limit` words hold a letter or a digit; at most [`Self::MOST`] are known.
    pub(super) fn among(self, limit: usize) -> usize {
        (self.0 & ((1 << limit.min(Self::MOST)) - 1)).count_ones() as usize
    }
}

/// A line, and what is asked of it again and again.
pub(super) struct View<'t> {
    /// The line without blanks at either end.
    pub(super) line: &'t str,
    /// As [`plain`].
    pub(super) low: String,
    pub(super) runs: Runs,
}

impl<'t> View<'t> {
    /// Of a line without blanks at either end.
    pub(super) fn of(line: &'t str) -> Self {
        Self { line, low: plain(line), runs: Runs::of(line) }
    }
}

/// Phrases that are looked for anywhere in a text, none of them shorter than four bytes.
pub(super) struct Phrases {
    all: &'static [&'static str],
    /// By a byte: eight bits for each of the first four places of a phrase; a bit is set where the byte stands at that
    /// place of a phrase of that bit.
    places: [u32; 256],
}

impl Phrases {
    pub(super) const fn new(all: &'static [&'static str]) -> Self {
        let (mut places, mut at) = ([0; 256], 0);
        while at < all.len() {
            let phrase = all[at].as_bytes();
            let mut place = 0;
            while place < 4 {
                places[phrase[place] as usize] |= 1 << (8 * place + bit(phrase[0], phrase[1]));
                place += 1;
            }
            at += 1;
        }
        Self { all, places }
    }

    /// Whether one of them stands in the text. One pass over the text.
    pub(super) fn any_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut state = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            state = (state << 8 | 0xFF) & self.places[usize::from(byte)];
            if state >> 24 != 0 && self.one_begins(&bytes[at - 3..]) {
                return true;
            }
        }
        false
    }

    fn one_begins(&self, bytes: &[u8]) -> bool {
        let same = |phrase: &&&str| phrase.as_bytes()[..4] == bytes[..4];
        self.all.iter().filter(same).any(|phrase| bytes.starts_with(phrase.as_bytes()))
    }
}

/// One of eight bits, by the first two bytes of a phrase.
const fn bit(one: u8, two: u8) -> usize {
    (one as usize * 5 + two as usize * 3) % 8
}

/// Phrases that are looked for at the beginning of a text.
pub(super) struct Openings {
    all: &'static [&'static str],
    /// One bit for each two bytes that a phrase begins with; few others share it.
    begins: [u64; 8],
}

impl Openings {
    pub(super) const fn new(all: &'static [&'static str]) -> Self {
        let (mut begins, mut at) = ([0; 8], 0);
        while at < all.len() {
            let phrase = all[at].as_bytes();
            // Behind a phrase of one letter anything may stand.
            let (mut next, last) =
                if phrase.len() > 1 { (phrase[1], phrase[1]) } else { (0, u8::MAX) };
            loop {
                let code = pair(phrase[0], next);
                begins[code / 64] |= 1 << (code % 64);
                if next == last {
                    break;
                }
                next += 1;
            }
            at += 1;
        }
        Self { all, begins }
    }

    /// Whether `low` begins with one of them, not in the middle of a word.
    pub(super) fn begin(&self, low: &str) -> bool {
        self.of(low).any(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    /// What stands in `low` after each of them that it begins with.
    pub(super) fn of<'t>(&self, low: &'t str) -> impl Iterator<Item = &'t str> {
        let (one, two) = match *low.as_bytes() {
            [] => (0, 0),
            [one] => (one, 0),
            [one, two, ..] => (one, two),
        };
        let code = pair(one, two);
        let some = self.begins[code / 64] >> (code % 64) & 1 == 1;
        let all = if some { self.all } else { &[] };
        all.iter()
            .filter(move |phrase| phrase.as_bytes()[0] == one)
            .filter_map(|phrase| low.strip_prefix(phrase))
    }
}

const fn pair(one: u8, two: u8) -> usize {
    (one as usize * 31 + two as usize) % 512
}

/// How a greeting begins.
pub(super) static GREETINGS: Openings = Openings::new(marks::GREETINGS);
/// Titles that may begin one with no other word.
static TITLES: Openings = Openings::new(marks::TITLES);

/// Whether the line greets someone: "Dear Dr. Chen,", "Hi all,", "Dr. Cho,", "Irina,".
pub(super) fn is_salutation(line: &str) -> bool {
    greets(&View::of(trim(line)))
}

/// As [`is_salutation`].
pub(super) fn greets(View { line, low, runs }: &View<'_>) -> bool {
    if line.is_empty() || line.len() > 120 {
        return false;
    }
    let closed = line.ends_with([',', ':', '!', '，', '：', '،']);
    if GREETINGS.begin(low) {
        return runs.among(12) <= if closed { 10 } else { 5 } && !line.ends_with(['.', '?', ';']);
    }
    if TITLES.begin(low) {
        return closed && runs.among(6) <= 4;
    }
    line.ends_with([',', '，']) && runs.among(6) <= 3 && line.split_whitespace().all(starts_large)
}

fn starts_large(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// Length of the list mark, with the blank after it, that a line begins with ("- ", "• ", "2) "); 0 if none.
pub(super) fn bullet_len(line: &str) -> usize {
    let mark = line.find([' ', '\t', '\u{a0}']).filter(|&at| at <= 4).map_or("", |at| &line[..at]);
    if !is_bullet(mark) {
        return 0;
    }
    let after = &line[mark.len()..];
    line.len() - after.trim_start_matches([' ', '\t', '\u{a0}']).len()
}

fn is_bullet(mark: &str) -> bool {
    if matches!(
        mark,
        "-" | "*"
            | "•"
            | "⁃"
            | "‣"
            | "◦"
            | "·"
            | "–"
            | "—"
            | "○"
            | "●"
            | "▪"
            | "►"
            | "✓"
            | "+"
    ) {
        return true;
    }
    let Some(name) = mark.strip_suffix([')', '.']) else {
        return false;
    };
    let inner = name.strip_prefix('(').unwrap_or(name);
    let number = !inner.is_empty() && inner.len() <= 2 && inner.bytes().all(|b| b.is_ascii_digit());
    let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase());
    number || (letter && mark.ends_with(')'))
}
