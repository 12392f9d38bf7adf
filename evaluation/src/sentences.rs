//! Labelled sentences: what is found, what is right, what is a false alarm; by file and by category.

use std::collections::BTreeMap;

use redline::engine::{Category, Finding, Role, Tier};

use crate::arguments::{Arguments, Judges};
use crate::corpus::{SENTENCE_FILES, Sentence, read, read_from};

#[derive(Default)]
struct Count {
    risky: usize,
    found: usize,
    clean: usize,
    alarmed: usize,
    alarmed_heavy: usize,
    findings: usize,
    right: usize,
    found_right: usize,
}

#[derive(Default)]
struct ByCategory {
    labels: usize,
    found: usize,
    findings: usize,
    right: usize,
}

/// Prints the figures.
pub(crate) fn report(arguments: &Arguments, judges: &Judges) {
    let mut total = Count::default();
    let mut categories: BTreeMap<(u8, Category), ByCategory> = BTreeMap::new();
    println!(
        "{:14} {:>6} {:>7} {:>9} {:>8} {:>7} {:>7}",
        "file", "risky", "found", "precision", "category", "alarms", "heavy"
    );
    let mut listed = 0;
    for (name, sentences) in asked_for(arguments) {
        let mut count = Count::default();
        for sentence in sentences {
            let found = judges.of(&name).linter(sentence.role()).lint(&sentence.text, &[]);
            let labels = sentence.labels();
            tally(&mut count, &labels, &found);
            tally_categories(&mut categories, sentence.role(), &labels, &found);
            listed += usize::from(show(arguments, listed, &sentence, &labels, &found));
        }
        print_line(&name, &count);
        add(&mut total, &count);
    }
    print_line("all", &total);
    println!(
        "\n{:10} {:20} {:>6} {:>7} {:>9} {:>9}",
        "role", "category", "labels", "recall", "findings", "precision"
    );
    for ((role, category), count) in categories {
        let role = if role == 0 { "applicant" } else { "program" };
        println!(
            "{role:10} {:20} {:>6} {:>7} {:>9} {:>9}",
            category.id(),
            count.labels,
            share(count.found, count.labels),
            count.findings,
            share(count.right, count.findings)
        );
    }
}

/// The files to measure: those of the corpus that are wanted, or the one given.
pub(crate) fn asked_for(arguments: &Arguments) -> Vec<(String, Vec<Sentence>)> {
    if let Some(own) = &arguments.own {
        let name = own.file_stem().unwrap_or_default().to_string_lossy();
        return vec![(name.into_owned(), read_from(own))];
    }
    let wanted = SENTENCE_FILES.iter().filter(|name| arguments.wants(name));
    wanted.map(|name| ((*name).to_owned(), read(name))).collect()
}

/// What is reached over all files for drafts by one role; each from 0 to 1.
pub(crate) struct Shares {
    /// Risky sentences with a finding.
    pub(crate) found: f64,
    /// Findings whose category is among the labels.
    pub(crate) right: f64,
    /// Clean sentences with a finding.
    pub(crate) touched: f64,
    /// Clean sentences with one of tier violation or risk.
    pub(crate) heavy: f64,
}

/// Measures all files.
pub(crate) fn shares(judges: &Judges, role: Role) -> Shares {
    let mut count = Count::default();
    for name in SENTENCE_FILES {
        let linter = judges.of(name).linter(role);
        for sentence in read::<Sentence>(name).iter().filter(|one| one.role() == role) {
            tally(&mut count, &sentence.labels(), &linter.lint(&sentence.text, &[]));
        }
    }
    let of = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    Shares {
        found: of(count.found, count.risky),
        right: of(count.right, count.findings),
        touched: of(count.alarmed, count.clean),
        heavy: of(count.alarmed_heavy, count.clean),
    }
}

fn tally(count: &mut Count, labels: &[Category], found: &[Finding]) {
    let right = found.iter().filter(|finding| labels.contains(&finding.category)).count();
    count.findings += found.len();
    count.right += right;
    if labels.is_empty() {
        count.clean += 1;
        count.alarmed += usize::from(!found.is_empty());
        count.alarmed_heavy += usize::from(found.iter().any(|finding| finding.tier <= Tier::Risk));
        return;
    }
    count.risky += 1;
    count.found += usize::from(!found.is_empty());
    count.found_right += usize::from(right > 0);
}

fn tally_categories(
    all: &mut BTreeMap<(u8, Category), ByCategory>,
    role: Role,
    labels: &[Category],
    found: &[Finding],
) {
    for &label in labels {
        let count = all.entry((role as u8, label)).or_default();
        count.labels += 1;
        count.found += usize::from(found.iter().any(|finding| finding.category == label));
    }
    for finding in found {
        let count = all.entry((role as u8, finding.category)).or_default();
        count.findings += 1;
        count.right += usize::from(labels.contains(&finding.category));
    }
}

/// Lists the sentence if it is one of those asked for.
fn show(
    arguments: &Arguments,
    listed: usize,
    sentence: &Sentence,
    labels: &[Category],
    found: &[Finding],
) -> bool {
    let asked = |id: Category| arguments.category.as_ref().is_none_or(|only| only == id.id());
    let missed = || {
        labels
            .iter()
            .any(|&label| asked(label) && !found.iter().any(|finding| finding.category == label))
    };
    let alarmed = || {
        found.iter().any(|finding| asked(finding.category) && !labels.contains(&finding.category))
    };
    let wanted = match arguments.show.as_deref() {
        Some("misses") => !labels.is_empty() && missed(),
        Some("alarms") => labels.is_empty() && alarmed(),
        Some("wrong") => alarmed(),
        Some("all") => !found.is_empty(),
        _ => false,
    };
    if !wanted || listed >= arguments.limit.unwrap_or(usize::MAX) {
        return false;
    }
    let ids: Vec<&str> = labels.iter().map(|label| label.id()).collect();
    println!("  {} [{}] {}", sentence.id, ids.join(","), sentence.text);
    for finding in found {
        println!(
            "      {} «{}»",
            finding.rule,
            &sentence.text[finding.span.start()..finding.span.end()]
        );
    }
    true
}

fn print_line(name: &str, count: &Count) {
    println!(
        "{name:14} {:>6} {:>7} {:>9} {:>8} {:>7} {:>7}",
        count.risky,
        share(count.found, count.risky),
        share(count.right, count.findings),
        share(count.found_right, count.found),
        share(count.alarmed, count.clean),
        share(count.alarmed_heavy, count.clean)
    );
}

fn add(total: &mut Count, count: &Count) {
    total.risky += count.risky;
    total.found += count.found;
    total.clean += count.clean;
    total.alarmed += count.alarmed;
    total.alarmed_heavy += count.alarmed_heavy;
    total.findings += count.findings;
    total.right += count.right;
    total.found_right += count.found_right;
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "-".into() } else { format!("{:.1}%", 100.0 * part as f64 / whole as f64) }
}
