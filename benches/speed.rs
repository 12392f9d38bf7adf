//! How long the engine takes, natively. Every measurement asserts the findings that it timed.
//! `cargo bench -p redline-bench [-- FILTER]`; `cargo xtask bench` adds the wasm and the browsers.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use redline::engine::limits::{Folded, required_words, sentences};
use redline::engine::reading::read;
use redline::engine::{Changed, Draft, Edit, Finding, Linter, Meaning, Role, Settings, Span};
use redline_bench::texts::{EMAIL, EMAIL_FINDINGS, RECEIVED, SIZES, caret, of_bytes, of_words};

fn main() {
    divan::main();
}

fn linter() -> Linter {
    Linter::new(Settings::default())
}

fn meaning() -> Arc<Meaning> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/meaning.bin");
    let bytes = fs::read(file).expect("the weights are committed");
    Arc::new(Meaning::from_bytes(&bytes).expect("the weights are sound"))
}

fn categories(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.category.id()).collect()
}

/// What is found paragraph by paragraph, by places in the whole text.
fn expected(text: &str) -> Vec<Span> {
    let linter = linter();
    let (mut all, mut start) = (Vec::new(), 0);
    for paragraph in text.split_inclusive("\n\n") {
        let found = linter.lint(paragraph, &[]);
        all.extend(found.iter().map(|f| Span::new(start + f.span.start(), start + f.span.end())));
        start += paragraph.len();
    }
    all
}

/// Asserts that whatever a paragraph alone would show is underlined in the whole text too, and hardly anything else: a
/// bargain that reads on into the next paragraph is missed where that is not there, or takes the place of a promise.
fn assert_same(text: &str, whole: &[Finding]) {
    let expected = expected(text);
    let mut underlined = vec![false; text.len()];
    whole.iter().for_each(|f| underlined[f.span.start()..f.span.end()].fill(true));
    assert!(expected.iter().all(|span| underlined[span.start()..span.end()].contains(&true)));
    assert!(whole.len().abs_diff(expected.len()) <= 1 + expected.len() / 200);
}

#[divan::bench]
fn whole_email_460_bytes(bencher: Bencher) {
    let linter = linter();
    assert_eq!(EMAIL.len(), 460);
    bencher.counter(BytesCount::of_str(EMAIL)).bench_local(|| {
        let findings = linter.lint(black_box(EMAIL), &[]);
        assert!(EMAIL_FINDINGS.iter().all(|wanted| categories(&findings).contains(wanted)));
    });
}

#[divan::bench(args = SIZES)]
fn text_of_bytes(bencher: Bencher, bytes: usize) {
    let (linter, text) = (linter(), of_bytes(bytes));
    let whole = linter.lint(&text, &[]);
    assert_same(&text, &whole);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        assert_eq!(linter.lint(black_box(&text), &[]).len(), whole.len());
    });
}

/// A draft that the engine follows.
struct Followed {
    linter: Linter,
    draft: Draft,
    text: String,
}

impl Followed {
    /// Replaces `gone` bytes; gives how many findings the sentences have that this touched.
    fn edit(&mut self, at: usize, gone: usize, words: &str) -> usize {
        self.text.replace_range(at..at + gone, words);
        let edit = Edit { gone: Span::new(at, at + gone), new: words.len() };
        match self.draft.edit(&self.linter, &self.text, &[], edit) {
            Changed::Part { found, .. } => found.len(),
            Changed::Whole(_) => panic!("a letter in a sentence touches no more than that"),
        }
    }
}

/// One letter put in and taken out again in the middle of a draft that is known: two edits an iteration.
#[divan::bench(args = [100, 1_000, 10_000, 100_000])]
fn two_edits_in_draft_of_words(bencher: Bencher, count: usize) {
    let (linter, text) = (linter(), of_words(count));
    let at = caret(&text);
    let mut followed = Followed { linter, draft: Draft::default(), text };
    let whole = followed.draft.lint(&followed.linter, &followed.text, &[]);
    let (with, without) = (followed.edit(at, 0, "x"), followed.edit(at, 1, ""));
    bencher.bench_local(|| {
        assert_eq!(followed.edit(black_box(at), 0, "x"), with);
        assert_eq!(followed.edit(black_box(at), 1, ""), without);
    });
    assert_eq!(followed.draft.deepen(&followed.linter, &followed.text, 0).findings, whole);
}

#[divan::bench]
fn rewrites_of_a_finding(bencher: Bencher) {
    let linter = linter();
    let findings = linter.lint(EMAIL, &[]);
    let promise = findings.iter().find(|f| f.category.id() == "rank-promise").expect("it is there");
    bencher.bench_local(|| {
        let rewrites = linter.rewrites(black_box(EMAIL), promise);
        assert!(!rewrites.is_empty());
    });
}

#[divan::bench]
fn reading_a_message(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(RECEIVED)).bench_local(|| {
        assert_eq!(read(black_box(RECEIVED), None).level, 4);
    });
}

#[divan::bench]
fn reading_a_message_with_meaning(bencher: Bencher) {
    let meaning = meaning();
    bencher.bench_local(|| {
        assert_eq!(read(black_box(RECEIVED), Some(&meaning)).level, 4);
    });
}

#[divan::bench]
fn meaning_layer_of_a_sentence(bencher: Bencher) {
    let meaning = meaning();
    bencher.bench_local(|| {
        let judged =
            meaning.judge(Role::Applicant, black_box("I will rank your program number one."));
        assert!(judged.verdict().is_some());
    });
}

#[divan::bench]
fn whole_email_with_meaning(bencher: Bencher) {
    let linter = linter().with_meaning(meaning());
    let expected = categories(&linter.lint(EMAIL, &[])).len();
    assert!(expected > 0);
    bencher.bench_local(|| {
        assert_eq!(linter.lint(black_box(EMAIL), &[]).len(), expected);
    });
}

/// What nothing can beat: each folded byte looked at once.
#[divan::bench]
fn limit_one_pass_over_the_bytes(bencher: Bencher) {
    let folded = Folded::of(EMAIL).text(EMAIL);
    let sum: u32 = folded.bytes().map(u32::from).sum();
    bencher.counter(BytesCount::of_str(&folded)).bench_local(|| {
        let seen =
            black_box(&folded).bytes().fold(0u32, |sum, byte| black_box(sum + u32::from(byte)));
        assert_eq!(seen, sum);
    });
}

/// The automaton of the required words over the folded text: what finds candidates where no words are known yet.
#[divan::bench]
fn limit_candidate_automaton(bencher: Bencher) {
    let folded = Folded::of(EMAIL).text(EMAIL);
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(required_words())
        .expect("a few thousand words fit");
    let count = automaton.count_overlapping(&folded);
    bencher.counter(BytesCount::of_str(&folded)).bench_local(|| {
        assert_eq!(automaton.count_overlapping(black_box(&folded)), count);
    });
}

/// The engine's own candidate step on words that are folded already.
#[divan::bench]
fn limit_candidate_step(bencher: Bencher) {
    let mut folded = Folded::of(EMAIL);
    let count = folded.candidates();
    bencher.bench_local(|| assert_eq!(folded.candidates(), count));
}

#[divan::bench]
fn part_cutting_into_sentences(bencher: Bencher) {
    let count = sentences(EMAIL).len();
    bencher.bench_local(|| assert_eq!(sentences(black_box(EMAIL)).len(), count));
}

#[divan::bench]
fn part_cutting_and_folding(bencher: Bencher) {
    let count = Folded::of(EMAIL).text(EMAIL).len();
    bencher.bench_local(|| black_box(Folded::of(black_box(EMAIL))));
    assert!(count > 300);
}

trait CountMatches {
    fn count_overlapping(&self, text: &str) -> usize;
}

impl CountMatches for AhoCorasick {
    fn count_overlapping(&self, text: &str) -> usize {
        self.find_overlapping_iter(text).count()
    }
}
