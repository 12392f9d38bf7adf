//! Any text is judged: no panic, places between characters, the underlined words within their sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::{Linter, Role, Settings};

fuzz_target!(|text: &str| {
    for role in [Role::Applicant, Role::Program] {
        let linter = Linter::new(Settings { role, ..Settings::default() });
        for finding in linter.lint(text, &[]) {
            assert!(text.get(finding.span.start()..finding.span.end()).is_some());
            assert!(!finding.span.is_empty() && finding.sentence.contains(finding.span));
        }
    }
});
