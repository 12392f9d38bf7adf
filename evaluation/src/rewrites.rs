//! Rewrites: whether one is offered, whether it leaves a clean text, whether names and facts survive.

use redline::engine::{Finding, Linter, Rewrite, Role};
use serde::Deserialize;

use crate::arguments::{Arguments, Judges};
use crate::corpus::{self, SENTENCE_FILES, Sentence};

#[derive(Deserialize)]
struct Item {
    id: String,
    role: String,
    before: String,
    category: String,
    good: Vec<String>,
    #[serde(default)]
    keep: Vec<String>,
}

/// Prints the figures.
pub(crate) fn report(arguments: &Arguments, judges: &Judges) {
    println!(
        "\n{:16} {:>6} {:>7} {:>8} {:>8} {:>7} {:>7}",
        "rewrites", "items", "found", "offered", "clean", "kept", "as good"
    );
    for name in ["rewrites", "train_rewrites"].into_iter().filter(|name| arguments.wants(name)) {
        let items: Vec<Item> = corpus::read(name);
        let (mut found, mut offered, mut clean, mut kept, mut good) = (0, 0, 0, 0, 0);
        for item in &items {
            let linter = judges.of(name).linter(role(&item.role));
            let Some(finding) = finding(linter, item) else { continue };
            found += 1;
            let rewrites = linter.rewrites(&item.before, &finding);
            let Some(first) = rewrites.first() else { continue };
            offered += 1;
            let after = applied(&item.before, first);
            clean += usize::from(
                !linter.lint(&after, &[]).iter().any(|one| one.category == finding.category),
            );
            let keeps = item.keep.iter().all(|part| after.contains(part.as_str()));
            kept += usize::from(keeps);
            good += usize::from(item.good.iter().any(|text| text.trim() == after.trim()));
            if arguments.show.as_deref() == Some("rewrites") {
                let mark = if keeps { ' ' } else { '!' };
                println!(
                    "{mark} {} [{}] {}\n      → {}\n      ✓ {}",
                    item.id,
                    item.category,
                    item.before,
                    rewrites
                        .iter()
                        .map(|rewrite| applied(&item.before, rewrite))
                        .collect::<Vec<_>>()
                        .join("\n      → "),
                    item.good.join("\n      ✓ ")
                );
            }
        }
        println!(
            "{name:16} {:>6} {found:>7} {offered:>8} {clean:>8} {kept:>7} {good:>7}",
            items.len()
        );
    }
    property(arguments, judges);
}

/// Of the items that are found, the share with a rewrite; of those, the share whose first keeps what must be kept.
pub(crate) fn shares(judges: &Judges) -> (f64, f64) {
    let (mut found, mut offered, mut kept) = (0, 0, 0);
    let items = |name| corpus::read::<Item>(name).into_iter().map(move |item| (name, item));
    for (name, item) in ["rewrites", "train_rewrites"].into_iter().flat_map(items) {
        let linter = judges.of(name).linter(role(&item.role));
        let Some(finding) = finding(linter, &item) else { continue };
        found += 1;
        let Some(first) = linter.rewrites(&item.before, &finding).into_iter().next() else {
            continue;
        };
        offered += 1;
        let after = applied(&item.before, &first);
        kept += usize::from(item.keep.iter().all(|part| after.contains(part.as_str())));
    }
    let of = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    (of(offered, found), of(kept, offered))
}

/// For every finding on every sentence: every safe rewrite leaves nothing to flag, and touches nothing outside its span.
fn property(arguments: &Arguments, judges: &Judges) {
    let (mut findings, mut without, mut applied_count, mut unclean) = (0, 0, 0, 0);
    let wanted = SENTENCE_FILES.into_iter().filter(|name| arguments.wants(name));
    let sentences = |name| corpus::read::<Sentence>(name).into_iter().map(move |one| (name, one));
    for (name, sentence) in wanted.flat_map(sentences) {
        let linter = judges.of(name).linter(sentence.role());
        for finding in linter.lint(&sentence.text, &[]) {
            findings += 1;
            let rewrites = linter.rewrites(&sentence.text, &finding);
            without += usize::from(rewrites.is_empty());
            for rewrite in rewrites.iter().filter(|rewrite| rewrite.safe) {
                applied_count += 1;
                let after = applied(&sentence.text, rewrite);
                let stays = linter.lint(&after, &[]).iter().any(|one| {
                    one.sentence.start() < rewrite.span.start() + rewrite.text.len()
                        && one.sentence.end() > rewrite.span.start()
                });
                if stays {
                    unclean += 1;
                    println!("  unclean: {} → {}", sentence.text, after);
                }
            }
        }
    }
    println!(
        "property: {findings} findings, {without} without a rewrite; {applied_count} safe rewrites applied, {unclean} leave something to flag"
    );
}

fn role(id: &str) -> Role {
    Role::from_id(id).expect("the corpus names known roles")
}

fn finding(linter: &Linter, item: &Item) -> Option<Finding> {
    linter
        .lint(&item.before, &[])
        .into_iter()
        .find(|finding| finding.category.id() == item.category)
}

fn applied(text: &str, rewrite: &Rewrite) -> String {
    format!("{}{}{}", &text[..rewrite.span.start()], rewrite.text, &text[rewrite.span.end()..])
}
