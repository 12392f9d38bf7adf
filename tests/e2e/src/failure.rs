//! How a case fails: one sentence for the reader.

use std::fmt;

/// Why a case failed.
#[derive(Debug)]
pub struct Failure(String);

/// What a step or a case gives.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure with its sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// Not itself an `Error`, so that every error can become one.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        // ChromeDriver adds a stack trace of its own addresses, which helps nobody here.
        let text = error.to_string();
        let sentence = text.split("Stacktrace:").next().unwrap_or_default();
        Self(sentence.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Fails unless both are equal; `what` names the thing compared.
///
/// # Errors
///
/// When they differ, with both in the sentence.
pub fn same<T: PartialEq + fmt::Debug>(what: &str, found: T, expected: T) -> Outcome {
    if found == expected {
        return Ok(());
    }
    Err(Failure::new(format!("{what}:\n      found    {found:?}\n      expected {expected:?}")))
}

/// Fails with `sentence` unless `holds`.
///
/// # Errors
///
/// When it does not hold.
pub fn ensure(holds: bool, sentence: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(Failure::new(sentence)) }
}
