//! Makes an automaton smaller without changing what it matches: positions that do the same become one.
//!
//! Vocabulary classes are written out at each use, so most positions repeat; three laws find them. Positions are equal
//! from the right (same word, same ways on), from the left (same word, same ways in: then always active together), or
//! side by side (same ways in and on: then one position accepts the words of both).

use std::collections::BTreeMap;

use crate::automaton::{Automaton, Position, Symbol};

/// Where an edge comes from: a position, or the start of the match.
type Origin = Option<u16>;

/// Merges positions until no law applies.
pub(crate) fn reduce(automaton: &mut Automaton) {
    loop {
        let before = automaton.positions.len();
        merge(automaton, from_the_right, absorb_nothing);
        merge(automaton, from_the_left, absorb_ways);
        merge(automaton, side_by_side, absorb_words);
        if automaton.positions.len() == before {
            return;
        }
    }
}

/// The ways into a position: where from, and what its word then needs.
type WaysIn = Vec<(Origin, u8)>;

/// What equal positions have in common; what does not matter is left empty.
type Key = (Option<Symbol>, [bool; 3], Vec<(u16, u8)>, WaysIn);

/// Gives a position's key, if it can be merged at all.
type KeyOf = fn(&Position, &WaysIn) -> Option<Key>;

fn marks(position: &Position) -> [bool; 3] {
    [position.marked, position.accepts, position.accepts_at_end]
}

fn from_the_right(position: &Position, _: &WaysIn) -> Option<Key> {
    Some((Some(position.symbol.clone()), marks(position), position.follow.clone(), Vec::new()))
}

fn from_the_left(position: &Position, ways_in: &WaysIn) -> Option<Key> {
    let marks = [position.marked, false, false];
    Some((Some(position.symbol.clone()), marks, Vec::new(), ways_in.clone()))
}

fn side_by_side(position: &Position, ways_in: &WaysIn) -> Option<Key> {
    let words = matches!(position.symbol, Symbol::Words(_));
    words.then(|| (None, marks(position), position.follow.clone(), ways_in.clone()))
}

fn absorb_nothing(_: &mut Position, _: &Position) {}

fn absorb_ways(kept: &mut Position, other: &Position) {
    kept.follow.extend(&other.follow);
    kept.accepts |= other.accepts;
    kept.accepts_at_end |= other.accepts_at_end;
}

fn absorb_words(kept: &mut Position, other: &Position) {
    if let (Symbol::Words(words), Symbol::Words(more)) = (&mut kept.symbol, &other.symbol) {
        words.extend(more.iter().cloned());
    }
}

/// Merges all positions that `key` gives the same key; the first of them takes in the others.
fn merge(automaton: &mut Automaton, key: KeyOf, absorb: fn(&mut Position, &Position)) {
    tidy_ways(automaton);
    let ways_in = ways_in(automaton);
    let mut kept: Vec<Position> = Vec::new();
    let mut place: BTreeMap<Key, u16> = BTreeMap::new();
    let mut now: Vec<u16> = Vec::new();
    for (position, ways_in) in automaton.positions.iter().zip(&ways_in) {
        let next = u16::try_from(kept.len()).unwrap_or(u16::MAX);
        let own = key(position, ways_in);
        let at = own.map_or(next, |key| *place.entry(key).or_insert(next));
        if at == next {
            kept.push(position.clone());
        } else {
            absorb(&mut kept[usize::from(at)], position);
        }
        now.push(at);
    }
    let moved = |edges: &mut Vec<(u16, u8)>| {
        edges.iter_mut().for_each(|(to, _)| *to = now[usize::from(*to)])
    };
    kept.iter_mut().for_each(|position| moved(&mut position.follow));
    moved(&mut automaton.first);
    automaton.positions = kept;
    tidy_ways(automaton);
}

fn tidy_ways(automaton: &mut Automaton) {
    let lists = automaton.positions.iter_mut().map(|position| &mut position.follow);
    for list in lists.chain([&mut automaton.first]) {
        list.sort_unstable();
        list.dedup();
    }
}

/// For each position, where one comes from and what its word then needs; in order.
fn ways_in(automaton: &Automaton) -> Vec<WaysIn> {
    let mut all = vec![Vec::new(); automaton.positions.len()];
    for &(to, need) in &automaton.first {
        all[usize::from(to)].push((None, need));
    }
    for (from, position) in (0u16..).zip(&automaton.positions) {
        for &(to, need) in &position.follow {
            all[usize::from(to)].push((Some(from), need));
        }
    }
    all.iter_mut().for_each(|ways| ways.sort_unstable());
    all
}
