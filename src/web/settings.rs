//! What the user has chosen, as it is saved. Settings only: never a word of a message, except the phrases that the
//! user asked never to be told of again.

use js_sys::{Array, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::plain::object;
use crate::engine::calendar::Day;
use crate::engine::season::{Event, Season, Which};
use crate::engine::{Category, Finding, Role, Settings};

/// Settings as they stand in the extension's storage. Every field may be missing.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Saved {
    /// `applicant` or `program`.
    pub(super) role: String,
    /// Ids of tiers that are not shown.
    pub(super) tiers_off: Vec<String>,
    /// Ids of categories that are not looked for.
    pub(super) categories_off: Vec<String>,
    /// Ids of rules that are not looked for.
    pub(super) rules_off: Vec<String>,
    /// Phrases never to be told of again.
    pub(super) ignored: Vec<String>,
    /// Whether the small sign at the corner of the compose window is shown.
    pub(super) pill: bool,
    /// Whether Send is held while something risky stands in the message.
    pub(super) guard: bool,
    /// `auto`, `light` or `dark`: our own surfaces.
    pub(super) appearance: String,
    /// Whether it is noted what was sent to which program; never any text.
    pub(super) ledger: bool,
    /// Id of the match that the writer takes part in.
    pub(super) r#match: String,
    /// Dates of the season that the user has changed: event and day (`rank-deadline`, `2027-03-03`).
    pub(super) season_dates: Vec<(String, String)>,
    /// `auto`, or the folder of a language below `_locales`. Kept here so that it survives saving.
    pub(super) language: String,
    /// Webmails that are left alone. Kept here so that it survives saving.
    pub(super) sites_off: Vec<String>,
    /// Names of those that an organisation has set; what is saved leaves them out.
    pub(super) locked: Vec<String>,
}

impl Default for Saved {
    fn default() -> Self {
        Self {
            role: Role::default().id().into(),
            tiers_off: Vec::new(),
            categories_off: Vec::new(),
            rules_off: Vec::new(),
            ignored: Vec::new(),
            pill: true,
            guard: true,
            appearance: "auto".into(),
            ledger: true,
            r#match: Which::default().id().into(),
            season_dates: Vec::new(),
            language: "auto".into(),
            sites_off: Vec::new(),
            locked: Vec::new(),
        }
    }
}

/// The texts of a list; none where it is no list.
fn texts(value: &JsValue) -> Vec<String> {
    list(value).iter().filter_map(|one| one.as_string()).collect()
}

fn list(value: &JsValue) -> Array {
    if Array::is_array(value) { Array::from(value) } else { Array::new() }
}

impl Saved {
    /// The settings in a value from storage; the usual ones where a field is missing or is something else.
    pub(super) fn from_value(value: &JsValue) -> Self {
        let field = |name: &str| Reflect::get(value, &name.into()).unwrap_or_default();
        let word = |name, usual: String| field(name).as_string().unwrap_or(usual);
        let texts = |name| texts(&field(name));
        let is_on = |name, usual| field(name).as_bool().unwrap_or(usual);
        let usual = Self::default();
        let dates = list(&field("seasonDates"));
        let dates =
            dates.iter().filter_map(|pair| <[String; 2]>::try_from(self::texts(&pair)).ok());
        Self {
            role: word("role", usual.role),
            tiers_off: texts("tiersOff"),
            categories_off: texts("categoriesOff"),
            rules_off: texts("rulesOff"),
            ignored: texts("ignored"),
            pill: is_on("pill", usual.pill),
            guard: is_on("guard", usual.guard),
            appearance: word("appearance", usual.appearance),
            ledger: is_on("ledger", usual.ledger),
            r#match: word("match", usual.r#match),
            season_dates: dates.map(|[event, day]| (event, day)).collect(),
            language: word("language", usual.language),
            sites_off: texts("sitesOff"),
            locked: texts("locked"),
        }
    }

    /// As a value for storage.
    pub(super) fn to_value(&self) -> JsValue {
        object(self)
    }

    /// What of it the engine judges by. Ids that a newer version no longer knows are passed over.
    pub(super) fn for_engine(&self) -> Settings {
        Settings {
            role: Role::from_id(&self.role).unwrap_or_default(),
            ranks_private: !Which::from_id(&self.r#match).unwrap_or_default().about().rank_talk,
            rules_off: self.rules_off.clone(),
            categories_off: self
                .categories_off
                .iter()
                .filter_map(|id| Category::from_id(id))
                .collect(),
            ignored: self.ignored.clone(),
        }
    }

    /// The season that this day lies in, with the user's own dates.
    pub(super) fn season(&self, today: Day) -> Season {
        let dates = self.season_dates.iter();
        let dates =
            dates.filter_map(|(event, day)| Some((Event::from_id(event)?, Day::parse(day)?)));
        let edits: Vec<(Event, Day)> = dates.collect();
        Season::new(Which::from_id(&self.r#match).unwrap_or_default(), &edits, today)
    }

    /// Whether the user may add to the phrases never to be told of again.
    pub(super) fn may_ignore_always(&self) -> bool {
        !self.locked.iter().any(|name| name == "ignored")
    }

    /// Whether findings of this tier are shown.
    pub(super) fn shows(&self, finding: &Finding) -> bool {
        !self.tiers_off.iter().any(|tier| tier == finding.tier.id())
    }
}
