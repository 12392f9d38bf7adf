//! Signatures: closing formula and name block, delimited signatures, phones' lines, disclaimers.
//! Marks lines among those that are own words; a postscript and any prose under the name stay own.

use super::lines::{LOOK, Lines, begins_with_word, head, is_salutation, plain, trim, words};
use super::marks;
use super::regions::{RegionKind, ends_sentence, is_postscript};

/// Turns the signature lines of every own block into `Signature`.
pub(super) fn mark(lines: &Lines<'_>, kinds: &mut [RegionKind]) {
    let blocks = own_blocks(lines, kinds);
    let last = blocks.len().saturating_sub(1);
    for (index, &(start, end)) in blocks.iter().enumerate() {
        mark_block(lines, kinds, start, end);
        if index == last {
            mark_names(lines, kinds, start, end);
        }
    }
}

/// Runs of own lines that hold something, as first and one past the last line.
fn own_blocks(lines: &Lines<'_>, kinds: &[RegionKind]) -> Vec<(usize, usize)> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < kinds.len() {
        let kind = kinds[at];
        let end = at + kinds[at..].iter().take_while(|&&other| other == kind).count();
        if kind == RegionKind::Own && (at..end).any(|index| !lines.trimmed(index).is_empty()) {
            blocks.push((at, end));
        }
        at = end;
    }
    blocks
}

/// Where the scan of a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// In the letter.
    Body,
    /// Under the closing formula; prose leads back to the letter.
    Closed,
    /// Under "-- ": nothing leads back.
    Delimited,
    /// In a disclaimer; a blank line leads back to what was before.
    Disclaimer { closed: bool },
}

fn mark_block(lines: &Lines<'_>, kinds: &mut [RegionKind], start: usize, end: usize) {
    let mut mode = Mode::Body;
    for (at, kind) in kinds.iter_mut().enumerate().take(end).skip(start) {
        let line = lines.trimmed(at);
        mode = match mode {
            Mode::Disclaimer { closed } if line.is_empty() => {
                if closed {
                    Mode::Closed
                } else {
                    Mode::Body
                }
            }
            mode if line.is_empty() => mode,
            mode => next_mode(lines, at, end, mode),
        };
        let stray = || is_phone_line(line) || is_rule_over_disclaimer(lines, at, end);
        if mode != Mode::Body || stray() {
            *kind = RegionKind::Signature;
        }
    }
}

fn next_mode(lines: &Lines<'_>, at: usize, end: usize, mode: Mode) -> Mode {
    let line = lines.trimmed(at);
    if mode == Mode::Delimited || is_delimiter(lines.raw(at)) {
        return Mode::Delimited;
    }
    if matches!(mode, Mode::Disclaimer { .. }) {
        return mode;
    }
    let low = plain(line);
    if is_disclaimer(&low, line, mode) && (mode == Mode::Closed || ends_block(lines, at, end)) {
        return Mode::Disclaimer { closed: mode == Mode::Closed };
    }
    if is_closing(&low, line) || is_soft_delimiter(lines, at, end) {
        return Mode::Closed;
    }
    if mode == Mode::Closed && !is_prose(lines, at, end) && !is_salutation_of_letter(line) {
        return Mode::Closed;
    }
    Mode::Body
}

/// A full greeting with a title or a greeting word begins another letter; a bare "Irina," does not.
fn is_salutation_of_letter(line: &str) -> bool {
    is_salutation(line) && begins_with_word(&plain(line), marks::GREETINGS)
}

/// Exactly "-- " (a trailing blank may have become a no-break space).
fn is_delimiter(raw: &str) -> bool {
    matches!(raw.trim_end_matches(['\r', '\n']), "-- " | "--\u{a0}")
}

/// "--", "—", "__" on their own, with a short line under them.
fn is_soft_delimiter(lines: &Lines<'_>, at: usize, end: usize) -> bool {
    let line = lines.trimmed(at);
    if line.is_empty()
        || line.len() > 40
        || !line.chars().all(|c| matches!(c, '-' | '_' | '—' | '–' | '=' | '*'))
    {
        return false;
    }
    if line.len() == 1 {
        return false;
    }
    lines.next_filled(at + 1).is_some_and(|next| {
        next < end
            && words(lines.trimmed(next), 9) <= 8
            && !is_prose(lines, next, end)
            && !is_salutation(lines.trimmed(next))
    })
}

fn is_phone_line(line: &str) -> bool {
    if line.is_empty() || line.len() > 160 || words(line, 14) > 12 {
        return false;
    }
    let low = plain(line.trim_start_matches(['[', '(', '<', '*', '-', '_']));
    marks::SENT_FROM.iter().any(|start| low.starts_with(start))
        && marks::DEVICES.iter().any(|device| low.contains(device))
}

/// A disclaimer; in the letter itself (`Mode::Body`) it takes more to be one.
fn is_disclaimer(low: &str, line: &str, mode: Mode) -> bool {
    if line.starts_with("CONFIDENTIAL")
        || line.starts_with("DISCLAIMER")
        || low.starts_with("disclaimer:")
    {
        return true;
    }
    let about_mail = low.starts_with("the information in this")
        || marks::DISCLAIMER_SUBJECTS.iter().any(|name| low.contains(name));
    if !about_mail || words(line, 5) < 4 {
        return false;
    }
    let wishes = marks::DISCLAIMER_WISHES.iter().filter(|wish| low.contains(*wish)).count();
    wishes >= if mode == Mode::Closed { 1 } else { 2 }
}

/// "*****" over a disclaimer belongs to it.
fn is_rule_over_disclaimer(lines: &Lines<'_>, at: usize, end: usize) -> bool {
    let line = lines.trimmed(at);
    let rule = line.len() >= 5
        && line.len() <= LOOK
        && line.bytes().all(|b| matches!(b, b'*' | b'-' | b'_' | b'='));
    rule && lines.next_filled(at + 1).is_some_and(|next| {
        next < end && is_disclaimer(&plain(lines.trimmed(next)), lines.trimmed(next), Mode::Closed)
    })
}

/// Whether no line after this paragraph holds own prose: only a last paragraph may be a disclaimer.
fn ends_block(lines: &Lines<'_>, at: usize, end: usize) -> bool {
    const PARAGRAPH: usize = 12;
    let blank = (at..end.min(at + PARAGRAPH)).find(|&index| lines.trimmed(index).is_empty());
    blank.is_none_or(|blank| lines.next_filled(blank).is_none_or(|next| next >= end))
}

fn is_closing(low: &str, line: &str) -> bool {
    if line.len() > 120 || ends_sentence(line) {
        return false;
    }
    let bare = low.trim_end_matches(|c: char| !c.is_alphanumeric());
    if marks::CLOSINGS.contains(&bare) {
        return true;
    }
    let short = words(line, 12) <= 9 && !line.ends_with([':', ';']);
    short && (begins_with_word(low, marks::CLOSING_STARTS) || closes_with_name(low, line))
}

/// "Best, Tyler".
fn closes_with_name(low: &str, line: &str) -> bool {
    let Some(comma) = low.find(',') else {
        return false;
    };
    let name = line.split_once(',').map_or("", |(_, name)| trim(name));
    marks::CLOSINGS.contains(&&low[..comma]) && is_name(name) && words(name, 5) <= 4
}

/// Whether the line, under a name, is the letter going on rather than a title, an address or a motto.
fn is_prose(lines: &Lines<'_>, at: usize, end: usize) -> bool {
    let line = lines.trimmed(at);
    let low = plain(line);
    if is_postscript(&low) {
        return true;
    }
    if line.starts_with(['“', '"', '«', '„', '\'', '‘']) {
        return false;
    }
    let count = words(line, 12);
    if count >= 4 && (ends_sentence(line) || begins_with_word(&low, OPENERS)) {
        return true;
    }
    count >= 8 && line.len() >= 50 && wraps_to_stop(lines, at, end)
}

/// Words that open a sentence of a letter, not a line of a name block.
const OPENERS: &[&str] = &[
    "i", "i'm", "i'll", "i'd", "i've", "we", "we're", "we'll", "you", "you're", "please", "kindly",
    "also", "thank", "thanks", "if", "could", "would", "can", "may", "do", "does", "is", "are",
    "my", "your", "this", "that", "it", "and", "but", "so", "one more",
];

/// Whether a long line goes on, within its paragraph, to a full stop.
fn wraps_to_stop(lines: &Lines<'_>, at: usize, end: usize) -> bool {
    (at + 1..end.min(at + 4))
        .map(|index| lines.trimmed(index))
        .take_while(|line| !line.is_empty())
        .any(ends_sentence)
}

/// The last lines of a letter that ends with a bare name, with no closing formula over it.
fn mark_names(lines: &Lines<'_>, kinds: &mut [RegionKind], start: usize, end: usize) {
    let mut first_name = None;
    let mut at = end;
    while at > start {
        at -= 1;
        let line = lines.trimmed(at);
        if line.is_empty() || kinds[at] == RegionKind::Signature {
            continue;
        }
        if is_prose(lines, at, end) || is_salutation(line) {
            break;
        }
        if is_name(line) && follows_prose(lines, start, at) {
            first_name = Some(at);
        }
    }
    if let Some(first) = first_name {
        kinds[first..end].fill(RegionKind::Signature);
    }
}

/// Whether the letter's last words stand before the line: a sentence, or a closing with a comma.
fn follows_prose(lines: &Lines<'_>, start: usize, at: usize) -> bool {
    let above =
        (start..at).rev().take(3).map(|index| lines.trimmed(index)).find(|line| !line.is_empty());
    above.is_some_and(|line| {
        ends_sentence(line) || (line.ends_with(',') && words(line, 4) >= 2 && !is_salutation(line))
    })
}

/// A person's name, with degrees: one to six words, each with a capital or of a script that has none.
fn is_name(line: &str) -> bool {
    let line = trim(head(line, LOOK));
    let line = line.split(" (").next().unwrap_or(line);
    let mut count = 0;
    for word in line.split([' ', '\u{a0}', ',']).filter(|word| !word.is_empty()) {
        count += 1;
        let letters = word
            .chars()
            .all(|c| c.is_alphabetic() || is_mark(c) || matches!(c, '.' | '\'' | '’' | '-' | '‐'));
        let large = word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        if !letters || !(large || PARTICLES.contains(&word) || word.starts_with("al-")) || count > 6
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
