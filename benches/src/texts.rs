//! Texts of every size, from the open corpus: unique sentences in paragraphs of four. Kept the same from run to run.

use serde_json::Value;

/// An email of the usual kind, 460 bytes.
pub const EMAIL: &str = include_str!("../email.txt");
/// What is found in it, whatever else the rules come to say of it.
pub const EMAIL_FINDINGS: [&str; 2] = ["other-programs", "rank-promise"];
/// A program director's message that asks for a promise.
pub const RECEIVED: &str = "Dear Dr. Okafor,\n\nIt was a pleasure to meet you. We think that you would do very well here. Please tell us \
     by Friday whether we are your first choice.\n\nBest wishes,\nHelen Abara\n";

/// Sizes to time whole texts at, in bytes.
pub const SIZES: [usize; 10] =
    [200, 460, 1_000, 2_000, 5_000, 10_000, 50_000, 200_000, 500_000, 1_000_000];

const CORPUS: [&str; 7] = [
    include_str!("../../tests/corpus/train_d.jsonl"),
    include_str!("../../tests/corpus/train_a.jsonl"),
    include_str!("../../tests/corpus/train_b.jsonl"),
    include_str!("../../tests/corpus/train_c.jsonl"),
    include_str!("../../tests/corpus/train_e.jsonl"),
    include_str!("../../tests/corpus/train_f.jsonl"),
    include_str!("../../tests/corpus/sentences.jsonl"),
];

/// Applicants' sentences of the corpus, each once, well mixed.
#[must_use]
pub fn sentences() -> Vec<String> {
    let lines = CORPUS.iter().flat_map(|file| file.lines());
    let items = lines.map(|line| serde_json::from_str::<Value>(line).expect("the corpus is JSON"));
    let all: Vec<String> = items
        .filter(|item| item["role"] == "applicant")
        .filter_map(|item| item["text"].as_str().map(str::to_owned))
        .filter(|text| text.ends_with(['.', '?', '!']) && !text.contains(['\n', '>', '@']))
        .collect();
    // A stride without a common divisor visits each once; neighbours in the files are of one category.
    let stride =
        (1..).map(|n| all.len() * 3 / 8 + n).find(|n| gcd(*n, all.len()) == 1).unwrap_or(1);
    (0..all.len()).map(|nth| all[nth * stride % all.len()].clone()).collect()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Paragraphs of four sentences. After the last sentence of the corpus they begin again with a number in front, so that
/// no two are the same.
fn paragraphs() -> impl Iterator<Item = String> {
    let all = sentences();
    (0usize..).map(move |nth| {
        let four = (0..4).map(|part| {
            let at = nth * 4 + part;
            let sentence = &all[at % all.len()];
            match at / all.len() {
                0 => sentence.clone(),
                round => format!("In year {round}, {sentence}"),
            }
        });
        four.collect::<Vec<_>>().join(" ") + "\n\n"
    })
}

/// A text of at least so many bytes, in whole paragraphs.
#[must_use]
pub fn of_bytes(bytes: usize) -> String {
    grown(|text| text.len() >= bytes)
}

/// A text of at least so many words, in whole paragraphs.
#[must_use]
pub fn of_words(words: usize) -> String {
    let mut count = 0;
    grown(|text| {
        let paragraph = text.trim_end().rsplit("\n\n").next().unwrap_or_default();
        count += paragraph.split_whitespace().count();
        count >= words
    })
}

fn grown(mut enough: impl FnMut(&str) -> bool) -> String {
    let mut text = String::new();
    for paragraph in paragraphs() {
        text.push_str(&paragraph);
        if enough(&text) {
            break;
        }
    }
    text
}

/// Where one letter more is typed: at the end of a sentence in the middle of the text.
#[must_use]
pub fn caret(text: &str) -> usize {
    let middle = text.floor_char_boundary(text.len() / 2);
    text[middle..].find(". ").map_or(middle, |found| middle + found)
}
