//! `template`: lists, shows and fills letter templates.

use super::Outcome;
use crate::args::unknown;

/// Runs `template list`, `template show ID` or `template fill ID FIELD=WORDS…`.
pub(crate) fn run(words: &[String]) -> Result<Outcome, String> {
    match words.first().map(String::as_str) {
        None => Err(
            "template needs \"list\", \"show ID\" or \"fill ID\"; see `redline template --help`"
                .into(),
        ),
        Some("list" | "show" | "fill") => Err("this version carries no templates yet".into()),
        Some(other) => Err(unknown("template command", other, &["list", "show", "fill"])),
    }
}
