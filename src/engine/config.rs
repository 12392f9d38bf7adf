//! What the user or an organisation has chosen: role, rules and categories switched off, ignored phrases.

use super::finding::Category;

/// Who writes the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// An applicant to a residency program.
    #[default]
    Applicant,
    /// Program staff.
    Program,
}

impl Role {
    /// The stable id used in JSON and settings.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Program => "program",
        }
    }

    /// The role with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "applicant" => Some(Self::Applicant),
            "program" => Some(Self::Program),
            _ => None,
        }
    }
}

/// How to judge a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Who writes.
    pub role: Role,
    /// Whether the rules of the match bar both sides from telling ranks at all; those of the NRMP do not.
    pub ranks_private: bool,
    /// Ids of rules that are switched off.
    pub rules_off: Vec<String>,
    /// Categories that are switched off.
    pub categories_off: Vec<Category>,
    /// Phrases the user chose never to be told of again, as they were typed.
    pub ignored: Vec<String>,
}
