//! Compiles the words and patterns of `rules/` into one packed table, the shapes of unfilled fields into automata, and
//! writes the table of letters.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=../rules");
    let mut set = match rulefile::load(Path::new("../rules")) {
        Ok(set) => set,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error=rules/{fault}");
            }
            return ExitCode::FAILURE;
        }
    };
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    if env::var_os("CARGO_FEATURE_PAGES").is_none() {
        set.leave_out_reading();
    }
    let table = rulefile::emit(&set);
    let made = [
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
    ];
    for (name, bytes) in made {
        let file = Path::new(&folder).join(name);
        if let Err(error) = fs::write(&file, bytes) {
            println!("cargo::error={} cannot be written: {error}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
