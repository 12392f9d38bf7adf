//! Sentences: where they begin and end within one own region. Each character is looked at a bounded number of times.
//!
//! A sentence ends at its stop, at a blank line, before a list item, and after a greeting; a hard-wrapped line does
//! not end it. List marks and blanks at either end belong to no sentence.

use super::lines::{
    break_len, bullet_len, head, is_blank, is_break, is_salutation, plain, tail, trim,
};
use crate::letters::is_one_of;
use crate::span::Span;

/// A sentence of so many bytes is cut at its next blank (at twice the length anywhere): nobody writes such a one, and
/// judging a sentence must take bounded time.
const LONG: usize = 2000;

/// The sentences of the part `own` of a text, in reading order, without blanks at either end.
///
/// ```
/// use redline_scan::{span::Span, text::sentences};
/// let text = "Dear Dr. Chen,\n\nI met Prof. A. Lal at 9 a.m. on Friday. It was a good talk!";
/// let found: Vec<&str> = sentences(text, Span::new(0, text.len())).map(|s| &text[s.start()..s.end()]).collect();
/// assert_eq!(found, ["Dear Dr. Chen,", "I met Prof. A. Lal at 9 a.m. on Friday.", "It was a good talk!"]);
/// ```
///
/// # Panics
///
/// If `own` does not lie between characters of `text`: such a span is a bug of the caller, never of the text.
#[must_use]
pub fn sentences(text: &str, own: Span) -> Sentences<'_> {
    let text = &text[..own.end()];
    Sentences { text, at: own.start(), line: own.start() }
}

/// What decides where a sentence begins stands at most so many bytes after that place.
pub const LOOK_AHEAD: usize = 320;

/// The sentences of the part `own` of a text from one that begins at `at` on; the line it stands in begins at `line`.
pub fn sentences_from(text: &str, own: Span, at: usize, line: usize) -> Sentences<'_> {
    Sentences { text: &text[..own.end()], at, line: line.max(own.start()) }
}

/// The iterator that [`sentences`] gives.
#[derive(Clone, Debug)]
pub struct Sentences<'t> {
    /// The text up to the end of the own part.
    text: &'t str,
    /// Where the next sentence is looked for.
    at: usize,
    /// Where the line that `at` stands in begins.
    line: usize,
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            self.skip_blanks();
            if self.at >= self.text.len() {
                return None;
            }
            let start = self.at;
            let end = self.end_from(start);
            self.at = end;
            let words = &self.text[start..end];
            let shown = words.trim_end_matches(is_blank).len();
            if shown > 0 {
                return Some(Span::new(start, start + shown));
            }
        }
    }
}

impl Sentences<'_> {
    /// Moves over blanks, line breaks and the list marks at the beginning of lines.
    fn skip_blanks(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else { return };
            if is_break(c) {
                self.at += break_len(rest);
                self.line = self.at;
            } else if is_blank(c) {
                self.at += c.len_utf8();
            } else {
                // No list mark begins with a capital letter.
                let marked = if !c.is_ascii_uppercase() && self.at_line_start() {
                    bullet_len(head(rest, 64))
                } else {
                    0
                };
                if marked == 0 {
                    return;
                }
                self.at += marked;
            }
        }
    }

    fn at_line_start(&self) -> bool {
        tail(&self.text[self.line..self.at], 16).chars().all(is_blank)
    }

    /// One past the last character of the sentence that begins at `start`.
    fn end_from(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            at = past_letters(self.text.as_bytes(), at, start + LONG);
            let Some(c) = self.text[at..].chars().next() else { return at };
            let length = at - start;
            if length >= LONG && (is_blank(c) || length >= 2 * LONG) {
                return at;
            }
            if is_break(c) {
                let next = at + break_len(&self.text[at..]);
                if breaks_here(self.text, self.line, at, next) {
                    return at;
                }
                self.line = next;
                at = next;
            } else if is_stop(c) {
                let after = past_stop(self.text, at);
                if stops_here(self.text, start, at, after) {
                    return past_emoji(self.text, after);
                }
                at = after;
            } else {
                let after = at + c.len_utf8();
                if is_emoji(c) && after - start > 8 && next_opens(self.text, after) {
                    return past_emoji(self.text, after);
                }
                at = after;
            }
        }
    }
}

/// The first byte from `at` on, and before `end`, that may end a sentence; `end` where there is none.
fn past_letters(bytes: &[u8], mut at: usize, end: usize) -> usize {
    let end = end.min(bytes.len());
    while at < end && !matches!(bytes[at], b'.' | b'!' | b'?' | b'\n' | b'\r' | 0x80..) {
        at += 1;
    }
    at
}

// ---- line breaks

/// Widest line that a mail program wraps to; a longer one is a paragraph by itself.
const WIDEST: usize = 100;
/// A line that would have grown past this with the next word was wrapped.
const WRAP: usize = 60;

/// Whether the break at `at`, ending the line that began at `line`, ends the sentence too.
fn breaks_here(text: &str, line: usize, at: usize, next: usize) -> bool {
    let below = head(&text[next..], 256);
    let lead = below.trim_start_matches(|c: char| is_blank(c) && !is_break(c));
    if lead.is_empty() || lead.starts_with(is_break) || bullet_len(lead) > 0 {
        return true;
    }
    let above = &text[line..at];
    if above.len() <= 160 && is_salutation(above) {
        return true;
    }
    if abbreviated_at_end(above) {
        return false;
    }
    if lead.starts_with(char::is_lowercase) {
        return false;
    }
    let word = lead.find(char::is_whitespace).unwrap_or(lead.len());
    let columns = head(above, 4 * WIDEST + 4).chars().count();
    columns > WIDEST || columns + 1 + lead[..word].chars().count().min(40) <= WRAP
}

fn abbreviated_at_end(line: &str) -> bool {
    let line = trim(tail(line, 24));
    line.strip_suffix('.').is_some_and(|before| {
        let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
        is_one_of(&plain(word), BEFORE_NAME)
    })
}

// ---- stops

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '॥' | '؟' | '۔' | '‼' | '⁇' | '⁉'
    )
}

/// Stops of scripts that put no blank after them.
fn needs_no_blank(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '।' | '॥' | '؟' | '۔')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '›' | '」' | '』' | '*' | '_' | '）'
    )
}

/// One past the stops that begin at `at` and the closing quotes and brackets after them.
fn past_stop(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let stops = rest.len() - rest.trim_start_matches(is_stop).len();
    let after = &rest[stops..];
    at + stops + (after.len() - after.trim_start_matches(is_closer).len())
}

/// Whether the stop at `at`, with all that belongs to it up to `after`, ends the sentence that began at `start`.
fn stops_here(text: &str, start: usize, at: usize, after: usize) -> bool {
    let rest = &text[after..];
    let Some(next) = rest.chars().next() else {
        return true;
    };
    let mark = &text[at..after];
    if mark.starts_with(needs_no_blank) || is_emoji(next) {
        return true;
    }
    let closed = mark.ends_with(is_closer);
    if !next.is_whitespace() {
        return !closed && runs_on(text, start, at, rest, mark);
    }
    let Some(lead) = opening(rest) else {
        return !abbreviates(text, start, at, "") || mark.len() > 1;
    };
    let small = lead.starts_with(char::is_lowercase);
    match mark.trim_end_matches(is_closer) {
        "." if closed => !small,
        "." if abbreviates(text, start, at, lead) => false,
        "." => !small || says_i(lead) || word_before(text, start, at).chars().count() >= 4,
        "…" => !small,
        dots if dots.bytes().all(|b| b == b'.') => !small,
        _ => !(closed && small),
    }
}

/// "thank u. i will …": the pronoun in a small letter.
fn says_i(lead: &str) -> bool {
    ["i ", "i'", "i’", "im "].iter().any(|start| lead.starts_with(start))
}

/// The next words on this line or the next; `None` where the line ends first and nothing need be known of it.
fn opening(rest: &str) -> Option<&str> {
    let near = head(rest, 96);
    let lead = near.trim_start_matches(|c: char| is_blank(c) && !is_break(c));
    (!lead.is_empty() && !lead.starts_with(is_break)).then_some(lead)
}

/// "…end of the season.I will …": the blank was forgotten.
fn runs_on(text: &str, start: usize, at: usize, rest: &str, mark: &str) -> bool {
    let word = word_before(text, start, at);
    let plain_word = word.chars().count() >= 3 && word.chars().all(char::is_lowercase);
    let mut next = rest.chars();
    let large = next.next().is_some_and(char::is_uppercase);
    let then_small =
        next.next().is_none_or(|c| c.is_lowercase() || c == ' ' || c == '\'' || c == '’');
    let dots = mark.bytes().all(|b| b == b'.') && mark.len() > 1;
    large && then_small && (plain_word || !mark.starts_with('.')) && !dots
}

/// The word that ends at `at`, at most some 24 bytes of it, without opening brackets and quotes.
fn word_before(text: &str, start: usize, at: usize) -> &str {
    let near = tail(&text[start..at], 24);
    let word = near
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '/' | '—' | '–' | ',' | ';'))
        .next()
        .unwrap_or(near);
    word.trim_start_matches(['(', '[', '"', '“', '\'', '‘', '«', '*', '_'])
}

/// Whether the single stop at `at` belongs to an abbreviation, given the words that follow.
fn abbreviates(text: &str, start: usize, at: usize, lead: &str) -> bool {
    let word = word_before(text, start, at);
    let low = plain(word);
    let next_starts = || starts_sentence(lead);
    if word == "Md" || is_one_of(&low, BEFORE_NAME) {
        return true;
    }
    if is_one_of(&low, BEFORE_NUMBER) && lead.starts_with(|c: char| c.is_ascii_digit() || c == '#')
    {
        return true;
    }
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_uppercase()
            && !(next_starts() && after_small_word(text, start, at))
            && !(letter == 'I' && after_small_word(text, start, at));
    }
    let dotted = word.contains('.')
        && word.split('.').all(|part| part.len() <= 3 && part.chars().all(char::is_alphabetic));
    (dotted || is_one_of(&low, IN_SENTENCE)) && !lead.is_empty() && !next_starts()
}

/// Whether the word before the one that ends at `at` is in small letters ("so do I.", "vitamin D.").
fn after_small_word(text: &str, start: usize, at: usize) -> bool {
    let word = word_before(text, start, at);
    let before = trim(tail(&text[start..at - word.len()], 24));
    before
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|word| !word.is_empty() && word.chars().all(char::is_lowercase))
}

/// Whether the words that follow begin as sentences do, in capitals.
fn starts_sentence(lead: &str) -> bool {
    let lead = lead.trim_start_matches(['"', '“', '(', '\'', '‘', '«', '*', '_']);
    if !lead.starts_with(char::is_uppercase) {
        return false;
    }
    let word =
        lead.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').next().unwrap_or(lead);
    is_one_of(&plain(word), STARTERS)
}

// ---- emoji

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}')
}

/// One past the emoji that follow on the same line, blanks between them included.
fn past_emoji(text: &str, at: usize) -> usize {
    let mut end = at;
    for (offset, c) in text[at..].char_indices() {
        if is_emoji(c) {
            end = at + offset + c.len_utf8();
        } else if is_break(c) || !is_blank(c) {
            break;
        }
    }
    end
}

/// Whether a sentence begins after the emoji that ends at `after`.
fn next_opens(text: &str, after: usize) -> bool {
    let rest = &text[after..];
    rest.starts_with(' ') && opening(rest).is_some_and(starts_sentence)
}

// ---- words

/// Abbreviations that a name or another word always follows.
const BEFORE_NAME: &[&str] = &[
    "dr", "drs", "prof", "mr", "mrs", "ms", "mx", "messrs", "st", "mt", "vs", "v", "e.g", "i.e",
    "eg", "ie", "cf", "approx", "fig", "figs", "assoc", "asst", "gen", "col", "lt", "sgt", "rev",
    "hon", "sra", "dra", "incl", "est", "ext", "ref", "refs", "eq", "ca", "viz", "resp", "attn",
    "mme",
];

/// Abbreviations when a number follows.
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "nr", "num", "ch", "sec", "art", "p", "pp", "vol", "tel", "rm", "apt", "ste",
    "yr", "pgy",
];

/// Abbreviations after which a sentence may end or go on.
const IN_SENTENCE: &[&str] = &[
    "etc", "jr", "sr", "inc", "ltd", "co", "corp", "ave", "blvd", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu",
    "thur", "thurs", "fri", "sat", "sun", "hrs", "yrs", "mos", "max", "min", "al", "dept", "univ",
    "hosp", "sci", "mol", "genet", "metab", "ed", "eds", "ph.d", "esp", "am", "pm", "phd", "exp",
    "temp", "intl", "natl", "wk", "wks",
];

/// Words that begin sentences and seldom follow an abbreviation within one.
const STARTERS: &[&str] = &[
    "i",
    "i'm",
    "i'll",
    "i've",
    "i'd",
    "we",
    "we're",
    "we'll",
    "we've",
    "you",
    "you're",
    "he",
    "she",
    "it",
    "it's",
    "they",
    "this",
    "that",
    "these",
    "those",
    "the",
    "my",
    "your",
    "our",
    "his",
    "her",
    "their",
    "in",
    "on",
    "at",
    "if",
    "when",
    "while",
    "as",
    "after",
    "before",
    "since",
    "please",
    "thank",
    "thanks",
    "could",
    "would",
    "can",
    "may",
    "might",
    "do",
    "does",
    "did",
    "is",
    "are",
    "was",
    "were",
    "what",
    "where",
    "why",
    "how",
    "who",
    "which",
    "there",
    "here",
    "so",
    "but",
    "and",
    "or",
    "for",
    "to",
    "with",
    "because",
    "although",
    "though",
    "then",
    "also",
    "one",
    "both",
    "all",
    "not",
    "let",
    "should",
    "kindly",
    "dear",
    "during",
    "from",
    "by",
    "having",
    "based",
    "until",
    "once",
    "next",
    "finally",
    "first",
    "second",
    "however",
    "therefore",
    "meanwhile",
    "still",
    "yes",
    "no",
    "now",
    "again",
    "nothing",
    "everyone",
    "nobody",
    "some",
    "many",
    "any",
    "even",
    "just",
    "only",
    "tell",
    "rank",
    "give",
    "hope",
    "hi",
    "hello",
    "best",
    "regards",
    "will",
    "am",
];
