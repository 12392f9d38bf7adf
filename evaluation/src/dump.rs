//! What rules say and what the meaning layer scores, sentence by sentence, for `training/calibrate.py`: one JSON line
//! per item of the corpus.

use std::fmt::Write as _;
use std::path::Path;

use redline::engine::{Category, Finding, Linter, Meaning, Role, Settings, Span, text};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::corpus::{self, SENTENCE_FILES, Sentence};

#[derive(Deserialize)]
struct Email {
    id: String,
    role: String,
    body: String,
    risky: Vec<Risky>,
}

#[derive(Deserialize)]
struct Risky {
    text: String,
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct Rewritten {
    id: String,
    role: String,
    good: Vec<String>,
}

/// A text of a draft with the places that an adviser would mark.
struct Item {
    file: &'static str,
    id: String,
    role: Role,
    text: String,
    /// Each place with its labels; the whole text for a single sentence.
    risky: Vec<(Span, Vec<String>)>,
}

/// Writes the file; `meaning` is the layer asked for.
pub(crate) fn write(arguments: &Arguments, meaning: &Meaning, file: &Path) {
    let mut out = String::new();
    for item in items(arguments) {
        writeln!(out, "{}", line(&item, meaning)).expect("a string takes everything");
    }
    std::fs::write(file, out).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

fn items(arguments: &Arguments) -> Vec<Item> {
    let mut out = Vec::new();
    for file in SENTENCE_FILES.into_iter().filter(|name| arguments.wants(name)) {
        out.extend(corpus::read::<Sentence>(file).into_iter().map(|row| of_sentence(file, row)));
    }
    for file in ["emails", "train_emails"].into_iter().filter(|name| arguments.wants(name)) {
        out.extend(corpus::read::<Email>(file).into_iter().map(|row| of_email(file, row)));
    }
    for file in ["rewrites", "train_rewrites"].into_iter().filter(|name| arguments.wants(name)) {
        out.extend(
            corpus::read::<Rewritten>(file).into_iter().flat_map(|row| of_rewrite(file, row)),
        );
    }
    out
}

/// Accepted rewrites: nothing in them is to be raised.
fn of_rewrite(file: &'static str, row: Rewritten) -> Vec<Item> {
    let role = Role::from_id(&row.role).expect("the corpus names known roles");
    let good = row.good.into_iter().enumerate().filter(|(_, text)| !text.is_empty());
    good.map(|(at, text)| Item {
        file,
        id: format!("{}/g{at}", row.id),
        role,
        text,
        risky: Vec::new(),
    })
    .collect()
}

fn of_sentence(file: &'static str, row: Sentence) -> Item {
    let whole = Span::new(0, row.text.len());
    let risky = if row.labels.is_empty() { Vec::new() } else { vec![(whole, row.labels.clone())] };
    Item { file, role: row.role(), id: row.id, text: row.text, risky }
}

fn of_email(file: &'static str, row: Email) -> Item {
    let place = |risky: Risky| {
        let at = row.body.find(&risky.text)?;
        Some((Span::new(at, at + risky.text.len()), risky.labels))
    };
    let risky = row.risky.into_iter().filter_map(place).collect();
    let role = Role::from_id(&row.role).expect("the corpus names known roles");
    Item { file, id: row.id, role, text: row.body, risky }
}

fn line(item: &Item, meaning: &Meaning) -> Value {
    let findings =
        Linter::new(Settings { role: item.role, ..Settings::default() }).lint(&item.text, &[]);
    let risky: Vec<Value> =
        item.risky.iter().map(|(span, labels)| json!([span.start(), span.end(), labels])).collect();
    json!({
        "file": item.file,
        "id": item.id,
        "role": item.role.id(),
        "risky": risky,
        "rules": findings.iter().map(rule).collect::<Vec<_>>(),
        "categories": Category::ALL.iter().map(|category| category.id()).collect::<Vec<_>>(),
        "sentences": parts(item, meaning),
    })
}

fn rule(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "category": finding.category.id(),
        "tier": finding.tier.id(),
        "span": [finding.span.start(), finding.span.end()],
        "sentence": [finding.sentence.start(), finding.sentence.end()],
    })
}

/// Every sentence of the writer's own, with the layer's scores in the order of `Category::ALL`, then its two risks.
fn parts(item: &Item, meaning: &Meaning) -> Vec<Value> {
    let own = text::writer_spans(&item.text, &[]).own;
    let sentences = own.into_iter().flat_map(|own| text::sentences(&item.text, own));
    let judged = sentences.map(|sentence| {
        let judgement = meaning.judge(item.role, &item.text[sentence.start()..sentence.end()]);
        let scores: Vec<f32> =
            Category::ALL.iter().map(|&category| judgement.score(category)).collect();
        json!({
            "span": [sentence.start(), sentence.end()],
            "scores": scores,
            "risk": judgement.risk(),
            "heavy_risk": judgement.heavy_risk(),
        })
    });
    judged.collect()
}
