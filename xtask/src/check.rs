//! Everything CI runs, in the order in which it fails soonest.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::shell::{command, run, say};
use crate::toolchain::Part;

/// A step's name and work.
type Step = (&'static str, fn() -> Result<()>);

const STEPS: &[Step] = &[
    ("format", format),
    ("tidy", crate::tidy::check),
    ("lints", lints),
    ("figures", figures),
    ("lints for wasm", lints_wasm),
    ("build", crate::package::build),
    ("size", crate::size::check),
    ("tests", crate::test::run),
];

/// Runs the steps up to the first that fails.
///
/// # Errors
///
/// The first failure, with the step's name.
pub(crate) fn run_all() -> Result<()> {
    for (name, work) in STEPS {
        let start = Instant::now();
        say(format!("check     {name}"));
        work().with_context(|| format!("the step `{name}`"))?;
        say(format!("check     {name}: fine, {} s", start.elapsed().as_secs()));
    }
    Ok(())
}

fn format() -> Result<()> {
    run(&mut command("cargo", ["fmt", "--all", "--check"]))
}

fn lints() -> Result<()> {
    let arguments = ["clippy", "--quiet", "--locked", "--workspace", "--all-targets"];
    run(command("cargo", arguments).args(["--", "--deny", "warnings"]))
}

/// The floors are kept, and the record of findings is what the rules find.
fn figures() -> Result<()> {
    for what in [["--floors", "check"], ["--findings", "check"]] {
        let arguments = ["run", "--quiet", "--locked", "--package", "evaluation", "--"];
        run(command("cargo", arguments).args(what))?;
    }
    Ok(())
}

fn lints_wasm() -> Result<()> {
    let toolchain = crate::toolchain::find()?;
    let mut cargo = toolchain.cargo(toolchain.linter(), Part::Full);
    cargo.args(["--quiet", "--locked", "--lib", "--package", "redline"]);
    if toolchain.linter() == "clippy" {
        cargo.args(["--", "--deny", "warnings"]);
    } else {
        say("check     clippy cannot read Debian's library; the compiler's own lints run instead");
    }
    run(&mut cargo)
}
