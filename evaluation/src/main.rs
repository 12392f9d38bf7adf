//! Measures the engine against the open corpus: recall, precision, categories, false alarms by tier.
//!
//! `evaluation [--show misses|alarms|wrong|all|levels|emails|rewrites] [--category ID] [--file NAME] [--own FILE] [--weights none|FILE] [--limit N] [--dump FILE]`
//!
//! Each file of the corpus is judged with weights that have not read it, unless others are named.
#![expect(clippy::print_stdout, reason = "printing figures is this program's job")]

mod arguments;
mod corpus;
mod dump;
mod emails;
mod floors;
mod incoming;
mod record;
mod rewrites;
mod sentences;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match arguments::Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(cause) => {
            println!("{cause}");
            return ExitCode::from(2);
        }
    };
    if let Some(done) = instead_of_figures(&arguments) {
        return match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(cause) => {
                println!("{cause}");
                ExitCode::FAILURE
            }
        };
    }
    let judges = arguments::Judges::new(&arguments.weights);
    if let (Some(file), Some(meaning)) = (&arguments.dump, &judges.of("").meaning) {
        dump::write(&arguments, meaning, file);
        return ExitCode::SUCCESS;
    }
    sentences::report(&arguments, &judges);
    emails::report(&arguments, &judges);
    incoming::report(&arguments, &judges);
    rewrites::report(&arguments, &judges);
    ExitCode::SUCCESS
}

/// What was asked for in place of the figures, done.
fn instead_of_figures(arguments: &arguments::Arguments) -> Option<Result<(), String>> {
    if let Some(what) = arguments.floors {
        return Some(floors::run(what));
    }
    match arguments.findings.as_deref()? {
        "write" => Some(record::write()),
        "check" => Some(record::compare(None)),
        file => Some(record::compare(Some(std::path::Path::new(file)))),
    }
}
