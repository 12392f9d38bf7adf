//! Regions: whose words a draft holds. Text in; ordered, touching regions that cover it all out. Works by lines.
//!
//! Plain-text conventions of Gmail, Outlook, Apple Mail, Thunderbird and phones. The page's own containers
//! (`blockquote` and the like) are not known here; they come in beside the text, as foreign spans.

use super::facts::{EMPTY, Facts, QUOTED};
use super::lines::{LOOK, Lines, View, head, is_blank, is_salutation, plain, trim};
use super::marks::{self, Field};
use super::signature;
use crate::letters::is_one_of;
use crate::span::Span;

/// Whose words a region holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// The writer's own words: the only ones that are judged.
    Own,
    /// Words of another message that this one answers.
    Quote,
    /// Words of another message that this one passes on.
    Forward,
    /// Lines by which a mail program introduces such words: attribution, rule, header fields.
    Header,
    /// Closing formula, name block, a phone's advertisement, disclaimer.
    Signature,
}

/// A run of whole lines of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where, in bytes.
    pub span: Span,
    /// Whose words.
    pub kind: RegionKind,
}

/// The regions of one text, in order, touching, covering it from first byte to last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    list: Vec<Region>,
    salutation: Option<Span>,
}

impl Regions {
    /// All regions, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = Region> + '_ {
        self.list.iter().copied()
    }

    /// The spans of one kind, in reading order.
    pub fn of(&self, kind: RegionKind) -> impl Iterator<Item = Span> + '_ {
        self.iter().filter(move |region| region.kind == kind).map(|region| region.span)
    }

    /// The spans that are the writer's own words, in reading order.
    pub fn own(&self) -> impl Iterator<Item = Span> + '_ {
        self.of(RegionKind::Own)
    }

    /// The kind of the region that holds the byte at `at`; `None` beyond the end.
    #[must_use]
    pub fn kind_at(&self, at: usize) -> Option<RegionKind> {
        let index = self.list.partition_point(|region| region.span.end() <= at);
        self.list.get(index).map(|region| region.kind)
    }

    /// The greeting line that the draft begins with, if it does, without the blanks around it.
    #[must_use]
    pub fn salutation(&self) -> Option<Span> {
        self.salutation
    }
}

/// Splits a draft into the writer's own words and what is not. Linear in the text; never fails.
///
/// ```
/// use redline_scan::text::{RegionKind, regions};
/// let draft = "I enjoyed the visit.\n\nOn Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\n> You are our first choice.\n";
/// let found = regions(draft);
/// let own: Vec<&str> = found.own().map(|span| &draft[span.start()..span.end()]).collect();
/// assert_eq!(own, ["I enjoyed the visit.\n\n"]);
/// assert!(found.of(RegionKind::Quote).next().is_some());
/// ```
#[must_use]
pub fn regions(text: &str) -> Regions {
    regions_around(text, &[])
}

/// As [`regions`], given the byte ranges that the page's own containers mark as another's words: their lines count
/// as quoted, so that words under a quote stay the writer's. Ranges may come in any order and may overlap.
#[must_use]
pub fn regions_around(text: &str, foreign: &[Span]) -> Regions {
    let lines = Lines::new(text, foreign);
    let facts: Vec<Facts> = (0..lines.len()).map(|at| Facts::of(&lines, at)).collect();
    let kinds = kinds(&facts);
    let starts = (0..lines.len()).map(|at| lines.start(at));
    let list = if text.is_empty() { Vec::new() } else { collect(starts, text.len(), &kinds) };
    Regions { list, salutation: salutation(&lines, &kinds) }
}

/// The kind of every line.
pub(super) fn kinds(facts: &[Facts]) -> Vec<RegionKind> {
    let mut kinds = foreign(facts);
    signature::mark(facts, &mut kinds);
    kinds
}

/// Lines of one kind that touch, as regions; `starts` are the bytes at which they begin.
pub(super) fn collect(
    starts: impl Iterator<Item = usize>,
    len: usize,
    kinds: &[RegionKind],
) -> Vec<Region> {
    let mut list: Vec<Region> = Vec::new();
    for (start, &kind) in starts.zip(kinds) {
        match list.last_mut() {
            Some(last) if last.kind == kind => {}
            Some(last) => {
                last.span = Span::new(last.span.start(), start);
                list.push(Region { span: Span::new(start, start), kind });
            }
            None => list.push(Region { span: Span::new(start, start), kind }),
        }
    }
    if let Some(last) = list.last_mut() {
        last.span = Span::new(last.span.start(), len);
    }
    list
}

fn salutation(lines: &Lines<'_>, kinds: &[RegionKind]) -> Option<Span> {
    let own = |&at: &usize| kinds[at] == RegionKind::Own && !lines.trimmed(at).is_empty();
    let index = (0..lines.len()).find(own)?;
    let line = lines.trimmed(index);
    if !is_salutation(line) {
        return None;
    }
    let start = lines.start(index) + lines.raw(index).find(|c| !is_blank(c))?;
    Some(Span::new(start, start + line.len()))
}

/// The kind of every line, signatures not yet told from own words.
fn foreign(facts: &[Facts]) -> Vec<RegionKind> {
    let next_filled = |index: usize| (index..facts.len()).find(|&at| !facts[at].has(EMPTY));
    let mut kinds = vec![RegionKind::Own; facts.len()];
    let first = next_filled(0);
    let mut at = 0;
    while at < facts.len() {
        if facts[at].has(EMPTY) {
            kinds[at] = before(&kinds, at);
            at += 1;
        } else if facts[at].has(QUOTED) {
            kinds[at] = RegionKind::Quote;
            at += 1;
        } else if let Some(intro) = facts[at].introduces {
            kinds[at..at + intro.lines].fill(RegionKind::Header);
            at += intro.lines;
            let rest = next_filled(at);
            if intro.own_fields && first == Some(at - intro.lines) {
                continue;
            }
            if rest.is_some_and(|next| !facts[next].has(QUOTED)) || intro.inline {
                kinds[at..].fill(intro.kind);
                break;
            }
        } else {
            at += 1;
        }
    }
    kinds
}

/// Blank lines go with what stands before them, except that they never carry a quote on into own words.
fn before(kinds: &[RegionKind], at: usize) -> RegionKind {
    at.checked_sub(1).map_or(RegionKind::Own, |previous| kinds[previous])
}

/// Lines that introduce another message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Introduction {
    /// How many lines it takes.
    lines: usize,
    /// What the lines after it are, unless they carry quote marks of their own.
    kind: RegionKind,
    /// Whether the quoted words begin on the same line.
    inline: bool,
    /// Whether these are bare header fields: at the very top they are the draft's own, pasted with it.
    own_fields: bool,
}

impl Introduction {
    fn of(lines: usize, kind: RegionKind) -> Self {
        Self { lines, kind, inline: false, own_fields: false }
    }
}

/// What line `at` introduces. Of a line that does not look far, two lines after it decide at most.
/// `field`: it is a header field.
pub(super) fn introduction(
    lines: &Lines<'_>,
    at: usize,
    view: &View<'_>,
    field: bool,
) -> Option<Introduction> {
    let header = || if field { header_block(lines, at) } else { None };
    marker(lines, at, view).or_else(header).or_else(|| attribution(lines, at, view.line))
}

/// Whether up to `facts::REACH` lines after this one may decide on what it introduces; so they may after a header field.
pub(super) fn looks_far(View { line, low, .. }: &View<'_>) -> bool {
    is_ruled(line) || may_begin(line) && is_one_of(bare(low), marks::BEGINS)
}

/// Whether the line may be "Begin forwarded message:" or the like.
fn may_begin(line: &str) -> bool {
    line.len() <= 120 && (line.ends_with([':', '：']) || line.ends_with(char::is_alphabetic))
}

/// The words without the colon after them.
fn bare(low: &str) -> &str {
    low.trim_end_matches([':', '：', ' '])
}

// ---- "-----Original Message-----", "Begin forwarded message:", "________" over header fields

fn marker(lines: &Lines<'_>, at: usize, View { line, low, .. }: &View<'_>) -> Option<Introduction> {
    let ruled = is_ruled(line);
    if !ruled && !may_begin(line) {
        return None;
    }
    let kind = if !ruled {
        if !is_one_of(bare(low), marks::BEGINS) {
            return rule_over_header(lines, at, line);
        }
        RegionKind::Forward
    } else if marks::FORWARDS.iter().any(|name| low.contains(name)) {
        RegionKind::Forward
    } else if marks::ORIGINALS.iter().any(|name| low.contains(name)) {
        RegionKind::Quote
    } else {
        return rule_over_header(lines, at, line);
    };
    Some(Introduction::of(1 + header_lines(lines, at + 1).map_or(0, |block| block.lines), kind))
}

/// Whether the line is set off with a rule: "----- … -----", "*** … ***", "______".
fn is_ruled(line: &str) -> bool {
    let mark =
        line.chars().next().filter(|c| matches!(c, '-' | '_' | '=' | '*' | '—' | '─' | '﹣'));
    mark.is_some_and(|mark| {
        line.chars().take_while(|&c| c == mark).take(2).count() == 2 && line.len() <= LOOK
    })
}

fn rule_over_header(lines: &Lines<'_>, at: usize, line: &str) -> Option<Introduction> {
    let rule = line.len() >= 5
        && line.len() <= LOOK
        && line.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '—' | '─'));
    if !rule {
        return None;
    }
    let block = header_lines(lines, at + 1).filter(HeaderBlock::is_message)?;
    Some(Introduction::of(1 + block.lines, RegionKind::Quote))
}

// ---- header fields

/// A run of header fields.
struct HeaderBlock {
    lines: usize,
    fields: usize,
    sender: bool,
    address: bool,
}

impl HeaderBlock {
    fn is_message(&self) -> bool {
        self.sender && (self.fields >= 3 || (self.fields == 2 && self.address))
    }
}

fn header_block(lines: &Lines<'_>, at: usize) -> Option<Introduction> {
    let block = header_lines(lines, at).filter(HeaderBlock::is_message)?;
    Some(Introduction { own_fields: true, ..Introduction::of(block.lines, RegionKind::Quote) })
}

/// The header fields from line `at` on, blank lines before and between them included.
fn header_lines(lines: &Lines<'_>, at: usize) -> Option<HeaderBlock> {
    const MOST: usize = 24;
    let mut block = HeaderBlock { lines: 0, fields: 0, sender: false, address: false };
    let mut seen = Vec::new();
    for index in at..lines.len().min(at + MOST) {
        let line = lines.trimmed(index);
        if line.is_empty() {
            // One blank line may stand between two fields, two over the first.
            if index >= at + block.lines + 2 {
                break;
            }
            continue;
        }
        match field(line) {
            Some(field) if field == Field::Other || !seen.contains(&field) => {
                seen.push(field);
                block.fields += 1;
                block.address |= head(line, LOOK).contains('@');
                block.sender |= field == Field::From;
            }
            None if at + block.lines == index && continues_addresses(line, block.fields) => {}
            _ => break,
        }
        block.lines = index + 1 - at;
    }
    (block.fields > 0).then_some(block)
}

/// Whether the line goes on with the addresses of the field above it.
fn continues_addresses(line: &str, fields: usize) -> bool {
    let line = head(line, LOOK);
    fields > 0
        && line.contains('@')
        && (line.contains('<') || line.ends_with(';'))
        && !line.ends_with(['.', ':'])
}

/// Which header field the line is.
pub(super) fn field(line: &str) -> Option<Field> {
    let start = head(line, 60);
    // A common colon, or the first byte of a wide one.
    if !start.bytes().any(|byte| matches!(byte, b':' | 0xef)) {
        return None;
    }
    let start = start.trim_start_matches('*');
    let colon = start.find([':', '：'])?;
    let name = plain(trim(start[..colon].trim_end_matches('*')));
    if name.is_empty() {
        return None;
    }
    marks::FIELDS.iter().find(|(_, names)| is_one_of(&name, names)).map(|(field, _)| *field)
}

// ---- "On Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:"

/// The attribution that begins on line `at`, over at most three lines.
fn attribution(lines: &Lines<'_>, at: usize, line: &str) -> Option<Introduction> {
    if !may_attribute(lines, at, line) {
        return None;
    }
    let mut joined = String::new();
    for count in 1..=3 {
        let index = at + count - 1;
        let line = if index < lines.len() { lines.trimmed(index) } else { "" };
        if line.is_empty() || lines.is_quoted(index) {
            return None;
        }
        joined.push_str(&plain(line));
        if attributes(&joined, count) && line.len() <= LOOK {
            return Some(Introduction::of(count, RegionKind::Quote));
        }
        if count == 1 && attributes_inline(&joined) {
            return Some(Introduction { inline: true, ..Introduction::of(1, RegionKind::Quote) });
        }
        if line.len() > LOOK {
            return None;
        }
        joined.push(' ');
    }
    None
}

/// A cheap look before the dear one.
fn may_attribute(lines: &Lines<'_>, at: usize, line: &str) -> bool {
    let line = head(line, LOOK);
    let next = || {
        if at + 1 < lines.len() { head(lines.trimmed(at + 1), LOOK) } else { "" }
    };
    names_address_or_figure(line) || (next().starts_with('<') && next().contains('@'))
}

fn names_address_or_figure(line: &str) -> bool {
    let mut plain = true;
    for &byte in line.as_bytes() {
        if byte == b'@' || byte.is_ascii_digit() {
            return true;
        }
        plain &= byte.is_ascii();
    }
    !plain && line.contains(char::is_numeric)
}

fn attributes(joined: &str, lines: usize) -> bool {
    if !joined.ends_with([':', '：']) || joined.len() > 2 * LOOK {
        return false;
    }
    let address = joined.contains('@');
    let lead = marks::LEADS.iter().any(|lead| joined.starts_with(lead))
        || joined.starts_with(char::is_numeric);
    let date = has_date(joined);
    if (lines > 1 && !address && !(lead && date)) || is_own_sentence(joined) {
        return false;
    }
    if marks::VERBS.iter().any(|verb| joined.contains(verb)) {
        // With no address it takes a time as well: "On 3 March 2026 Dr. Lal wrote:" is the writer telling.
        return (address && (lead || date || joined.ends_with("wrote:")))
            || (lead && date && has_time(joined));
    }
    let named = joined.trim_end_matches([':', '：', ' ']).ends_with(['>', ')']);
    address && named && date && has_time(joined)
}

/// "… <a@example.edu> wrote: and the quoted words at once".
fn attributes_inline(joined: &str) -> bool {
    let Some(at) = joined.find('@') else {
        return false;
    };
    let lead = marks::LEADS.iter().any(|lead| joined.starts_with(lead));
    let said = |verb: &&str| {
        joined[at..].find(*verb).is_some_and(|found| {
            let before = &joined[at..at + found];
            let after = joined[at + found + verb.len()..].trim_start();
            before.trim_end().ends_with('>') && after.starts_with([':', '：'])
        })
    };
    lead && has_date(joined) && marks::VERBS.iter().any(said)
}

/// "On 3 March 2026 you wrote:" is the writer speaking.
fn is_own_sentence(joined: &str) -> bool {
    !joined.contains('@') && marks::PRONOUNS.iter().any(|word| joined.contains(word))
}

/// A year, a time, or a day in figures, in any script's digits.
fn has_date(text: &str) -> bool {
    let mut run = 0;
    let mut short_runs = 0;
    for c in text.chars().chain([' ']) {
        if c.is_numeric() {
            run += 1;
            continue;
        }
        if run == 4 {
            return true;
        }
        if run == 1 || run == 2 {
            short_runs += 1;
        }
        run = 0;
    }
    short_runs >= 3
}

/// "10:02", "21h47", "9.14".
fn has_time(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(4).any(|w| {
        w[0].is_numeric()
            && matches!(w[1], ':' | '.' | 'h' | '：')
            && w[2].is_numeric()
            && w[3].is_numeric()
    })
}
