//! What a writer is offered first keeps the names, dates and things of the sentence that have nothing to do with its risk.

use redline::engine::{Category, Linter};

/// The text with what is offered first for its finding of this category.
fn rewritten(category: Category, text: &str) -> String {
    let linter = Linter::default();
    let found = linter.lint(text, &[]).into_iter().find(|finding| finding.category == category);
    let finding = found.unwrap_or_else(|| panic!("not found: {text}"));
    let rewrites = linter.rewrites(text, &finding);
    let first = rewrites.first().expect("something is offered");
    format!("{}{}{}", &text[..first.span.start()], first.text, &text[first.span.end()..])
}

#[test]
fn what_has_no_part_in_the_risk_stays() {
    for (category, text, first) in [
        // Whoever says "I" or "we" says something.
        (
            Category::FeedbackRequest,
            "I honor the committee's choice, but please tell me why I was rejected.",
            "I honor the committee's choice.",
        ),
        // What somebody else told the writer to ask goes; that she greets stays.
        (
            Category::RankInquiry,
            "Dr. Okonkwo, whom I met on May 14, greets you and urged me to ask how I am ranked.",
            "Dr. Okonkwo, whom I met on May 14, greets you.",
        ),
        // The interviews elsewhere go, the day of this one stays.
        (
            Category::OtherPrograms,
            "I have interviews at Alderton, Birch Bay, and yours on January 9.",
            "My interview with you is on January 9.",
        ),
        // The deal becomes a question about what was to be had by it.
        (
            Category::OutsideMatchDeal,
            "An idea: take me on for the preliminary year now, no Match needed.",
            "Could you tell me whether the preliminary year is part of the NRMP Match?",
        ),
    ] {
        assert_eq!(rewritten(category, text), first, "{text}");
    }
}
