//! Texts of every kind, for properties that must hold of any.

use proptest::prelude::*;

/// Pieces that texts are made of: risky and clean words, marks of mail, and characters that break naive code.
pub(crate) const PIECES: &[&str] = &[
    "I will rank your program number one",
    "If you rank me highly, I will rank you highly",
    "you are my first choice",
    "Dear Dr. Chen,\n\n",
    "Dear Sir/Madam,",
    "Please grant me an interview",
    "[Program Name]",
    "{{name}}",
    "XXXX",
    "«Country»",
    "On Tue, 3 Mar 2026 at 10:02, A. Chen <a@example.edu> wrote:\n> ",
    "\n-- \nAna",
    "\n\n",
    "\r\n",
    "\r",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "é",
    "’",
    "“",
    "”",
    "—",
    " – ",
    "😀",
    "مرحبا",
    "अ",
    "ﬁ",
    "\u{feff}",
    "#1",
    "No. 1",
    ", and so my ",
    " and I ",
    " because ",
    "; ",
    ": ",
    "? ",
    "! ",
    ". ",
    "…",
    "(",
    "]",
    ">",
    "is",
    "my",
    "the",
    "Kestrel",
    "withdraw from the Match",
];

/// Up to two dozen pieces and odd characters.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec((piece, prop::bool::ANY), 0..24).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, spaced)| if spaced { piece + " " } else { piece }).collect()
    })
}
