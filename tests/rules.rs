//! Every rule, guard and signal does to its own examples what it says; every category has its texts.

use std::path::Path;

use redline::engine::reading::read;
use redline::engine::{Category, Finding, Linter, Role, Settings, category_text, rules};
use rulefile::RuleSet;

fn rule_files() -> RuleSet {
    rulefile::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"))
        .expect("the rules folder is sound")
}

fn lint(role: Role, text: &str) -> Vec<Finding> {
    Linter::new(Settings { role, ..Settings::default() }).lint(text, &[])
}

/// The roles that the rule with this id judges.
fn roles_of(id: &str) -> Vec<Role> {
    let rule = rules().iter().find(|rule| rule.id == id).expect("every rule file is in the table");
    let all = [Role::Applicant, Role::Program];
    all.into_iter().filter(|&role| rule.voices[role as usize].is_some()).collect()
}

#[track_caller]
fn assert_none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{} {what}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn hits_are_found() {
    let mut misses = Vec::new();
    for rule in rule_files().rules {
        for role in roles_of(&rule.id) {
            let missed = rule.hits.iter().filter(|text| {
                !lint(role, text).iter().any(|finding| finding.category.id() == rule.category)
            });
            misses.extend(missed.map(|text| format!("{} ({}): {text}", rule.id, role.id())));
        }
    }
    assert_none("texts are not found", &misses);
}

#[test]
fn look_alikes_stay_clean() {
    let mut alarms = Vec::new();
    for rule in rule_files().rules {
        for role in roles_of(&rule.id) {
            for text in &rule.clean {
                let found = lint(role, text);
                let wrong = found.iter().filter(|finding| finding.category.id() == rule.category);
                alarms.extend(wrong.map(|finding| {
                    format!("{} by {} ({}): {text}", rule.id, finding.rule, role.id())
                }));
            }
        }
    }
    assert_none("false alarms", &alarms);
}

#[test]
fn guards_silence_and_let_pass() {
    let mut faults = Vec::new();
    for guard in rule_files().guards.iter().filter(|guard| guard.categories != ["reading"]) {
        let role = if guard.roles == ["program"] { Role::Program } else { Role::Applicant };
        let of_guard = |finding: &Finding| {
            guard.categories.iter().any(|id| id == "*" || id == finding.category.id())
        };
        let alarmed = guard.clean.iter().filter(|text| lint(role, text).iter().any(of_guard));
        faults.extend(alarmed.map(|text| format!("{} does not silence: {text}", guard.id)));
        let missed = guard.hits.iter().filter(|text| !lint(role, text).iter().any(of_guard));
        faults.extend(missed.map(|text| format!("{} silences: {text}", guard.id)));
    }
    assert_none("guards fail their examples", &faults);
}

#[test]
fn signals_have_their_level() {
    let mut faults = Vec::new();
    for signal in rule_files().readings {
        let wrong = signal
            .hits
            .iter()
            .map(|text| (text, read(text, None).level))
            .filter(|(_, level)| *level != signal.level);
        faults.extend(wrong.map(|(text, level)| {
            format!("{}: read as {level}, not {}: {text}", signal.id, signal.level)
        }));
        let raised = signal
            .clean
            .iter()
            .filter(|text| signal.level > 0 && read(text, None).level == signal.level);
        faults
            .extend(raised.map(|text| format!("{}: wrongly {}: {text}", signal.id, signal.level)));
    }
    assert_none("messages are read wrongly", &faults);
}

#[test]
fn every_category_has_its_texts() {
    for &category in Category::ALL {
        assert!(category_text(category).voices.iter().any(Option::is_some), "{}", category.id());
    }
}
