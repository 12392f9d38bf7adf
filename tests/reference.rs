//! The rule reference, `docs/rules.md`: made from the rules by `cargo xtask reference`, and checked here to be what they say.

use std::fmt::Write as _;
use std::path::Path;

use redline::engine::{Rule, examples, rules};

const HEAD: &str = "# The rules\n\n<!-- Made from the rules by `cargo xtask reference`; do not edit by hand. -->\n\n\
    What Redline underlines, why, on which documents the advice rests, and what it leaves alone. The meaning layer finds\n\
    other wordings of the same categories ([meaning-layer.md](meaning-layer.md)). To add a rule, see\n\
    [CONTRIBUTING.md](../CONTRIBUTING.md).\n\n\
    Tiers, by what they ask of you: **violation** may breach the rules of the match; **risk** may mislead or bind;\n\
    **tone** may be read against you; **hygiene** is a matter of care. Violation and risk hold Send until you have looked.\n";

fn reference() -> String {
    let mut out = HEAD.to_owned();
    let mut category = "";
    for rule in rules() {
        if rule.category.id() != category {
            category = rule.category.id();
            let _ = writeln!(out, "\n## {category}");
        }
        describe(&mut out, rule);
    }
    out
}

fn describe(out: &mut String, rule: &Rule) {
    let _ = writeln!(out, "\n### `{}`\n", rule.id);
    for (role, voice) in ["An applicant's draft", "A program's draft"].iter().zip(&rule.voices) {
        if let Some(voice) = voice {
            let _ = writeln!(
                out,
                "{role}, **{}**: {}. {}\n",
                voice.tier.id(),
                voice.title.trim_end_matches('.'),
                voice.why
            );
        }
    }
    if let Some(texts) = examples(rule.id) {
        list(out, "Finds", texts.hits);
        list(out, "Leaves alone", texts.clean);
    }
    let sources: Vec<String> =
        rule.sources.iter().map(|source| format!("{} ({})", source.title, source.year)).collect();
    if !sources.is_empty() {
        let _ = writeln!(out, "Sources: {}.", sources.join("; "));
    }
}

fn list(out: &mut String, title: &str, texts: &[&str]) {
    let _ = writeln!(out, "{title}:\n");
    for text in texts {
        // As code, so that brackets and stars of an example stay what they are.
        let _ = writeln!(out, "- `{}`", text.replace('\n', " / ").replace('`', "'"));
    }
    out.push('\n');
}

#[test]
fn the_reference_says_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let wanted = reference();
    if std::env::var_os("REDLINE_WRITE_REFERENCE").is_some() {
        std::fs::write(&path, wanted).expect("docs/ can be written");
        return;
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    let differs = found.lines().zip(wanted.lines()).position(|(found, wanted)| found != wanted);
    assert!(
        found == wanted,
        "docs/rules.md is out of date (line {:?}): run `cargo xtask reference`",
        differs.map(|at| at + 1)
    );
}
