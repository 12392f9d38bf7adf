//! Runs every test there is, sets up what they need first, and counts what passed.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::setup;
use crate::shell::{command, say};

/// How many tests ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Count {
    /// The counts of one of the closing lines that cargo's runner and the browser suite write, if this is one.
    fn of_line(line: &str) -> Option<Self> {
        let rest = match line.trim().strip_prefix("test result: ") {
            Some(rest) => rest.split_once(". ")?.1,
            None => line,
        };
        let mut parts = rest.split([';', ',']).map(str::trim);
        let mut number = |word: &str| parts.next()?.strip_suffix(word)?.trim().parse().ok();
        let (passed, failed) = (number("passed")?, number("failed")?);
        Some(Self { passed, failed, skipped: number("ignored").unwrap_or(0) })
    }

    /// As CI reads it.
    fn line(self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

/// One kind of tests.
struct Suite {
    name: &'static str,
    /// What follows `cargo test`.
    arguments: &'static [&'static str],
}

const SUITES: &[Suite] = &[
    Suite { name: "native", arguments: &["--workspace", "--exclude", "redline-e2e"] },
    Suite { name: "wasm", arguments: &["--package", "redline-e2e", "--", "wasm:"] },
    Suite { name: "browsers", arguments: &["--package", "redline-e2e", "--", "!wasm:"] },
];

/// Sets up, builds the packages, runs all tests, and prints the counts; the last line is `N passed, N failed`.
///
/// # Errors
///
/// If something is missing and cannot be had, or a test fails.
pub(crate) fn run() -> Result<()> {
    let programs = setup::browsers()?;
    setup::roundcube();
    crate::package::build()?;
    let mut total = Count::default();
    let mut table = Vec::new();
    for suite in SUITES {
        let start = Instant::now();
        say(format!("test      {}", suite.name));
        let mut cargo = command("cargo", ["test", "--quiet", "--locked", "--no-fail-fast"]);
        let count = count(programs.tell(cargo.args(suite.arguments)))
            .with_context(|| format!("cannot run the {} tests", suite.name))?;
        table.push(format!(
            "test      {:<10} {:>5} passed {:>3} failed {:>3} skipped {:>5} s",
            suite.name,
            count.passed,
            count.failed,
            count.skipped,
            start.elapsed().as_secs()
        ));
        total += count;
    }
    table.iter().for_each(say);
    if total.failed > 0 {
        bail!("{} tests failed\n{}", total.failed, total.line());
    }
    say(total.line());
    Ok(())
}

/// Runs `cargo test`, shows what it says, and adds up its closing lines.
fn count(cargo: &mut Command) -> Result<Count> {
    let mut child = cargo.stdout(Stdio::piped()).stdin(Stdio::null()).spawn()?;
    let output = child.stdout.take().context("the output was asked for")?;
    let mut total = Count::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        match Count::of_line(&line) {
            // Only the sum at the end may look like a sum.
            Some(count) => total += count,
            None if line.is_empty() => {}
            None => say(line),
        }
    }
    // A test that does not even compile is a failed one.
    if !child.wait()?.success() && total.failed == 0 {
        total.failed = 1;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_read() {
        let line = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 7 filtered out; finished in 0.10s";
        assert_eq!(Count::of_line(line), Some(Count { passed: 12, failed: 0, skipped: 3 }));
        let line = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(Count::of_line(line), Some(Count { passed: 1, failed: 2, skipped: 0 }));
        let line = "120 passed, 1 failed";
        assert_eq!(Count::of_line(line), Some(Count { passed: 120, failed: 1, skipped: 0 }));
        for other in ["running 3 tests", "", "browser suite: 60 cases in 2 browsers, 300 s"] {
            assert_eq!(Count::of_line(other), None);
        }
    }

    #[test]
    fn a_run_without_closing_line_counts_as_failed() {
        assert_eq!(count(&mut command("false", [""; 0])).unwrap().failed, 1);
    }
}
