//! The shapes of unfilled fields as regular expressions, and the automata they become at build time.
//!
//! The engine carries the automata as bytes: nothing of the compiler is shipped, and nothing is compiled at start.

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

use crate::code::number;

/// Bracketed passages: what stands inside decides, and how long it is. No bound is written here: each would cost as many
/// states, and where a passage ends does not depend on it.
pub const BRACKETED: &str = concat!(
    r"(?-u)\{\{[^{}\n]*\}\}|\[\[[^\[\]\n]+\]\]|<<[^<>\n]+>>|\$\{[^{}\n]+\}|\{![^{}\n]+\}",
    r"|\[[^\[\]\n]+\]|\{[^{}\n]+\}|<[^<>@\n]+>|&lt;[^&\n]+&gt;|\xC2\xAB[^\xC2\n]+\xC2\xBB",
    r"|\([A-Za-z][^()\n]{2,}\)|\|\*[^*|\n]+\*\|",
);

/// Passages that are fields by their shape alone.
pub const BARE: &str = concat!(
    r"(?-u)%[A-Za-z][A-Za-z_ ]{1,40}%|##[A-Za-z][A-Za-z_ ]{0,40}##|@@[A-Za-z][A-Za-z_ ]{0,40}@@|~~?[A-Za-z][A-Za-z_ ]{1,40}~~?|:[a-z]+_[a-z_]+:",
    r"|_{3,}|\$__+|\b(?:XX|DD|MM|dd|mm)/(?:XX|MM|DD|mm|dd)(?:/(?:XX+|YY+|yy+))?\b|\b(?:YYYY|HH:MM)\b",
    r"|#{3,}(?:-#{3,})*|\?{4,}|\b(?:Dr\.|The|the) \?{2,}|\b(?:of|at|in) \.{4,}|\b[Xx]{4,}\b|\b(?:Dr|Prof)\.? (?:X{2,}|AAA|BBB|LASTNAME|SURNAME|undefined|null|NaN|TBD)\b",
    r"|\b(?:TODO|TBD|FIXME|TBC|TK TK|LOREM IPSUM|Lorem ipsum)\b(?:[:\-]? ?[a-z][^.\n]{0,60})?|\b(?:INSERT|ADD|FILL IN|ENTER|CHOOSE)(?:[_ ][A-Z]{2,}){1,4}\b",
    r"|\b(?:LASTNAME|FIRSTNAME|LAST NAME|FIRST NAME|SURNAME|PROGRAM NAME|HOSPITAL NAME|YOUR NAME|TOPIC HERE|NAME HERE)\b|\b[A-Z]{2,}(?:_[A-Z]{2,})+\b|\{[0-9]\}|\(SPECIFIC [A-Z ]+\)",
    r"|\$[A-Za-z]*(?:NAME|Name|AUTHOR|PROGRAM|DATE|TITLE)\$?|\*\|[^*|\n]{1,40}\|\*|@(?:LastName|FirstName|Name|Program)\b|\bSurname-goes-here\b",
    r"|\b(?:Dr|Prof|Professor)\.? Surname\b|\bDrs?\.? (?:XYZ|AAA and BBB)\b|\bNAME OF [A-Z]+\b|\bJOURNAL \(YEAR\)|\b(?:on|in|at) (?:DAY|DATE|CITY|PLACE)\b|\b20XX\b",
    r"|\b[Ll]orem [Ii]psum\b|\bXXX\b(?:, XXX\b)?|/(?:date|name|program|city)/|\b_[A-Z]{4,}_|\b[a-z]+_of_[a-z]+\b|\bX{4,}\b|\b[0-9]{2,}X{3,}\b",
    r"|\b[A-Z][a-z]+(?:_[A-Z][a-z]+)+\b|\b(?:Your|your|Program|Last|First) [Nn]ame [Hh]ere\b|\*(?:[A-Z]{4,})(?:[_ ][A-Z]{2,})*\*",
);

/// The automaton of one of these expressions, as the engine's `shape.rs` reads it. It is anchored: unanchored, the long
/// bounded repeats would need more states than there is memory for.
///
/// All numbers are written seven bits a byte. First the classes of bytes: how many bytes in a row are of which class,
/// until all are said; then how many states there are, and the two that a search begins with, after a letter, digit or
/// underscore and after anything else. Then each state's steps by class, the end of the text being the last: how many
/// classes in a row lead to which state. States are numbered as they are first led to, so that most often it is the next
/// new one.
///
/// # Panics
///
/// If the expression cannot be compiled. They are constants of this file, so it is a fault of this file.
#[must_use]
pub fn automaton(expression: &str) -> Vec<u8> {
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .match_kind(MatchKind::LeftmostFirst)
        .minimize(true);
    let automaton = dense::Builder::new()
        .configure(config)
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false))
        .build(expression)
        .expect("the expressions are constants of this file");
    packed(&automaton)
}

/// A state that nothing leads out of, and no match either.
const DEAD: usize = 0;
/// The next state that was not named before.
const NEW: usize = 1;
/// The first of the states that were, by number.
const KNOWN: usize = 2;

fn packed(automaton: &impl Automaton) -> Vec<u8> {
    let starts = [b'a', b' '].map(|before| {
        let here = start::Config::new().anchored(Anchored::Yes).look_behind(Some(before));
        automaton.start_state(&here).expect("an anchored automaton has anchored starts")
    });
    let (states, rows) = reached(automaton, &starts);
    let classes = classes(&rows);
    let mut out = Vec::new();
    for (class, length) in lengths(&classes) {
        number(length, &mut out);
        number(class, &mut out);
    }
    number(states.len(), &mut out);
    starts.iter().for_each(|start| number(place(&states, *start), &mut out));
    let width = classes.iter().max().map_or(0, |class| class + 1);
    let mut named = starts.iter().map(|start| place(&states, *start)).max().unwrap_or(0);
    for (state, row) in states.iter().zip(&rows) {
        let of_class = |class| classes.iter().position(|other| *other == class);
        let steps = (0..width).filter_map(of_class).map(|byte| row[byte]);
        let steps: Vec<usize> = steps.chain([row[ENDS]]).collect();
        let lengths = lengths(&steps);
        number(lengths.len() * 2 + usize::from(automaton.is_match_state(*state)), &mut out);
        for (to, length) in lengths {
            number(length, &mut out);
            let code = match to {
                DEAD => DEAD,
                to if to == named + 1 => NEW,
                to => KNOWN + to,
            };
            named = named.max(to);
            number(code, &mut out);
        }
    }
    out
}

/// The place of the end of the text in a row of steps, after all bytes.
const ENDS: usize = 256;

/// All states in the order in which they are first led to, the dead one first, and their steps by byte.
fn reached(automaton: &impl Automaton, starts: &[StateID]) -> (Vec<StateID>, Vec<Vec<usize>>) {
    let mut states = vec![automaton.next_state(starts[0], b'\0')];
    assert!(automaton.is_dead_state(states[0]), "no shape begins with a zero byte");
    for start in starts {
        if !states.contains(start) {
            states.push(*start);
        }
    }
    let mut rows = Vec::new();
    while let Some(&state) = states.get(rows.len()) {
        let bytes = (0..=u8::MAX).map(|byte| automaton.next_state(state, byte));
        let steps: Vec<StateID> = bytes.chain([automaton.next_eoi_state(state)]).collect();
        for step in &steps {
            if !states.contains(step) {
                states.push(*step);
            }
        }
        rows.push(steps.iter().map(|step| place(&states, *step)).collect());
    }
    (states, rows)
}

fn place(states: &[StateID], state: StateID) -> usize {
    states.iter().position(|other| *other == state).unwrap_or(DEAD)
}

/// The class of each byte: those of one class lead to the same state from everywhere.
fn classes(rows: &[Vec<usize>]) -> Vec<usize> {
    let mut known: Vec<Vec<usize>> = Vec::new();
    let bytes = 0..usize::from(u8::MAX) + 1;
    bytes
        .map(|byte| {
            let column: Vec<usize> = rows.iter().map(|row| row[byte]).collect();
            let class = known.iter().position(|other| *other == column);
            class.unwrap_or_else(|| {
                known.push(column);
                known.len() - 1
            })
        })
        .collect()
}

/// Each value with how often it comes in a row.
fn lengths(values: &[usize]) -> Vec<(usize, usize)> {
    values.chunk_by(|one, next| one == next).map(|same| (same[0], same.len())).collect()
}
