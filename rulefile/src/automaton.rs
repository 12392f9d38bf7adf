//! Patterns as position automata (Glushkov): one position per word of the pattern, edges between them, no ε-moves.

use std::collections::BTreeSet;

use crate::pattern::Node;
use crate::reduce::reduce;
use crate::vocabulary::Vocabulary;

/// The next word starts a sentence, and the match starts with it.
pub const NEED_SENTENCE_START: u8 = 1;
/// The next word is the first of the next sentence.
pub const NEED_AFTER_BREAK: u8 = 2;
/// A comma, dash or the like stands before the next word.
pub const NEED_COMMA: u8 = 4;
/// None stands there.
pub const NEED_NO_COMMA: u8 = 8;
/// The last word read ends its sentence.
pub(crate) const NEED_SENTENCE_END: u8 = 16;

/// What a position accepts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// One of these words, as folded.
    Words(BTreeSet<String>),
    /// A capitalised word.
    Name,
    /// A word of digits.
    Number,
    /// Every word.
    Any,
}

/// One word of a pattern.
#[derive(Clone, Debug)]
pub struct Position {
    /// What it accepts.
    pub symbol: Symbol,
    /// Whether it belongs to the part to underline.
    pub marked: bool,
    /// Positions that may come next, with what the next word needs.
    pub follow: Vec<(u16, u8)>,
    /// Whether a match may end here.
    pub accepts: bool,
    /// Whether it may end here only at the end of the sentence.
    pub accepts_at_end: bool,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Automaton {
    /// Its words.
    pub positions: Vec<Position>,
    /// Positions where a match may start, with what that word needs.
    pub first: Vec<(u16, u8)>,
    /// Sets of words of which every match holds at least one each.
    pub required: Vec<BTreeSet<String>>,
    /// Whether it reads on into the next sentence.
    pub crosses: bool,
}

#[derive(Clone, Default)]
struct Fragment {
    /// What skipping it needs; `None`: it cannot be skipped.
    skip: Option<u8>,
    first: Vec<(u16, u8)>,
    last: Vec<(u16, u8)>,
}

impl Automaton {
    /// Compiles a checked pattern.
    ///
    /// # Errors
    ///
    /// Why the pattern is of no use: it matches nothing at all, or no certain word is in it.
    pub(crate) fn new(node: &Node, vocabulary: &Vocabulary) -> Result<Self, String> {
        let mut builder = Builder {
            vocabulary,
            positions: Vec::new(),
            marking: has_no_mark(node),
            crosses: false,
        };
        let whole = builder.build(node);
        if whole.skip.is_some() {
            return Err("the pattern could match no words at all".into());
        }
        for &(at, need) in &whole.last {
            let position = &mut builder.positions[usize::from(at)];
            match need {
                0 => position.accepts = true,
                NEED_SENTENCE_END => position.accepts_at_end = true,
                _ => return Err("`//`, `^` and `,` must stand before a word".into()),
            }
        }
        let required = required(node, vocabulary);
        if required.is_empty() {
            return Err(
                "no word is certain in this pattern: it would be tried on every sentence".into()
            );
        }
        let mut automaton = Self {
            positions: builder.positions,
            first: whole.first,
            required,
            crosses: builder.crosses,
        };
        reduce(&mut automaton);
        let size = automaton.positions.len();
        if size > usize::from(u8::MAX) {
            return Err(format!(
                "the pattern has {size} positions, more than 255: split it or use smaller classes"
            ));
        }
        Ok(automaton)
    }
}

fn has_no_mark(node: &Node) -> bool {
    match node {
        Node::Mark(_) => false,
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().all(has_no_mark),
        Node::Optional(inner) | Node::Repeat(inner) => has_no_mark(inner),
        _ => true,
    }
}

struct Builder<'v> {
    vocabulary: &'v Vocabulary,
    positions: Vec<Position>,
    marking: bool,
    crosses: bool,
}

impl Builder<'_> {
    fn build(&mut self, node: &Node) -> Fragment {
        if let Some(words) = self.vocabulary.as_set(node) {
            return self.position(Symbol::Words(words));
        }
        match node {
            Node::Word(_) | Node::Lemma(_) => unreachable!("single words are sets"),
            Node::Class(name) => self.class(name),
            Node::Any => self.position(Symbol::Any),
            Node::Gap(words) => self.gap(*words),
            Node::Sequence(parts) => {
                let empty = Fragment { skip: Some(0), ..Fragment::default() };
                parts.iter().fold(empty, |before, part| {
                    let after = self.build(part);
                    self.join(&before, &after)
                })
            }
            Node::Choice(options) => self.choice(options),
            Node::Optional(inner) => Fragment { skip: Some(0), ..self.build(inner) },
            Node::Repeat(inner) => {
                let once = self.build(inner);
                self.link(&once.last, &once.first);
                once
            }
            Node::Mark(inner) => {
                self.marking = true;
                let marked = self.build(inner);
                self.marking = false;
                marked
            }
            Node::Start => need(NEED_SENTENCE_START),
            Node::End => need(NEED_SENTENCE_END),
            Node::Border => {
                self.crosses = true;
                need(NEED_AFTER_BREAK)
            }
            Node::Comma => need(NEED_COMMA),
            Node::NoComma => need(NEED_NO_COMMA),
        }
    }

    fn class(&mut self, name: &str) -> Fragment {
        match name {
            "Name" => self.position(Symbol::Name),
            "Number" => self.position(Symbol::Number),
            _ => match self.vocabulary.class(name).cloned() {
                Some(node) => self.build(&node),
                None => Fragment::default(),
            },
        }
    }

    /// Options that are plain words share one position.
    fn choice(&mut self, options: &[Node]) -> Fragment {
        let mut words = BTreeSet::new();
        let mut all = Fragment::default();
        for option in options {
            if let Some(set) = self.vocabulary.as_set(option) {
                words.extend(set);
                continue;
            }
            let built = self.build(option);
            all = either(all, built);
        }
        if words.is_empty() {
            return all;
        }
        let plain = self.position(Symbol::Words(words));
        either(all, plain)
    }

    fn position(&mut self, symbol: Symbol) -> Fragment {
        let at = u16::try_from(self.positions.len()).unwrap_or(u16::MAX);
        let position = Position {
            symbol,
            marked: self.marking,
            follow: Vec::new(),
            accepts: false,
            accepts_at_end: false,
        };
        self.positions.push(position);
        Fragment { skip: None, first: vec![(at, 0)], last: vec![(at, 0)] }
    }

    /// A chain of `words` free positions that may be left after any of them.
    fn gap(&mut self, words: usize) -> Fragment {
        let mut chain = Fragment { skip: Some(0), ..Fragment::default() };
        for _ in 0..words {
            let next = self.position(Symbol::Any);
            match chain.last.last() {
                None => chain.first = next.first.clone(),
                Some(&end) => self.link(&[end], &next.first),
            }
            chain.last.extend(next.last);
        }
        chain
    }

    fn join(&mut self, before: &Fragment, after: &Fragment) -> Fragment {
        self.link(&before.last, &after.first);
        let mut first = before.first.clone();
        if let Some(needs) = before.skip {
            first.extend(after.first.iter().map(|&(at, more)| (at, needs | more)));
        }
        let mut last = after.last.clone();
        if let Some(needs) = after.skip {
            last.extend(before.last.iter().map(|&(at, more)| (at, needs | more)));
        }
        let skip = before.skip.zip(after.skip).map(|(one, two)| one | two);
        Fragment { skip, first, last }
    }

    fn link(&mut self, from: &[(u16, u8)], to: &[(u16, u8)]) {
        for &(start, needs) in from {
            let follow = &mut self.positions[usize::from(start)].follow;
            for &(end, more) in to {
                if !follow.contains(&(end, needs | more)) {
                    follow.push((end, needs | more));
                }
            }
        }
    }
}

fn need(flag: u8) -> Fragment {
    Fragment { skip: Some(flag), ..Fragment::default() }
}

fn either(mut one: Fragment, two: Fragment) -> Fragment {
    one.first.extend(two.first);
    one.last.extend(two.last);
    one.skip = match (one.skip, two.skip) {
        (Some(a), Some(b)) => Some(a & b),
        (a, b) => a.or(b),
    };
    one
}

/// Sets of words, one of each of which is in every match.
fn required(node: &Node, vocabulary: &Vocabulary) -> Vec<BTreeSet<String>> {
    if let Some(words) = vocabulary.as_set(node) {
        return vec![words];
    }
    match node {
        Node::Class(name) => {
            vocabulary.class(name).map_or_else(Vec::new, |inner| required(inner, vocabulary))
        }
        Node::Sequence(parts) => parts.iter().flat_map(|part| required(part, vocabulary)).collect(),
        Node::Choice(options) => {
            let mut union = BTreeSet::new();
            for option in options {
                // The smallest set of an option speaks for it; one option without any spoils the choice.
                match required(option, vocabulary).into_iter().min_by_key(BTreeSet::len) {
                    Some(words) => union.extend(words),
                    None => return Vec::new(),
                }
            }
            vec![union]
        }
        Node::Repeat(inner) | Node::Mark(inner) => required(inner, vocabulary),
        _ => Vec::new(),
    }
}
