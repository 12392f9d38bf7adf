//! `template`: lists, shows and fills letters.

use std::fmt::Write as _;

use redline::engine::templates::{Template, templates};

use super::{Outcome, say};
use crate::args::unknown;
use crate::complain;

/// Runs `template list`, `template show ID` or `template fill ID FIELD=WORDS…`.
///
/// # Errors
///
/// One line, where there is no such letter or field.
pub(crate) fn run(words: &[String]) -> Result<Outcome, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["list"] => say(&list()),
        ["show", id] => say(&show(find(id)?)),
        ["fill", id, ref values @ ..] => fill(find(id)?, values)?,
        ["show" | "fill"] => {
            return Err("which letter? `redline template list` shows their ids".into());
        }
        [] => return Err(
            "template needs \"list\", \"show ID\" or \"fill ID\"; see `redline template --help`"
                .into(),
        ),
        [other, ..] => return Err(unknown("template command", other, &["list", "show", "fill"])),
    };
    Ok(Outcome::Clean)
}

fn find(id: &str) -> Result<&'static Template, String> {
    let ids: Vec<&str> = templates().iter().map(|template| template.id).collect();
    Template::by_id(id).ok_or_else(|| unknown("template", id, &ids))
}

fn list() -> String {
    let line = |template: &Template| format!("{:<24} {}\n", template.id, template.title);
    templates().iter().map(line).collect()
}

fn show(template: &Template) -> String {
    let mut out = format!("Subject: {}\n\n{}\n", template.subject, template.body.trim_end());
    // Writing to a string does not fail.
    let _ = writeln!(out, "\nFields: {}", template.fields().join(", "));
    out
}

fn fill(template: &Template, values: &[&str]) -> Result<bool, String> {
    let fields = template.fields();
    let mut given = Vec::new();
    for value in values {
        let (field, words) = value
            .split_once('=')
            .ok_or_else(|| format!("\"{value}\" fills no field; write it as FIELD=WORDS"))?;
        if !fields.contains(&field) {
            return Err(unknown("field", field, &fields));
        }
        given.push((field, words));
    }
    let value =
        |field: &str| given.iter().rev().find(|(name, _)| *name == field).map(|(_, words)| *words);
    let filled = template.fill(value);
    if !filled.open.is_empty() {
        complain(&format!("still to fill: {}", filled.open.join(", ")));
    }
    Ok(say(&format!("Subject: {}\n\n{}\n", filled.subject, filled.body.trim_end())))
}
