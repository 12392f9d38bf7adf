//! Every rewrite changes nothing outside its place; a safe one leaves nothing of its finding's rule there.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::Linter;

fuzz_target!(|text: &str| {
    let linter = Linter::default();
    for finding in linter.lint(text, &[]) {
        for rewrite in linter.rewrites(text, &finding) {
            let (before, after) = (&text[..rewrite.span.start()], &text[rewrite.span.end()..]);
            let whole = format!("{before}{}{after}", rewrite.text);
            let place = before.len()..before.len() + rewrite.text.len();
            let left = linter.lint(&whole, &[]);
            let again = left.iter().any(|one| {
                one.rule == finding.rule && place.contains(&one.span.start()) && place.end >= one.span.end()
            });
            assert!(!rewrite.safe || !again, "{:?} leaves {}", rewrite.text, finding.rule);
        }
    }
});
