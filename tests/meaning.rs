//! The meaning layer with the committed weights: agrees with the training's own outputs, survives anything.

use std::sync::Arc;

use redline::engine::meaning::{Certainty, Judgement, Meaning, MeaningError, Verdict};
use redline::engine::{Category, Linter, Role};
use serde_json::Value;

const WEIGHTS: &[u8] = include_bytes!("../model/meaning.bin");
const GOLDEN: &str = include_str!("meaning_golden.jsonl");
const APPLICANT: &[Category] = &[
    Category::RankBargain,
    Category::RankInquiry,
    Category::OutsideMatchDeal,
    Category::RankPromise,
    Category::AcceptancePromise,
    Category::OtherPrograms,
    Category::Pressure,
    Category::InterviewPlea,
    Category::Desperation,
    Category::Overemotional,
    Category::FeedbackRequest,
    Category::EmptyCheckIn,
    Category::WebsiteQuestion,
    Category::GenericTemplate,
    Category::Placeholder,
];
const PROGRAM: &[Category] = &[
    Category::RankBargain,
    Category::RankInquiry,
    Category::OutsideMatchDeal,
    Category::RankPromise,
    Category::CommitmentDemand,
    Category::OtherPrograms,
    Category::ProtectedQuestion,
    Category::VisitDemand,
    Category::GenericTemplate,
    Category::Placeholder,
];

fn meaning() -> Meaning {
    Meaning::from_bytes(WEIGHTS).expect("the committed weights are good")
}

fn drafts(meaning: &Meaning, role: Role, text: &str, categories: &[Category]) -> Vec<f32> {
    let judgement = meaning.judge(role, text);
    let scores = categories.iter().map(|&category| judgement.score(category));
    scores.chain([judgement.heavy_risk(), judgement.risk()]).collect()
}

fn scores(meaning: &Meaning, role: &str, text: &str) -> Vec<f32> {
    match role {
        "applicant" => drafts(meaning, Role::Applicant, text, APPLICANT),
        "program" => drafts(meaning, Role::Program, text, PROGRAM),
        _ => meaning.signal(text).to_vec(),
    }
}

#[test]
fn agrees_with_the_training_script() {
    let meaning = meaning();
    let mut seen = 0;
    for line in GOLDEN.lines() {
        let row: Value = serde_json::from_str(line).expect("golden rows are JSON");
        let text = row["text"].as_str().expect("a text");
        let found = scores(&meaning, row["role"].as_str().expect("a role"), text);
        let wanted = row["scores"].as_array().expect("scores");
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            let wanted = wanted.as_f64().expect("a number");
            assert!((f64::from(*found) - wanted).abs() < 1e-3, "{text:?}: {found} for {wanted}");
        }
        seen += 1;
    }
    assert!(seen >= 50);
}

#[test]
fn raises_a_plain_promise_and_leaves_plain_thanks_alone() {
    let meaning = meaning();
    let promise = meaning.judge(Role::Applicant, "I will rank your program first on my list.");
    let sure = Verdict { category: Category::RankPromise, certainty: Certainty::Sure };
    assert_eq!(promise.verdict(), Some(sure));
    assert!(promise.heavy_risk() > 0.9 && promise.risk() > 0.9);
    assert!(!promise.overrules(Category::RankPromise));
    let thanks = "Thank you for the tour of the cytogenetics laboratory on Monday.";
    assert_eq!(meaning.judge(Role::Applicant, thanks).verdict(), None);
    let plain = "I presented a poster on Gaucher disease in Lyon last year.";
    assert!(meaning.judge(Role::Applicant, plain).risk() < 0.05);
}

#[test]
fn knows_the_categories_of_each_role_only() {
    let meaning = meaning();
    let asked = "Are you married, and do you plan to have children during residency?";
    let score = |judged: Judgement| judged.score(Category::ProtectedQuestion);
    assert!(score(meaning.judge(Role::Program, asked)) > 0.5);
    assert!(score(meaning.judge(Role::Applicant, asked)) == 0.0);
}

#[test]
fn points_at_the_words_that_carry_it() {
    let meaning = meaning();
    let text = "Thank you so much for the wonderful day last Thursday, and I will rank your program first.";
    let span = meaning.carrying_words(Role::Applicant, text, Category::RankPromise);
    let words = &text[span.start()..span.end()];
    assert!(words.contains("first") && !words.contains("Thursday"), "{words:?}");
}

#[test]
fn reads_the_level_of_a_received_sentence() {
    let meaning = meaning();
    let level = |text: &str| meaning.level(&meaning.signal(text));
    assert_eq!(level("Your interview is confirmed for 9 am on Tuesday."), 0);
    assert_eq!(level("Please let us know if you will rank us number one."), 4);
    assert_eq!(level("We would like you to withdraw from the Match and join us."), 5);
    let sum: f32 = meaning.signal("We plan to rank you highly.").iter().sum();
    assert!((sum - 1.0).abs() < 1e-5);
}

#[test]
fn survives_any_text() {
    let meaning = meaning();
    let long = "word ".repeat(300);
    let joined = "x".repeat(10_000);
    let odd =
        ["", " ", "\0", "\u{200b}", "😀", "\u{301}", "ﷺ", "İİİ", "“”", "- - -", &long, &joined];
    for text in odd {
        for role in [Role::Applicant, Role::Program] {
            let judgement = meaning.judge(role, text);
            assert!(judgement.score(Category::RankPromise).is_finite());
            let span = meaning.carrying_words(role, text, Category::RankPromise);
            assert!(span.end() <= text.len() && span.is_empty() == text.is_empty(), "{text:.20}");
        }
        assert!(meaning.signal(text).iter().all(|p| p.is_finite()));
    }
}

/// What it passes over is no sentence: every one of the corpus is taken, with forty words put before it.
#[test]
fn takes_every_sentence_and_passes_over_what_is_none() {
    let meaning = meaning();
    let lines = include_str!("corpus/sentences.jsonl").lines();
    for line in lines.chain(include_str!("corpus/train_b.jsonl").lines()) {
        let row: Value = serde_json::from_str(line).expect("the corpus is JSON");
        let text = row["text"].as_str().expect("a text");
        assert!(meaning.takes(&format!("{} {text}", "and so ".repeat(20))), "{text}");
    }
    assert!(meaning.takes(&"x".repeat(4000)) && meaning.takes(&"\u{200b}".repeat(1000)));
    for none in ["[", ", ", "rank you first if ", "<script>alert(1)</script>"] {
        assert!(!meaning.takes(&none.repeat(2000 / none.len())), "{none}");
    }
}

/// What rules alone raise, and what they raise with the layer.
fn raised(text: &str) -> [Vec<Category>; 2] {
    let both = Linter::default().with_meaning(Arc::new(meaning()));
    [Linter::default(), both]
        .map(|linter| linter.lint(text, &[]).into_iter().map(|finding| finding.category).collect())
}

#[test]
fn takes_away_what_it_is_nearly_sure_is_clean() {
    let [rules, both] = raised("Our old dog was head over heels in the snow.");
    assert_eq!(rules, [Category::Overemotional]);
    assert_eq!(both, []);
}

#[test]
fn its_category_wins_where_a_patterns_is_next_to_impossible() {
    let [rules, both] = raised(
        "I would gladly place you first, were I to hear the same from your side of the table.",
    );
    assert_eq!(rules, [Category::RankPromise]);
    assert_eq!(both, [Category::RankBargain]);
}

#[test]
fn refuses_damaged_weights() {
    let refused =
        |bytes: &[u8]| Meaning::from_bytes(bytes).expect_err("damaged weights are refused");
    assert_eq!(refused(&[]), MeaningError::NotWeights);
    assert_eq!(refused(b"something else entirely"), MeaningError::NotWeights);
    assert_eq!(refused(&WEIGHTS[..20]), MeaningError::Truncated);
    for at in (22..WEIGHTS.len()).step_by(WEIGHTS.len() / 12) {
        assert_eq!(refused(&WEIGHTS[..at]), MeaningError::Damaged);
        let mut bytes = WEIGHTS.to_vec();
        bytes[at] ^= 0x55;
        assert_eq!(refused(&bytes), MeaningError::Damaged);
    }
}
