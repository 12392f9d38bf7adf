//! Rules for every file: its first line says what lives there, and no file names one machine's places.

use super::{Problem, Source};

/// What a first line may begin with, by the end of the file's name.
const OPENINGS: &[(&str, &[&str])] = &[
    (".rs", &["//! "]),
    (".js", &["// ", "/** "]),
    (".mjs", &["// ", "/** "]),
    (".css", &["/* "]),
    (".py", &["\"\"\"", "# "]),
    (".sh", &["# "]),
    (".toml", &["# "]),
    (".svg", &["<!-- "]),
];

/// Folders whose files are data that a reader of their own checks.
const DATA: &[&str] = &["rules/", "tests/corpus/"];

/// Beginnings of paths that exist on one machine only. Built from pieces, or this file would accuse itself.
const PLACES: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/tmp/", "wt/"),
    concat!("C:\\", "Users"),
];

/// Settings that send a package manager to a place of one machine's choice.
const SOURCES: &[&str] =
    &[concat!("\"reso", "lved\": \"http"), concat!("regis", "try="), concat!("index", "-url")];

/// The first line (after a shebang) says what lives in the file.
pub(super) fn first_line(source: &Source) -> Option<Problem> {
    let (_, openings) = OPENINGS.iter().find(|(end, _)| source.path.ends_with(end))?;
    if source.is_below(DATA) {
        return None;
    }
    let mut lines = (1..).zip(source.text.lines());
    let skipped = |line: &str| line.starts_with("#!/");
    let (number, line) = lines.find(|(_, line)| !skipped(line)).unwrap_or((1, ""));
    let says =
        openings.iter().any(|opening| line.starts_with(opening) && line.len() > opening.len());
    (!says).then(|| {
        source
            .problem(number, format!("the first line must say what lives here: `{}…`", openings[0]))
    })
}

/// Nothing names a place of one machine, or where one machine fetches its packages.
pub(super) fn places(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, line) in (1..).zip(source.text.lines()) {
        if let Some(place) = PLACES.iter().find(|place| names_place(line, place)) {
            problems.push(source.problem(number, format!("`{place}…` exists on one machine only")));
        }
        if SOURCES.iter().any(|word| line.contains(word)) {
            problems.push(
                source.problem(number, "where packages come from is each machine's own choice"),
            );
        }
    }
    problems
}

/// Whether the line names the place from the root of a disk, not as a part of an address or a longer path.
fn names_place(line: &str, place: &str) -> bool {
    let is_start = |at: usize| {
        !line[..at].ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '}' | ')')
        })
    };
    line.match_indices(place).any(|(at, _)| is_start(at))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{expect, source};
    use super::*;

    #[test]
    fn a_first_line_that_says_something_passes() {
        for (path, text) in [
            ("a.rs", "//! Folds text.\n"),
            ("a.js", "// Holds Send.\n"),
            ("a.sh", "#!/bin/sh\n# Does it.\n"),
            ("rules/x/y.toml", "title = \"data\"\n"),
            ("a.txt", "anything\n"),
        ] {
            assert_eq!(first_line(&source(path, text)), None, "{path}");
        }
    }

    #[test]
    fn a_first_line_that_says_nothing_fails() {
        for (path, text) in
            [("a.rs", "use x;\n"), ("a.rs", "//! \n"), ("a.css", "a {}\n"), ("a.js", "")]
        {
            assert!(first_line(&source(path, text)).is_some(), "{path} {text}");
        }
    }

    #[test]
    fn places_of_one_machine_are_found() {
        let text = ["ok", concat!("cd /ho", "me/me"), concat!("example.org/ho", "me/x")].join("\n");
        expect(&places(&source("a.md", &text)), &[("a.md:2", "one machine")]);
    }

    #[test]
    fn a_lock_file_names_no_addresses() {
        let text = concat!("{\n\"reso", "lved\": \"https://x/y.tgz\"\n}");
        expect(
            &places(&source("package-lock.json", text)),
            &[("package-lock.json:2", "each machine")],
        );
    }
}
