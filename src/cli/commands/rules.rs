//! `rules`: lists the rules, or explains one with its reason, sources and examples.

use std::fmt::Write as _;

use redline::engine::{Role, Rule, examples, rules};
use serde_json::{Value, json};

use super::{Outcome, say};
use crate::args::{Format, Work, unknown};
use crate::output::text::paragraph;

/// Runs `rules list` or `rules explain ID`.
pub(crate) fn run(work: &Work) -> Result<Outcome, String> {
    let words: Vec<String> =
        work.files.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let shown = match words[..] {
        ["list"] => list(work),
        ["explain", id] => explain(find(id)?, work.format),
        ["explain"] => {
            return Err("rules explain needs a rule's id; `redline rules list` shows them".into());
        }
        [] => {
            return Err("rules needs \"list\" or \"explain ID\"; see `redline rules --help`".into());
        }
        [other, ..] => return Err(unknown("rules command", other, &["list", "explain"])),
    };
    say(&shown);
    Ok(Outcome::Clean)
}

fn find(id: &str) -> Result<&'static Rule, String> {
    let ids: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
    rules().iter().find(|rule| rule.id == id).ok_or_else(|| {
        let message = unknown("rule", id, &ids);
        // A list of hundreds of rules would bury the message.
        message.split_once("; there is").map_or(message.clone(), |(short, _)| {
            format!("{short}; `redline rules list` shows them all")
        })
    })
}

/// Whether a rule judges drafts of this role; of any role where none is named.
fn judges(rule: &Rule, role: Option<Role>) -> bool {
    match role {
        None => true,
        Some(Role::Applicant) => rule.voices[0].is_some(),
        Some(Role::Program) => rule.voices[1].is_some(),
    }
}

fn list(work: &Work) -> String {
    let chosen: Vec<&Rule> = rules().iter().filter(|rule| judges(rule, work.role)).collect();
    if work.format == Format::Json {
        let all: Vec<Value> = chosen.iter().map(|rule| object(rule)).collect();
        return format!("{}\n", json!({"rules": all}));
    }
    let mut out = String::new();
    for rule in &chosen {
        let voice = rule.voices.iter().flatten().next();
        let (tier, title) = voice.map_or(("", ""), |voice| (voice.tier.id(), voice.title));
        let _ = writeln!(out, "{:<44} {tier:<10} {title}", rule.id);
    }
    let _ = writeln!(out, "{} rules", chosen.len());
    out
}

fn object(rule: &Rule) -> Value {
    let roles = [Role::Applicant, Role::Program];
    let voices: Vec<Value> = roles
        .iter()
        .zip(&rule.voices)
        .filter_map(|(role, voice)| voice.as_ref().map(|voice| (role, voice)))
        .map(|(role, voice)| {
            json!({"role": role.id(), "tier": voice.tier.id(), "title": voice.title, "why": voice.why})
        })
        .collect();
    let sources: Vec<Value> = rule
        .sources
        .iter()
        .map(|source| json!({"title": source.title, "year": source.year}))
        .collect();
    json!({
        "rule": rule.id, "category": rule.category.id(), "roles": voices, "sources": sources,
        "finds": examples(rule.id).map(|texts| texts.hits), "leaves": examples(rule.id).map(|texts| texts.clean),
    })
}

fn explain(rule: &Rule, format: Format) -> String {
    if format == Format::Json {
        return format!("{}\n", object(rule));
    }
    let mut out = format!("{}\n\n", rule.id);
    for (role, voice) in
        ["In an applicant's draft", "In a program's draft"].iter().zip(&rule.voices)
    {
        if let Some(voice) = voice {
            let _ = writeln!(out, "{role} ({}): {}", voice.tier.id(), voice.title);
            paragraph(&mut out, "", voice.why);
            out.push('\n');
        }
    }
    if let Some(texts) = examples(rule.id) {
        show(&mut out, "Finds", texts.hits);
        show(&mut out, "Leaves alone", texts.clean);
    }
    let sources = rule.sources.iter().map(|source| format!("{} ({})", source.title, source.year));
    let _ = writeln!(out, "Sources: {}", sources.collect::<Vec<_>>().join("; "));
    out
}

fn show(out: &mut String, title: &str, texts: &[&str]) {
    let _ = writeln!(out, "{title}:");
    for text in texts {
        paragraph(out, "- ", text);
    }
    out.push('\n');
}
