//! Which letters turn into which small ones, packed as runs: from the standard library of the compiler that builds.

use std::fmt::Write as _;

/// Rust source of the engine's table.
#[must_use]
pub fn table() -> String {
    let mut out = String::from("// Written by build.rs from the standard library; do not edit.\n");
    runs(&mut out, "SMALL", |c| single(c.to_lowercase()));
    out
}

fn single(mut letters: impl ExactSizeIterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.len() == 0)
}

struct Run {
    first: u32,
    last: u32,
    every: u32,
    by: i64,
}

fn runs(out: &mut String, name: &str, turned: impl Fn(char) -> Option<char>) {
    let mut runs: Vec<Run> = Vec::new();
    for c in '\0'..=char::MAX {
        let Some(other) = turned(c).filter(|other| *other != c) else { continue };
        let (code, by) = (u32::from(c), i64::from(u32::from(other)) - i64::from(u32::from(c)));
        match runs.last_mut() {
            Some(run) if run.goes_on(code, by) => {
                run.every = code - run.last;
                run.last = code;
            }
            _ => runs.push(Run { first: code, last: code, every: 1, by }),
        }
    }
    let rows = runs.iter().map(|Run { first, last, every, by }| {
        format!("Run{{first:{first},last:{last},every:{every},by:{by}}}")
    });
    let rows: Vec<String> = rows.collect();
    let _ = writeln!(out, "static {name}: &[Run] = &[\n{}\n];", rows.join(",\n"));
}

impl Run {
    fn goes_on(&self, code: u32, by: i64) -> bool {
        let step = code - self.last;
        self.by == by && step <= 2 && (self.first == self.last || step == self.every)
    }
}
