//! A draft under edit is judged like a fresh one, whatever the edits. Versions stand apart by a zero byte. One draft reads
//! each version whole, the other follows from version to version.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::{Changed, Draft, Edit, Linter};

fuzz_target!(|versions: &str| {
    let linter = Linter::default();
    let mut draft = Draft::default();
    let mut following = Draft::default();
    let mut before = "";
    following.lint(&linter, before, &[]);
    for text in versions.split('\0') {
        let fresh = linter.lint(text, &[]);
        assert_eq!(draft.lint(&linter, text, &[]), fresh);
        if let Some(edit) = Edit::between(before, text) {
            let changed = following.edit(&linter, text, &[], edit);
            if let Changed::Whole(quick) = changed {
                assert_eq!(quick.findings, fresh);
            }
        }
        assert_eq!(following.deepen(&linter, text, 0).findings, fresh);
        before = text;
    }
});
