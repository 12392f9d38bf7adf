//! What the engine says of a draft: findings, their category and tier, sources, rewrites. Plain values.

use super::span::Span;

/// How much a finding weighs. The order is by weight, heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// May breach the Match agreement, or asks the other side to.
    Violation,
    /// Allowed, but can mislead, bind or backfire.
    Risk,
    /// Weakens the message.
    Tone,
    /// A slip, or the mark of a mass mailing.
    Hygiene,
}

impl Tier {
    /// All tiers, heaviest first.
    pub const ALL: [Self; 4] = [Self::Violation, Self::Risk, Self::Tone, Self::Hygiene];

    /// The stable id used in JSON and settings.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Violation => "violation",
            Self::Risk => "risk",
            Self::Tone => "tone",
            Self::Hygiene => "hygiene",
        }
    }
}

macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident = $id:literal),+ $(,)?) => {
        /// What a finding is about. The ids are stable: they stand in JSON output and in saved settings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Category { $($(#[$doc])* $name),+ }

        impl Category {
            /// Every category, in the order of the taxonomy.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable id used in JSON, settings and rule folders.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// The rule id of what the meaning layer finds: `category/meaning`.
            #[must_use]
            pub fn meaning_rule(self) -> &'static str {
                match self { $(Self::$name => concat!($id, "/meaning")),+ }
            }

            /// The category with this id, if there is one.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

categories! {
    /// Ranking made conditional on the other side's, in either direction.
    RankBargain = "rank-bargain",
    /// Asks the other side to reveal its ranking or to give an assurance.
    RankInquiry = "rank-inquiry",
    /// Proposes or accepts a position outside the Match, or withdrawal from it.
    OutsideMatchDeal = "outside-match-deal",
    /// States a definite rank position or an exclusive preference.
    RankPromise = "rank-promise",
    /// Promises to come, accept, sign or stay.
    AcceptancePromise = "acceptance-promise",
    /// Asks the applicant for a commitment before ranking (program staff only).
    CommitmentDemand = "commitment-demand",
    /// Brings other programs, interviews or offers into it.
    OtherPrograms = "other-programs",
    /// A question that the law or the code of conduct protects from (program staff only).
    ProtectedQuestion = "protected-question",
    /// Requires or presses for a second visit (program staff only).
    VisitDemand = "visit-demand",
    /// Demands, sets a deadline, urges, or lays guilt.
    Pressure = "pressure",
    /// Asks for an interview with nothing but the asking.
    InterviewPlea = "interview-plea",
    /// Pleads, begs, or appeals to pity.
    Desperation = "desperation",
    /// Over the top in feeling or flattery.
    Overemotional = "overemotional",
    /// Asks why there was no interview, rank or match, or for an evaluation.
    FeedbackRequest = "feedback-request",
    /// Follows up with nothing new.
    EmptyCheckIn = "empty-check-in",
    /// Asks what any program's page answers.
    WebsiteQuestion = "website-question",
    /// Shows a mass mailing.
    GenericTemplate = "generic-template",
    /// Leaves a template field unfilled.
    Placeholder = "placeholder",
}

/// A document that a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Title as a reader would look it up.
    pub title: &'static str,
    /// Year of the edition meant.
    pub year: u16,
}

/// One risky passage in the writer's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `category/name`: the rule's path, for ever (`category/meaning` where the meaning layer found it).
    pub rule: &'static str,
    /// What it is about.
    pub category: Category,
    /// How much it weighs; the rule decides, the category gives the usual one.
    pub tier: Tier,
    /// The words to underline, in bytes of the text given.
    pub span: Span,
    /// The sentence they stand in, in bytes of the text given.
    pub sentence: Span,
    /// A plain title ("Sounds like a promise about your rank list").
    pub title: &'static str,
    /// One sentence: why it matters.
    pub why: &'static str,
    /// Where that comes from.
    pub sources: &'static [Source],
}

/// A replacement for part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// What it replaces, in bytes of the text given: the clause, the sentence, or more where deletion needs it.
    pub span: Span,
    /// The new words; empty means: delete.
    pub text: String,
    /// Whether it may be offered as one click; otherwise it is shown to copy.
    pub safe: bool,
}
