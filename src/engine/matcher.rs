//! The matcher: folded words in, matches of one pattern out. Runs the position automaton with a set of states;
//! time is bounded by words × positions, whatever the text.

use super::fold::{BREAK, CAPITAL, DIGITS, END, START, Word};
use super::rule::{
    ACCEPTS, ACCEPTS_AT_END, ANY, EDGES, Edge, MARKED, NAME, NONE, NUMBER, PATTERNS, POSITIONS,
    Pattern, Position, SINGLE, WORD_SETS,
};

const NEED_SENTENCE_START: u8 = 1;
const NEED_AFTER_BREAK: u8 = 2;
const NEED_COMMA: u8 = 4;
const NEED_NO_COMMA: u8 = 8;

/// A match: word indexes, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// First and last word of the whole match.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// First and last word of the part to underline.
    pub(crate) mark: (usize, usize),
}

/// Buffers that matching reuses.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    now: Vec<State>,
    next: Vec<State>,
    seen: [u64; 4],
}

#[derive(Clone, Copy, Debug)]
struct State {
    position: u8,
    mark: Option<(usize, usize)>,
}

/// The first match that starts in `words[from..to]`: leftmost, then longest. Words after `to` belong to the next
/// sentence and are read only by patterns that cross the border.
pub(crate) fn find(
    pattern: &Pattern,
    words: &[Word],
    from: usize,
    to: usize,
    scratch: &mut Scratch,
) -> Option<Match> {
    let reach = if pattern.crosses { words.len() } else { to };
    if !pattern.required.iter().all(|&symbol| {
        symbol == NONE || words[from..reach].iter().any(|&word| accepts(symbol, word))
    }) {
        return None;
    }
    (from..to).find_map(|start| longest(pattern, words, start, reach, scratch))
}

/// As [`find`], for a pattern known by its number.
pub(crate) fn find_numbered(
    pattern: u16,
    words: &[Word],
    from: usize,
    to: usize,
    scratch: &mut Scratch,
) -> Option<Match> {
    find(&PATTERNS[usize::from(pattern)], words, from, to, scratch)
}

fn longest(
    pattern: &Pattern,
    words: &[Word],
    start: usize,
    reach: usize,
    scratch: &mut Scratch,
) -> Option<Match> {
    scratch.now.clear();
    scratch.seen = [0; 4];
    let first = &EDGES
        [usize::from(pattern.first)..usize::from(pattern.first) + usize::from(pattern.first_count)];
    step(pattern, first, None, words, start, &mut scratch.now, &mut scratch.seen);
    let mut best = None;
    let mut at = start;
    while !scratch.now.is_empty() {
        if let Some(mark) =
            scratch.now.iter().find_map(|state| accepted(pattern, *state, words[at]))
        {
            best = Some(Match { first: start, last: at, mark: mark.unwrap_or((start, at)) });
        }
        at += 1;
        if at >= reach {
            break;
        }
        scratch.next.clear();
        scratch.seen = [0; 4];
        for state in &scratch.now {
            let position = position(pattern, state.position);
            let edges = &EDGES[usize::from(position.edges)
                ..usize::from(position.edges) + usize::from(position.edge_count)];
            step(pattern, edges, Some(*state), words, at, &mut scratch.next, &mut scratch.seen);
        }
        std::mem::swap(&mut scratch.now, &mut scratch.next);
    }
    best
}

fn position(pattern: &Pattern, at: u8) -> &'static Position {
    &POSITIONS[pattern.positions as usize + usize::from(at)]
}

/// The marked part so far, if a match may end with this word.
#[expect(
    clippy::option_option,
    reason = "the outer says whether it ends, the inner whether anything is marked yet"
)]
fn accepted(pattern: &Pattern, state: State, word: Word) -> Option<Option<(usize, usize)>> {
    let flags = position(pattern, state.position).flags;
    (flags & ACCEPTS != 0 || (flags & ACCEPTS_AT_END != 0 && word.has(END))).then_some(state.mark)
}

/// Adds the states that `edges` lead to by the word at `at`.
fn step(
    pattern: &Pattern,
    edges: &[Edge],
    from: Option<State>,
    words: &[Word],
    at: usize,
    into: &mut Vec<State>,
    seen: &mut [u64; 4],
) {
    let word = words[at];
    let start = from.map_or(0, |state| state.position);
    for edge in edges {
        let to = start.wrapping_add(edge.by);
        let (slot, bit) = (usize::from(to >> 6), 1u64 << (to & 63));
        if seen[slot] & bit != 0 || !allowed(edge.need, word, from.is_none()) {
            continue;
        }
        let position = position(pattern, to);
        if !accepts(position.symbol, word) {
            continue;
        }
        seen[slot] |= bit;
        let before = from.and_then(|state| state.mark);
        let mark = if position.flags & MARKED == 0 {
            before
        } else {
            Some((before.map_or(at, |(first, _)| first), at))
        };
        into.push(State { position: to, mark });
    }
}

/// Whether the word stands where the edge needs it to. Only an edge that says so leads into the next sentence.
fn allowed(need: u8, word: Word, starts_match: bool) -> bool {
    let starts_sentence = word.has(START);
    if !starts_match && starts_sentence != (need & NEED_AFTER_BREAK != 0) {
        return false;
    }
    (need & NEED_SENTENCE_START == 0 || starts_sentence)
        && (need & NEED_COMMA == 0 || word.has(BREAK))
        && (need & NEED_NO_COMMA == 0 || !word.has(BREAK))
}

/// Whether the symbol stands for this word.
pub(crate) fn accepts(symbol: u16, word: Word) -> bool {
    match symbol {
        ANY => true,
        NAME => word.has(CAPITAL),
        NUMBER => word.has(DIGITS),
        _ if symbol & SINGLE != 0 => word.id == symbol & !SINGLE,
        _ => {
            usize::from(word.id) < super::rule::WORDS.len()
                && WORD_SETS.of(word.id).contains(&symbol)
        }
    }
}

#[cfg(test)]
mod tests {
    //! The slow twin: the same patterns as trees, walked word by word with no automaton, no sets and no required words.

    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use rulefile::{Node, RuleSet, Vocabulary};

    use super::*;
    use crate::engine::fold::{fold, word_text};
    use crate::engine::span::Span;
    use crate::engine::text::sentences;

    /// The next word to read, and what it needs.
    type States = BTreeSet<(usize, u8)>;

    struct Twin<'t> {
        vocabulary: &'t Vocabulary,
        forms: BTreeMap<String, Vec<String>>,
        words: &'t [Word],
        start: usize,
        reach: usize,
    }

    impl Twin<'_> {
        fn walk(&mut self, node: &Node, states: &States) -> States {
            match node {
                Node::Word(text) => self.read(states, |word| word_text(word.id) == text),
                Node::Lemma(text) => {
                    let vocabulary = self.vocabulary;
                    let forms = self
                        .forms
                        .entry(text.clone())
                        .or_insert_with(|| vocabulary.forms(text))
                        .clone();
                    self.read(states, |word| forms.iter().any(|form| word_text(word.id) == form))
                }
                Node::Class(name) if name == "Name" => self.read(states, |word| word.has(CAPITAL)),
                Node::Class(name) if name == "Number" => self.read(states, |word| word.has(DIGITS)),
                Node::Class(name) => {
                    let class = self.vocabulary.class(name).expect("the rules are checked").clone();
                    self.walk(&class, states)
                }
                Node::Any => self.read(states, |_| true),
                Node::Gap(most) => self.again(&Node::Any, states, *most),
                Node::Sequence(parts) => {
                    parts.iter().fold(states.clone(), |states, part| self.walk(part, &states))
                }
                Node::Choice(options) => {
                    options.iter().flat_map(|option| self.walk(option, states)).collect()
                }
                Node::Optional(inner) => self.again(inner, states, 1),
                Node::Repeat(inner) => {
                    let once = self.walk(inner, states);
                    self.again(inner, &once, self.words.len())
                }
                Node::Mark(inner) => self.walk(inner, states),
                Node::Start => needing(states, NEED_SENTENCE_START),
                Node::Border => needing(states, NEED_AFTER_BREAK),
                Node::Comma => needing(states, NEED_COMMA),
                Node::NoComma => needing(states, NEED_NO_COMMA),
                Node::End => states
                    .iter()
                    .copied()
                    .filter(|&(at, _)| at > 0 && self.words[at - 1].has(END))
                    .collect(),
            }
        }

        /// The node none to `most` times.
        fn again(&mut self, node: &Node, states: &States, most: usize) -> States {
            let mut all = states.clone();
            for _ in 0..most {
                let next = self.walk(node, &all);
                if next.is_subset(&all) {
                    break;
                }
                all.extend(next);
            }
            all
        }

        fn read(&self, states: &States, accepts: impl Fn(Word) -> bool) -> States {
            let fits = |&&(at, need): &&(usize, u8)| {
                at < self.reach
                    && accepts(self.words[at])
                    && allowed(need, self.words[at], at == self.start)
            };
            states.iter().filter(fits).map(|&(at, _)| (at + 1, 0)).collect()
        }
    }

    fn needing(states: &States, need: u8) -> States {
        states.iter().map(|&(at, more)| (at, more | need)).collect()
    }

    /// First and last word of the leftmost, then longest match.
    fn slowly(
        node: &Node,
        crosses: bool,
        words: &[Word],
        to: usize,
        vocabulary: &Vocabulary,
    ) -> Option<(usize, usize)> {
        let reach = if crosses { words.len() } else { to };
        (0..to).find_map(|start| {
            let mut twin = Twin { vocabulary, forms: BTreeMap::new(), words, start, reach };
            let ends = twin.walk(node, &States::from([(start, 0)]));
            ends.into_iter().filter(|&(_, need)| need == 0).map(|(end, _)| (start, end - 1)).max()
        })
    }

    /// All patterns in the order of the table.
    fn texts(set: &RuleSet) -> Vec<&String> {
        let rules = set.rules.iter().flat_map(|rule| rule.patterns.iter().chain(&rule.unless));
        let guards = set.guards.iter().flat_map(|guard| guard.patterns.iter().chain(&guard.unless));
        let readings =
            set.readings.iter().flat_map(|signal| signal.patterns.iter().chain(&signal.unless));
        rules.chain(guards).chain(readings).collect()
    }

    #[test]
    fn the_fast_matcher_finds_what_the_slow_one_finds() {
        let set = rulefile::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"))
            .expect("the rules are sound");
        let texts = texts(&set);
        assert_eq!(texts.len(), PATTERNS.len());
        let nodes: Vec<Node> =
            texts.iter().map(|text| rulefile::parse(text).expect("the rules are sound")).collect();
        let examples: Vec<&String> = set
            .rules
            .iter()
            .flat_map(|rule| rule.hits.iter().chain(&rule.clean))
            .step_by(11)
            .collect();
        let mut scratch = Scratch::default();
        let mut found = 0;
        for text in examples {
            let parts: Vec<Span> = sentences(text, Span::new(0, text.len())).collect();
            let mut words = Vec::new();
            fold(text, parts[0], &mut words);
            let to = words.len();
            parts.get(1).into_iter().for_each(|next| fold(text, *next, &mut words));
            for ((pattern, node), written) in PATTERNS.iter().zip(&nodes).zip(&texts) {
                let fast =
                    find(pattern, &words, 0, to, &mut scratch).map(|hit| (hit.first, hit.last));
                assert_eq!(
                    fast,
                    slowly(node, pattern.crosses, &words, to, &set.vocabulary),
                    "`{written}` in `{text}`"
                );
                found += usize::from(fast.is_some());
            }
        }
        assert!(found > 100, "the examples hardly match anything: {found}");
    }
}
