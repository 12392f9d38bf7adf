//! What leaves the engine: plain output types and their JSON, shared by the command line and the wasm.
//!
//! Positions are in the unit of the face: UTF-8 bytes on the command line, UTF-16 units in the page. The face says
//! how a byte offset becomes its unit; the words themselves are copied out, so that a reader needs no arithmetic.

mod companion;

use serde::Serialize;

use crate::engine::{self, Span, Tier};

pub use companion::{Date, Due, Ledger, Phase, Program, Season, Sent, Step};

/// One risky passage, as JSON shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id for ever (`rank-promise/definite-position`).
    pub rule: &'static str,
    /// The category's id.
    pub category: &'static str,
    /// `violation`, `risk`, `tone` or `hygiene`.
    pub tier: &'static str,
    /// First position, in the unit of the face.
    pub start: usize,
    /// One past the last position, in the unit of the face.
    pub end: usize,
    /// The words found.
    pub text: String,
    /// A plain title.
    pub title: &'static str,
    /// One sentence: why it matters.
    pub why: &'static str,
    /// Where that comes from.
    pub sources: Vec<Source>,
    /// What could stand there instead, best first.
    pub rewrites: Vec<Rewrite>,
}

/// A document that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its title.
    pub title: &'static str,
    /// Year of the edition meant.
    pub year: u16,
}

/// A replacement for part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rewrite {
    /// First position replaced, in the unit of the face.
    pub start: usize,
    /// One past the last position replaced, in the unit of the face.
    pub end: usize,
    /// The new words; empty means: delete.
    pub text: String,
    /// Whether it may be applied with one click.
    pub safe: bool,
}

/// What a received message says, as JSON shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// 0 (nothing) to 5 (an offer outside the Match).
    pub level: u8,
    /// The level's id.
    pub signal: &'static str,
    /// The words that decide it.
    pub evidence: Vec<Evidence>,
    /// What it binds and how to take it.
    pub advice: &'static str,
    /// Ids of the reply templates that fit.
    pub replies: Vec<&'static str>,
}

/// Words that decide a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// First position, in the unit of the face.
    pub start: usize,
    /// One past the last position, in the unit of the face.
    pub end: usize,
    /// The words.
    pub text: String,
    /// The level that they have by themselves.
    pub level: u8,
}

/// One line of the checklist, as JSON shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The item's stable id.
    pub id: &'static str,
    /// `blocks`, `consider` or `fine`.
    pub state: &'static str,
    /// The tier, where the item speaks of a finding, a breach or a second promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'static str>,
    /// What is so, in one sentence.
    pub text: String,
    /// How to mend it; empty where all is fine.
    pub fix: &'static str,
    /// First position of the words it speaks of, in the unit of the face.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past their last position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

/// How a face counts: from a byte offset of the text to its own unit.
pub trait Unit {
    /// The position, in the face's unit, of the character boundary at `byte`.
    fn of(&self, byte: usize) -> usize;
}

/// UTF-8 bytes, `0` being where the text given to the engine begins in the file (after a byte-order mark, say).
#[derive(Clone, Copy, Debug, Default)]
pub struct Bytes(pub usize);

impl Unit for Bytes {
    fn of(&self, byte: usize) -> usize {
        self.0 + byte
    }
}

impl<F: Fn(usize) -> usize> Unit for F {
    fn of(&self, byte: usize) -> usize {
        self(byte)
    }
}

impl Finding {
    /// The finding `found` of `text` with its `rewrites`, counted in `unit`.
    #[must_use]
    pub fn of(
        text: &str,
        found: &engine::Finding,
        rewrites: &[engine::Rewrite],
        unit: &impl Unit,
    ) -> Self {
        Self {
            rule: found.rule,
            category: found.category.id(),
            tier: found.tier.id(),
            start: unit.of(found.span.start()),
            end: unit.of(found.span.end()),
            text: words(text, found.span),
            title: found.title,
            why: found.why,
            sources: found.sources.iter().map(Source::from).collect(),
            rewrites: rewrites.iter().map(|rewrite| Rewrite::of(rewrite, unit)).collect(),
        }
    }

    /// Whether it is of tier violation or risk: what makes Send, and the command line's exit code, speak up.
    #[must_use]
    pub fn is_serious(&self) -> bool {
        self.tier == Tier::Violation.id() || self.tier == Tier::Risk.id()
    }
}

impl Rewrite {
    /// The rewrite, counted in `unit`.
    #[must_use]
    pub fn of(rewrite: &engine::Rewrite, unit: &impl Unit) -> Self {
        Self {
            start: unit.of(rewrite.span.start()),
            end: unit.of(rewrite.span.end()),
            text: rewrite.text.clone(),
            safe: rewrite.safe,
        }
    }
}

impl Reading {
    /// What was read in `text`, counted in `unit`.
    #[must_use]
    pub fn of(text: &str, read: &engine::reading::Reading, unit: &impl Unit) -> Self {
        let level = &engine::reading::LEVELS[usize::from(read.level)];
        let evidence = read.evidence.iter().map(|evidence| Evidence {
            start: unit.of(evidence.span.start()),
            end: unit.of(evidence.span.end()),
            text: words(text, evidence.span),
            level: evidence.level,
        });
        Self {
            level: read.level,
            signal: level.id,
            evidence: evidence.collect(),
            advice: level.advice,
            replies: level.replies.to_vec(),
        }
    }
}

impl Check {
    /// The item, counted in `unit`.
    #[must_use]
    pub fn of(item: &engine::checklist::Item, unit: &impl Unit) -> Self {
        Self {
            id: item.id,
            state: item.state.id(),
            tier: item.tier.map(Tier::id),
            text: item.text.clone(),
            fix: item.fix,
            start: item.span.map(|span| unit.of(span.start())),
            end: item.span.map(|span| unit.of(span.end())),
        }
    }
}

impl From<&engine::Source> for Source {
    fn from(source: &engine::Source) -> Self {
        Self { title: source.title, year: source.year }
    }
}

fn words(text: &str, span: Span) -> String {
    text[span.start()..span.end()].to_owned()
}
