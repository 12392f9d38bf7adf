//! Lint: a draft in, findings out; whole (`Linter`) or sentence by sentence as it is edited (`Draft`).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use super::config::Settings;
use super::finding::{Category, Finding, Rewrite};
use super::fold::{Word, fold};
use super::guards::{Sentence, silenced};
use super::matcher::{Match, Scratch, find_numbered};
use super::placeholder::placeholders;
use super::rule::{CategoryVoice, Mood, RULE_INDEX, RULES, Rule, RuleVoice, category_text};
use super::span::Span;
use super::text;

/// A judge with its settings; cheap to make, nothing is compiled at start.
#[derive(Clone, Debug, Default)]
pub struct Linter {
    settings: Settings,
}

impl Linter {
    /// A linter for these settings.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// The settings it judges by.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Findings in reading order. `foreign` are byte ranges that the page's own containers mark as not the
    /// writer's words (quotes, forwarded text); plain-text conventions are recognised in addition.
    #[must_use]
    pub fn lint(&self, text: &str, foreign: &[Span]) -> Vec<Finding> {
        Draft::default().lint(self, text, foreign)
    }

    /// Replacements for one finding of this very text, best first.
    #[must_use]
    pub fn rewrites(&self, text: &str, finding: &Finding) -> Vec<Rewrite> {
        super::rewrite::rewrites(self, text, finding)
    }

    /// Whether nothing is to be flagged in `passage`, read as the writer's own words.
    pub(crate) fn judges_clean(&self, passage: &str) -> bool {
        let mut buffers = Buffers::default();
        let all: Vec<Span> = text::sentences(passage, Span::new(0, passage.len())).collect();
        all.iter().enumerate().all(|(nth, &sentence)| {
            self.sentence(passage, sentence, all.get(nth + 1).copied(), &mut buffers).is_empty()
        })
    }

    /// Findings in one sentence, by places in `text`; `next` is the sentence after it in the same region.
    fn sentence(
        &self,
        text: &str,
        sentence: Span,
        next: Option<Span>,
        scratch: &mut Buffers,
    ) -> Vec<Finding> {
        scratch.words.clear();
        fold(text, sentence, &mut scratch.words);
        let len = scratch.words.len();
        if let Some(next) = next {
            fold(text, next, &mut scratch.words);
        }
        let words = std::mem::take(&mut scratch.words);
        let view = Sentence { words: &words, len };
        let hits = self.hits(view, ends_with(&text[sentence.start()..sentence.end()]), scratch);
        let mut findings: Vec<Finding> = hits
            .into_iter()
            .map(|(rule, voice, hit)| finding(rule, voice, hit, &words, sentence))
            .collect();
        scratch.words = words;
        findings.extend(self.unfilled(text, sentence));
        settle(findings)
    }

    /// Template fields left in `text[part]`.
    fn unfilled(&self, text: &str, part: Span) -> Vec<Finding> {
        let category = Category::Placeholder;
        let voice = category_text(category).voices[self.settings.role as usize].as_ref();
        let voice = voice.filter(|_| !self.settings.categories_off.contains(&category));
        let Some(voice) = voice else { return Vec::new() };
        let places = placeholders(text, part).into_iter();
        places.map(|span| of_category(category, UNFILLED, voice, span, part)).collect()
    }

    /// Every rule that speaks up, with its voice and its match.
    fn hits(
        &self,
        sentence: Sentence,
        mood: Mood,
        scratch: &mut Buffers,
    ) -> Vec<(&'static Rule, &'static RuleVoice, Match)> {
        scratch.candidates.clear();
        for word in sentence.words.iter().filter(|word| word.id != super::fold::UNKNOWN) {
            scratch.candidates.extend_from_slice(RULE_INDEX.of(word.id));
        }
        scratch.candidates.sort_unstable();
        scratch.candidates.dedup();
        let mut hits: Vec<(&Rule, &RuleVoice, Match)> = Vec::new();
        for &pattern in &scratch.candidates {
            let rule = &RULES[RULES.partition_point(|rule| rule.patterns.end() <= pattern)];
            let Some(voice) = &rule.voices[self.settings.role as usize] else { continue };
            if hits.last().is_some_and(|(last, ..)| last.id == rule.id)
                || !rule.mood.fits(mood)
                || self.is_off(rule)
            {
                continue;
            }
            let Some(hit) =
                find_numbered(pattern, sentence.words, 0, sentence.len, &mut scratch.matching)
            else {
                continue;
            };
            let quiet = sentence.holds(rule.unless, &mut scratch.matching)
                || silenced(
                    sentence,
                    hit,
                    rule.category,
                    self.settings.role,
                    rule.guards_off,
                    &mut scratch.matching,
                );
            if !quiet {
                hits.push((rule, voice, hit));
            }
        }
        hits
    }

    fn is_off(&self, rule: &Rule) -> bool {
        self.settings.categories_off.contains(&rule.category)
            || self.settings.rules_off.iter().any(|id| id == rule.id)
    }
}

fn finding(rule: &Rule, voice: &RuleVoice, hit: Match, words: &[Word], sentence: Span) -> Finding {
    Finding {
        rule: rule.id,
        category: rule.category,
        tier: voice.tier,
        span: words[hit.mark.0].span().cover(words[hit.mark.1].span()),
        sentence: sentence.cover(words[hit.last].span()),
        title: voice.title,
        why: voice.why,
        sources: rule.sources,
    }
}

/// The rule id of unfilled template fields; `placeholder.rs` finds them.
const UNFILLED: &str = "placeholder/unfilled-field";

fn of_category(
    category: Category,
    rule: &'static str,
    voice: &CategoryVoice,
    span: Span,
    sentence: Span,
) -> Finding {
    let &CategoryVoice { tier, title, why, sources, .. } = voice;
    Finding { rule, category, tier, span, sentence, title, why, sources }
}

/// One finding a category (the heaviest, then the longest; every unfilled field), none that another stands for,
/// in reading order.
fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| {
        (finding.category, finding.tier, std::cmp::Reverse(finding.span.len()))
    });
    findings.dedup_by(|next, kept| {
        next.category == kept.category && next.category != Category::Placeholder
    });
    let all = findings.clone();
    findings.retain(|finding| !all.iter().any(|other| absorbs(other, finding)));
    findings.sort_by_key(|finding| finding.span);
    findings
}

fn absorbs(one: &Finding, other: &Finding) -> bool {
    one.span.overlaps(other.span) && category_text(one.category).absorbs.contains(&other.category)
}

/// What the sentence's last sign says it is.
pub(crate) fn ends_with(sentence: &str) -> Mood {
    match sentence
        .trim_end_matches(|c: char| {
            !matches!(c, '?' | '!' | '.' | '؟' | '？' | '！') && !c.is_alphanumeric()
        })
        .chars()
        .next_back()
    {
        Some('?' | '؟' | '？') => Mood::Question,
        Some('!' | '！') => Mood::Exclamation,
        _ => Mood::Statement,
    }
}

#[derive(Debug, Default)]
struct Buffers {
    words: Vec<Word>,
    candidates: Vec<u16>,
    matching: Scratch,
}

/// A draft under edit: remembers results per sentence, so that an edit costs its sentence.
#[derive(Debug, Default)]
pub struct Draft {
    settings: Settings,
    /// Findings by the hash of a sentence and the one after it, with places relative to the sentence.
    known: HashMap<u64, Rc<[Finding]>>,
    buffers: Buffers,
}

impl Draft {
    /// As [`Linter::lint`], reusing what is known of unchanged sentences.
    pub fn lint(&mut self, linter: &Linter, text: &str, foreign: &[Span]) -> Vec<Finding> {
        if self.settings != *linter.settings() {
            self.settings = linter.settings().clone();
            self.known.clear();
        }
        let mut known = HashMap::with_capacity(self.known.len());
        let mut findings = Vec::new();
        let spans = text::writer_spans(text, foreign);
        for own in spans.own {
            let sentences: Vec<Span> = text::sentences(text, own).collect();
            for (nth, &sentence) in sentences.iter().enumerate() {
                let next = sentences.get(nth + 1).copied();
                let key = key(text, sentence, next);
                let relative = match self.known.get(&key) {
                    Some(found) => Rc::clone(found),
                    None => linter
                        .sentence(text, sentence, next, &mut self.buffers)
                        .into_iter()
                        .map(|one| moved(one, sentence.start(), 0))
                        .collect(),
                };
                findings.extend(relative.iter().map(|one| moved(one.clone(), 0, sentence.start())));
                known.insert(key, relative);
            }
        }
        self.known = known;
        findings.extend(spans.signatures.into_iter().flat_map(|span| linter.unfilled(text, span)));
        findings.retain(|finding| {
            !is_ignored(linter.settings(), &text[finding.span.start()..finding.span.end()])
        });
        findings
    }
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
