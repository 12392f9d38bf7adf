//! A draft under edit: results are kept per sentence, so that an edit costs its sentence.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use super::config::Settings;
use super::finding::Finding;
use super::lint::{Buffers, Depth, Linter};
use super::span::Span;
use super::text;

/// A draft under edit: remembers results per sentence.
#[derive(Debug, Default)]
pub struct Draft {
    settings: Settings,
    /// By the hash of a sentence and the one after it.
    known: HashMap<u64, Judged>,
    buffers: Buffers,
}

/// What is known of one sentence.
#[derive(Clone, Debug)]
struct Judged {
    /// Findings, with places relative to the sentence.
    findings: Rc<[Finding]>,
    depth: Depth,
}

/// Findings by what could be judged at once.
#[derive(Clone, Debug, Default)]
pub struct Quick {
    /// Findings in reading order.
    pub findings: Vec<Finding>,
    /// Whether there are sentences that the meaning layer has not judged yet: call [`Draft::lint`] when there is time.
    pub pending: bool,
}

impl Linter {
    /// Findings in reading order. `foreign` are byte ranges that the page's own containers mark as not the
    /// writer's words (quotes, forwarded text); plain-text conventions are recognised in addition.
    #[must_use]
    pub fn lint(&self, text: &str, foreign: &[Span]) -> Vec<Finding> {
        Draft::default().lint(self, text, foreign)
    }
}

impl Draft {
    /// As [`Linter::lint`], reusing what is known of unchanged sentences.
    pub fn lint(&mut self, linter: &Linter, text: &str, foreign: &[Span]) -> Vec<Finding> {
        self.run(linter, text, foreign, usize::MAX).findings
    }

    /// As [`Draft::lint`], but new sentences are judged by patterns alone, within a keystroke's time.
    pub fn lint_quickly(&mut self, linter: &Linter, text: &str, foreign: &[Span]) -> Quick {
        self.run(linter, text, foreign, 0)
    }

    /// As [`Draft::lint`], but the meaning layer judges at most so many new sentences: a long text takes several calls.
    pub fn lint_some(
        &mut self,
        linter: &Linter,
        text: &str,
        foreign: &[Span],
        sentences: usize,
    ) -> Quick {
        self.run(linter, text, foreign, sentences)
    }

    fn run(&mut self, linter: &Linter, text: &str, foreign: &[Span], mut budget: usize) -> Quick {
        if self.settings != *linter.settings() {
            self.settings = linter.settings().clone();
            self.known.clear();
        }
        let mut known = HashMap::with_capacity(self.known.len());
        let mut quick = Quick::default();
        let spans = text::writer_spans(text, foreign);
        for own in spans.own {
            let mut sentences = text::sentences(text, own).peekable();
            while let Some(sentence) = sentences.next() {
                let next = sentences.peek().copied();
                let key = key(text, sentence, next);
                let kept = self.known.remove(&key).or_else(|| known.remove(&key));
                let depth = if budget > 0 { linter.depth() } else { Depth::Patterns };
                let judged = kept.filter(|judged| judged.depth >= depth).unwrap_or_else(|| {
                    budget -= usize::from(depth == Depth::Meaning);
                    let found = linter.sentence(text, sentence, next, depth, &mut self.buffers);
                    let relative = found.into_iter().map(|one| moved(one, sentence.start(), 0));
                    Judged { findings: relative.collect(), depth }
                });
                let absolute = |one: &Finding| moved(one.clone(), 0, sentence.start());
                quick.findings.extend(judged.findings.iter().map(absolute));
                quick.pending |= judged.depth < linter.depth();
                known.insert(key, judged);
            }
        }
        self.known = known;
        let lines = spans.signatures.into_iter().flat_map(|span| lines(text, span));
        quick.findings.extend(lines.flat_map(|line| linter.unfilled(text, line)));
        let settings = linter.settings();
        quick
            .findings
            .retain(|found| !is_ignored(settings, &text[found.span.start()..found.span.end()]));
        quick
    }
}

/// The lines of a part, without their ends.
fn lines(text: &str, part: Span) -> impl Iterator<Item = Span> {
    let mut at = part.start();
    text[part.start()..part.end()].split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        Span::new(start, start + line.len())
    })
}

fn key(text: &str, sentence: Span, next: Option<Span>) -> u64 {
    let mut hasher = DefaultHasher::new();
    text[sentence.start()..sentence.end()].hash(&mut hasher);
    // The gap is part of the place: a crossing match spans it.
    next.map(|next| &text[sentence.end()..next.end()]).hash(&mut hasher);
    hasher.finish()
}

fn moved(mut finding: Finding, from: usize, to: usize) -> Finding {
    for span in [&mut finding.span, &mut finding.sentence] {
        *span = Span::new(span.start() - from + to, span.end() - from + to);
    }
    finding
}

/// Whether the user chose never to be told of these words again.
fn is_ignored(settings: &Settings, words: &str) -> bool {
    settings.ignored.iter().any(|phrase| phrase.trim().eq_ignore_ascii_case(words.trim()))
}
