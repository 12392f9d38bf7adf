//! The browser suite. `cargo test --package redline-e2e -- WORD…` runs the cases whose names hold every word.

mod shots;
mod webmail;

use std::process::ExitCode;

use redline_e2e::Suite;

fn main() -> ExitCode {
    let mut cases = Vec::new();
    cases.extend(webmail::cases());
    cases.extend(shots::cases());
    Suite(cases).run()
}
