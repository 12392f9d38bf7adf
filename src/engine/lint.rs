//! Lint: a sentence in, findings out, by patterns, guards and the meaning layer; and a whole text through `draft`.

use std::sync::{Arc, Mutex};

use super::config::Settings;
use super::finding::{Category, Finding, Tier};
use super::fold::{Word, fold};
use super::guards::{Sentence, silenced, silenced_meaning};
use super::matcher::{Match, Scratch};
use super::meaning::{Certainty, Meaning, Verdict};
use super::order;
use super::placeholder::placeholders;
use super::rule::{CategoryVoice, FIRST_READING, Mood, Rule, RuleVoice, category_text, rule_of};
use super::span::Span;
use super::text;

/// How far a sentence is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Depth {
    /// By patterns: microseconds.
    Patterns,
    /// By the meaning layer as well, where the linter has one: up to a millisecond.
    Meaning,
}

/// A judge with its settings; cheap to make, nothing is compiled at start.
#[derive(Clone, Debug, Default)]
pub struct Linter {
    settings: Settings,
    meaning: Option<Arc<Meaning>>,
    spare: Spare,
}

impl Linter {
    /// A linter for these settings.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// The same linter with the meaning layer, which finds what patterns miss and overrules hits it is sure are clean.
    #[must_use]
    pub fn with_meaning(self, meaning: Arc<Meaning>) -> Self {
        Self { meaning: Some(meaning), ..self }
    }

    /// The settings it judges by.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Empty buffers, mostly those that were put back last.
    pub(crate) fn buffers(&self) -> Buffers {
        self.spare.0.try_lock().ok().and_then(|mut spare| spare.take()).unwrap_or_default()
    }

    /// Keeps buffers for the next text.
    pub(crate) fn put_back(&self, mut buffers: Buffers) {
        buffers.begin();
        if let Ok(mut spare) = self.spare.0.try_lock() {
            *spare = Some(buffers);
        }
    }

    /// How far it judges.
    pub(crate) fn depth(&self) -> Depth {
        if self.meaning.is_some() { Depth::Meaning } else { Depth::Patterns }
    }

    /// Whether nothing is to be flagged in `passage[part]`, read as the writer's own words. What stands around it in
    /// the passage counts as the sentences before and after.
    pub(crate) fn judges_clean(&self, passage: &str, part: Span) -> bool {
        let mut buffers = self.buffers();
        let mut sentences = text::sentences(passage, Span::new(0, passage.len())).peekable();
        let mut clean = true;
        while let Some(sentence) = sentences.next().filter(|_| clean) {
            let next = sentences.peek().copied();
            if sentence.overlaps(part) || next.is_some_and(|next| next.overlaps(part)) {
                let found = self.sentence(passage, sentence, next, self.depth(), &mut buffers);
                clean = !found.iter().any(|finding| finding.sentence.overlaps(part));
            }
        }
        self.put_back(buffers);
        clean
    }

    /// Findings in one sentence, by places in `text`; `next` is the sentence after it in the same region.
    pub(crate) fn sentence(
        &self,
        text: &str,
        sentence: Span,
        next: Option<Span>,
        depth: Depth,
        scratch: &mut Buffers,
    ) -> Vec<Finding> {
        let len = scratch.fold(text, sentence, next);
        let words = std::mem::take(&mut scratch.words);
        let view = Sentence { words: &words, len };
        let hits = self.hits(view, ends_with(&text[sentence.start()..sentence.end()]), scratch);
        let mut findings: Vec<Finding> = hits
            .into_iter()
            .map(|(rule, voice, hit)| {
                let across = next.filter(|_| hit.last >= len);
                finding(
                    rule,
                    voice,
                    hit,
                    &words,
                    across.map_or(sentence, |next| sentence.cover(next)),
                )
            })
            .collect();
        findings.extend(self.unfilled(text, sentence));
        if depth == Depth::Meaning {
            self.weigh(text, sentence, view, &mut findings, &mut scratch.matching);
        }
        scratch.words = words;
        if self.settings.ranks_private {
            findings.iter_mut().for_each(keep_ranks_private);
        }
        settle(findings)
    }

    /// Lets the meaning layer drop what it overrules, and speak where the rules are silent and no guard speaks
    /// against it. Where a rule speaks the layer adds nothing: on held-out text a second category was wrong as often as right.
    fn weigh(
        &self,
        text: &str,
        sentence: Span,
        view: Sentence,
        findings: &mut Vec<Finding>,
        scratch: &mut Scratch,
    ) {
        let role = self.settings.role;
        let words = &text[sentence.start()..sentence.end()];
        let Some(meaning) = self.meaning.as_ref().filter(|one| one.takes(words)) else { return };
        let judgement = meaning.judge(role, words);
        // A hit that reads on into the next sentence was not judged here, and a field is a field whatever is said.
        findings.retain(|finding| {
            finding.sentence != sentence
                || finding.category == Category::Placeholder
                || !judgement.overrules(finding.category)
        });
        let field = |finding: &Finding| finding.category == Category::Placeholder;
        let silent = |verdict: &Verdict| {
            findings.iter().all(|known| field(known) && known.category != verdict.category)
        };
        let said = judgement.verdict().filter(silent).filter(|verdict| self.hears(*verdict));
        let Some(verdict) = said else { return };
        let category = verdict.category;
        let Some(voice) = category_text(category).voices[role as usize].as_ref() else { return };
        let span = meaning.carrying_words(role, words, category).shifted(sentence.start());
        let guarded = |hit| silenced_meaning(view, hit, category, role, scratch);
        if view.words_in(span).is_some_and(guarded) {
            return;
        }
        let mut found = of_category(category, category.meaning_rule(), voice, span, sentence);
        if verdict.certainty == Certainty::Hint {
            found.tier = found.tier.max(Tier::Tone);
        }
        findings.push(found);
    }

    /// Whether the settings let the meaning layer say this.
    fn hears(&self, verdict: Verdict) -> bool {
        let rule = verdict.category.meaning_rule();
        !self.settings.categories_off.contains(&verdict.category)
            && !self.settings.rules_off.iter().any(|id| id == rule)
    }

    /// Template fields left in `text[part]`.
    pub(crate) fn unfilled(&self, text: &str, part: Span) -> Vec<Finding> {
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
        scratch.matching.read(sentence.words, sentence.len);
        scratch.matching.candidates(0, FIRST_READING, &mut scratch.candidates);
        let mut hits: Vec<(&Rule, &RuleVoice, Match)> = Vec::new();
        for &pattern in &scratch.candidates {
            let rule = rule_of(pattern);
            let Some(voice) = &rule.voices[self.settings.role as usize] else { continue };
            if hits.last().is_some_and(|(last, ..)| std::ptr::eq(*last, rule))
                || !rule.mood.fits(mood)
                || self.is_off(rule)
            {
                continue;
            }
            if let Some(hit) = self.first_hit(rule, pattern, sentence, &mut scratch.matching) {
                hits.push((rule, voice, hit));
            }
        }
        hits
    }

    /// The first match of a rule's pattern that nothing silences: a denial in one clause excuses no other clause.
    fn first_hit(
        &self,
        rule: &Rule,
        pattern: u16,
        sentence: Sentence,
        scratch: &mut Scratch,
    ) -> Option<Match> {
        let role = self.settings.role;
        let mut from = 0;
        while let Some(hit) = scratch.find_candidate(pattern, from, sentence.len) {
            let quiet = sentence.holds_near(rule.unless, hit, scratch)
                || silenced(sentence, hit, rule.category, role, rule.guards_off, scratch);
            if !quiet {
                return Some(hit);
            }
            from = hit.first + 1;
        }
        None
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
        sentence,
        title: voice.title,
        why: voice.why,
        sources: rule.sources,
    }
}

/// Where a match's rules keep every rank private, telling one is more than a risk.
fn keep_ranks_private(finding: &mut Finding) {
    if finding.category == Category::RankPromise {
        finding.tier = Tier::Violation;
        finding.why = "The rules of this match do not let anybody say how they will rank; leave the rank out (check the current year).";
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
    if findings.len() < 2 {
        return findings;
    }
    order::by_key(&mut findings, |finding| {
        let shorter = u64::from(u32::MAX) - finding.span.len() as u64;
        (finding.category as u64) << 40 | (finding.tier as u64) << 32 | shorter
    });
    findings.dedup_by(|next, kept| {
        next.category == kept.category && next.category != Category::Placeholder
    });
    let all = findings.clone();
    findings.retain(|finding| !all.iter().any(|other| absorbs(other, finding)));
    order::by_key(&mut findings, |finding| finding.span.place());
    findings
}

/// A bargain is one thing from its condition to its promise, so it stands for what the rest of its sentence says.
fn absorbs(one: &Finding, other: &Finding) -> bool {
    let one_thing = one.category == Category::RankBargain && one.sentence == other.sentence;
    (one_thing || one.span.overlaps(other.span))
        && category_text(one.category).absorbs.contains(&other.category)
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

/// Buffers that no text is being judged with. Nobody waits for them: who finds them taken makes new ones.
#[derive(Debug, Default)]
struct Spare(Mutex<Option<Buffers>>);

impl Clone for Spare {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Vectors that judging sentence after sentence reuses. What they hold of a text is not looked at again.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    words: Vec<Word>,
    /// The sentence whose words stand last in `words`, and where they begin there.
    known: Option<(Span, usize)>,
    candidates: Vec<u16>,
    matching: Scratch,
}

impl Buffers {
    /// Another text is judged from now on, or the same one after an edit.
    pub(crate) fn begin(&mut self) {
        self.known = None;
    }

    /// Folds a sentence and the one after it; gives how many words the first has. What was the one after it the last
    /// time is known.
    fn fold(&mut self, text: &str, sentence: Span, next: Option<Span>) -> usize {
        match self.known.take() {
            Some((known, first)) if known == sentence => drop(self.words.drain(..first)),
            _ => {
                self.words.clear();
                fold(text, sentence, &mut self.words);
            }
        }
        let len = self.words.len();
        if let Some(next) = next {
            fold(text, next, &mut self.words);
            self.known = Some((next, len));
        }
        len
    }
}
