//! What to measure and what to show.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use crate::floors::Floors;
use redline::engine::{Linter, Meaning, Role, Settings};

/// The command line of the evaluation.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// `misses`, `alarms`, `wrong` or `all` (with any finding): list these sentences too.
    pub(crate) show: Option<String>,
    /// Only this category in the list.
    pub(crate) category: Option<String>,
    /// Only these files, by name, with commas between them.
    pub(crate) file: Option<String>,
    /// Labelled sentences of one's own, measured instead of the corpus.
    pub(crate) own: Option<PathBuf>,
    /// Weights of the meaning layer; without them patterns are measured alone.
    pub(crate) weights: Option<PathBuf>,
    /// Writes what rules and layer say of every item here, instead of figures.
    pub(crate) dump: Option<PathBuf>,
    /// Floors to check or to raise, instead of figures.
    pub(crate) floors: Option<Floors>,
    /// The record of findings: `write`, `check`, or the file of another commit's to compare with.
    pub(crate) findings: Option<String>,
    /// How many sentences to list at most.
    pub(crate) limit: Option<usize>,
}

impl Arguments {
    /// Reads the arguments; the error says what is wrong with them.
    pub(crate) fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self::default();
        while let Some(flag) = given.next() {
            let value = given.next().ok_or_else(|| format!("`{flag}` needs a value"))?;
            match flag.as_str() {
                "--show" => arguments.show = Some(value),
                "--category" => arguments.category = Some(value),
                "--file" => arguments.file = Some(value),
                "--own" => arguments.own = Some(value.into()),
                "--weights" => arguments.weights = Some(value.into()),
                "--floors" if value == "check" => arguments.floors = Some(Floors::Check),
                "--floors" if value == "raise" => arguments.floors = Some(Floors::Raise),
                "--findings" => arguments.findings = Some(value),
                "--dump" => arguments.dump = Some(value.into()),
                "--limit" => {
                    arguments.limit =
                        Some(value.parse().map_err(|_| format!("`{value}` is no number"))?)
                }
                _ => {
                    return Err(format!(
                        "unknown flag `{flag}`; known are --show, --category, --file, --own, --weights, --dump, --floors check|raise, --findings, --limit"
                    ));
                }
            }
        }
        Ok(arguments)
    }

    /// Whether a file of the corpus is to be measured.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.own.is_none()
            && self.file.as_ref().is_none_or(|names| names.split(',').any(|one| one == name))
    }
}

/// The engine as it is measured: with or without the meaning layer.
pub(crate) struct Judges {
    linters: [Linter; 2],
    /// The meaning layer asked for.
    pub(crate) meaning: Option<Arc<Meaning>>,
}

impl Judges {
    /// Reads the weights asked for, if any.
    pub(crate) fn new(arguments: &Arguments) -> Self {
        let meaning = arguments.weights.as_ref().map(|file| {
            let bytes =
                fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            Arc::new(
                Meaning::from_bytes(&bytes)
                    .unwrap_or_else(|error| panic!("{}: {error:?}", file.display())),
            )
        });
        let linter = |role| {
            let linter = Linter::new(Settings { role, ..Settings::default() });
            match &meaning {
                Some(meaning) => linter.with_meaning(Arc::clone(meaning)),
                None => linter,
            }
        };
        Self { linters: [linter(Role::Applicant), linter(Role::Program)], meaning }
    }

    /// The linter for drafts by `role`.
    pub(crate) fn linter(&self, role: Role) -> &Linter {
        &self.linters[role as usize]
    }
}
