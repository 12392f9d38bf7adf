//! What should be seen, asked of the engine on this side of the browser.

use std::sync::{Arc, OnceLock};

use redline::engine::{Finding, Linter, Meaning, Rewrite};

/// The underlines of a text, in reading order: `risk: rank you first`.
pub fn underlines(text: &str) -> Vec<String> {
    findings(text)
        .iter()
        .map(|finding| format!("{}: {}", finding.tier.id(), words(text, finding)))
        .collect()
}

/// The text with the first safe rewrite of its first finding applied.
///
/// # Panics
///
/// When there is no such rewrite: the example was badly chosen.
pub fn after_rewrite(text: &str) -> String {
    let rewrite = first_rewrite(text);
    let (start, end) = (rewrite.span.start(), rewrite.span.end());
    format!("{}{}{}", &text[..start], rewrite.text, &text[end..])
}

fn first_rewrite(text: &str) -> Rewrite {
    let linter = linter();
    let found = linter.lint(text, &[]);
    let first = found.first().expect("the example has a finding");
    let rewrites = linter.rewrites(text, first);
    rewrites.into_iter().find(|rewrite| rewrite.safe).expect("the example has a safe rewrite")
}

/// The engine as the package has it: with the meaning layer.
fn linter() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| {
        let meaning = Meaning::from_bytes(include_bytes!("../../../model/meaning.bin"));
        Linter::default().with_meaning(Arc::new(meaning.expect("the committed weights are sound")))
    })
}

fn findings(text: &str) -> Vec<Finding> {
    linter().lint(text, &[])
}

fn words<'a>(text: &'a str, finding: &Finding) -> &'a str {
    &text[finding.span.start()..finding.span.end()]
}
