//! The only reader of rule files: TOML and pattern text in, checked automata out. Build and test time only.
//!
//! `rules/README.md` explains every field. [`load`] reads the folder, [`emit`] writes the engine's table.

pub mod build;
mod check;
mod code;
mod companion;
mod emit;
mod error;
mod format;
mod inflect;
pub mod letters;
mod pattern;
mod program;
pub mod shape;
mod vocabulary;

use std::path::Path;

pub use companion::{Companion, Figure, Offer};
pub use emit::{Emitted, emit};
pub use error::Error;
pub use format::{Category, Guard, Mood, Reading, Rule, Scope, Source, Template, Voice};
pub use pattern::{Node, parse};
pub use vocabulary::Vocabulary;

/// Everything in the rules folder, read and checked.
#[derive(Debug)]
pub struct RuleSet {
    /// Classes of words, the folding table and irregular inflections.
    pub vocabulary: Vocabulary,
    /// Documents that rules rest on, by id.
    pub sources: Vec<Source>,
    /// Texts that all rules of a category share, by category id.
    pub categories: Vec<Category>,
    /// Rules in the order of their ids.
    pub rules: Vec<Rule>,
    /// Guards in the order of their ids.
    pub guards: Vec<Guard>,
    /// Signals of received messages, in the order of their ids.
    pub readings: Vec<Reading>,
    /// Messages to fill in, in the order of their ids.
    pub templates: Vec<Template>,
    /// Season, zones, the worksheet for offers, figures.
    pub companion: Companion,
}

impl RuleSet {
    /// Leaves out what a message from a program is read by: only our own pages read one.
    pub fn leave_out_reading(&mut self) {
        self.readings.clear();
        self.guards.retain(|guard| guard.categories != ["reading"]);
    }
}

/// Reads and checks the whole folder.
///
/// # Errors
///
/// Every fault found, each with file, line and column where known: unreadable files, broken TOML, misspelt keys,
/// unknown classes, patterns that do not parse, rules without source, hits or near-misses.
pub fn load(folder: &Path) -> Result<RuleSet, Vec<Error>> {
    let set = format::read(folder)?;
    let faults = check::faults(&set);
    if faults.is_empty() { Ok(set) } else { Err(faults) }
}
