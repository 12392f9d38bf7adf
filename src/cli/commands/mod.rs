//! Commands: each takes what `args` understood, writes its answer to standard output and says how it went.

mod check;
mod rules;
mod stream;
mod template;

use std::io::{self, Write};

use crate::args::{Command, Task};

/// How a command went, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Done, nothing of tier violation or risk.
    Clean,
    /// Done, something of tier violation or risk.
    Serious,
    /// Something could not be done; standard error tells what.
    Failed,
}

impl Outcome {
    /// The program's exit code.
    pub(crate) fn code(self) -> u8 {
        self as u8
    }
}

/// Runs a command.
///
/// # Errors
///
/// One line for the user, where nothing could be done at all.
pub(crate) fn run(command: &Command) -> Result<Outcome, String> {
    match command {
        Command::Show(text) => {
            say(text);
            Ok(Outcome::Clean)
        }
        Command::Work(work) if work.task == Task::Check => check::run(work),
        Command::Work(work) => stream::run(work),
        Command::Template(words) => template::run(words),
        Command::Rules(work) => rules::run(work),
    }
}

/// Writes to standard output; false once nobody reads it any more.
pub(crate) fn say(text: &str) -> bool {
    io::stdout().lock().write_all(text.as_bytes()).is_ok()
}
