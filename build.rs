//! Compiles what `rules/` say into static tables (their words and patterns are compiled in `scan/`), and writes the style
//! sheets without what only people read in them.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(set) = rulefile::build::rules("rules") else { return ExitCode::FAILURE };
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
    rulefile::build::written(made)
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
