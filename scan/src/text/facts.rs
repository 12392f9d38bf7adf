//! What is known of each line of a draft by itself and by the few lines after it. Regions and signatures are told by these
//! facts alone, so that an edit that leaves the facts as they were leaves the regions as they were.

use super::lines::{
    GREETINGS, LOOK, Lines, Openings, Phrases, Runs, View, greets, head, plain, tail, trim,
};
use super::marks;
use super::regions::{self, Introduction};
use crate::letters::is_one_of;

/// The line shows nothing.
pub(super) const EMPTY: u32 = 1;
/// It carries a quote mark, or lies in what the page marks as foreign. Nothing more is known of such a line.
pub(super) const QUOTED: u32 = 1 << 1;
/// Many lines after it decide on what it introduces.
pub(super) const LOOKS_FAR: u32 = 1 << 2;
/// Exactly "-- ".
pub(super) const DELIMITER: u32 = 1 << 3;
/// A disclaimer under a closing formula.
pub(super) const DISCLAIMER: u32 = 1 << 4;
/// A disclaimer anywhere.
pub(super) const PLAIN_DISCLAIMER: u32 = 1 << 5;
/// A closing formula.
pub(super) const CLOSING: u32 = 1 << 6;
/// Nothing but dashes and the like.
pub(super) const SOFT_DELIMITER: u32 = 1 << 7;
/// At most eight words.
pub(super) const SHORT: u32 = 1 << 8;
/// The letter going on, rather than a title, an address or a motto.
pub(super) const PROSE: u32 = 1 << 9;
/// As [`PROSE`], if a line of the same paragraph ends a sentence.
pub(super) const PERHAPS_PROSE: u32 = 1 << 10;
/// Its last word ends a sentence.
pub(super) const ENDS_SENTENCE: u32 = 1 << 11;
/// A greeting.
pub(super) const SALUTATION: u32 = 1 << 12;
/// A greeting with a word for it.
pub(super) const GREETING: u32 = 1 << 13;
/// A phone's advertisement.
pub(super) const PHONE: u32 = 1 << 14;
/// A rule such as stands over a disclaimer.
pub(super) const RULE: u32 = 1 << 15;
/// A person's name.
pub(super) const NAME: u32 = 1 << 16;
/// Ends with a comma, and greets nobody.
pub(super) const COMMA: u32 = 1 << 17;

/// What a disclaimer speaks of.
static DISCLAIMERS: Phrases = Phrases::new(marks::DISCLAIMER_SUBJECTS);
/// How a closing line begins that is no formula by itself.
static CLOSING_STARTS: Openings = Openings::new(marks::CLOSING_STARTS);
/// How a postscript begins.
static POSTSCRIPTS: Openings = Openings::new(marks::POSTSCRIPTS);
/// How a phone's advertisement begins.
static SENT_FROM: Openings = Openings::new(marks::SENT_FROM);
/// How a sentence of a letter begins.
static PROSE_STARTS: Openings = Openings::new(OPENERS);

/// So many lines after a line may decide on its facts.
pub(super) const REACH: usize = 26;
/// So many, if it does not look far.
pub(super) const SHORT_REACH: usize = 2;

/// What is known of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    marks: u32,
    /// What it introduces, if it introduces another message.
    pub(super) introduces: Option<Introduction>,
}

impl Facts {
    /// The facts of line `at`.
    pub(super) fn of(lines: &Lines<'_>, at: usize) -> Self {
        let line = lines.trimmed(at);
        if line.is_empty() {
            return Self { marks: EMPTY, introduces: None };
        }
        if lines.is_quoted(at) {
            return Self { marks: QUOTED, introduces: None };
        }
        let view = View::of(line);
        let mut facts = Self::default();
        let field = regions::field(line).is_some();
        facts.set(LOOKS_FAR, field || regions::looks_far(&view));
        facts.introduces = regions::introduction(lines, at, &view, field);
        facts.note(&view, lines.raw(at));
        facts
    }

    /// Whether one of these marks is set.
    pub(super) fn has(self, marks: u32) -> bool {
        self.marks & marks != 0
    }

    fn set(&mut self, mark: u32, holds: bool) {
        if holds {
            self.marks |= mark;
        }
    }

    fn note(&mut self, view: &View<'_>, raw: &str) {
        let (line, runs) = (view.line, view.runs);
        self.set(DELIMITER, is_delimiter(raw));
        self.set(ENDS_SENTENCE, ends_sentence(line));
        self.note_disclaimer(view);
        self.set(CLOSING, !self.has(ENDS_SENTENCE) && is_closing(view));
        self.set(SOFT_DELIMITER, is_soft_delimiter(line));
        self.set(SHORT, runs.among(9) <= 8);
        self.set(NAME, is_name(line));
        self.note_prose(view);
        if greets(view) {
            self.set(SALUTATION, true);
            // A full greeting with a title or a greeting word begins another letter; a bare "Irina," does not.
            self.set(GREETING, GREETINGS.begin(&view.low));
        }
        self.set(PHONE, is_phone_line(view));
        self.set(RULE, is_rule(line));
        self.set(COMMA, line.ends_with(',') && runs.among(4) >= 2 && !self.has(SALUTATION));
    }

    /// In the letter itself it takes more to be a disclaimer than under a closing formula.
    fn note_disclaimer(&mut self, View { line, low, runs }: &View<'_>) {
        if line.starts_with("CONFIDENTIAL")
            || line.starts_with("DISCLAIMER")
            || low.starts_with("disclaimer:")
        {
            self.marks |= DISCLAIMER | PLAIN_DISCLAIMER;
            return;
        }
        if runs.among(5) < 4 {
            return;
        }
        let about_mail = low.starts_with("the information in this") || DISCLAIMERS.any_in(low);
        if !about_mail {
            return;
        }
        let wishes = marks::DISCLAIMER_WISHES.iter().filter(|wish| low.contains(*wish)).count();
        self.set(DISCLAIMER, wishes >= 1);
        self.set(PLAIN_DISCLAIMER, wishes >= 2);
    }

    fn note_prose(&mut self, View { line, low, runs }: &View<'_>) {
        if POSTSCRIPTS.begin(low) {
            return self.set(PROSE, true);
        }
        if line.starts_with(['“', '"', '«', '„', '\'', '‘']) {
            return;
        }
        let count = runs.among(12);
        // "Ana Maria Cruz, M.B.,B.S." ends with a stop, and ends no sentence.
        let degree = self.has(NAME) && line.bytes().filter(|&byte| byte == b'.').count() > 1;
        let ends = self.has(ENDS_SENTENCE) && !degree;
        if count >= 4 && (ends || PROSE_STARTS.begin(low)) {
            return self.set(PROSE, true);
        }
        self.set(PERHAPS_PROSE, count >= 8 && line.len() >= 50);
    }
}

/// Exactly "-- " (a trailing blank may have become a no-break space).
fn is_delimiter(raw: &str) -> bool {
    matches!(raw.trim_end_matches(['\r', '\n']), "-- " | "--\u{a0}")
}

/// "--", "—", "__" on their own.
fn is_soft_delimiter(line: &str) -> bool {
    (2..=40).contains(&line.len())
        && line.chars().all(|c| matches!(c, '-' | '_' | '—' | '–' | '=' | '*'))
}

/// "*****", as it stands over a disclaimer.
fn is_rule(line: &str) -> bool {
    line.len() >= 5
        && line.len() <= LOOK
        && line.bytes().all(|b| matches!(b, b'*' | b'-' | b'_' | b'='))
}

fn is_phone_line(View { line, low, runs }: &View<'_>) -> bool {
    if line.len() > 160 || runs.among(14) > 12 {
        return false;
    }
    let bare = line.trim_start_matches(['[', '(', '<', '*', '-', '_']);
    let without;
    let low = if bare.len() == line.len() {
        low
    } else {
        without = plain(bare);
        &without
    };
    SENT_FROM.of(low).next().is_some() && marks::DEVICES.iter().any(|device| low.contains(device))
}

/// Whether the line, which ends no sentence, closes the letter.
fn is_closing(View { line, low, runs }: &View<'_>) -> bool {
    if line.len() > 120 {
        return false;
    }
    let bare = low.trim_end_matches(|c: char| !c.is_alphanumeric());
    if is_one_of(bare, marks::CLOSINGS) {
        return true;
    }
    let short = runs.among(12) <= 9 && !line.ends_with([':', ';']);
    short && (CLOSING_STARTS.begin(low) || closes_with_name(low, line))
}

/// "Best, Tyler".
fn closes_with_name(low: &str, line: &str) -> bool {
    let Some(comma) = low.find(',') else {
        return false;
    };
    let name = line.split_once(',').map_or("", |(_, name)| trim(name));
    is_one_of(&low[..comma], marks::CLOSINGS) && is_name(name) && Runs::of(name).among(5) <= 4
}

/// Words that open a sentence of a letter, not a line of a name block.
const OPENERS: &[&str] = &[
    "i", "i'm", "i'll", "i'd", "i've", "we", "we're", "we'll", "you", "you're", "please", "kindly",
    "also", "thank", "thanks", "if", "could", "would", "can", "may", "do", "does", "is", "are",
    "my", "your", "this", "that", "it", "and", "but", "so", "one more",
];

/// A person's name, with degrees: one to six words, each with a capital or of a script that has none.
fn is_name(line: &str) -> bool {
    let line = trim(head(line, LOOK));
    let line = line.split_once('(').and_then(|(name, _)| name.strip_suffix(' ')).unwrap_or(line);
    let mut count = 0;
    for word in line.split([' ', '\u{a0}', ',']).filter(|word| !word.is_empty()) {
        count += 1;
        let letters = word
            .chars()
            .all(|c| c.is_alphabetic() || is_mark(c) || matches!(c, '.' | '\'' | '’' | '-' | '‐'));
        let large = word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        if !letters
            || !(large || is_one_of(word, PARTICLES) || word.starts_with("al-"))
            || count > 6
        {
            return false;
        }
    }
    count > 0
        && !line.ends_with(['!', '?', ':', ';', ','])
        && (count > 1 || line.chars().count() <= 20)
}

/// Combining marks of scripts that write vowels so.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{d7f}' | '\u{64b}'..='\u{65f}')
}

const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "von", "van", "der", "den", "ten", "bin",
    "ibn", "el", "al", "la", "le", "du", "y", "e", "i", "zu", "ul", "und", "af", "av", "ní", "ó",
];

/// Whether the last word of the line ends a sentence.
fn ends_sentence(line: &str) -> bool {
    let end = tail(line, 40).trim_end_matches(|c: char| !c.is_alphanumeric() && !is_stop(c));
    end.ends_with(is_stop)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟' | '۔')
}
