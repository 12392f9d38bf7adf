//! Rewrites: a finding in, compliant replacements out.
use super::finding::{Finding, Rewrite};
use super::lint::Linter;
use super::span::Span;
pub(crate) fn rewrites(_l: &Linter, _t: &str, _f: &[Span], finding: &Finding) -> Vec<Rewrite> {
    let _ = finding;
    Vec::new()
}
