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
            "I honor your choice, but I want to hear on what basis you turned me down.",
            "I honor your choice.",
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
        (
            Category::OtherPrograms,
            "I have interviews at Alderton, at Birch Bay, and with you on the 9th of January.",
            "My interview with you is on the 9th of January.",
        ),
        // The words of the promise change, the verb after them stays.
        (
            Category::RankPromise,
            "My clear favorite is the residency at Alderton.",
            "One of my top choices is the residency at Alderton.",
        ),
        // The deal becomes a question about what was to be had by it.
        (
            Category::OutsideMatchDeal,
            "Could we agree on the transitional year between ourselves, without the Match?",
            "Could you tell me whether the transitional year is part of the NRMP Match?",
        ),
    ] {
        assert_eq!(rewritten(category, text), first, "{text}");
    }
}
