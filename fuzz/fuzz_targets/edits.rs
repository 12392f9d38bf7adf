//! A draft under edit is judged like a fresh one, whatever the edits. Versions stand apart by a zero byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::{Draft, Linter};

fuzz_target!(|versions: &str| {
    let linter = Linter::default();
    let mut draft = Draft::default();
    for text in versions.split('\0') {
        assert_eq!(draft.lint(&linter, text, &[]), linter.lint(text, &[]));
    }
});
