//! Compiles what `rules/` say into static tables (their words and patterns are compiled in `scan/`), and writes the style
//! sheets without what only people read in them.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=rules");
    let mut set = match rulefile::load(Path::new("rules")) {
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
    let mut made = vec![("rules.rs", rulefile::emit(&set).rules.into_bytes())];
    let tables = set.companion.emit(&set.sources);
    made.extend(tables.map(|(name, text)| (name, text.into_bytes())));
    for name in ["ui.css", "highlight_light.css", "highlight_dark.css", "highlight_forced.css"] {
        let file = Path::new("src/web").join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        match fs::read_to_string(&file) {
            Ok(sheet) => made.push((name, tight(&sheet).into_bytes())),
            Err(error) => {
                println!("cargo::error={} cannot be read: {error}", file.display());
                return ExitCode::FAILURE;
            }
        }
    }
    for (name, bytes) in made {
        let file = Path::new(&folder).join(name);
        if let Err(error) = fs::write(&file, bytes) {
            println!("cargo::error={} cannot be written: {error}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// A style sheet without comments, indents and line ends. Strings in it hold none of these.
fn tight(sheet: &str) -> String {
    let mut out = String::new();
    for (nth, part) in sheet.split("/*").enumerate() {
        let rules =
            if nth == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) };
        for line in rules.lines().map(str::trim).filter(|line| !line.is_empty()) {
            // A value may go on on the next line.
            if !out.is_empty() && !out.ends_with(['{', '}', ';', ',']) {
                out.push(' ');
            }
            out.push_str(line);
        }
    }
    out
}
