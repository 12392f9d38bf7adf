//! What our own pages show of the rules and letters: one JSON file made from `rules/`, so that neither examples nor
//! letters weigh on the wasm that runs in webmail.

use std::path::PathBuf;

use anyhow::{Result, bail};
use rulefile::{Category, Figure, Rule, RuleSet, Template};
use serde_json::{Value, json};

use crate::paths::{root, work};
use crate::stamp::write_if_new;

/// Texts of a rule that are shown: enough to recognise it by.
const FINDS: usize = 2;
const LEAVES: usize = 1;

/// Makes the file; gives back where it lies.
///
/// # Errors
///
/// If a rule file has a fault, or the file cannot be written.
pub(crate) fn make() -> Result<PathBuf> {
    let set = match rulefile::load(&root().join("rules")) {
        Ok(set) => set,
        Err(faults) => {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            bail!("{}", faults.join("\n"));
        }
    };
    let path = work().join("rules.json");
    write_if_new(&path, of(&set).to_string().as_bytes())?;
    Ok(path)
}

/// Kinds of letters in the order in which a season needs them.
const KINDS: [&str; 4] = ["inquiry", "thank-you", "update", "other"];

fn of(set: &RuleSet) -> Value {
    let categories: Vec<Value> = set.categories.iter().map(|one| category(set, one)).collect();
    let mut letters: Vec<&Template> = set.templates.iter().collect();
    letters.sort_by_key(|one| KINDS.iter().position(|kind| *kind == one.kind));
    let letters: Vec<Value> = letters.into_iter().map(letter).collect();
    let figures: Vec<Value> = set.companion.figures.values().map(|one| figure(set, one)).collect();
    json!({ "categories": categories, "letters": letters, "figures": figures, "offer": set.companion.offer })
}

fn figure(set: &RuleSet, figure: &Figure) -> Value {
    json!({ "text": figure.text, "levels": figure.levels, "sources": cited(set, &figure.sources) })
}

/// Documents as they are cited.
fn cited(set: &RuleSet, ids: &[String]) -> Vec<String> {
    let cited = set.sources.iter().filter(|source| ids.contains(&source.id));
    cited.map(|source| format!("{}, {}", source.title, source.year)).collect()
}

fn category(set: &RuleSet, category: &Category) -> Value {
    let voice = |voice: &Option<rulefile::Voice>| {
        voice
            .as_ref()
            .map(|voice| json!({ "tier": voice.tier, "title": voice.title, "why": voice.why }))
    };
    let own = set.rules.iter().filter(|rule| rule.category == category.id);
    let rules: Vec<Value> = own.map(|one| rule(set, one)).collect();
    json!({ "id": category.id, "applicant": voice(&category.applicant), "program": voice(&category.program), "rules": rules })
}

fn rule(set: &RuleSet, rule: &Rule) -> Value {
    let some = |texts: &[String], most: usize| -> Vec<String> {
        texts.iter().take(most).cloned().collect()
    };
    json!({
        "id": rule.id, "roles": rule.roles, "sources": cited(set, &rule.sources),
        "finds": some(&rule.hits, FINDS), "leaves": some(&rule.clean, LEAVES),
    })
}

fn letter(letter: &Template) -> Value {
    json!({ "id": letter.id, "title": letter.title, "subject": letter.subject, "body": letter.body.trim_end() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_and_letter_is_in_it() {
        let set = rulefile::load(&root().join("rules")).expect("the rules are sound");
        let all = of(&set);
        let rules = |category: &Value| category["rules"].as_array().map_or(0, Vec::len);
        let categories = all["categories"].as_array().expect("a list");
        assert_eq!(categories.iter().map(rules).sum::<usize>(), set.rules.len());
        assert_eq!(all["letters"].as_array().map_or(0, Vec::len), set.templates.len());
        assert_eq!(all["letters"][0]["id"], "inquiry", "what a season begins with comes first");
        let first = &categories.iter().find(|one| one["id"] == "rank-promise").expect("it exists")
            ["rules"][0];
        assert!(first["finds"][0].is_string() && first["sources"][0].is_string(), "{first}");
    }
}
