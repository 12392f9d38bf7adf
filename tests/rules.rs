//! Every rule finds its own hits and leaves its look-alikes alone; every category has its texts.

use redline::engine::{Category, Linter, Role, Settings, category_text, rules};

fn roles_of(rule: &redline::engine::Rule) -> impl Iterator<Item = Role> {
    [Role::Applicant, Role::Program]
        .into_iter()
        .filter(|&role| rule.voices[role as usize].is_some())
}

#[test]
fn hits_are_found_by_their_rule() {
    let mut misses = Vec::new();
    for rule in rules() {
        for role in roles_of(rule) {
            let linter = Linter::new(Settings { role, ..Settings::default() });
            for text in rule.hits {
                let found = linter.lint(text, &[]);
                if !found.iter().any(|finding| finding.category == rule.category) {
                    misses.push(format!("{} ({}): {text}", rule.id, role.id()));
                }
            }
        }
    }
    assert!(misses.is_empty(), "{} texts are not found:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn look_alikes_stay_clean() {
    let mut alarms = Vec::new();
    for rule in rules() {
        for role in roles_of(rule) {
            let linter = Linter::new(Settings { role, ..Settings::default() });
            for text in rule.clean {
                for finding in linter
                    .lint(text, &[])
                    .iter()
                    .filter(|finding| finding.category == rule.category)
                {
                    alarms.push(format!("{} by {} ({}): {text}", rule.id, finding.rule, role.id()));
                }
            }
        }
    }
    assert!(alarms.is_empty(), "{} false alarms:\n{}", alarms.len(), alarms.join("\n"));
}

#[test]
fn every_category_has_its_texts() {
    for &category in Category::ALL {
        assert!(category_text(category).voices.iter().any(Option::is_some), "{}", category.id());
    }
}
