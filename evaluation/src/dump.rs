//! What rules say and what the meaning layer scores, sentence by sentence, for `training/calibrate.py`: one JSON line
//! per item of the corpus.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use redline::engine::reading::read;
use redline::engine::{Category, Finding, Linter, Meaning, Role, Settings, Span, text};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::corpus::{self, Sentence};
use crate::sentences;

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

#[derive(Deserialize)]
struct Message {
    id: String,
    text: String,
    level: u8,
}

/// A text of a draft with the places that an adviser would mark.
struct Item {
    file: String,
    id: String,
    role: Role,
    text: String,
    /// Each place with its labels; the whole text for a single sentence.
    risky: Vec<(Span, Vec<String>)>,
}

/// Writes the file; `meaning` is the layer asked for.
pub(crate) fn write(arguments: &Arguments, meaning: &Arc<Meaning>, file: &Path) {
    let mut out = String::new();
    for item in items(arguments) {
        writeln!(out, "{}", line(&item, meaning)).expect("a string takes everything");
    }
    for name in ["incoming", "train_incoming"].into_iter().filter(|name| arguments.wants(name)) {
        for message in corpus::read::<Message>(name) {
            writeln!(out, "{}", received(name, &message, meaning))
                .expect("a string takes everything");
        }
    }
    std::fs::write(file, out).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

fn items(arguments: &Arguments) -> Vec<Item> {
    let mut out = Vec::new();
    for (file, rows) in sentences::asked_for(arguments) {
        out.extend(rows.into_iter().map(|row| of_sentence(&file, row)));
    }
    for file in ["emails", "train_emails"].into_iter().filter(|name| arguments.wants(name)) {
        out.extend(corpus::read::<Email>(file).into_iter().map(|row| of_email(file, row)));
    }
    for file in ["rewrites", "train_rewrites"].into_iter().filter(|name| arguments.wants(name)) {
        let rows = corpus::read::<Rewritten>(file).into_iter();
        out.extend(rows.flat_map(|row| of_rewrite(file, row)));
    }
    out
}

fn of_sentence(file: &str, row: Sentence) -> Item {
    let whole = Span::new(0, row.text.len());
    let risky = if row.labels.is_empty() { Vec::new() } else { vec![(whole, row.labels.clone())] };
    Item { file: file.to_owned(), role: row.role(), id: row.id, text: row.text, risky }
}

fn of_email(file: &str, row: Email) -> Item {
    let place = |risky: Risky| {
        let at = row.body.find(&risky.text)?;
        Some((Span::new(at, at + risky.text.len()), risky.labels))
    };
    let risky = row.risky.into_iter().filter_map(place).collect();
    Item { file: file.to_owned(), id: row.id, role: role(&row.role), text: row.body, risky }
}

/// Accepted rewrites: nothing in them is to be raised.
fn of_rewrite(file: &str, row: Rewritten) -> Vec<Item> {
    let good = row.good.into_iter().enumerate().filter(|(_, text)| !text.is_empty());
    let item = |(at, text)| {
        let id = format!("{}/g{at}", row.id);
        Item { file: file.to_owned(), id, role: role(&row.role), text, risky: Vec::new() }
    };
    good.map(item).collect()
}

fn role(id: &str) -> Role {
    Role::from_id(id).expect("the corpus names known roles")
}

fn line(item: &Item, meaning: &Arc<Meaning>) -> Value {
    let rules = Linter::new(Settings { role: item.role, ..Settings::default() });
    let both = rules.clone().with_meaning(Arc::clone(meaning));
    let places = item.risky.iter();
    let risky: Vec<_> = places.map(|(at, labels)| json!([at.start(), at.end(), labels])).collect();
    let shown = |linter: &Linter| -> Vec<Value> {
        linter.lint(&item.text, &[]).iter().map(finding).collect()
    };
    json!({
        "file": item.file,
        "id": item.id,
        "role": item.role.id(),
        "risky": risky,
        "rules": shown(&rules),
        "both": shown(&both),
        "categories": Category::ALL.iter().map(|category| category.id()).collect::<Vec<_>>(),
        "sentences": parts(item, meaning),
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "category": finding.category.id(),
        "tier": finding.tier.id(),
        "sentence": [finding.sentence.start(), finding.sentence.end()],
    })
}

/// Every sentence of the writer's own, with the layer's scores in the order of `Category::ALL`, then its two risks.
fn parts(item: &Item, meaning: &Meaning) -> Vec<Value> {
    let judged = sentences(&item.text).map(|sentence| {
        let judgement = meaning.judge(item.role, &item.text[sentence.start()..sentence.end()]);
        let scores = Category::ALL.iter().map(|&category| judgement.score(category));
        json!({
            "span": [sentence.start(), sentence.end()],
            "scores": scores.collect::<Vec<f32>>(),
            "risk": judgement.risk(),
            "heavy_risk": judgement.heavy_risk(),
        })
    });
    judged.collect()
}

/// A received message: its level by rules alone, and per sentence the layer's probabilities and the rules' level.
fn received(file: &str, message: &Message, meaning: &Meaning) -> Value {
    let parts = sentences(&message.text).map(|sentence| {
        let words = &message.text[sentence.start()..sentence.end()];
        json!({ "signal": meaning.signal(words), "rules": read(words, None).level })
    });
    json!({
        "file": file,
        "id": message.id,
        "role": "incoming",
        "level": message.level,
        "rules": read(&message.text, None).level,
        "sentences": parts.collect::<Vec<_>>(),
    })
}

fn sentences(words: &str) -> impl Iterator<Item = Span> {
    let own = text::writer_spans(words, &[]).own;
    own.into_iter().flat_map(move |own| text::sentences(words, own))
}
