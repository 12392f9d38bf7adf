//! Whole emails: risky sentences found, stray findings, clean emails touched.

use redline::engine::{Finding, Role, Span, Tier};
use serde::Deserialize;

use crate::arguments::{Arguments, Judges};
use crate::corpus;

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
}

#[derive(Default)]
struct Count {
    risky: usize,
    found: usize,
    stray_heavy: usize,
    clean: usize,
    touched: usize,
}

/// Prints the figures.
pub(crate) fn report(arguments: &Arguments, judges: &Judges) {
    println!(
        "\n{:16} {:>6} {:>7} {:>12} {:>6} {:>8}",
        "emails", "risky", "found", "stray heavy", "clean", "touched"
    );
    for name in ["emails", "train_emails"].into_iter().filter(|name| arguments.wants(name)) {
        let mut count = Count::default();
        for email in corpus::read::<Email>(name) {
            let role = Role::from_id(&email.role).expect("the corpus names known roles");
            let findings = judges.of(name).linter(role).lint(&email.body, &[]);
            tally(&mut count, &email, &findings, arguments.show.as_deref() == Some("emails"));
        }
        println!(
            "{name:16} {:>6} {:>7} {:>12} {:>6} {:>8}",
            count.risky,
            format!("{:.1}%", 100.0 * count.found as f64 / count.risky.max(1) as f64),
            count.stray_heavy,
            count.clean,
            format!("{:.1}%", 100.0 * count.touched as f64 / count.clean.max(1) as f64),
        );
    }
}

/// What is reached over all files: shares from 0 to 1, and stray heavy findings as a count.
pub(crate) struct Shares {
    pub(crate) found: f64,
    pub(crate) stray: f64,
    pub(crate) touched: f64,
}

/// Measures all files.
pub(crate) fn shares(judges: &Judges) -> Shares {
    let mut count = Count::default();
    for name in ["emails", "train_emails"] {
        for email in corpus::read::<Email>(name) {
            let role = Role::from_id(&email.role).expect("the corpus names known roles");
            let findings = judges.of(name).linter(role).lint(&email.body, &[]);
            tally(&mut count, &email, &findings, false);
        }
    }
    Shares {
        found: count.found as f64 / count.risky.max(1) as f64,
        stray: count.stray_heavy as f64,
        touched: count.touched as f64 / count.clean.max(1) as f64,
    }
}

fn tally(count: &mut Count, email: &Email, findings: &[Finding], show: bool) {
    let places: Vec<Span> =
        email.risky.iter().filter_map(|risky| place(&email.body, &risky.text)).collect();
    let inside = |finding: &Finding| places.iter().any(|place| place.overlaps(finding.span));
    count.risky += places.len();
    for &place in &places {
        let found = findings.iter().any(|finding| finding.span.overlaps(place));
        count.found += usize::from(found);
        if show && !found {
            println!("  {} missed: {}", email.id, &email.body[place.start()..place.end()]);
        }
    }
    for finding in findings.iter().filter(|finding| !inside(finding)) {
        count.stray_heavy += usize::from(finding.tier <= Tier::Risk);
        if show {
            println!(
                "  {} stray {}: {}",
                email.id,
                finding.rule,
                &email.body[finding.sentence.start()..finding.sentence.end()]
            );
        }
    }
    if places.is_empty() {
        count.clean += 1;
        count.touched += usize::from(!findings.is_empty());
    }
}

fn place(body: &str, text: &str) -> Option<Span> {
    body.find(text).map(|at| Span::new(at, at + text.len()))
}
