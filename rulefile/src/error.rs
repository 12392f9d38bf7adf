//! One fault in a rule file: where, what, and what to do.

use std::fmt;
use std::path::PathBuf;

/// A fault in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file, relative to the rules folder where possible.
    pub file: PathBuf,
    /// Line and column, both from 1, where known.
    pub at: Option<(usize, usize)>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl Error {
    pub(crate) fn new(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self { file: file.into(), at: None, message: message.into() }
    }

    pub(crate) fn at_byte(
        file: impl Into<PathBuf>,
        text: &str,
        byte: usize,
        message: impl Into<String>,
    ) -> Self {
        let before = &text[..byte.min(text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Self { file: file.into(), at: Some((line, column)), message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Error {}
