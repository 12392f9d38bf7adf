//! What to measure and what to show.

use std::fs;
use std::path::{Path, PathBuf};
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
    /// The meaning layer that judges beside the rules.
    pub(crate) weights: Weights,
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
                "--weights" if value == "none" => arguments.weights = Weights::None,
                "--weights" => arguments.weights = Weights::File(value.into()),
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
                        "unknown flag `{flag}`; known are --show, --category, --file, --own, --weights none|FILE, --dump, --floors check|raise, --findings, --limit"
                    ));
                }
            }
        }
        // One's own text was held out of nothing: it is judged by what is shipped.
        if arguments.own.is_some() && matches!(arguments.weights, Weights::HeldOut) {
            let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/meaning.bin");
            arguments.weights = Weights::File(shipped);
        }
        Ok(arguments)
    }

    /// Whether a file of the corpus is to be measured.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.own.is_none()
            && self.file.as_ref().is_none_or(|names| names.split(',').any(|one| one == name))
    }
}

/// Which weights judge beside the rules.
#[derive(Debug, Default)]
pub(crate) enum Weights {
    /// Each file of the corpus by the classifier that has read nothing of it, nor had its teacher.
    #[default]
    HeldOut,
    /// Rules alone.
    None,
    /// The same for all files.
    File(PathBuf),
}

/// The files that `held_out/fold0.bin` has not read; `held_out/fold1.bin` has not read any other one (`training/data.py`).
const FIRST_FOLD: [&str; 3] = ["sentences", "train_c", "train_incoming"];

/// The engine as it is measured, by the corpus file.
pub(crate) struct Judges {
    first: Judge,
    others: Judge,
}

impl Judges {
    /// Reads the weights asked for, if any.
    pub(crate) fn new(weights: &Weights) -> Self {
        let (first, others) = match weights {
            Weights::HeldOut => {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("held_out");
                (Judge::by(&folder.join("fold0.bin")), Judge::by(&folder.join("fold1.bin")))
            }
            Weights::None => (Judge::new(None), Judge::new(None)),
            Weights::File(file) => (Judge::by(file), Judge::by(file)),
        };
        Self { first, others }
    }

    /// The one that judges this file.
    pub(crate) fn of(&self, file: &str) -> &Judge {
        if FIRST_FOLD.contains(&file) { &self.first } else { &self.others }
    }
}

/// The engine with or without the meaning layer.
pub(crate) struct Judge {
    linters: [Linter; 2],
    /// The meaning layer.
    pub(crate) meaning: Option<Arc<Meaning>>,
}

impl Judge {
    fn by(file: &Path) -> Self {
        let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let meaning = Meaning::from_bytes(&bytes)
            .unwrap_or_else(|error| panic!("{}: {error:?}", file.display()));
        Self::new(Some(Arc::new(meaning)))
    }

    fn new(meaning: Option<Arc<Meaning>>) -> Self {
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
