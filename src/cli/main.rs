//! The command line program `redline`: reads the arguments, runs one command, answers with an exit code.
//!
//! 0: done, nothing of tier violation or risk; 1: something of these tiers; 2: an error, told on standard error.

mod args;
mod commands;
mod edits;
mod help;
mod html;
mod input;
mod job;
mod mail;
mod output;
mod parallel;
mod progress;
mod weights;

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match args::parse(std::env::args_os().skip(1)).and_then(|command| commands::run(&command)) {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(message) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

/// One line on standard error. A closed standard error is no reason to stop.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "redline: {message}");
}
