//! The engine: pure text in, findings, rewrites and readings out. No clock, files, environment or randomness.

pub mod config;
pub mod finding;
pub mod lint;
pub mod span;

pub use config::{Role, Settings};
pub use finding::{Category, Finding, Rewrite, Source, Tier};
pub use lint::{Draft, Linter};
pub use span::Span;
