//! The matcher: folded words in, matches of one pattern out.
//!
//! A set of places between words is a string of bits, so that one step of a pattern is taken from all of them at once:
//! the places before a word of a set, moved on by one. A pattern's time is its length, whatever the sentence.

use super::bits::Bits;
use super::fold::{BREAK, CAPITAL, DIGITS, END, START, UNKNOWN, Word};
use super::program::{
    ANY, AT_END, AT_START, BORDER, CHOICE, CLASS, COMMA, FIRST_SET, GAP, MARK, NAME, NO_COMMA,
    NUMBER, OPTIONAL, REPEAT, next, row,
};
use super::sign::{NO_WORD, Sign};
use super::table::{Pattern, TABLE, Table};

/// A match: word indexes, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// First word of the whole match.
    pub first: usize,
    /// Last word of it.
    pub last: usize,
    /// First and last word of the part to underline.
    pub mark: (usize, usize),
}

/// Rows of bits that every sentence has, apart from those of the words that stand in it.
const NOWHERE: u16 = 0;
const WORDS: u16 = 1;
const NAMES: u16 = 2;
const NUMBERS: u16 = 3;
const STARTS: u16 = 4;
const ENDS: u16 = 5;
const BREAKS: u16 = 6;
/// The row of sets that were asked for and of which no word stands there. [`NOWHERE`], as empty, is that of sets that nobody
/// has asked for yet.
const EMPTY: u16 = 7;
const FIXED: u16 = 8;

/// The words of a sentence and of the one after it, as rows of bits: the places of each word, and of each set that a
/// pattern has asked for. Its buffers are used again.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The rows of words that stand there.
    rows: Rows,
    /// The rows of sets that were asked for.
    sets: Rows,
    /// Rows of `width` parts of 64 bits; the first are [`NOWHERE`] and the like.
    bits: Vec<u64>,
    /// All words that are looked at.
    words: Vec<Word>,
    /// So many of them are marked in the rows: those of the next sentence only once a pattern leads there.
    marked: usize,
    /// The sign of the sentence's own words, that of all, and that of those in the rows.
    own: Sign,
    all: Sign,
    here: Sign,
    /// By a bit of the last of them: the word that has it.
    by_bit: Vec<u16>,
    /// Words whose bit another one has as well.
    crowded: Vec<u16>,
    /// Parts of 64 bits in a row.
    width: usize,
    /// Words of the sentence itself, repeated ones too.
    len: usize,
    /// One bit a pattern; none is set between two calls.
    called: Vec<u64>,
}

/// Which row belongs to a word or a set.
#[derive(Debug, Default)]
struct Rows {
    /// By number; [`NOWHERE`] where there is none.
    rows: Box<[u16]>,
    /// The numbers that have one.
    numbers: Vec<u16>,
}

impl Rows {
    /// Forgets all rows, of so many numbers.
    fn forget(&mut self, count: usize) {
        if self.rows.is_empty() {
            self.rows = vec![NOWHERE; count].into();
        }
        for &number in &self.numbers {
            self.rows[usize::from(number)] = NOWHERE;
        }
        self.numbers.clear();
    }

    #[inline(always)]
    fn of(&self, number: u16) -> u16 {
        self.rows[usize::from(number)]
    }

    fn put(&mut self, number: u16, row: u16) {
        self.rows[usize::from(number)] = row;
        self.numbers.push(number);
    }
}

/// Most words that are looked at in a sentence and the one after it. They are cut at two thousand bytes each, so that
/// hardly anybody writes so many.
const MOST: usize = 64 * WIDE - 2;
/// Parts of a row where one is not enough.
const WIDE: usize = 8;

impl Scratch {
    /// Takes in words, of which the first `len` are the sentence's own.
    ///
    /// The border between the sentences has a place of its own, on which no word stands: only `//` leads over it.
    pub fn read(&mut self, words: &[Word], len: usize) {
        let count = words.len().min(MOST);
        self.len = len.min(count);
        self.width = if count + 2 <= 64 { 1 } else { WIDE };
        self.forget();
        self.words.extend_from_slice(&words[..count]);
        let (table, mut sign) = (&*TABLE, Sign::default());
        let (own, next) = words[..count].split_at(self.len);
        own.iter().for_each(|word| sign.add(table.bit(word.id)));
        self.own = sign;
        next.iter().for_each(|word| sign.add(table.bit(word.id)));
        self.all = sign;
        self.mark_up_to(self.len);
    }

    fn forget(&mut self) {
        self.rows.forget(TABLE.word_count());
        self.sets.forget(TABLE.sets.count());
        self.bits.clear();
        self.bits.resize(usize::from(FIXED) * self.width, 0);
        self.words.clear();
        self.marked = 0;
        self.here = Sign::default();
        self.by_bit.resize(Sign::BITS, 0);
        self.crowded.clear();
    }

    /// Marks the words before the one with this number, as far as that has not been done.
    fn mark_up_to(&mut self, count: usize) {
        for nth in self.marked..count {
            let word = self.words[nth];
            self.mark_word(word, nth + usize::from(nth >= self.len));
        }
        self.marked = count;
    }

    fn mark_word(&mut self, word: Word, place: usize) {
        self.mark(WORDS, place);
        if word.flags & (CAPITAL | DIGITS | START | BREAK | END) != 0 {
            let marks = [(CAPITAL, NAMES), (DIGITS, NUMBERS), (START, STARTS), (BREAK, BREAKS)];
            for (flag, row) in marks {
                if word.has(flag) {
                    self.mark(row, place);
                }
            }
            if word.has(END) {
                self.mark(ENDS, place + 1);
            }
        }
        if word.id == UNKNOWN {
            return;
        }
        let mut row = self.rows.of(word.id);
        if row == NOWHERE {
            row = self.new_row();
            self.rows.put(word.id, row);
            self.note_bit(word.id);
        }
        self.mark(row, place);
    }

    fn note_bit(&mut self, word: u16) {
        let bit = TABLE.bit(word);
        if self.here.holds(bit) {
            self.crowded.push(word);
        } else {
            self.here.add(bit);
            self.by_bit[usize::from(bit)] = word;
        }
    }

    /// A sentence has at most some thousand words, and asks for no more sets than there are: 16 bits number the rows.
    fn new_row(&mut self) -> u16 {
        let row = self.bits.len() / self.width;
        // Mostly one part.
        (0..self.width).for_each(|_| self.bits.push(0));
        row as u16
    }

    #[inline(always)]
    fn mark(&mut self, row: u16, place: usize) {
        self.bits.as_mut_slice()[usize::from(row) * self.width + place / 64] |= 1 << (place % 64);
    }

    /// The row of the places of a set's words: of those that stand there, its sign tells which are worth a look.
    fn new_set(&mut self, set: u16) -> u16 {
        let (sets, row) = (&TABLE.sets, self.new_row());
        let mut found = false;
        let mut join = |word: u16| {
            found = true;
            let (from, to) = (usize::from(self.rows.of(word)), usize::from(row));
            for part in 0..self.width {
                self.bits[to * self.width + part] |= self.bits[from * self.width + part];
            }
        };
        sets.sign(set).each_common(&self.here, |bit| {
            let word = self.by_bit[usize::from(bit)];
            if Sign::is_own(bit) || sets.holds(set, word) {
                join(word);
            }
        });
        self.crowded.iter().filter(|&&word| sets.holds(set, word)).for_each(|&word| join(word));
        let row = if found { row } else { EMPTY };
        self.sets.put(set, row);
        row
    }

    /// The word that ends at a place.
    fn word_before(&self, place: usize) -> usize {
        if place > self.len { place - 2 } else { place - 1 }
    }

    /// Patterns from `from` on, before `to`, that may match somewhere, in order. Words of the next sentence call only
    /// for patterns that lead there.
    // Within its caller it would be compiled for size.
    #[inline(never)]
    pub fn candidates(&mut self, from: u16, to: u16, found: &mut Vec<u16>) {
        found.clear();
        let table = &*TABLE;
        // One bit a pattern puts them in order, once each.
        self.called.resize(table.patterns.len().div_ceil(64), 0);
        let called = self.called.as_mut_slice();
        let (own, next) = self.words.split_at(self.len);
        for (words, calls) in [(own, &table.calls), (next, &table.calls_over)] {
            let (mut before, mut rest) = (NO_WORD, words.iter());
            while let Some(word) = rest.next() {
                let after = rest.as_slice().first().map_or(NO_WORD, |next| table.bit(next.id));
                for &call in calls.of(word.id) {
                    let call = &table.filed[usize::from(call)];
                    if call.fits(before, after) {
                        called[usize::from(call.pattern) / 64] |= 1 << (call.pattern % 64);
                    }
                }
                before = table.bit(word.id);
            }
        }
        for nth in 0..self.called.len() {
            let mut bits = std::mem::take(&mut self.called[nth]);
            while bits != 0 {
                let pattern = (nth * 64) as u16 + bits.trailing_zeros() as u16;
                let wanted = from <= pattern && pattern < to;
                if wanted && self.may_match(&table.patterns[usize::from(pattern)]) {
                    found.push(pattern);
                }
                bits &= bits - 1;
            }
        }
    }

    /// Whether words stand there that a match needs: most patterns are done with here.
    #[inline(always)]
    fn may_match(&self, pattern: &Pattern) -> bool {
        pattern.needs.met_by(self.sign(pattern))
    }

    /// The sign of the words that a pattern may read.
    #[inline(always)]
    fn sign(&self, pattern: &Pattern) -> &Sign {
        if pattern.crosses { &self.all } else { &self.own }
    }

    /// The first match that starts among the words `from..to` of the sentence: leftmost, then longest. Words from `to`
    /// on are read only by patterns that cross the border.
    pub fn find(&mut self, pattern: &Pattern, from: usize, to: usize) -> Option<Match> {
        if self.may_match(pattern) { self.search(pattern, from, to) } else { None }
    }

    /// As [`Self::find`], for a candidate known by its number.
    pub fn find_candidate(&mut self, pattern: u16, from: usize, to: usize) -> Option<Match> {
        self.search(&TABLE.patterns[usize::from(pattern)], from, to)
    }

    fn search(&mut self, pattern: &Pattern, from: usize, to: usize) -> Option<Match> {
        self.reach(pattern);
        if self.width == 1 {
            Pass::<1>::new(self, pattern, to).first(from)
        } else {
            Pass::<WIDE>::new(self, pattern, to).first(from)
        }
    }

    /// Whether the pattern matches anywhere in the sentence.
    pub fn holds(&mut self, pattern: &Pattern) -> bool {
        let len = self.len;
        if !self.may_match(pattern) {
            return false;
        }
        self.reach(pattern);
        if self.width == 1 {
            Pass::<1>::new(self, pattern, len).is_anywhere()
        } else {
            Pass::<WIDE>::new(self, pattern, len).is_anywhere()
        }
    }

    /// Marks the words of the next sentence as well where the pattern leads there.
    fn reach(&mut self, pattern: &Pattern) {
        if pattern.crosses && self.marked < self.words.len() {
            self.mark_up_to(self.words.len());
            self.sets.forget(TABLE.sets.count());
        }
    }
}

/// One pattern's way over the words.
struct Pass<'s, const N: usize> {
    table: &'static Table,
    scratch: &'s mut Scratch,
    /// Steps that a match takes.
    code: &'static [u16],
    marked: bool,
    /// The sign of the words that may be read.
    sign: Sign,
    /// Words may start a match before this.
    to: usize,
    /// Places before words that may be read.
    readable: Bits<N>,
    /// Places where the underlined part may begin and end.
    enters: Bits<N>,
    leaves: Bits<N>,
}

impl<'s, const N: usize> Pass<'s, N> {
    fn new(scratch: &'s mut Scratch, pattern: &Pattern, to: usize) -> Self {
        let table = &*TABLE;
        let (to, sign) = (to.min(scratch.len), *scratch.sign(pattern));
        let readable = if pattern.crosses { Bits::ALL } else { Bits::range(0, to) };
        let (code, marked) = (table.program(pattern.code), pattern.marked);
        let (enters, leaves) = (Bits::ALL, Bits::ALL);
        Self { table, scratch, code, marked, sign, to, readable, enters, leaves }
    }

    fn is_anywhere(&mut self) -> bool {
        let starts = self.starts(0);
        !self.ends(starts).is_empty()
    }

    /// Places from `from` on where a match may start: before the pattern's first word, where it has one.
    fn starts(&mut self, from: usize) -> Bits<N> {
        if from >= self.to {
            return Bits::NONE;
        }
        let all = Bits::range(from, self.to);
        match *self.code {
            [set, ..] | [MARK, _, set, ..] if set >= FIRST_SET => all & self.first_set(set),
            _ => all,
        }
    }

    /// The leftmost, then longest match.
    fn first(mut self, from: usize) -> Option<Match> {
        let mut starts = self.starts(from);
        let mut ends = self.ends(starts);
        if ends.is_empty() {
            return None;
        }
        // Matches end where those of either half of the starts end: what the first half does not reach, the other one does.
        while starts.first() < starts.last() {
            let half = Bits::range(0, usize::midpoint(starts.first(), starts.last()) + 1);
            let near = self.ends(starts & half);
            if near.is_empty() {
                starts = starts & !half;
            } else {
                (starts, ends) = (starts & half, near);
            }
        }
        let (first, end) = (starts.first(), ends.last());
        let (start, stop) = if self.marked { self.underlined(first, end) } else { (first, end) };
        let words = &*self.scratch;
        let word_at = |place: usize| place - usize::from(place > words.len);
        let mark = (word_at(start), words.word_before(stop));
        Some(Match { first, last: words.word_before(end), mark })
    }

    /// Where the part to underline begins and ends in the match from `first` to `end`: leftmost, then longest; the whole
    /// where the match went by another way.
    fn underlined(&mut self, first: usize, end: usize) -> (usize, usize) {
        let whole = Bits::range(first, first + 1);
        self.enters = Bits::NONE;
        if self.ends(whole).has(end) {
            return (first, end);
        }
        let start = leftmost(first, end, |last| {
            self.enters = Bits::range(first, last + 1);
            self.ends(whole).has(end)
        });
        self.enters = Bits::range(start, start + 1);
        let back = leftmost(0, end - start, |back| {
            self.leaves = Bits::range(end - back, end + 1);
            self.ends(whole).has(end)
        });
        if back == end - start { (first, end) } else { (start, end - back) }
    }

    /// Places where a match that starts at one of these may end.
    fn ends(&mut self, starts: Bits<N>) -> Bits<N> {
        if starts.is_empty() { starts } else { self.run(self.code, starts) }
    }

    /// Takes the steps of a program from these places.
    fn run(&mut self, mut code: &'static [u16], mut places: Bits<N>) -> Bits<N> {
        while let Some((&step, rest)) = code.split_first() {
            code = rest;
            places = if step >= FIRST_SET {
                self.over_set(places, step)
            } else {
                self.step(step, &mut code, places)
            };
            if places.is_empty() {
                break;
            }
        }
        places
    }

    /// Takes a step of another kind than over a set; `rest` stands behind it, and behind what belongs to it afterwards.
    fn step(&mut self, step: u16, rest: &mut &'static [u16], places: Bits<N>) -> Bits<N> {
        match step {
            ANY => self.over(places, WORDS),
            NAME => self.over(places, NAMES),
            NUMBER => self.over(places, NUMBERS),
            GAP => self.gap(places, next(rest)),
            CHOICE => {
                let rows = next(rest);
                (0..rows).fold(Bits::NONE, |all, _| all | self.one_of(row(rest), places))
            }
            OPTIONAL => places | self.run(row(rest), places),
            REPEAT => self.repeat(row(rest), places),
            MARK => self.run(row(rest), places & self.enters) & self.leaves,
            AT_START => places & self.row(STARTS),
            AT_END => places & self.row(ENDS),
            BORDER => (places & Bits::range(self.scratch.len, self.scratch.len + 1)).moved(),
            COMMA => places & self.row(BREAKS),
            NO_COMMA => places & !self.row(BREAKS),
            CLASS => {
                let class = &self.table.classes[usize::from(next(rest))];
                let may = class.sign.meets(&self.sign);
                if may { self.run(self.table.program(class.code), places) } else { Bits::NONE }
            }
            // The build writes no other.
            _ => Bits::NONE,
        }
    }

    /// As `run`, for one way of several: mostly its first word does not stand there.
    #[inline(always)]
    fn one_of(&mut self, code: &'static [u16], places: Bits<N>) -> Bits<N> {
        match code {
            [set, rest @ ..] if *set >= FIRST_SET => {
                let places = self.over_set(places, *set);
                if places.is_empty() || rest.is_empty() { places } else { self.run(rest, places) }
            }
            _ => self.run(code, places),
        }
    }

    fn gap(&self, places: Bits<N>, words: u16) -> Bits<N> {
        let mut all = places;
        for _ in 0..words {
            all = all | self.over(all, WORDS);
        }
        all
    }

    fn repeat(&mut self, code: &'static [u16], mut places: Bits<N>) -> Bits<N> {
        let mut all = Bits::NONE;
        while !places.is_empty() {
            places = self.run(code, places) & !all;
            all = all | places;
        }
        all
    }

    /// Moves over a word of the set that this step names.
    #[inline(always)]
    fn over_set(&mut self, places: Bits<N>, step: u16) -> Bits<N> {
        let row = if N == 1 { self.set(step) } else { self.first_set(step) };
        (places & row & self.readable).moved()
    }

    /// As [`Self::set`], where a call is soon enough.
    #[inline(never)]
    fn first_set(&mut self, step: u16) -> Bits<N> {
        self.set(step)
    }

    /// The places of the words of the set that a step names. Of most sets none stands there, as their signs tell.
    #[inline(always)]
    fn set(&mut self, step: u16) -> Bits<N> {
        let set = step - FIRST_SET;
        if !self.table.sets.sign(set).meets(&self.sign) {
            return Bits::NONE;
        }
        let row = match self.scratch.sets.of(set) {
            NOWHERE => self.scratch.new_set(set),
            known => known,
        };
        self.row(row)
    }

    /// Moves over a word of this row.
    #[inline(always)]
    fn over(&self, places: Bits<N>, row: u16) -> Bits<N> {
        (places & self.row(row) & self.readable).moved()
    }

    #[inline(always)]
    fn row(&self, row: u16) -> Bits<N> {
        let (rows, _) = self.scratch.bits.as_chunks();
        Bits::of(rows[usize::from(row)])
    }
}

/// The least number from `low` to `high` of which `reaches` is true, where it is true of `high` and of all after it.
fn leftmost(mut low: usize, mut high: usize, mut reaches: impl FnMut(usize) -> bool) -> usize {
    while low < high {
        let middle = usize::midpoint(low, high);
        if reaches(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    //! The slow twin: the same patterns as trees, walked word by word with no bits and no sets.

    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use rulefile::{Node, RuleSet, Vocabulary};

    use super::*;
    use crate::fold::{fold, word_text};
    use crate::span::Span;
    use crate::text::sentences;

    const NEED_SENTENCE_START: u8 = 1;
    const NEED_AFTER_BREAK: u8 = 2;
    const NEED_COMMA: u8 = 4;
    const NEED_NO_COMMA: u8 = 8;

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

    /// Whether the word stands where it must. Only the border leads into the next sentence.
    fn allowed(need: u8, word: Word, starts_match: bool) -> bool {
        let starts_sentence = word.has(START);
        if !starts_match && starts_sentence != (need & NEED_AFTER_BREAK != 0) {
            return false;
        }
        (need & NEED_SENTENCE_START == 0 || starts_sentence)
            && (need & NEED_COMMA == 0 || word.has(BREAK))
            && (need & NEED_NO_COMMA == 0 || !word.has(BREAK))
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
        let set = rulefile::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules"))
            .expect("the rules are sound");
        let texts = texts(&set);
        assert_eq!(texts.len(), TABLE.patterns.len());
        let nodes: Vec<Node> =
            texts.iter().map(|text| rulefile::parse(text).expect("the rules are sound")).collect();
        let examples: Vec<&String> = set
            .rules
            .iter()
            .flat_map(|rule| rule.hits.iter().chain(&rule.clean))
            .step_by(11)
            .collect();
        let filed: BTreeSet<u16> = TABLE.filed.iter().map(|call| call.pattern).collect();
        let (mut scratch, mut candidates) = (Scratch::default(), Vec::new());
        let mut found = 0;
        for text in examples {
            let parts: Vec<Span> = sentences(text, Span::new(0, text.len())).collect();
            let mut words = Vec::new();
            fold(text, parts[0], &mut words);
            let to = words.len();
            parts.get(1).into_iter().for_each(|next| fold(text, *next, &mut words));
            scratch.read(&words, to);
            scratch.candidates(0, texts.len() as u16, &mut candidates);
            for (nth, ((pattern, node), written)) in
                (0..).zip(TABLE.patterns.iter().zip(&nodes).zip(&texts))
            {
                let fast = scratch.find(pattern, 0, to).map(|hit| (hit.first, hit.last));
                assert_eq!(
                    fast,
                    slowly(node, pattern.crosses, &words, to, &set.vocabulary),
                    "`{written}` in `{text}`"
                );
                let called = candidates.contains(&nth) || !filed.contains(&nth);
                assert!(fast.is_none() || called, "`{written}` is not called by `{text}`");
                found += usize::from(fast.is_some());
            }
        }
        assert!(found > 100, "the examples hardly match anything: {found}");
    }
}
