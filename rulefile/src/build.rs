//! What the build scripts share: reading the rules for the features asked for, and writing what was made of them.
#![expect(clippy::print_stdout, reason = "cargo listens to what a build script prints")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use crate::{RuleSet, load};

/// The rules in `folder`, without those for reading messages where the feature `pages` is off. Cargo is told to run the
/// script again when they change, and told every fault in them; then there are none.
#[must_use]
pub fn rules(folder: &str) -> Option<RuleSet> {
    println!("cargo::rerun-if-changed={folder}");
    let mut set = match load(Path::new(folder)) {
        Ok(set) => set,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error=rules/{fault}");
            }
            return None;
        }
    };
    if env::var_os("CARGO_FEATURE_PAGES").is_none() {
        set.leave_out_reading();
    }
    Some(set)
}

/// Writes these files where the compiler finds them; a failure is told to cargo.
///
/// # Panics
///
/// Outside a build script, where cargo has set no folder.
#[must_use]
pub fn written(made: Vec<(&str, Vec<u8>)>) -> ExitCode {
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    for (name, bytes) in made {
        let file = Path::new(&folder).join(name);
        if let Err(error) = fs::write(&file, bytes) {
            println!("cargo::error={} cannot be written: {error}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
