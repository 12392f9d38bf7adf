//! The rules as the engine sees them: one static table, made by `build.rs` from `rules/`. Nothing is built at start.

use super::finding::{Category, Source, Tier};
use super::kind::Kind;

/// Which sentences a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Any,
    Question,
    Statement,
    Exclamation,
}

impl Mood {
    /// Whether a rule of this mood looks at a sentence that ends like `sentence`.
    pub(crate) fn fits(self, sentence: Self) -> bool {
        self == Self::Any
            || self == sentence
            || (self == Self::Statement && sentence == Self::Exclamation)
    }
}

/// Where a guard's match must stand to silence a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Before,
    Inside,
    Sentence,
    Quoted,
}

/// The usual way to mend a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remedy {
    Replace,
    Delete,
}

/// What a rule says to one role.
#[derive(Clone, Copy, Debug)]
pub struct RuleVoice {
    /// Its tier.
    pub tier: Tier,
    /// Plain title of a finding.
    pub title: &'static str,
    /// One sentence: why it matters.
    pub why: &'static str,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// `category/name`.
    pub id: &'static str,
    /// What it is about.
    pub category: Category,
    pub(crate) mood: Mood,
    /// What it says to an applicant and to program staff; `None` where it does not judge that role.
    pub voices: [Option<RuleVoice>; 2],
    /// Documents behind it.
    pub sources: &'static [Source],
    pub(crate) patterns: PatternRange,
    pub(crate) unless: PatternRange,
    pub(crate) guards_off: &'static [usize],
    /// Words offered in place of the underlined ones.
    pub(crate) phrases: &'static [&'static str],
    /// Sentences offered before the category's.
    pub(crate) rewrites: &'static [&'static str],
}

/// What a rule finds and what it leaves alone.
#[derive(Debug)]
pub struct Examples {
    /// Texts that it finds.
    pub hits: &'static [&'static str],
    /// Texts that look alike and stay clean.
    pub clean: &'static [&'static str],
}

/// What one role's findings of a category say where no rule says it: for the meaning layer and for rewrites.
#[derive(Debug)]
pub struct CategoryVoice {
    /// The usual tier.
    pub tier: Tier,
    /// Plain title of a finding.
    pub title: &'static str,
    /// One sentence: why it matters.
    pub why: &'static str,
    /// Documents behind it.
    pub sources: &'static [Source],
    pub(crate) remedy: Remedy,
    pub(crate) rewrites: &'static [&'static str],
}

/// Texts that all rules of a category share.
#[derive(Debug)]
pub struct CategoryText {
    /// The category.
    pub category: Category,
    pub(crate) absorbs: &'static [Category],
    /// For an applicant and for program staff, where the category exists for that role.
    pub voices: [Option<CategoryVoice>; 2],
}

/// A reason to stay silent.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) scope: Scope,
    pub(crate) within: usize,
    pub(crate) all: bool,
    pub(crate) reading: bool,
    pub(crate) categories: &'static [Category],
    pub(crate) roles: [bool; 2],
    pub(crate) patterns: PatternRange,
    pub(crate) unless: PatternRange,
}

/// A signal in a received message.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) level: u8,
    pub(crate) mood: Mood,
    pub(crate) patterns: PatternRange,
    pub(crate) unless: PatternRange,
}

/// A half-open range of indexes into [`PATTERNS`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternRange {
    start: u16,
    end: u16,
}

impl PatternRange {
    pub(crate) fn patterns(self) -> &'static [Pattern] {
        &PATTERNS[usize::from(self.start)..usize::from(self.end)]
    }

    /// One past its last pattern.
    pub(crate) fn end(self) -> u16 {
        self.end
    }
}

/// A compiled pattern: a position automaton (one position per word, no ε-moves).
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) positions: u32,
    pub(crate) first: u16,
    pub(crate) first_count: u16,
    /// Symbols of which every match holds at least one word each; the second may be [`NONE`].
    pub(crate) required: [u16; 2],
    /// Whether it reads on into the next sentence.
    pub(crate) crosses: bool,
}

/// One word of a pattern.
#[derive(Debug)]
pub(crate) struct Position {
    pub(crate) symbol: u16,
    pub(crate) flags: u8,
    pub(crate) edges: u16,
    pub(crate) edge_count: u8,
}

/// A move from one word of a pattern to another.
#[derive(Debug)]
pub(crate) struct Edge {
    /// How far on, modulo 256; from the start it is the place itself.
    pub(crate) by: u8,
    pub(crate) need: u8,
}

/// Lists of numbers, stored flat.
#[derive(Debug)]
pub(crate) struct Lists {
    offsets: &'static [u32],
    flat: &'static [u16],
}

impl Lists {
    pub(crate) fn of(&self, at: u16) -> &'static [u16] {
        let at = usize::from(at);
        &self.flat[self.offsets[at] as usize..self.offsets[at + 1] as usize]
    }
}

/// Accepts every word.
pub(crate) const ANY: u16 = 0xFFFF;
/// Accepts a capitalised word.
pub(crate) const NAME: u16 = 0xFFFE;
/// Accepts a word of digits.
pub(crate) const NUMBER: u16 = 0xFFFD;
/// No symbol.
pub(crate) const NONE: u16 = 0xFFFC;
/// Set on a symbol that is one word's id and not a set's.
pub(crate) const SINGLE: u16 = 0x8000;

/// The position belongs to the part to underline.
pub(crate) const MARKED: u8 = 1;
/// A match may end here.
pub(crate) const ACCEPTS: u8 = 2;
/// A match may end here at the end of the sentence.
pub(crate) const ACCEPTS_AT_END: u8 = 4;

/// A message to fill in.
#[derive(Debug)]
pub struct Template {
    /// Stable id: its file's name.
    pub id: &'static str,
    /// What it is called in lists.
    pub title: &'static str,
    /// What kind of message it is.
    pub kind: Kind,
    /// Subject line with `{field}`s.
    pub subject: &'static str,
    /// Text with `{field}`s.
    pub body: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// All rules, in the order of their ids.
#[must_use]
pub fn rules() -> &'static [Rule] {
    RULES
}

/// The examples of the rule with this id, if there is one.
#[must_use]
pub fn examples(id: &str) -> Option<&'static Examples> {
    RULES.iter().position(|rule| rule.id == id).map(|at| &EXAMPLES[at])
}

/// The shared texts of a category.
///
/// # Panics
///
/// Never: every category has its folder in `rules/`; a test holds the two together.
#[must_use]
pub fn category_text(category: Category) -> &'static CategoryText {
    CATEGORIES
        .iter()
        .find(|text| text.category == category)
        .expect("every category has its folder in rules/")
}
