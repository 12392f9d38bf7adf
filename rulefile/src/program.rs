//! A pattern as the engine runs it: words and choices in a row, small sets of words taken together, classes of phrases
//! by name. Also what every match must hold, and what no pattern may do.

use std::collections::BTreeSet;

use crate::pattern::Node;
use crate::vocabulary::{BUILT_IN, Vocabulary};

/// A set of words, one of which is meant.
pub(crate) type Words = BTreeSet<String>;

/// One step of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// One of these words.
    Words(Words),
    /// One of a class's phrases.
    Class(String),
    /// Any word.
    Any,
    /// A capitalised word.
    Name,
    /// A word of digits.
    Number,
    /// Up to so many words of any kind.
    Gap(usize),
    /// One of these rows.
    Choice(Vec<Vec<Part>>),
    /// The row or nothing.
    Optional(Vec<Part>),
    /// The row once or more.
    Repeat(Vec<Part>),
    /// The row is what is underlined.
    Mark(Vec<Part>),
    /// What stands here is the start of the sentence, its end, the border to the next, a comma, no comma.
    Start,
    End,
    Border,
    Comma,
    NoComma,
}

/// A pattern's program.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// Its steps.
    pub(crate) parts: Vec<Part>,
    /// Every match holds, for each of these, a word of one of its sets.
    pub(crate) required: Vec<Vec<Words>>,
    /// Whether it reads on into the next sentence.
    pub(crate) crosses: bool,
    /// Whether only a part of it is underlined.
    pub(crate) marked: bool,
}

impl Program {
    /// Compiles a checked pattern.
    ///
    /// # Errors
    ///
    /// Why the pattern is of no use: it matches nothing at all, ends in a mark, or no certain word is in it.
    pub(crate) fn new(node: &Node, vocabulary: &Vocabulary) -> Result<Self, String> {
        let parts = row(node, vocabulary);
        let look = Look { vocabulary };
        if look.row_skips(&parts) {
            return Err("the pattern could match no words at all".into());
        }
        if look.row_ends_open(&parts) {
            return Err("`//`, `^` and `,` must stand before a word".into());
        }
        let required = look.required(&parts);
        if required.is_empty() {
            return Err(
                "no word is certain in this pattern: it would be tried on every sentence".into()
            );
        }
        let crosses = look.any(&parts, &|part| *part == Part::Border);
        let marked = look.any(&parts, &|part| matches!(part, Part::Mark(_)));
        Ok(Self { parts, required, crosses, marked })
    }
}

/// The steps of a pattern or of a class.
pub(crate) fn row(node: &Node, vocabulary: &Vocabulary) -> Vec<Part> {
    if let Node::Sequence(parts) = node {
        return parts.iter().flat_map(|part| row(part, vocabulary)).collect();
    }
    vec![step(node, vocabulary)]
}

fn step(node: &Node, vocabulary: &Vocabulary) -> Part {
    let inner = |node: &Node| row(node, vocabulary);
    match node {
        Node::Word(_) | Node::Lemma(_) | Node::Class(_) => named(node, vocabulary),
        Node::Any => Part::Any,
        Node::Gap(words) => Part::Gap(*words),
        Node::Sequence(_) => unreachable!("`row` takes a sequence apart"),
        Node::Choice(options) => choice(options, vocabulary),
        Node::Optional(node) => Part::Optional(inner(node)),
        Node::Repeat(node) => Part::Repeat(inner(node)),
        Node::Mark(node) => Part::Mark(inner(node)),
        Node::Start => Part::Start,
        Node::End => Part::End,
        Node::Border => Part::Border,
        Node::Comma => Part::Comma,
        Node::NoComma => Part::NoComma,
    }
}

fn named(node: &Node, vocabulary: &Vocabulary) -> Part {
    match node {
        Node::Class(name) if name == "Name" => Part::Name,
        Node::Class(name) if name == "Number" => Part::Number,
        Node::Class(name) if vocabulary.as_set(node).is_none() => Part::Class(name.clone()),
        _ => Part::Words(vocabulary.as_set(node).unwrap_or_default()),
    }
}

/// Words of a choice become one set. A class of words keeps its own, which other patterns share, unless it is small.
fn choice(options: &[Node], vocabulary: &Vocabulary) -> Part {
    const SMALL: usize = 4;
    let mut words = Words::new();
    let mut rows: Vec<Vec<Part>> = Vec::new();
    for option in options {
        match (option, vocabulary.as_set(option)) {
            (Node::Class(_), Some(set)) if set.len() > SMALL => rows.push(vec![Part::Words(set)]),
            (_, Some(set)) => words.extend(set),
            (_, None) => match row(option, vocabulary) {
                // A choice within a choice is one choice.
                row if matches!(row.as_slice(), [Part::Choice(_)]) => rows.extend(options_of(row)),
                row => rows.push(row),
            },
        }
    }
    if !words.is_empty() {
        rows.insert(0, vec![Part::Words(words)]);
    }
    match <[Vec<Part>; 1]>::try_from(rows) {
        Ok([only]) if only.len() == 1 => only.into_iter().next().unwrap_or(Part::Any),
        Ok([only]) => Part::Choice(vec![only]),
        Err(rows) => Part::Choice(rows),
    }
}

fn options_of(row: Vec<Part>) -> Vec<Vec<Part>> {
    row.into_iter()
        .flat_map(|part| match part {
            Part::Choice(rows) => rows,
            other => vec![vec![other]],
        })
        .collect()
}

/// Looks into programs, through the classes that they name.
struct Look<'v> {
    vocabulary: &'v Vocabulary,
}

impl Look<'_> {
    fn class(&self, name: &str) -> Vec<Part> {
        debug_assert!(!BUILT_IN.contains(&name), "built-in classes are steps of their own");
        self.vocabulary.class(name).map_or_else(Vec::new, |node| row(node, self.vocabulary))
    }

    fn row_skips(&self, row: &[Part]) -> bool {
        row.iter().all(|part| self.skips(part))
    }

    /// Whether the step can match no word.
    fn skips(&self, part: &Part) -> bool {
        match part {
            Part::Words(_) | Part::Any | Part::Name | Part::Number => false,
            Part::Class(name) => self.row_skips(&self.class(name)),
            Part::Choice(rows) => rows.iter().any(|row| self.row_skips(row)),
            Part::Repeat(row) | Part::Mark(row) => self.row_skips(row),
            _ => true,
        }
    }

    /// Whether the row can end with a mark that speaks of the next word.
    fn row_ends_open(&self, row: &[Part]) -> bool {
        for part in row.iter().rev() {
            let open = match part {
                Part::Start | Part::Border | Part::Comma | Part::NoComma => true,
                Part::Class(name) => self.row_ends_open(&self.class(name)),
                Part::Choice(rows) => rows.iter().any(|row| self.row_ends_open(row)),
                Part::Optional(row) | Part::Repeat(row) | Part::Mark(row) => {
                    self.row_ends_open(row)
                }
                _ => false,
            };
            if open || !self.skips(part) {
                return open;
            }
        }
        false
    }

    fn any(&self, row: &[Part], test: &dyn Fn(&Part) -> bool) -> bool {
        row.iter().any(|part| {
            test(part)
                || match part {
                    Part::Class(name) => self.any(&self.class(name), test),
                    Part::Choice(rows) => rows.iter().any(|row| self.any(row, test)),
                    Part::Optional(row) | Part::Repeat(row) | Part::Mark(row) => {
                        self.any(row, test)
                    }
                    _ => false,
                }
        })
    }

    /// Sets of words, one word of each group of which is in every match.
    fn required(&self, row: &[Part]) -> Vec<Vec<Words>> {
        row.iter().flat_map(|part| self.required_by(part)).collect()
    }

    fn required_by(&self, part: &Part) -> Vec<Vec<Words>> {
        match part {
            Part::Words(words) => vec![vec![words.clone()]],
            Part::Class(name) => self.required(&self.class(name)),
            Part::Choice(rows) => {
                // The smallest group of an option speaks for it; one option without any spoils the choice.
                let smallest = |row: &Vec<Part>| {
                    self.required(row)
                        .into_iter()
                        .min_by_key(|group| group.iter().map(BTreeSet::len).sum::<usize>())
                };
                let all: Option<Vec<Vec<Words>>> = rows.iter().map(smallest).collect();
                all.map_or_else(Vec::new, |groups| vec![groups.concat()])
            }
            Part::Repeat(row) | Part::Mark(row) => self.required(row),
            _ => Vec::new(),
        }
    }
}
