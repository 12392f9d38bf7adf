//! Matches whose rules keep every rank private: telling one weighs more, and no rewrite tells one either.

use redline::engine::{Category, Linter, Settings, Tier};

const PROMISE: &str = "I will rank your program number one.";

fn linter(ranks_private: bool) -> Linter {
    Linter::new(Settings { ranks_private, ..Settings::default() })
}

#[test]
fn a_told_rank_is_a_risk_or_a_violation() {
    for (private, tier) in [(false, Tier::Risk), (true, Tier::Violation)] {
        let found = linter(private).lint(PROMISE, &[]);
        let promise = found.iter().find(|finding| finding.category == Category::RankPromise);
        assert_eq!(promise.expect("it is found").tier, tier);
    }
}

#[test]
fn no_rewrite_tells_a_rank_where_ranks_are_private() {
    let linter = linter(true);
    let found = linter.lint(PROMISE, &[]);
    let rewrites = linter.rewrites(PROMISE, &found[0]);
    assert!(!rewrites.is_empty(), "there is still something to write instead");
    for rewrite in rewrites {
        let words = rewrite.text.to_lowercase();
        assert!(!words.contains("rank") && !words.contains("choice"), "{words}");
    }
}
