//! The layout of a draft: its lines, what is known of each, and the parts that are looked at. An edit changes the lines that
//! it touched; the parts are told anew only where what is known of these has changed.

use super::facts::{Facts, LOOKS_FAR, REACH, SHORT_REACH};
use super::lines::{self, Lines};
use super::regions::{self, RegionKind};
use crate::along::Along;
use crate::span::{Edit, Span};

/// What of a draft is looked at: the writer's own words, which are judged, and signatures, in which only unfilled
/// fields are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriterSpans {
    /// Own words in reading order, without what the page marks as foreign.
    pub own: Vec<Span>,
    /// Signatures in reading order.
    pub signatures: Vec<Span>,
}

/// The parts of a draft that are looked at; as `regions_around`, without the rest.
#[must_use]
pub fn writer_spans(text: &str, foreign: &[Span]) -> WriterSpans {
    Layout::of(text, foreign).spans
}

/// A draft's lines and parts.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    lines: Along<Facts>,
    /// What the page marks as not the writer's, in order, apart from each other.
    foreign: Vec<Span>,
    /// The writer's lines, as whole lines.
    own_lines: Vec<Span>,
    spans: WriterSpans,
}

impl Layout {
    /// The layout of a text. `foreign` as for `regions_around`.
    pub fn of(text: &str, foreign: &[Span]) -> Self {
        let lines = Lines::new(text, foreign);
        let facts = (0..lines.len()).map(|at| (lines.start(at), Facts::of(&lines, at))).collect();
        let mut layout = Self {
            lines: Along::new(facts, text.len()),
            foreign: lines::in_order(text, foreign),
            ..Self::default()
        };
        layout.tell_parts();
        layout
    }

    /// The parts that are looked at.
    pub fn spans(&self) -> &WriterSpans {
        &self.spans
    }

    /// The length of the text in bytes.
    pub fn text_len(&self) -> usize {
        self.lines.text_len()
    }

    /// The first byte of the line that holds `byte`.
    pub fn line_start(&self, byte: usize) -> usize {
        self.lines.start(self.lines.around(byte))
    }

    /// The first byte after the line that holds `byte`.
    pub fn line_end(&self, byte: usize) -> usize {
        self.lines.start(self.lines.around(byte) + 1)
    }

    /// Brings the layout up to date with an edit that led to `text`. Gives whether the parts are the ones from before,
    /// moved and grown as the edit moved them.
    pub fn follow(&mut self, text: &str, foreign: &[Span], edit: Edit) -> bool {
        let before = std::mem::take(&mut self.spans);
        let foreign = lines::in_order(text, foreign);
        if !are_moved(&self.foreign, &foreign, edit) {
            *self = Self::of(text, &foreign);
            return false;
        }
        self.foreign = foreign;
        let len = self.lines.text_len();
        if self.read_lines(text, edit) {
            self.tell_parts();
        } else {
            self.own_lines.iter_mut().for_each(|span| *span = moved(*span, edit, len));
            self.spans.own = self.own_parts();
            self.spans.signatures =
                before.signatures.iter().map(|span| moved(*span, edit, len)).collect();
        }
        let alike = |before: &[Span], now: &[Span]| {
            before.len() == now.len()
                && before.iter().zip(now).all(|(span, now)| moved(*span, edit, len) == *now)
        };
        alike(&before.own, &self.spans.own) && alike(&before.signatures, &self.spans.signatures)
    }

    /// Reads the lines anew that the edit touched. Gives whether anything that is known of lines has
    /// changed, or one begins elsewhere than the edit alone explains.
    fn read_lines(&mut self, text: &str, edit: Edit) -> bool {
        // The line before as well: its break may have become half of another.
        let first = self.lines.around(edit.gone.start()).saturating_sub(1);
        let last = self.lines.around(edit.gone.end());
        let part = Span::new(self.lines.start(first), edit.moved(self.lines.start(last + 1)));
        let starts = lines::starts(text, part);
        let top = first.saturating_sub(REACH);
        let window = self.window(text, top..first, &starts, last + 1, edit);
        let mut changed = false;
        for at in top..first {
            let known = self.lines.get(at).copied().unwrap_or_default();
            if at + SHORT_REACH >= first || known.has(LOOKS_FAR) {
                let now = Facts::of(&window, at - top);
                changed |= now != known;
                self.lines.get_mut(at).into_iter().for_each(|facts| *facts = now);
            }
        }
        let gone = self.lines.take(first, last + 1, text.len());
        changed |= gone.len() != starts.len();
        for (nth, start) in starts.into_iter().enumerate() {
            let now = Facts::of(&window, first - top + nth);
            let kept = |&(began, known): &(usize, Facts)| {
                known == now && moved_start(began, edit) == start
            };
            changed |= !gone.get(nth).is_some_and(kept);
            self.lines.put(start, now);
        }
        changed
    }

    /// The lines around an edit: those above it, those it touched (`starts`), and some from line `below` on.
    fn window<'t>(
        &self,
        text: &'t str,
        above: std::ops::Range<usize>,
        starts: &[usize],
        below: usize,
        edit: Edit,
    ) -> Lines<'t> {
        let count = self.lines.count();
        let end = (below + REACH).min(count);
        let mut all: Vec<usize> = above.map(|at| self.lines.start(at)).collect();
        all.extend(starts);
        all.extend((below..end).map(|at| edit.moved(self.lines.start(at))));
        let end = if end == count { text.len() } else { edit.moved(self.lines.start(end)) };
        Lines::some(text, all, end, &self.foreign)
    }

    /// Tells own words and signatures by what is known of the lines.
    fn tell_parts(&mut self) {
        let facts: Vec<Facts> = self.lines.iter().map(|(_, facts)| *facts).collect();
        let starts = self.lines.iter().map(|(start, _)| start);
        let list = regions::collect(starts, self.lines.text_len(), &regions::kinds(&facts));
        let of = |kind: RegionKind| {
            let some = list.iter().filter(move |one| one.kind == kind && !one.span.is_empty());
            some.map(|one| one.span).collect()
        };
        self.own_lines = of(RegionKind::Own);
        self.spans = WriterSpans { own: self.own_parts(), signatures: of(RegionKind::Signature) };
    }

    fn own_parts(&self) -> Vec<Span> {
        let parts = |span: &Span| lines::without_foreign(&self.foreign, *span);
        self.own_lines.iter().flat_map(parts).collect()
    }
}

/// A part of a text of `len` bytes as it is after an edit that may lie inside it, and does not cut it.
fn moved(part: Span, edit: Edit, len: usize) -> Span {
    let at = edit.gone.start();
    let start = moved_start(part.start(), edit);
    let reaches = part.end() > at || part.end() == len;
    let end = if reaches { edit.moved(part.end().max(edit.gone.end())) } else { part.end() };
    Span::new(start.min(end), end)
}

/// Where a part or a line begins after an edit: what is written at its first byte belongs to it.
fn moved_start(start: usize, edit: Edit) -> usize {
    if start > edit.gone.start() { edit.moved(start.max(edit.gone.end())) } else { start }
}

/// Whether what is foreign is as it was, but for what lies in the lines that an edit touched.
fn are_moved(before: &[Span], now: &[Span], edit: Edit) -> bool {
    let same = |before: usize, now: usize| {
        before <= edit.gone.start() && now == before
            || before >= edit.gone.end() && now == edit.moved(before)
    };
    before.len() == now.len()
        && before
            .iter()
            .zip(now)
            .all(|(before, now)| same(before.start(), now.start()) && same(before.end(), now.end()))
}
