//! Text output for people: place, title, the sentence with the words marked, why, sources, what to write instead.

use std::fmt::Write as _;
use std::io::IsTerminal;

use redline::engine::checklist::{Item, State};
use redline::engine::{Span, Tier};
use redline::wire::Reading;

use crate::job::{Found, Letter};

/// Whether to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    Plain,
    Colour,
}

impl Paint {
    /// Colour on a terminal, unless `NO_COLOR` holds something or the terminal is dumb.
    pub(crate) fn of_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if std::io::stdout().is_terminal() && !refused && !dumb {
            Self::Colour
        } else {
            Self::Plain
        }
    }

    fn wrap(self, code: &str, words: &str) -> String {
        match self {
            Self::Plain => words.to_owned(),
            Self::Colour => format!("\x1b[{code}m{words}\x1b[0m"),
        }
    }

    fn tier(self, tier: Tier, words: &str) -> String {
        let code = match tier {
            Tier::Violation => "1;31",
            Tier::Risk => "1;33",
            Tier::Tone => "33",
            Tier::Hygiene => "36",
        };
        self.wrap(code, words)
    }

    fn faint(self, words: &str) -> String {
        self.wrap("2", words)
    }
}

/// Columns that sentences and explanations are wrapped to, the margin not counted.
const WIDTH: usize = 84;
const MARGIN: &str = "    ";

/// All findings of a letter, an empty line after each.
pub(crate) fn findings(letter: &Letter, found: &[Found], paint: Paint) -> String {
    let mut out = String::new();
    let mut places = Places::new(&letter.text);
    for found in found {
        let text = letter.subject.as_deref().filter(|_| found.in_subject).unwrap_or(&letter.text);
        let place = if found.in_subject {
            format!("{}: subject", source(letter))
        } else {
            let (line, column) = places.of(found.finding.span.start());
            format!("{}:{line}:{column}", source(letter))
        };
        one(&mut out, &place, text, found, paint);
    }
    out
}

/// "draft.txt", "box.mbox (message 3)".
fn source(letter: &Letter) -> String {
    match letter.origin.number {
        Some(number) if letter.origin.mail => format!("{} (message {number})", letter.origin.file),
        _ => letter.origin.file.clone(),
    }
}

fn one(out: &mut String, place: &str, text: &str, found: &Found, paint: Paint) {
    let finding = &found.finding;
    let tier = paint.tier(finding.tier, finding.tier.id());
    // Writing to a string does not fail.
    let _ = writeln!(out, "{place}: {tier} {}: {}", finding.category.id(), finding.title);
    quote(out, text, finding.sentence.cover(finding.span), finding.span, finding.tier, paint);
    paragraph(out, "", finding.why);
    for (index, source) in finding.sources.iter().enumerate() {
        let lead = if index == 0 { "Source: " } else { "        " };
        paragraph(out, lead, &format!("{} ({})", source.title, source.year));
    }
    for (index, rewrite) in found.rewrites.iter().enumerate() {
        let lead = if index == 0 { "Instead: " } else { "     or: " };
        let words =
            if rewrite.text.trim().is_empty() { "leave it out" } else { rewrite.text.trim() };
        paragraph(out, lead, words);
    }
    out.push('\n');
}

/// The sentence on one or more lines, the words found marked under it, or coloured.
fn quote(out: &mut String, text: &str, sentence: Span, span: Span, tier: Tier, paint: Paint) {
    for row in rows(text, sentence) {
        let shown: String = text[row.start()..row.end()].chars().map(shown).collect();
        let start = span.start().clamp(row.start(), row.end());
        let end = span.end().clamp(start, row.end());
        let (lead, marked) =
            (text[row.start()..start].chars().count(), text[start..end].chars().count());
        if paint == Paint::Colour {
            let mut chars = shown.chars();
            let before: String = chars.by_ref().take(lead).collect();
            let words: String = chars.by_ref().take(marked).collect();
            let words =
                if words.is_empty() { words } else { paint.wrap("4", &paint.tier(tier, &words)) };
            let _ = writeln!(out, "{MARGIN}{before}{words}{}", chars.collect::<String>());
            continue;
        }
        let _ = writeln!(out, "{MARGIN}{}", shown.trim_end());
        if marked > 0 {
            let _ = writeln!(out, "{MARGIN}{}{}", " ".repeat(lead), "~".repeat(marked));
        }
    }
}

/// A character that cannot disturb the terminal: controls become blanks.
fn shown(c: char) -> char {
    let direction =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || c.is_whitespace() || direction { ' ' } else { c }
}

/// The sentence cut into rows of at most `WIDTH` characters, at blanks and line breaks where there are any.
fn rows(text: &str, sentence: Span) -> Vec<Span> {
    const MOST: usize = 12;
    let mut rows = Vec::new();
    let mut start = sentence.start();
    while start < sentence.end() && rows.len() < MOST {
        let rest = &text[start..sentence.end()];
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let wide = rest.char_indices().nth(WIDTH).map_or(rest.len(), |(at, _)| at);
        let end = if line <= wide {
            line
        } else {
            rest[..wide].rfind(' ').filter(|&at| at > 0).map_or(wide, |at| at + 1)
        };
        if !rest[..end].trim().is_empty() {
            rows.push(Span::new(start, start + end));
        }
        let breaks = rest[end..].len() - rest[end..].trim_start_matches(['\n', '\r']).len();
        start += end + breaks;
    }
    rows
}

/// Words wrapped to the width, with a lead before the first line and as much room before the others.
pub(crate) fn paragraph(out: &mut String, lead: &str, words: &str) {
    let mut line = format!("{MARGIN}{lead}");
    let empty = line.chars().count();
    let mut columns = empty;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if columns > empty && columns + 1 + length > WIDTH + MARGIN.len() {
            let _ = writeln!(out, "{}", line.trim_end());
            line = " ".repeat(empty);
            columns = empty;
        }
        if columns > empty {
            line.push(' ');
            columns += 1;
        }
        line.extend(word.chars().map(shown));
        columns += length;
    }
    let _ = writeln!(out, "{}", line.trim_end());
}

/// The last line of `lint`: how much was found.
pub(crate) fn summary(tally: &[usize; 4]) -> String {
    let total: usize = tally.iter().sum();
    if total == 0 {
        return "Nothing to change.\n".into();
    }
    let parts: Vec<String> = Tier::ALL
        .iter()
        .zip(tally)
        .filter(|(_, count)| **count > 0)
        .map(|(tier, count)| format!("{count} {}", tier.id()))
        .collect();
    let noun = if total == 1 { "finding" } else { "findings" };
    format!("{total} {noun}: {}\n", parts.join(", "))
}

/// What a message says: its level, the deciding words in their place, the advice and the replies that fit.
pub(crate) fn reading(letter: &Letter, reading: &Reading, paint: Paint) -> String {
    let level = paint.wrap("1", &format!("level {} {}", reading.level, reading.signal));
    let mut out = format!("{}: {level}\n", source(letter));
    let mut places = Places::new(&letter.text);
    for evidence in &reading.evidence {
        let (line, column) = places.of(evidence.start - letter.mark);
        paragraph(&mut out, &format!("{line}:{column}  "), &format!("“{}”", evidence.text));
    }
    paragraph(&mut out, "", reading.advice);
    if !reading.replies.is_empty() {
        let _ = writeln!(
            out,
            "{MARGIN}{}",
            paint.faint(&format!("Replies that fit: {}", reading.replies.join(", ")))
        );
    }
    out.push('\n');
    out
}

/// The checklist, heaviest first, as a pilot reads it.
pub(crate) fn checks(letter: &Letter, items: &[Item], paint: Paint) -> String {
    let mut out = String::new();
    let mut places = Places::new(&letter.text);
    for item in items {
        let (code, mark) = match item.state {
            State::Blocks => ("1;31", "✗"),
            State::Consider => ("33", "•"),
            State::Fine => ("32", "✓"),
        };
        let place = item.span.map_or_else(String::new, |span| {
            let (line, column) = places.of(span.start());
            format!(" ({line}:{column})")
        });
        let _ = writeln!(out, "{} {}{place}", paint.wrap(code, mark), item.text);
        if !item.fix.is_empty() {
            paragraph(&mut out, "", item.fix);
        }
    }
    out
}

/// Finds lines and columns of rising places, each character looked at once.
pub(crate) struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, column: 1 }
    }

    /// Line and column (in characters) of a byte offset, both from 1.
    pub(crate) fn of(&mut self, byte: usize) -> (usize, usize) {
        if byte < self.at {
            *self = Self::new(self.text);
        }
        for c in self.text[self.at..byte].chars() {
            self.column += 1;
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            }
        }
        self.at = byte;
        (self.line, self.column)
    }
}
