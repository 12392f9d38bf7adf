//! The engine: pure text in, findings, rewrites and readings out. No clock, files, environment or randomness.

pub mod address;
mod along;
mod bits;
pub mod calendar;
mod carry;
pub mod checklist;
mod clause;
pub mod config;
mod draft;
pub mod finding;
pub mod fingerprint;
mod fold;
mod guards;
mod hash;
pub mod hours;
pub(crate) mod json;
pub mod kind;
pub mod ledger;
pub(crate) mod letters;
#[doc(hidden)]
pub mod limits;
pub mod lint;
mod matcher;
pub mod meaning;
mod names;
pub mod offer;
pub(crate) mod order;
mod placeholder;
mod program;
pub mod reading;
mod recast;
pub(crate) mod rewrite;
mod rule;
pub mod season;
mod shape;
mod sign;
pub mod span;
mod table;
pub mod templates;
pub mod text;
mod unfilled;
pub mod utf16;

pub use config::{Role, Settings};
pub use draft::{Changed, Draft, Quick};
pub use finding::{Category, Finding, Rewrite, Source, Tier};
pub use lint::Linter;
pub use meaning::Meaning;
pub use rule::{
    CategoryText, CategoryVoice, Examples, Rule, RuleVoice, category_text, examples, rules,
};
pub use span::{Edit, Span};
pub use utf16::{Utf16, Utf16Span};
