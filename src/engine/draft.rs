//! A draft under edit: results are kept per sentence, so that an edit costs its sentence, however long the draft is.

use super::along::Along;
use super::config::Settings;
use super::finding::Finding;
use super::hash::quick;
use super::lint::{Buffers, Depth, Linter};
use super::order;
use super::span::{Edit, Span};
use super::text::{self, Layout};

/// Bytes of a sentence of usual length; the meaning layer takes twice as long over one of twice as many.
const USUAL: usize = 120;

/// A draft under edit: remembers results per sentence.
#[derive(Debug, Default)]
pub struct Draft {
    settings: Settings,
    layout: Layout,
    sentences: Along<Judged>,
    /// Sentences that only patterns have judged.
    shallow: usize,
    /// Fields left open in signatures.
    unfilled: Vec<Finding>,
    buffers: Buffers,
}

/// What is known of one sentence.
#[derive(Clone, Debug)]
struct Judged {
    /// The hash of the sentence and the one after it.
    key: u64,
    len: usize,
    /// Findings, with places relative to the sentence.
    findings: Vec<Finding>,
    depth: Depth,
}

/// What is known of sentences, wherever they stand, in the order of their keys.
#[derive(Default)]
struct Known(Vec<(u64, Option<Judged>)>);

impl Known {
    fn of(sentences: impl Iterator<Item = Judged>) -> Self {
        let mut all: Vec<_> = sentences.map(|judged| (judged.key, Some(judged))).collect();
        order::by_key(&mut all, |(key, _)| *key);
        Self(all)
    }

    /// What is known of the sentence with this key; of one that stands there twice, once.
    fn take(&mut self, key: u64) -> Option<Judged> {
        let at = self.0.partition_point(|(other, _)| *other < key);
        self.0.get_mut(at).filter(|(other, _)| *other == key)?.1.take()
    }
}

/// Findings by what could be judged at once.
#[derive(Clone, Debug, Default)]
pub struct Quick {
    /// Findings in reading order.
    pub findings: Vec<Finding>,
    /// Whether there are sentences that the meaning layer has not judged yet: call [`Draft::lint`] when there is time.
    pub pending: bool,
}

/// What an edit has changed.
#[derive(Clone, Debug)]
pub enum Changed {
    /// Some sentences; all other findings are as they were, and those behind the edit have moved with it.
    Part {
        /// Findings whose sentences begin here are gone: bytes of the text before.
        gone: Span,
        /// Findings that took their place, in bytes of the text after.
        found: Vec<Finding>,
        /// As [`Quick::pending`].
        pending: bool,
    },
    /// Perhaps everything: all findings anew.
    Whole(Quick),
}

impl Linter {
    /// Findings in reading order. `foreign` are byte ranges that the page's own containers mark as not the
    /// writer's words (quotes, forwarded text); plain-text conventions are recognised in addition.
    #[must_use]
    pub fn lint(&self, text: &str, foreign: &[Span]) -> Vec<Finding> {
        let mut draft = Draft { buffers: self.buffers(), ..Draft::default() };
        let findings = draft.lint(self, text, foreign);
        self.put_back(draft.buffers);
        findings
    }
}

impl Draft {
    /// As [`Linter::lint`], reusing what is known of unchanged sentences.
    pub fn lint(&mut self, linter: &Linter, text: &str, foreign: &[Span]) -> Vec<Finding> {
        self.lint_some(linter, text, foreign, usize::MAX).findings
    }

    /// As [`Draft::lint`], but new sentences are judged by patterns alone, within a keystroke's time.
    pub fn lint_quickly(&mut self, linter: &Linter, text: &str, foreign: &[Span]) -> Quick {
        self.lint_some(linter, text, foreign, 0)
    }

    /// As [`Draft::lint`], but the meaning layer judges at most so many new sentences, one of unusual length counted as
    /// several: a long text takes several calls.
    pub fn lint_some(
        &mut self,
        linter: &Linter,
        text: &str,
        foreign: &[Span],
        sentences: usize,
    ) -> Quick {
        self.layout = Layout::of(text, foreign);
        self.run(linter, text, sentences)
    }

    /// The same text as at the last call; the meaning layer judges at most so many sentences more.
    pub fn deepen(&mut self, linter: &Linter, text: &str, sentences: usize) -> Quick {
        if text.len() != self.layout.text_len() {
            return Quick::default();
        }
        self.run(linter, text, sentences)
    }

    /// Follows an edit that led to `text`: only the sentences that it touched are cut and judged again, by patterns
    /// alone. `foreign` are the ranges after the edit. An edit that does not fit the text of the last call is not followed:
    /// everything is judged anew.
    pub fn edit(&mut self, linter: &Linter, text: &str, foreign: &[Span], edit: Edit) -> Changed {
        if self.settings != *linter.settings() || !self.fits(text, edit) {
            return Changed::Whole(self.lint_quickly(linter, text, foreign));
        }
        // What is put in behind a part begins the next line, which is not the part's, or ends the draft.
        let ends =
            |own: &Span| edit.gone.start() == own.end() && own.end() < self.layout.text_len();
        let inside = |own: &&Span| own.contains(edit.gone) && !ends(own);
        let part = self.layout.spans().own.iter().find(inside).copied();
        let same_parts = self.layout.follow(text, foreign, edit);
        match part.filter(|_| same_parts) {
            Some(own) => self.mend(linter, text, own, edit),
            None => Changed::Whole(self.run(linter, text, 0)),
        }
    }

    fn fits(&self, text: &str, edit: Edit) -> bool {
        let written = edit.written();
        edit.gone.end() <= self.layout.text_len()
            && edit.moved(self.layout.text_len()) == text.len()
            && text.get(written.start()..written.end()).is_some()
    }

    /// Judges the whole text by the layout as it is.
    fn run(&mut self, linter: &Linter, text: &str, mut budget: usize) -> Quick {
        let before = std::mem::replace(&mut self.sentences, Along::new(Vec::new(), text.len()));
        let mut known = Known::default();
        if self.settings == *linter.settings() {
            known = Known::of(before.into_items());
        } else {
            self.settings = linter.settings().clone();
        }
        self.shallow = 0;
        self.buffers.begin();
        for own in self.layout.spans().own.clone() {
            let mut sentences = text::sentences(text, own).peekable();
            while let Some(sentence) = sentences.next() {
                let next = sentences.peek().copied();
                self.judge(linter, text, (sentence, next), &mut known, &mut budget);
            }
        }
        let parts = self.layout.spans().signatures.iter();
        let lines = parts.flat_map(|span| lines(text, *span));
        self.unfilled = lines.flat_map(|line| linter.unfilled(text, line)).collect();
        Quick { findings: self.findings(text), pending: self.is_pending(linter) }
    }

    /// Puts a sentence, with the one after it, behind those judged before, as it is known or else judged anew.
    fn judge(
        &mut self,
        linter: &Linter,
        text: &str,
        (sentence, next): (Span, Option<Span>),
        known: &mut Known,
        budget: &mut usize,
    ) {
        let depth = if *budget > 0 { linter.depth() } else { Depth::Patterns };
        let key = key(text, sentence, next);
        let kept = known.take(key).filter(|judged| judged.depth >= depth);
        let judged = kept.unwrap_or_else(|| {
            if depth == Depth::Meaning {
                *budget = budget.saturating_sub(sentence.len().div_ceil(USUAL));
            }
            let mut findings = linter.sentence(text, sentence, next, depth, &mut self.buffers);
            findings.iter_mut().for_each(|one| shift(one, sentence.start(), 0));
            Judged { key, len: sentence.len(), findings, depth }
        });
        self.shallow += usize::from(judged.depth == Depth::Patterns);
        self.sentences.put(sentence.start(), judged);
    }

    /// Cuts and judges the sentences again that an edit inside `own`, a part of the text before, may have changed.
    fn mend(&mut self, linter: &Linter, text: &str, own: Span, edit: Edit) -> Changed {
        let (from, to, cut) = self.cut_again(text, own, edit);
        let gone_from = self.sentences.start(from).min(own.end());
        let gone = Span::new(gone_from, self.sentences.start(to).clamp(gone_from, own.end()));
        let old = self.sentences.take(from, to, text.len());
        self.shallow -= old.iter().filter(|(_, one)| one.depth == Depth::Patterns).count();
        let mut known = Known::of(old.into_iter().map(|(_, judged)| judged));
        let own_end = edit.moved(own.end());
        let start = self.sentences.start(from);
        let after = self.sentences.get(from).filter(|_| start < own_end);
        let after = after.map(|judged| Span::new(start, start + judged.len));
        self.buffers.begin();
        for (nth, sentence) in cut.iter().enumerate() {
            let next = cut.get(nth + 1).copied().or(after);
            self.judge(linter, text, (*sentence, next), &mut known, &mut 0);
        }
        let now = from..from + cut.len();
        let mut found: Vec<Finding> = now.flat_map(|at| self.findings_of(at)).collect();
        found.retain(|finding| !is_ignored(&self.settings, text, finding));
        Changed::Part { gone, found, pending: self.is_pending(linter) }
    }

    /// The sentences `from..to` that are to be replaced, and what stands there now.
    fn cut_again(&self, text: &str, own: Span, edit: Edit) -> (usize, usize, Vec<Span>) {
        let known = &self.sentences;
        let first = known.first_from(own.start());
        // The last sentence whose beginning cannot have changed: cutting goes on from there.
        let safe = (edit.gone.start() + 1).saturating_sub(text::LOOK_AHEAD);
        let again = known.first_from(safe).saturating_sub(1);
        let (again, at) = if again >= first && again < known.count() && known.start(again) < safe {
            (again, known.start(again))
        } else {
            (first, own.start())
        };
        let mut cut = Vec::new();
        // What stands before it must look at it again where it has changed.
        let from = again.saturating_sub(1).max(first);
        if from < again {
            let judged = known.get(from).map_or(0, |judged| judged.len);
            cut.push(Span::new(known.start(from), known.start(from) + judged));
        }
        // Behind the lines that the edit touched, the first sentence that stood there before leads the old ones.
        let settled = self.layout.line_end(edit.written().end());
        let own_now = Span::new(own.start(), edit.moved(own.end()));
        let last = known.first_from(own.end());
        let mut to = known.first_from(edit.gone.end());
        for sentence in text::sentences_from(text, own_now, at, self.layout.line_start(at)) {
            while to < last && edit.moved(known.start(to)) < sentence.start() {
                to += 1;
            }
            if sentence.start() >= settled
                && to < last
                && edit.moved(known.start(to)) == sentence.start()
            {
                return (from, to, cut);
            }
            cut.push(sentence);
        }
        (from, last.max(from), cut)
    }

    fn is_pending(&self, linter: &Linter) -> bool {
        linter.depth() > Depth::Patterns && self.shallow > 0
    }

    /// All findings: sentence by sentence, then those in signatures.
    fn findings(&self, text: &str) -> Vec<Finding> {
        let mut all: Vec<Finding> = Vec::new();
        for (start, judged) in self.sentences.iter() {
            all.extend(judged.findings.iter().map(|one| moved(one, start)));
        }
        all.extend_from_slice(&self.unfilled);
        all.retain(|finding| !is_ignored(&self.settings, text, finding));
        all
    }

    fn findings_of(&self, index: usize) -> impl Iterator<Item = Finding> {
        let start = self.sentences.start(index);
        let judged = self.sentences.get(index).into_iter();
        judged.flat_map(|judged| &judged.findings).map(move |one| moved(one, start))
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
    // The gap is part of the place: a crossing match spans it.
    let after = next.map_or("", |next| &text[sentence.end()..next.end()]);
    quick(&text[sentence.start()..sentence.end()]).rotate_left(1) ^ quick(after)
}

/// A finding whose places are relative to `start`, in bytes of the text.
fn moved(finding: &Finding, start: usize) -> Finding {
    let mut finding = finding.clone();
    shift(&mut finding, 0, start);
    finding
}

fn shift(finding: &mut Finding, from: usize, to: usize) {
    for span in [&mut finding.span, &mut finding.sentence] {
        *span = Span::new(span.start() - from + to, span.end() - from + to);
    }
}

/// Whether the user chose never to be told of these words again.
fn is_ignored(settings: &Settings, text: &str, finding: &Finding) -> bool {
    let words = text.get(finding.span.start()..finding.span.end()).unwrap_or_default();
    settings.ignored.iter().any(|phrase| phrase.trim().eq_ignore_ascii_case(words.trim()))
}
