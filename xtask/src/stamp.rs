//! Knows whether a step must be done again: a hash over its inputs, kept beside what it made.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The inputs of one step, hashed.
#[derive(Default)]
pub(crate) struct Inputs {
    hasher: DefaultHasher,
}

impl Inputs {
    /// Counts a file's bytes, or every file below a folder. What does not exist counts as absent.
    ///
    /// # Errors
    ///
    /// If something there cannot be read.
    pub(crate) fn path(mut self, path: &Path) -> Result<Self> {
        for file in files(path)? {
            file.strip_prefix(path)?.hash(&mut self.hasher);
            let bytes =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            bytes.hash(&mut self.hasher);
        }
        Ok(self)
    }

    /// Counts a word: a version, an option.
    pub(crate) fn word(mut self, word: &str) -> Self {
        word.hash(&mut self.hasher);
        self
    }

    /// Does `work` unless the same inputs gave `made` before.
    ///
    /// # Errors
    ///
    /// Those of `work`; then the step counts as not done.
    pub(crate) fn unless_fresh(
        self,
        step: &str,
        made: &[&Path],
        work: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let mark = crate::paths::work().join(format!("{step}.stamp"));
        let now = format!("{:016x}", self.hasher.finish());
        let before = fs::read_to_string(&mark).unwrap_or_default();
        if before == now && made.iter().all(|path| path.exists()) {
            return Ok(());
        }
        work()?;
        fs::create_dir_all(crate::paths::work())?;
        fs::write(mark, now).context("cannot note that the step is done")
    }
}

/// Writes a file whose bytes have changed; one that has not keeps its time.
///
/// # Errors
///
/// If it cannot be written.
pub(crate) fn write_if_new(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Every file at or below `path`, sorted by name; none if it does not exist.
///
/// # Errors
///
/// If a folder cannot be listed.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let listing = fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))?;
    let mut entries = listing.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    let below = entries.iter().map(|entry| files(entry)).collect::<Result<Vec<_>>>()?;
    Ok(below.concat())
}
