//! Signatures: closing formula and name block, delimited signatures, phones' lines, disclaimers.
//! Marks lines among those that are own words, by what is known of each; a postscript and any prose under the name stay own.

use super::facts::{
    CLOSING, COMMA, DELIMITER, DISCLAIMER, EMPTY, ENDS_SENTENCE, Facts, GREETING, NAME,
    PERHAPS_PROSE, PHONE, PLAIN_DISCLAIMER, PROSE, RULE, SALUTATION, SHORT, SOFT_DELIMITER,
};
use super::regions::RegionKind;

/// Turns the signature lines of every own block into `Signature`.
pub(super) fn mark(facts: &[Facts], kinds: &mut [RegionKind]) {
    let blocks = own_blocks(facts, kinds);
    let last = blocks.len().saturating_sub(1);
    for (index, &(start, end)) in blocks.iter().enumerate() {
        // What stands after the block says nothing of it.
        let facts = &facts[..end];
        mark_block(facts, kinds, start);
        if index == last {
            mark_names(facts, kinds, start);
        }
    }
}

/// Runs of own lines that hold something, as first and one past the last line.
fn own_blocks(facts: &[Facts], kinds: &[RegionKind]) -> Vec<(usize, usize)> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < kinds.len() {
        let kind = kinds[at];
        let end = at + kinds[at..].iter().take_while(|&&other| other == kind).count();
        if kind == RegionKind::Own && facts[at..end].iter().any(|line| !line.has(EMPTY)) {
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

/// `facts` ends with the block that begins at line `start`.
fn mark_block(facts: &[Facts], kinds: &mut [RegionKind], start: usize) {
    let mut mode = Mode::Body;
    for (at, line) in facts.iter().enumerate().skip(start) {
        mode = match mode {
            Mode::Disclaimer { closed: true } if line.has(EMPTY) => Mode::Closed,
            Mode::Disclaimer { closed: false } if line.has(EMPTY) => Mode::Body,
            mode if line.has(EMPTY) => mode,
            mode => next_mode(facts, at, mode),
        };
        if mode != Mode::Body || line.has(PHONE) || is_rule_over_disclaimer(facts, at) {
            kinds[at] = RegionKind::Signature;
        }
    }
}

fn next_mode(facts: &[Facts], at: usize, mode: Mode) -> Mode {
    let line = facts[at];
    if mode == Mode::Delimited || line.has(DELIMITER) {
        return Mode::Delimited;
    }
    if matches!(mode, Mode::Disclaimer { .. }) {
        return mode;
    }
    let closed = mode == Mode::Closed;
    if closed && line.has(DISCLAIMER) || line.has(PLAIN_DISCLAIMER) && ends_block(facts, at) {
        return Mode::Disclaimer { closed };
    }
    if line.has(CLOSING) || is_soft_delimiter(facts, at) {
        return Mode::Closed;
    }
    if closed && !is_prose(facts, at) && !line.has(GREETING) {
        return Mode::Closed;
    }
    Mode::Body
}

/// The first line at or after `index` that holds something.
fn next_filled(facts: &[Facts], index: usize) -> Option<usize> {
    (index..facts.len()).find(|&at| !facts[at].has(EMPTY))
}

/// A line of dashes with a short line under it.
fn is_soft_delimiter(facts: &[Facts], at: usize) -> bool {
    let under = |next: usize| {
        facts[next].has(SHORT) && !is_prose(facts, next) && !facts[next].has(SALUTATION)
    };
    facts[at].has(SOFT_DELIMITER) && next_filled(facts, at + 1).is_some_and(under)
}

/// "*****" over a disclaimer belongs to it.
fn is_rule_over_disclaimer(facts: &[Facts], at: usize) -> bool {
    facts[at].has(RULE)
        && next_filled(facts, at + 1).is_some_and(|next| facts[next].has(DISCLAIMER))
}

/// Whether no line after this paragraph holds own prose: only a last paragraph may be a disclaimer.
fn ends_block(facts: &[Facts], at: usize) -> bool {
    const PARAGRAPH: usize = 12;
    let end = facts.len().min(at + PARAGRAPH);
    let blank = (at..end).find(|&index| facts[index].has(EMPTY));
    blank.is_none_or(|blank| next_filled(facts, blank).is_none())
}

/// Whether the line, under a name, is the letter going on rather than a title, an address or a motto.
fn is_prose(facts: &[Facts], at: usize) -> bool {
    facts[at].has(PROSE) || facts[at].has(PERHAPS_PROSE) && wraps_to_stop(facts, at)
}

/// Whether a long line goes on, within its paragraph, to a full stop.
fn wraps_to_stop(facts: &[Facts], at: usize) -> bool {
    let mut below = facts[at + 1..].iter().take(3).take_while(|line| !line.has(EMPTY));
    below.any(|line| line.has(ENDS_SENTENCE))
}

/// The last lines of a letter that ends with a bare name, with no closing formula over it.
fn mark_names(facts: &[Facts], kinds: &mut [RegionKind], start: usize) {
    let mut first_name = None;
    for at in (start..facts.len()).rev() {
        let line = facts[at];
        if line.has(EMPTY) || kinds[at] == RegionKind::Signature {
            continue;
        }
        if is_prose(facts, at) || line.has(SALUTATION) {
            break;
        }
        if line.has(NAME) && follows_prose(facts, start, at) {
            first_name = Some(at);
        }
    }
    if let Some(first) = first_name {
        kinds[first..facts.len()].fill(RegionKind::Signature);
    }
}

/// Whether the letter's last words stand before the line: a sentence, or a closing with a comma.
fn follows_prose(facts: &[Facts], start: usize, at: usize) -> bool {
    let above = facts[start..at].iter().rev().take(3).find(|line| !line.has(EMPTY));
    above.is_some_and(|line| line.has(ENDS_SENTENCE | COMMA))
}
