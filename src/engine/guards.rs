//! Guards: reasons to stay silent about a match, decided by what stands before it, in it, around it or after it.

use super::config::Role;
use super::finding::Category;
use super::fold::{BREAK, QUOTED, STRONG_BREAK, Word, word_text};
use super::matcher::{Match, Scratch};
use super::rule::{GUARDS, Guard, PatternRange, Scope};
use super::span::Span;

/// One sentence's words within a run of words, and the words that open a new clause in it.
#[derive(Clone, Copy)]
pub(crate) struct Sentence<'w> {
    /// Words of the sentence and of the one after it.
    pub(crate) words: &'w [Word],
    /// How many of them are the sentence's own.
    pub(crate) len: usize,
}

/// So many words away an excuse still counts.
const NEAR: usize = 12;

impl Sentence<'_> {
    /// Whether any of the patterns matches in the sentence.
    pub(crate) fn holds(&self, patterns: PatternRange, scratch: &mut Scratch) -> bool {
        patterns.patterns().iter().any(|pattern| scratch.holds(pattern))
    }

    /// Whether any of the patterns matches close to the hit: what stands far off in a long sentence excuses nothing.
    pub(crate) fn holds_near(
        &self,
        patterns: PatternRange,
        hit: Match,
        scratch: &mut Scratch,
    ) -> bool {
        patterns.patterns().iter().any(|pattern| {
            let mut from = 0;
            while let Some(found) = scratch.find(pattern, from, self.len) {
                if found.first <= hit.last + NEAR && hit.first <= found.last + NEAR {
                    return true;
                }
                from = found.first + 1;
            }
            false
        })
    }

    /// The sentence's own words that `span` covers, as if a pattern had matched them.
    pub(crate) fn words_in(&self, span: Span) -> Option<Match> {
        let inside = |word: &Word| span.overlaps(word.span());
        let first = self.words[..self.len].iter().position(inside)?;
        let last = self.words[..self.len].iter().rposition(inside)?;
        Some(Match { first, last, mark: (first, last) })
    }

    /// Whether a comma or a stronger sign stands between the sentence's start and the end of word `at`'s blank before it.
    fn has_comma_before(&self, at: usize) -> bool {
        self.words[1..=at.max(1).min(self.len - 1)].iter().any(|word| word.has(BREAK))
    }

    /// Where the clause that holds word `at` begins: after the last dash, bracket, colon or contrasting word.
    fn clause_start(&self, at: usize) -> usize {
        if self.words[at].has(STRONG_BREAK) {
            return at;
        }
        (0..at).rev().find(|&word| opens_clause(self.words[word])).unwrap_or(0)
    }
}

fn opens_clause(word: Word) -> bool {
    word.has(STRONG_BREAK)
        || matches!(word_text(word.id), "but" | "yet" | "however" | "nevertheless" | "still")
}

/// Whether a guard silences this match of a rule.
pub(crate) fn silenced(
    sentence: Sentence,
    hit: Match,
    category: Category,
    role: Role,
    off: &[usize],
    scratch: &mut Scratch,
) -> bool {
    let clause = sentence.clause_start(hit.first);
    GUARDS
        .iter()
        .enumerate()
        .filter(|(nth, guard)| {
            guard.roles[role as usize]
                && (guard.all || guard.categories.contains(&category))
                && !off.contains(nth)
        })
        .any(|(_, guard)| silences(guard, sentence, hit, clause, scratch))
}

/// Whether a guard silences what the meaning layer raised. Guards that look at the whole sentence are left out: the
/// layer has read the whole sentence, and which words deny, report or quote is what it overlooks.
pub(crate) fn silenced_meaning(
    sentence: Sentence,
    hit: Match,
    category: Category,
    role: Role,
    scratch: &mut Scratch,
) -> bool {
    let clause = sentence.clause_start(hit.first);
    GUARDS
        .iter()
        .filter(|guard| {
            guard.scope != Scope::Sentence
                && guard.roles[role as usize]
                && (guard.all || guard.categories.contains(&category))
        })
        .filter(|guard| guard.scope != Scope::Before || !sentence.has_comma_before(hit.first))
        .any(|guard| silences(guard, sentence, hit, clause, scratch))
}

/// Whether a guard for received messages silences this match of a signal.
pub(crate) fn silenced_signal(sentence: Sentence, hit: Match, scratch: &mut Scratch) -> bool {
    let clause = sentence.clause_start(hit.first);
    let mut reading = GUARDS.iter().filter(|guard| guard.reading);
    reading.any(|guard| silences(guard, sentence, hit, clause, scratch))
}

/// Whether a guard silences a match in the clause that begins at word `clause`.
fn silences(
    guard: &Guard,
    sentence: Sentence,
    hit: Match,
    clause: usize,
    scratch: &mut Scratch,
) -> bool {
    // The words among which the guard's match must start, and which it may read.
    let (start, to) =
        if guard.scope == Scope::Before { (clause, hit.first) } else { (0, sentence.len) };
    let stands = guard.patterns.patterns().iter().any(|pattern| {
        let mut from = start;
        while let Some(found) = scratch.find(pattern, from, to) {
            if fits(guard, sentence, hit, found) {
                return true;
            }
            from = found.first + 1;
        }
        false
    });
    stands && !sentence.holds(guard.unless, scratch)
}

fn fits(guard: &Guard, sentence: Sentence, hit: Match, found: Match) -> bool {
    match guard.scope {
        Scope::Before => hit.first - found.last - 1 <= guard.within,
        Scope::Inside => found.first <= hit.mark.1 && hit.mark.0 <= found.last,
        Scope::Sentence => true,
        Scope::Quoted => {
            // A match may begin a few words before the quotation: "we debated whether 'I put you first if …'".
            let words = &sentence.words[hit.mark.0..=hit.mark.1];
            let quoted = words.iter().filter(|word| word.has(QUOTED)).count();
            quoted * 3 >= words.len() * 2 && !sentence.words[found.first].has(QUOTED)
        }
    }
}
