//! The corpus files: labelled sentences, emails, received messages and rewrites, one JSON object a line.

use std::fs;
use std::path::Path;

use redline::engine::{Category, Role};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One labelled sentence.
#[derive(Debug, Deserialize)]
pub(crate) struct Sentence {
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) text: String,
    pub(crate) labels: Vec<String>,
}

impl Sentence {
    /// Who wrote it.
    pub(crate) fn role(&self) -> Role {
        Role::from_id(&self.role).expect("the corpus names known roles")
    }

    /// What an adviser would raise.
    pub(crate) fn labels(&self) -> Vec<Category> {
        self.labels
            .iter()
            .map(|id| Category::from_id(id).expect("the corpus names known categories"))
            .collect()
    }
}

/// The files of labelled sentences, each with its own author.
pub(crate) const SENTENCE_FILES: [&str; 8] = [
    "sentences",
    "train_a",
    "train_b",
    "train_c",
    "train_d",
    "train_e",
    "train_f",
    "train_program",
];

/// Reads one file of the corpus.
pub(crate) fn read<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    read_from(&folder.join(format!("{name}.jsonl")))
}

/// Reads a file of the same form from anywhere.
pub(crate) fn read_from<T: DeserializeOwned>(file: &Path) -> Vec<T> {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.lines()
        .map(|line| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        })
        .collect()
}
