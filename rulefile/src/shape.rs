//! The shapes of unfilled fields as regular expressions, and the automata they become at build time.
//!
//! The engine carries the automata as bytes: nothing of the compiler is shipped, and nothing is compiled at start.

use regex_automata::MatchKind;
use regex_automata::dfa::{StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;

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

/// The automaton of one of these expressions, as little-endian bytes. It is anchored: unanchored, the long bounded
/// repeats would need more states than there is memory for.
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
    dense::Builder::new()
        .configure(config)
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false))
        .build(expression)
        .expect("the expressions are constants of this file")
        .to_sparse()
        .expect("what has a dense form has a sparse one")
        .to_bytes_little_endian()
}
