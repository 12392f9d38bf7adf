//! The rules as the engine sees them: one static table, made by `build.rs` from `rules/`.

use std::sync::LazyLock;

use super::finding::{Category, Source, Tier};
use super::kind::Kind;
use super::table::{Pattern, TABLE};

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
    Prune,
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

/// A half-open range of the table's patterns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternRange {
    start: u16,
    end: u16,
}

impl PatternRange {
    pub(crate) fn patterns(self) -> &'static [Pattern] {
        &TABLE.patterns[usize::from(self.start)..usize::from(self.end)]
    }

    /// One past its last pattern.
    pub(crate) fn end(self) -> u16 {
        self.end
    }
}

/// The rule of a pattern that names a rule when it matches.
pub(crate) fn rule_of(pattern: u16) -> &'static Rule {
    &RULES[usize::from(RULE_OF[usize::from(pattern)])]
}

/// By a pattern's number: the number of its rule.
static RULE_OF: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for (nth, rule) in (0..).zip(RULES) {
        all.resize(usize::from(rule.patterns.end()), nth);
    }
    all
});

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
