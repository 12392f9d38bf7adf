//! Compiles `rules/` into one static table. Its only job.

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
    let file = Path::new(&folder).join("rules.rs");
    match fs::write(&file, rulefile::emit(&set)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={} cannot be written: {error}", file.display());
            ExitCode::FAILURE
        }
    }
}
