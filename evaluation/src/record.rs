//! The record of findings: what the rules alone find in every sentence of the open corpus (`findings.tsv`, committed), so
//! that a change of a rule shows in review as the findings that it changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::{Judges, Weights};
use crate::corpus::{SENTENCE_FILES, Sentence, read};

/// Categories found in a sentence, by its id; sentences with none are left out.
type Record = BTreeMap<String, String>;

/// Writes the record as it is now.
pub(crate) fn write() -> Result<(), String> {
    let mut out = String::new();
    for (id, found) in now() {
        writeln!(out, "{id}\t{found}").expect("a string takes everything");
    }
    let file = file();
    fs::write(&file, out).map_err(|error| format!("{}: {error}", file.display()))
}

/// Prints what is found now and was not in the record `before` (the committed one by default), and the other way round.
/// The error says that there is a difference.
pub(crate) fn compare(before: Option<&Path>) -> Result<(), String> {
    let file = before.map_or_else(file, Path::to_path_buf);
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let known: Record = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, found)| (id.into(), found.into()))
        .collect();
    let now = now();
    let mut changed = 0;
    for sentence in SENTENCE_FILES.iter().flat_map(|name| read::<Sentence>(name)) {
        let of = |record: &Record| record.get(&sentence.id).cloned().unwrap_or_default();
        let (old, new) = (of(&known), of(&now));
        if old == new {
            continue;
        }
        changed += 1;
        let right = sentence.labels.join(",");
        println!("{} [{right}] {}\n    was [{old}], is [{new}]", sentence.id, sentence.text);
    }
    if changed == 0 {
        println!("no finding has changed");
        return Ok(());
    }
    Err(format!(
        "{changed} sentences have other findings than the record: `cargo xtask eval --findings write` records them"
    ))
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("findings.tsv")
}

fn now() -> Record {
    let judges = Judges::new(&Weights::None);
    let mut record = Record::new();
    for sentence in SENTENCE_FILES.iter().flat_map(|name| read::<Sentence>(name)) {
        let found = judges.of("").linter(sentence.role()).lint(&sentence.text, &[]);
        let mut ids: Vec<&str> = found.iter().map(|finding| finding.category.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        if !ids.is_empty() {
            record.insert(sentence.id, ids.join(","));
        }
    }
    record
}
