//! SARIF 2.1.0 output, for code review tools: one run, its rules, one result a finding.

use std::path::{Component, Path};

use redline::engine::{Rule, Span, Tier, rules};
use serde_json::{Value, json};

use crate::job::{Found, Letter};
use crate::output::text::Places;

/// What stands before the results.
pub(crate) fn head() -> String {
    let rules: Vec<Value> = rules().iter().map(rule).collect();
    let driver = json!({
        "name": "Redline",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// What stands after them.
pub(crate) const TAIL: &str = "]}]}\n";

fn rule(rule: &Rule) -> Value {
    let voice = rule.voices.iter().flatten().next();
    json!({
        "id": rule.id,
        "shortDescription": {"text": voice.map_or(rule.id, |voice| voice.title)},
        "fullDescription": {"text": voice.map_or(rule.id, |voice| voice.why)},
        "defaultConfiguration": {"level": voice.map_or("note", |voice| level(voice.tier))},
        "properties": {"category": rule.category.id()},
    })
}

fn level(tier: Tier) -> &'static str {
    match tier {
        Tier::Violation => "error",
        Tier::Risk => "warning",
        Tier::Tone | Tier::Hygiene => "note",
    }
}

/// The results of one letter, with commas between them.
pub(crate) fn results(letter: &Letter, found: &[Found]) -> String {
    let mut places = Places::new(&letter.text);
    let results: Vec<String> =
        found.iter().map(|found| result(letter, found, &mut places).to_string()).collect();
    results.join(",")
}

fn result(letter: &Letter, found: &Found, places: &mut Places<'_>) -> Value {
    let finding = &found.finding;
    let artifact = json!({"uri": uri(&letter.origin.file)});
    let mut physical = json!({"artifactLocation": artifact});
    // A mail's body is decoded: its places are not places of the file.
    let in_file = !letter.origin.mail && !found.in_subject && letter.id.is_none();
    if in_file {
        physical["region"] = region(letter, finding.span, places);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.tier),
        "message": {"text": format!("{}. {}", finding.title, finding.why)},
        "locations": [{"physicalLocation": physical}],
        "properties": {"category": finding.category.id(), "tier": finding.tier.id()},
    });
    if let Some(index) = rules().iter().position(|rule| rule.id == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(number) = letter.origin.number {
        result["properties"]["message"] = json!(number);
    }
    let safe = found.rewrites.iter().filter(|rewrite| rewrite.safe && in_file);
    let fixes: Vec<Value> = safe.map(|rewrite| {
        let deleted = json!({"byteOffset": letter.mark + rewrite.span.start(), "byteLength": rewrite.span.len()});
        let replacement = json!({"deletedRegion": deleted, "insertedContent": {"text": rewrite.text}});
        json!({
            "description": {"text": "A safer wording"},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
        })
    }).collect();
    if !fixes.is_empty() {
        result["fixes"] = Value::Array(fixes);
    }
    result
}

fn region(letter: &Letter, span: Span, places: &mut Places<'_>) -> Value {
    let (start_line, start_column) = places.of(span.start());
    let (end_line, end_column) = places.of(span.end());
    json!({
        "startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column,
        "byteOffset": letter.mark + span.start(), "byteLength": span.len(),
    })
}

/// A relative or `file:` reference, with everything but plain characters in percent codes.
fn uri(file: &str) -> String {
    let path = Path::new(file);
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(encoded(&name.to_string_lossy())),
            Component::ParentDir => Some("..".into()),
            _ => None,
        })
        .collect();
    let joined = parts.join("/");
    if path.is_absolute() { format!("file:///{joined}") } else { joined }
}

fn encoded(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}
