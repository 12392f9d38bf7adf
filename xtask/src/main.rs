//! The project's own commands: build, run, test, check and the rest (`cargo xtask help`).

mod bench;
mod catalogue;
mod check;
mod licences;
mod likeness;
mod module;
mod package;
mod paths;
mod places;
mod release;
mod rule;
mod run;
mod setup;
mod shell;
mod size;
mod stamp;
mod test;
mod tidy;
mod toolchain;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  run [--headless]   build, open the practice webmail in Chromium with the extension
  test               set up what is needed, then run all tests, in both browsers too
  check              everything CI runs: format, lints, tidy, build, size, tests
  build              the wasm and both browsers' packages under dist/
  eval               the engine's figures on the open corpus (--floors raise moves its floors up)
  corpus-diff [COMMIT]     findings on the open corpus that differ from those of a commit (default: the last one)
  reference          docs/rules.md, made from the rules anew
  cases              docs/cases.md, the table of browser cases, made anew
  release [WORD…]    the checklist before a release, or the points with such a word
  bench [--peers] [--keys]   times everything, beside other checkers and in the browsers too; writes BENCHMARKS.md
  size               what is shipped, raw and gzip, against its ceilings
  tidy               the house rules that no compiler checks
  new-rule CATEGORY NAME   a skeleton for a new rule
  help               this list";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match obey(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(format!("failed: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn obey(words: &[&str]) -> Result<()> {
    match words {
        [] | ["help" | "--help" | "-h"] => {
            shell::say(HELP);
            Ok(())
        }
        ["build" | "package"] => package::build(),
        ["eval", arguments @ ..] => evaluate(arguments),
        ["corpus-diff"] => corpus_diff("HEAD"),
        ["corpus-diff", commit] => corpus_diff(commit),
        ["bench", options @ ..] => bench::run(bench::Extent::of(options)?),
        ["check"] => check::run_all(),
        ["run"] => run::with_window(),
        ["run", "--headless"] => run::headless(),
        ["test"] => test::run(),
        ["new-rule", category, name] => rule::create(category, name),
        ["reference"] => reference(),
        ["cases"] => cases(),
        ["release", words @ ..] => release::check(words),
        ["size"] => size::check(),
        ["tidy"] => tidy::check(),
        _ => bail!("`{}` is not a command\n\n{HELP}", words.join(" ")),
    }
}

/// A test makes it and checks it, so that there is one place that knows how it looks.
fn reference() -> Result<()> {
    let mut test = shell::command("cargo", ["test", "--quiet", "--locked", "--test", "reference"]);
    shell::quiet(test.env("REDLINE_WRITE_REFERENCE", "1"))?;
    shell::say("reference docs/rules.md is up to date");
    Ok(())
}

/// The browser suite knows its cases, and says after a whole run where the table is not theirs.
fn cases() -> Result<()> {
    let words = [
        "test",
        "--quiet",
        "--locked",
        "--package",
        "redline-e2e",
        "--test",
        "browsers",
        "--",
        "--table",
    ];
    shell::quiet(&mut shell::command("cargo", words))?;
    shell::say("cases     docs/cases.md is up to date");
    Ok(())
}

/// Optimised: the corpus is large.
fn evaluate(arguments: &[&str]) -> Result<()> {
    let mut cargo = shell::command(
        "cargo",
        ["run", "--quiet", "--release", "--locked", "--package", "evaluation", "--"],
    );
    shell::run(cargo.args(arguments))
}

/// Findings of the rules now against those recorded in a commit.
fn corpus_diff(commit: &str) -> Result<()> {
    let file = paths::target().join("findings-before.tsv");
    let shown = shell::read(&mut shell::command(
        "git",
        ["show", &format!("{commit}:evaluation/findings.tsv")],
    ))?;
    std::fs::write(&file, shown)?;
    evaluate(&["--findings", &file.to_string_lossy()])
}
