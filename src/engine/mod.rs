//! The engine: pure text in, findings, rewrites and readings out. No clock, files, environment or randomness.

pub mod address;
pub mod calendar;
mod carry;
pub mod checklist;
mod clause;
pub mod config;
mod draft;
pub mod finding;
pub mod fingerprint;
mod guards;
pub mod hours;
pub(crate) mod json;
pub mod kind;
pub mod ledger;
#[doc(hidden)]
pub mod limits;
pub mod lint;
pub mod meaning;
mod names;
pub mod offer;
pub mod reading;
mod recast;
pub(crate) mod rewrite;
mod rule;
pub mod season;
pub mod templates;
mod unfilled;
pub mod utf16;

// What every key goes through lives in a crate of its own, which the wasm compiles for speed.
pub(crate) use redline_scan::{along, fold, hash, letters, matcher, order, placeholder, table};
pub use redline_scan::{span, text};

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
