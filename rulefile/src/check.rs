//! What must hold of every rule, beyond its file's shape: sources, examples, classes and patterns that can match.

use std::collections::BTreeSet;
use std::path::Path;

use crate::RuleSet;
use crate::error::Error;
use crate::pattern;
use crate::program::Program;
use crate::vocabulary::Vocabulary;

/// How many texts a rule must find, and how many look-alikes it must leave alone.
const EXAMPLES: usize = 2;

const TIERS: [&str; 4] = ["violation", "risk", "tone", "hygiene"];
const KINDS: [&str; 5] = ["inquiry", "thank-you", "update", "reply", "other"];
const ROLES: [&str; 2] = ["applicant", "program"];

/// Every fault of the set.
pub(crate) fn faults(set: &RuleSet) -> Vec<Error> {
    let mut faults = Vec::new();
    for (name, node) in set.vocabulary.classes() {
        let causes = set
            .vocabulary
            .faults_in(node, &mut vec![name.clone()])
            .into_iter()
            .chain(set.vocabulary.unfolded_in(node));
        faults.extend(
            causes.map(|cause| Error::new("vocabulary", format!("class `{name}`: {cause}"))),
        );
    }
    if !faults.is_empty() {
        // Patterns over broken classes would only repeat the same faults.
        return faults;
    }
    let check = Check { set, known: set.sources.iter().map(|source| source.id.as_str()).collect() };
    for rule in &set.rules {
        check.one(&rule.file, &[&rule.patterns, &rule.unless], &mut faults);
        check.examples(&rule.file, &rule.hits, &rule.clean, &mut faults);
        check.sources(&rule.file, &rule.sources, &mut faults);
        check.words(&rule.file, "tier", rule.tier.as_slice(), &TIERS, &mut faults);
        check.words(&rule.file, "role", &rule.roles, &ROLES, &mut faults);
        let guards: Vec<&str> = set.guards.iter().map(|guard| guard.id.as_str()).collect();
        check.words(&rule.file, "guard", &rule.guards_off, &guards, &mut faults);
    }
    for guard in &set.guards {
        check.one(&guard.file, &[&guard.patterns, &guard.unless], &mut faults);
        check.examples(&guard.file, &guard.hits, &guard.clean, &mut faults);
        let mut known: Vec<&str> =
            set.categories.iter().map(|category| category.id.as_str()).collect();
        known.extend(["*", "reading"]);
        check.words(&guard.file, "category", &guard.categories, &known, &mut faults);
        check.words(&guard.file, "role", &guard.roles, &ROLES, &mut faults);
    }
    for reading in &set.readings {
        check.one(&reading.file, &[&reading.patterns, &reading.unless], &mut faults);
        check.examples(&reading.file, &reading.hits, &reading.clean, &mut faults);
        check.sources(&reading.file, &reading.sources, &mut faults);
        if reading.level > 5 {
            faults.push(Error::new(
                &reading.file,
                format!("level {} is not between 0 and 5", reading.level),
            ));
        }
    }
    for template in &set.templates {
        check.words(
            &template.file,
            "kind",
            std::slice::from_ref(&template.kind),
            &KINDS,
            &mut faults,
        );
    }
    for category in &set.categories {
        let file = Path::new(&category.id).join("category.toml");
        for voice in category.applicant.iter().chain(&category.program) {
            check.sources(&file, &voice.sources, &mut faults);
            check.words(&file, "tier", std::slice::from_ref(&voice.tier), &TIERS, &mut faults);
        }
    }
    let templates: Vec<&str> = set.templates.iter().map(|template| template.id.as_str()).collect();
    let categories: Vec<&str> =
        set.categories.iter().map(|category| category.id.as_str()).collect();
    faults.extend(set.companion.faults(&set.sources, &templates, &categories));
    faults
}

struct Check<'s> {
    set: &'s RuleSet,
    known: BTreeSet<&'s str>,
}

impl Check<'_> {
    fn one(&self, file: &Path, lists: &[&Vec<String>], faults: &mut Vec<Error>) {
        if lists[0].is_empty() {
            faults.push(Error::new(file, "`patterns` is empty"));
        }
        for text in lists.iter().copied().flatten() {
            if let Err(cause) = compile(text, &self.set.vocabulary) {
                faults.push(Error::new(file, format!("pattern `{text}`: {cause}")));
            }
        }
    }

    fn examples(&self, file: &Path, hits: &[String], clean: &[String], faults: &mut Vec<Error>) {
        for (name, list) in [("hits", hits), ("clean", clean)] {
            if list.len() < EXAMPLES {
                faults.push(Error::new(
                    file,
                    format!("`{name}` has {} examples; at least {EXAMPLES} are needed", list.len()),
                ));
            }
        }
    }

    fn sources(&self, file: &Path, ids: &[String], faults: &mut Vec<Error>) {
        if ids.is_empty() {
            faults.push(Error::new(
                file,
                "`sources` is empty; name at least one of rules/sources.toml",
            ));
        }
        for id in ids.iter().filter(|id| !self.known.contains(id.as_str())) {
            faults.push(Error::new(file, format!("source `{id}` is not in rules/sources.toml")));
        }
    }

    fn words(
        &self,
        file: &Path,
        what: &str,
        given: &[String],
        known: &[&str],
        faults: &mut Vec<Error>,
    ) {
        for word in given.iter().filter(|word| !known.contains(&word.as_str())) {
            faults.push(Error::new(
                file,
                format!("`{word}` is no {what}; known are {}", known.join(", ")),
            ));
        }
    }
}

/// Reads and compiles one pattern.
pub(crate) fn compile(text: &str, vocabulary: &Vocabulary) -> Result<Program, String> {
    let node =
        pattern::parse(text).map_err(|(at, cause)| format!("character {}: {cause}", at + 1))?;
    let causes: Vec<String> = vocabulary
        .faults_in(&node, &mut Vec::new())
        .into_iter()
        .chain(vocabulary.unfolded_in(&node))
        .collect();
    if causes.is_empty() { Program::new(&node, vocabulary) } else { Err(causes.join("; ")) }
}
