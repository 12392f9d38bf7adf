//! What to measure and what to show.

/// The command line of the evaluation.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// `misses`, `alarms` or `wrong`: list these sentences too.
    pub(crate) show: Option<String>,
    /// Only this category in the list.
    pub(crate) category: Option<String>,
    /// Only files whose name holds this.
    pub(crate) file: Option<String>,
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
                "--limit" => {
                    arguments.limit =
                        Some(value.parse().map_err(|_| format!("`{value}` is no number"))?)
                }
                _ => {
                    return Err(format!(
                        "unknown flag `{flag}`; known are --show, --category, --file, --limit"
                    ));
                }
            }
        }
        Ok(arguments)
    }
}
