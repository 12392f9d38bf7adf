//! What is underlined in a field: findings, their words, and where these stand in the page. An edit changes what it
//! touched: all other ranges stay, and move with the words around them.

use std::ops::Deref;

use web_sys::Range;

use super::field::slice;
use super::painter::Layer;
use super::reading::Reading;
use crate::engine::order;
use crate::engine::{Edit, Finding, Span};

/// A finding and where it is painted.
pub(super) struct Shown {
    /// What was found, in bytes of the text last read.
    pub(super) finding: Finding,
    /// The words, as they were read.
    pub(super) words: String,
    /// Where they stand in the page; plain fields have no ranges.
    pub(super) range: Option<Range>,
}

/// Which nodes of the page words stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// In those where they stood.
    Kept,
    /// So too; but the words of this piece of the text may have been written anew.
    KeptBut(Span),
    /// Perhaps in others.
    Anew,
}

/// What a reading has brought.
pub(super) struct News {
    /// How the text has changed.
    pub(super) edit: Option<Edit>,
    /// Findings whose sentences begin here are no longer so, in bytes of the text before; none means: all of them.
    pub(super) gone: Option<Span>,
    /// What was found instead.
    pub(super) found: Vec<Finding>,
    /// Which nodes the words stand in.
    pub(super) places: Places,
}

/// Findings in reading order.
#[derive(Default)]
pub(super) struct List(Vec<Shown>);

impl Deref for List {
    type Target = [Shown];

    fn deref(&self) -> &[Shown] {
        &self.0
    }
}

impl List {
    /// Brings the list and its underlines up to date. What is found again keeps its underline.
    pub(super) fn take_in(&mut self, layer: Option<&Layer>, reading: &Reading, news: News) {
        let is_gone =
            |at: usize| news.gone.is_none_or(|gone| gone.start() <= at && at < gone.end());
        // So few that a walk through the list is the quickest way to a twin.
        let mut before: Vec<Shown> = Vec::new();
        for mut one in std::mem::take(&mut self.0) {
            let gone = is_gone(one.finding.sentence.start());
            let cut = news.edit.is_some_and(|edit| !follow(&mut one.finding, edit));
            if gone || cut {
                before.push(one);
            } else {
                self.0.push(one);
            }
        }
        for finding in news.found {
            let twin =
                |one: &Shown| one.finding.span == finding.span && one.finding.rule == finding.rule;
            let known = before.iter().position(twin).map(|at| before.swap_remove(at));
            self.0.push(shown(layer, reading, finding, known));
        }
        before.iter().for_each(|one| unpaint(layer, one));
        order::by_key(&mut self.0, |one| in_order(one.finding.span));
        self.place(layer, reading, news.places);
    }

    /// Makes the ranges anew that no longer hold their words.
    fn place(&mut self, layer: Option<&Layer>, reading: &Reading, places: Places) {
        for one in &mut self.0 {
            let span = one.finding.span;
            let doubted = match places {
                Places::Kept => false,
                Places::KeptBut(piece) => piece.overlaps(span),
                Places::Anew => true,
            };
            let holds = |range: &Range| reading.is_at(range, span);
            if doubted && !one.range.as_ref().is_some_and(holds) {
                unpaint(layer, one);
                one.range = reading.range(span);
                paint(layer, one);
            }
        }
    }

    /// Takes all underlines away.
    pub(super) fn clear(self, layer: Option<&Layer>) {
        self.0.iter().for_each(|one| unpaint(layer, one));
    }
}

/// Earlier beginnings first, then earlier ends.
fn in_order(span: Span) -> u64 {
    (span.start() as u64) << 32 | span.end() as u64
}

/// Moves a finding with an edit. False where its words were changed.
fn follow(finding: &mut Finding, edit: Edit) -> bool {
    let behind = |span: Span| span.start() >= edit.gone.end();
    let cut = !behind(finding.span) && finding.span.end() > edit.gone.start();
    for span in [&mut finding.span, &mut finding.sentence] {
        if behind(*span) {
            *span = Span::new(edit.moved(span.start()), edit.moved(span.end()));
        }
    }
    !cut
}

/// The finding as it is shown: with the underline that it had before, or a new one.
fn shown(
    layer: Option<&Layer>,
    reading: &Reading,
    finding: Finding,
    known: Option<Shown>,
) -> Shown {
    let words = slice(&reading.text, finding.span);
    if let Some(known) = known {
        if known.words == words && known.finding.tier == finding.tier {
            return Shown { finding, ..known };
        }
        unpaint(layer, &known);
    }
    let range = layer.and_then(|_| reading.range(finding.span));
    let new = Shown { words: words.to_owned(), finding, range };
    paint(layer, &new);
    new
}

fn paint(layer: Option<&Layer>, one: &Shown) {
    if let (Some(layer), Some(range)) = (layer, &one.range) {
        layer.add(one.finding.tier, range);
    }
}

fn unpaint(layer: Option<&Layer>, one: &Shown) {
    if let (Some(layer), Some(range)) = (layer, &one.range) {
        layer.remove(one.finding.tier, range);
    }
}
