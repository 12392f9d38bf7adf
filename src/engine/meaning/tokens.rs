//! Cuts a sentence into the pieces that the classifier knows. `training/tokens.py` does exactly the same.

use crate::engine::letters;
use crate::engine::span::Span;

/// Ids of the pieces that stand for something else; the known pieces follow in byte order.
pub(super) const UNKNOWN: u16 = 1;
const NUMBER: u16 = 2;
/// Reserved ids: padding, unknown, number.
pub(super) const RESERVED: usize = 3;
/// Longer words are not cut up.
const LONGEST_WORD: usize = 40;
/// Marks a piece inside a word.
const INSIDE: &str = "##";

/// One piece of a word and where that word stands, in bytes of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) id: u16,
    pub(super) word: Span,
}

/// The known pieces, in byte order.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    text: Box<str>,
    ends: Box<[u32]>,
    inside: (usize, usize),
}

impl Pieces {
    /// Reads pieces written one a line; `None` unless they are in order, without repeats.
    pub(super) fn from_lines(lines: &str) -> Option<Self> {
        let (mut text, mut ends) = (String::with_capacity(lines.len()), Vec::new());
        let mut before = "";
        for piece in lines.split('\n') {
            if piece <= before {
                return None;
            }
            text.push_str(piece);
            ends.push(u32::try_from(text.len()).ok()?);
            before = piece;
        }
        let mut pieces = Self { text: text.into(), ends: ends.into(), inside: (0, 0) };
        let inside = |piece: &str| piece.len() > INSIDE.len() && piece.starts_with(INSIDE);
        let first = (0..pieces.len()).find(|&at| inside(pieces.get(at))).unwrap_or(0);
        let count = (first..pieces.len()).take_while(|&at| inside(pieces.get(at))).count();
        pieces.inside = (first, first + count);
        Some(pieces)
    }

    /// How many pieces there are, the reserved ones not counted.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    fn beginning(&self, piece: &str) -> Option<u16> {
        self.search(0, self.len(), |known| known.cmp(piece))
    }

    fn inner(&self, piece: &str) -> Option<u16> {
        let (from, to) = self.inside;
        self.search(from, to, |known| known[INSIDE.len()..].cmp(piece))
    }

    fn search(
        &self,
        from: usize,
        to: usize,
        order: impl Fn(&str) -> std::cmp::Ordering,
    ) -> Option<u16> {
        let (mut low, mut high) = (from, to);
        while low < high {
            let middle = low.midpoint(high);
            match order(self.get(middle)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return u16::try_from(middle + RESERVED).ok(),
            }
        }
        None
    }

    /// The sentence as pieces.
    pub(super) fn cut(&self, sentence: &str) -> Vec<Token> {
        let mut out = Vec::with_capacity(sentence.len() / 4 + 4);
        for (word, span) in words(sentence) {
            self.cut_word(&word, span, &mut out);
        }
        out
    }

    fn cut_word(&self, word: &str, span: Span, out: &mut Vec<Token>) {
        let whole = |id| Token { id, word: span };
        if word.bytes().all(|b| b.is_ascii_digit()) {
            let id = if word.len() > 2 { None } else { self.beginning(word) };
            return out.push(whole(id.unwrap_or(NUMBER)));
        }
        if !word.is_ascii() || word.len() > LONGEST_WORD {
            return out.push(whole(UNKNOWN));
        }
        let (before, mut start) = (out.len(), 0);
        while start < word.len() {
            let longest = (start + 1..=word.len()).rev().find_map(|end| {
                let piece = &word[start..end];
                let id = if start == 0 { self.beginning(piece) } else { self.inner(piece) };
                id.map(|id| (id, end))
            });
            let Some((id, end)) = longest else {
                out.truncate(before);
                return out.push(whole(UNKNOWN));
            };
            out.push(whole(id));
            start = end;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gap,
    Word,
    Mark,
    Foreign,
}

/// Folded words and marks: runs of letters and digits, runs of foreign characters, single marks.
fn words(sentence: &str) -> Vec<(String, Span)> {
    let mut out: Vec<(String, Span)> = Vec::new();
    let mut before = Kind::Gap;
    for (at, char) in sentence.char_indices() {
        let Some(folded) = fold(char) else { continue };
        let (kind, end) = (kind(folded), at + char.len_utf8());
        match out.last_mut() {
            Some((word, span)) if kind == before && matches!(kind, Kind::Word | Kind::Foreign) => {
                word.push(folded);
                *span = Span::new(span.start(), end);
            }
            _ if kind != Kind::Gap => out.push((folded.into(), Span::new(at, end))),
            _ => {}
        }
        before = kind;
    }
    out
}

fn kind(folded: char) -> Kind {
    match folded {
        '\0'..='\u{20}' | '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => Kind::Gap,
        '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Kind::Gap,
        _ if !folded.is_ascii() => Kind::Foreign,
        _ if folded.is_ascii_alphanumeric() => Kind::Word,
        _ => Kind::Mark,
    }
}

/// One character in its folded form; `None` where it is dropped.
fn fold(char: char) -> Option<char> {
    let plain = match char {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {
            return None;
        }
        '‘' | '’' | '‚' | '‛' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '…' => '.',
        other => other,
    };
    Some(unaccented(letters::small(plain)))
}

/// A Latin letter without its mark.
fn unaccented(char: char) -> char {
    match char {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'æ' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' => 'h',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'œ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ß' | 'ś' | 'ŝ' | 'ş' | 'š' => 's',
        'ţ' | 'ť' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}
