//! SECURITY.md is true to the tests: every case and every file that its tables name is there.

use std::path::Path;

const SECURITY: &str = include_str!("../SECURITY.md");
const CASES: &str = include_str!("../docs/cases.md");
/// The words that the names of browser cases begin with, so far as SECURITY.md speaks of them.
const AREAS: &[&str] =
    &["bench", "drill", "hostile", "job", "lifecycle", "load", "route", "window", "…"];

/// What stands between backticks, on lines of tables.
fn named() -> impl Iterator<Item = &'static str> {
    let rows = SECURITY.lines().filter(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('`').skip(1).step_by(2))
}

/// Whether a name fits a pattern in which `…` stands for anything.
fn fits(name: &str, pattern: &str) -> bool {
    let mut rest = name;
    let parts: Vec<&str> = pattern.split('…').map(str::trim).collect();
    let anchored = parts.first().is_none_or(|first| name.starts_with(first));
    let open = pattern.ends_with('…') || parts.last().is_none_or(|last| name.ends_with(last));
    anchored
        && open
        && parts.iter().all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
}

#[test]
fn every_case_that_it_names_is_run() {
    let cases: Vec<&str> =
        CASES.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()).collect();
    let is_case = |name: &&str| {
        let area = name.split([' ', ':']).next().unwrap_or_default();
        AREAS.contains(&area)
    };
    let names: Vec<&str> = named().filter(is_case).collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        assert!(cases.iter().any(|case| fits(case, name)), "no case is named {name}");
    }
}

#[test]
fn every_file_that_it_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_file = |name: &&str| name.contains('/') && name.ends_with(".rs");
    let files: Vec<&str> = named().filter(is_file).collect();
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        assert!(root.join(file).is_file(), "there is no {file}");
    }
}

#[test]
fn a_name_fits_a_pattern_as_a_reader_takes_it() {
    assert!(fits("route gmail: click", "route …"));
    assert!(fits("job gmail strict: a clean draft", "job … strict …"));
    assert!(fits("drill: two profiles", "drill: two profiles"));
    assert!(!fits("drill: two profiles and more", "drill: two profiles"));
    assert!(!fits("drill: two profiles", "hostile: …"));
}
