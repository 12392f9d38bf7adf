//! The house rules that no compiler checks: what lives where, what may use what, and what must never be called.
//!
//! Each check takes one file's path and text and gives problems; nothing here reads more than the files git knows.

mod engine;
mod house;
mod needs;
mod web;

use std::fs;

use anyhow::{Context, Result, bail};

use crate::paths::root;
use crate::shell::{command, read, say};

/// One text file of the project.
pub(crate) struct Source {
    /// From the top folder, with slashes.
    path: String,
    text: String,
}

impl Source {
    /// Whether it lies below one of these folders.
    fn is_below(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    /// Whether its name ends so.
    fn ends(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.path.ends_with(end))
    }

    /// Its lines with their numbers, without whole-line comments and without the tests at the end of a Rust file.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        (1..).zip(lines).filter(|(_, line)| !is_comment(line))
    }

    /// A problem in this file.
    fn problem(&self, line: usize, what: impl Into<String>) -> Problem {
        Problem { place: format!("{}:{line}", self.path), what: what.into() }
    }
}

fn is_comment(line: &str) -> bool {
    ["//", "/*", "* ", "<!--"].iter().any(|start| line.trim_start().starts_with(start))
}

/// Something to put right.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    place: String,
    what: String,
}

/// Checks every file that git knows or would take.
///
/// # Errors
///
/// If there is anything to put right; every problem is printed first.
pub(crate) fn check() -> Result<()> {
    let sources = sources()?;
    let mut problems = needs::versions_agree(&sources);
    for source in &sources {
        problems.extend(house::first_line(source));
        problems.extend(house::places(source));
        problems.extend(engine::arrows(source));
        problems.extend(engine::purity(source));
        problems.extend(web::network(source));
        problems.extend(web::markup(source));
        problems.extend(web::manifest(source));
        problems.extend(needs::reasons(source));
    }
    for problem in &problems {
        say(format!("tidy      {}: {}", problem.place, problem.what));
    }
    match problems.len() {
        0 => say(format!("tidy      {} files, nothing to put right", sources.len())),
        count => bail!("{count} things to put right"),
    }
    Ok(())
}

fn sources() -> Result<Vec<Source>> {
    let listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let names = read(&mut command("git", listed)).context("tidy asks git which files there are")?;
    let mut sources = Vec::new();
    for path in names.split('\0').filter(|name| !name.is_empty()) {
        // A file that is deleted but not yet committed is listed and cannot be read; one that is not text has no lines.
        if let Ok(text) = fs::read_to_string(root().join(path)) {
            sources.push(Source { path: path.to_owned(), text });
        }
    }
    Ok(sources)
}

#[cfg(test)]
mod fixture {
    use super::{Problem, Source};

    /// A file made up for a test.
    pub(crate) fn source(path: &str, text: &str) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    /// Checks that the problems stand at these places and speak of these words, in order.
    pub(crate) fn expect(problems: &[Problem], places_and_words: &[(&str, &str)]) {
        let places: Vec<&str> = problems.iter().map(|p| p.place.as_str()).collect();
        let wanted: Vec<&str> = places_and_words.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, wanted, "{problems:#?}");
        for (problem, (_, word)) in problems.iter().zip(places_and_words) {
            assert!(problem.what.contains(word), "{problem:?} does not speak of {word}");
        }
    }
}
