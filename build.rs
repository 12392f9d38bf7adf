//! Compiles `rules/` into one static table, the shapes of unfilled fields into automata, and writes the
//! table of letters. Its only job.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=rules");
    let set = match rulefile::load(Path::new("rules")) {
        Ok(set) => set,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error=rules/{fault}");
            }
            return ExitCode::FAILURE;
        }
    };
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let table = rulefile::emit(&set);
    let mut made = vec![
        ("letters.rs", rulefile::letters::table().into_bytes()),
        ("rules.rs", table.rules.into_bytes()),
        ("words.bin", table.words),
        ("sets.bin", table.sets),
        ("classes.bin", table.classes),
        ("patterns.bin", table.patterns),
        ("heads.bin", table.heads),
        ("folds.bin", table.folds),
        ("bracketed.dfa", rulefile::shape::automaton(rulefile::shape::BRACKETED)),
        ("bare.dfa", rulefile::shape::automaton(rulefile::shape::BARE)),
    ];
    let tables = set.companion.emit(&set.sources);
    made.extend(tables.map(|(name, text)| (name, text.into_bytes())));
    for (name, bytes) in made {
        let file = Path::new(&folder).join(name);
        if let Err(error) = fs::write(&file, bytes) {
            println!("cargo::error={} cannot be written: {error}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
