//! The engine's own rules: its files use only those before them, and it touches nothing outside itself.

use super::{Problem, Source};

/// The engine's folders, and how a file in each names the engine's others from the top: what every key goes through is a
/// crate of its own, whose files come first of all.
const HOMES: &[(&str, &str)] = &[("src/engine/", "crate::engine::"), ("scan/src/", "crate::")];

/// The engine's files and folders in reading order: each may use those before it, none after it.
const ORDER: &[&str] = &[
    "order",
    "hash",
    "key",
    "letters",
    "span",
    "along",
    "text",
    "program",
    "sign",
    "beside",
    "table",
    "fold",
    "bits",
    "matcher",
    "shape",
    "placeholder",
    "lib",
    "utf16",
    "calendar",
    "finding",
    "config",
    "hours",
    "kind",
    "address",
    "fingerprint",
    "json",
    "rule",
    "guards",
    "limits",
    "meaning",
    "lint",
    "draft",
    "clause",
    "names",
    "unfilled",
    "recast",
    "carry",
    "rewrite",
    "reading",
    "templates",
    "track",
    "offer",
    "season",
    "ledger",
    "checklist",
    "mod",
];

/// What would make a report depend on anything but text, settings and date.
const OUTSIDE: &[(&str, &str)] = &[
    ("std::fs", "files"),
    ("std::env", "the environment"),
    ("std::net", "the network"),
    ("std::process", "other programs"),
    ("std::thread", "threads"),
    ("std::time", "the clock"),
    ("Instant::now", "the clock"),
    ("SystemTime", "the clock"),
    ("RandomState", "randomness"),
    ("rand::", "randomness"),
    ("getrandom", "randomness"),
    ("web_sys", "the browser"),
    ("js_sys", "the browser"),
    ("wasm_bindgen", "the browser"),
    ("static mut", "state that outlives a call"),
    ("thread_local!", "state that outlives a call"),
];

/// An engine file uses only files before it.
pub(super) fn arrows(source: &Source) -> Vec<Problem> {
    let Some((inner, top)) = inner(source) else { return Vec::new() };
    let parts: Vec<&str> = inner.split('/').collect();
    let own = parts[0];
    let Some(rank) = rank(own) else {
        return vec![source.problem(
            1,
            format!("`{own}` is not in the engine's order (xtask/src/tidy/engine.rs)"),
        )];
    };
    if matches!(own, "mod" | "lib") {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (line, name) in uses(source, depth(&parts), top) {
        if !matches!(name.as_str(), "" | "super" | "self")
            && name != own
            && self::rank(&name).is_none_or(|other| other >= rank)
        {
            problems.push(source.problem(line, complaint(own, &name)));
        }
    }
    problems
}

fn complaint(own: &str, name: &str) -> String {
    if rank(name).is_some() {
        format!("`{own}` must not use `{name}`, which comes after it")
    } else {
        format!(
            "`{name}` is to be taken from the file where it lives, not through the engine's front door"
        )
    }
}

/// The path below one of the engine's folders, without the ending, and how files there name others from the top.
fn inner(source: &Source) -> Option<(&str, &'static str)> {
    HOMES
        .iter()
        .find_map(|(home, top)| Some((source.path.strip_prefix(home)?.strip_suffix(".rs")?, *top)))
}

fn rank(name: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == name)
}

/// How many `super::` lead from a file to the engine: one from `lint.rs` and `text/mod.rs`, two from `text/words.rs`.
fn depth(parts: &[&str]) -> usize {
    if parts.last() == Some(&"mod") { parts.len() - 1 } else { parts.len() }
}

/// The engine's names that the file uses, with their lines.
fn uses(source: &Source, depth: usize, top: &str) -> Vec<(usize, String)> {
    let ways = ["super::".repeat(depth), top.to_owned()];
    let code: Vec<(usize, &str)> = source.code().collect();
    let mut found = Vec::new();
    for (index, (line, text)) in code.iter().enumerate() {
        for way in &ways {
            for (at, _) in text.match_indices(way.as_str()) {
                // `super::super::x` is not a use of `x` from one level below.
                if !text[..at].ends_with("::") {
                    let further = code[index + 1..].iter().map(|(_, text)| *text);
                    let rest = std::iter::once(&text[at + way.len()..]).chain(further);
                    found.extend(names(rest).into_iter().map(|name| (*line, name)));
                }
            }
        }
    }
    found
}

/// The first name of the path that begins here, or of each path in braces, which may go on over further lines.
fn names<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut characters = lines.flat_map(|line| line.chars().chain(['\n'])).peekable();
    if characters.peek() != Some(&'{') {
        return vec![identifier(characters)];
    }
    let (mut list, mut depth) = (String::new(), 0_usize);
    for c in characters {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 1 => list.push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    list.split(',').map(|path| identifier(path.trim().chars())).collect()
}

fn identifier(path: impl Iterator<Item = char>) -> String {
    path.take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The engine has no clock, files, environment, randomness or browser.
pub(super) fn purity(source: &Source) -> Vec<Problem> {
    if inner(source).is_none() {
        return Vec::new();
    }
    let in_line = |(line, code): (usize, &str)| {
        let hit = OUTSIDE.iter().find(|(word, _)| code.contains(word));
        hit.map(|(word, what)| {
            source.problem(line, format!("the engine must not touch {what} (`{word}`)"))
        })
    };
    source.code().filter_map(in_line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{expect, source};
    use super::*;

    #[test]
    fn a_file_may_use_those_before_it() {
        let text = "//! x\nuse super::span::Span;\nuse crate::engine::finding::{Finding, Tier};\n";
        expect(&arrows(&source("src/engine/lint.rs", text)), &[]);
    }

    #[test]
    fn a_file_must_not_use_those_after_it() {
        let text = "//! x\nuse super::lint::Linter;\nfn f() { crate::engine::season::go() }\n";
        expect(
            &arrows(&source("src/engine/fold.rs", text)),
            &[("src/engine/fold.rs:2", "`lint`"), ("src/engine/fold.rs:3", "`season`")],
        );
    }

    #[test]
    fn braces_hide_nothing() {
        for text in [
            "//! x\nuse super::{span::Span, lint::{Linter, Draft}};\n",
            "//! x\nuse super::{\n    span::Span,\n    lint::{Linter, Draft},\n};\nfn f(a: A, b: B) {}\n",
        ] {
            let problems = arrows(&source("src/engine/fold.rs", text));
            expect(&problems, &[("src/engine/fold.rs:2", "`lint`")]);
        }
    }

    #[test]
    fn files_in_a_folder_are_one_part() {
        let text = "//! x\nuse super::words::Word;\nuse super::super::lint::Linter;\n";
        expect(
            &arrows(&source("src/engine/text/regions.rs", text)),
            &[("src/engine/text/regions.rs:3", "`lint`")],
        );
    }

    #[test]
    fn the_front_door_is_for_guests() {
        let problems = arrows(&source("src/engine/lint.rs", "//! x\nuse super::Span;\n"));
        expect(&problems, &[("src/engine/lint.rs:2", "front door")]);
    }

    #[test]
    fn a_new_file_must_be_put_in_order() {
        expect(
            &arrows(&source("src/engine/new.rs", "//! x\n")),
            &[("src/engine/new.rs:1", "order")],
        );
    }

    #[test]
    fn what_every_key_goes_through_has_the_same_order() {
        let text = "//! x\nuse crate::span::Span;\nuse super::matcher::Scratch;\n";
        expect(&arrows(&source("scan/src/fold.rs", text)), &[("scan/src/fold.rs:3", "`matcher`")]);
        let text = "//! x\nuse crate::table::TABLE;\nuse std::fs;\n";
        let inside = source("scan/src/text/lines.rs", text);
        expect(&arrows(&inside), &[("scan/src/text/lines.rs:2", "`table`")]);
        expect(&purity(&inside), &[("scan/src/text/lines.rs:3", "files")]);
    }

    #[test]
    fn tests_may_use_everything() {
        let text =
            "//! x\n#[cfg(test)]\nmod tests {\n    use super::lint::Linter;\n    use std::fs;\n}\n";
        expect(&arrows(&source("src/engine/fold.rs", text)), &[]);
        expect(&purity(&source("src/engine/fold.rs", text)), &[]);
    }

    #[test]
    fn the_engine_touches_nothing_outside() {
        let text = "//! x\n// std::fs in a comment\nuse std::time::Instant;\nuse std::fmt;\n";
        expect(&purity(&source("src/engine/fold.rs", text)), &[("src/engine/fold.rs:3", "clock")]);
        expect(&purity(&source("src/cli/main.rs", text)), &[]);
    }
}
