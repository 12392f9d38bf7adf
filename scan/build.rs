//! Compiles the words and patterns of `rules/` into one packed table, the shapes of unfilled fields into automata, and
//! writes the table of letters.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(set) = rulefile::build::rules("../rules") else { return ExitCode::FAILURE };
    let table = rulefile::emit(&set);
    rulefile::build::written(vec![
        ("letters.rs", rulefile::letters::table().into_bytes()),
        ("words.rs", table.endings.into_bytes()),
        ("words.bin", table.words),
        ("sets.bin", table.sets),
        ("classes.bin", table.classes),
        ("patterns.bin", table.patterns),
        ("heads.bin", table.heads),
        ("folds.bin", table.folds),
        ("bracketed.dfa", rulefile::shape::automaton(rulefile::shape::BRACKETED)),
        ("bare.dfa", rulefile::shape::automaton(rulefile::shape::BARE)),
    ])
}
