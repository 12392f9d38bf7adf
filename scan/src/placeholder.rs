//! Unfilled template fields: `[Program Name]`, `{{name}}`, `<insert research>`, `XXXX`, `TODO`. Text in, places out.
//!
//! Fields come in brackets of every kind and as bare marks; a bracket counts only if its words name a field, so that
//! `[sic]`, `[1]`, `46,XX` and `<a@example.org>` stay clean. The shapes are irregular, hence regular
//! expressions: ASCII, over bytes, compiled to automata when the program is built (`shape`).

use super::letters;
use super::order;
use super::shape::{BARE, BRACKETED, Shape};
use super::span::Span;

/// Words that name a field, or tell the writer what to put there.
const FIELD_WORDS: &[&str] = &[
    "aamc",
    "achievement",
    "address",
    "affiliation",
    "amount",
    "anecdote",
    "applicant",
    "author",
    "candidate",
    "case",
    "choose",
    "city",
    "clinic",
    "coordinator",
    "country",
    "credentials",
    "date",
    "day",
    "degree",
    "delete",
    "department",
    "detail",
    "details",
    "diagnosis",
    "director",
    "disease",
    "employer",
    "enter",
    "faculty",
    "feature",
    "fill",
    "first",
    "firstname",
    "gene",
    "greeting",
    "here",
    "hobby",
    "hometown",
    "hospital",
    "id",
    "insert",
    "institution",
    "interest",
    "interviewer",
    "journal",
    "language",
    "last",
    "lastname",
    "link",
    "ln",
    "location",
    "medical",
    "mentor",
    "mentors",
    "month",
    "name",
    "names",
    "number",
    "one",
    "optional",
    "paper",
    "paste",
    "pd",
    "phone",
    "placeholder",
    "position",
    "program",
    "programme",
    "project",
    "publication",
    "reason",
    "reasons",
    "replace",
    "research",
    "residency",
    "salutation",
    "school",
    "score",
    "signature",
    "something",
    "specialty",
    "speciality",
    "specific",
    "state",
    "subject",
    "surname",
    "tbd",
    "time",
    "title",
    "todo",
    "topic",
    "track",
    "university",
    "visa",
    "write",
    "xx",
    "xxx",
    "xxxx",
    "year",
    "your",
    "zip",
    "company",
    "interview",
    "start",
    "end",
    "j",
    "h",
    "s",
    "of",
    "condition",
    "document",
    "rotation",
    "observership",
    "elective",
    "strength",
    "strengths",
    "explain",
    "mention",
    "resident",
    "residents",
    "family",
    "ties",
    "village",
    "town",
    "region",
    "skill",
    "skills",
    "attachment",
    "confirmation",
    "code",
    "area",
    "unit",
    "lab",
    "professor",
    "role",
    "adjective",
    "sentence",
];

/// Words that tell the writer to put something there: enough even in round brackets.
const ORDERS: &[&str] = &["insert", "choose", "fill", "enter", "replace", "paste", "mention"];

/// Words of ordinary remarks in brackets.
const REMARKS: &[&str] = &[
    "sic",
    "as",
    "is",
    "was",
    "are",
    "were",
    "the",
    "attached",
    "confidential",
    "epub",
    "only",
    "north",
    "south",
    "wing",
    "order",
    "not",
    "both",
    "also",
    "see",
    "from",
    "with",
    "we",
    "i",
    "pdf",
    "external",
    "single",
    "rapid",
    "internal",
];

/// Every unfilled field in `text[span]`, in reading order, as bytes of `text`.
// Within its caller it would be compiled for size.
#[inline(never)]
pub fn placeholders(text: &str, span: Span) -> Vec<Span> {
    let part = &text.as_bytes()[span.start()..span.end()];
    let wanted = may_hold(part);
    if wanted == [false; 2] { Vec::new() } else { looked_for(text, span, wanted) }
}

/// Runs the patterns that may find something: they are dear, and most sentences hold no sign of a field.
fn looked_for(text: &str, span: Span, [bracketed, bare]: [bool; 2]) -> Vec<Span> {
    let part = &text.as_bytes()[span.start()..span.end()];
    let run = |wanted: bool, shape: &'static Shape| {
        wanted.then(|| shape.find_all(part)).into_iter().flatten()
    };
    let bracketed = run(bracketed, &BRACKETED).filter(|found| {
        let passage = &part[found.start()..found.end()];
        is_short(passage) && names_field(passage) && !is_address(part, found.start())
    });
    let bare = run(bare, &BARE)
        .filter(|found| !is_karyotype(part, found.start()) && !is_said_open(part, found.start()));
    let mut all: Vec<Span> =
        bracketed.chain(bare).map(|found| found.shifted(span.start())).collect();
    all.retain(|found| text.is_char_boundary(found.start()) && text.is_char_boundary(found.end()));
    order::by_key(&mut all, |found| found.place());
    all.dedup_by(|next, kept| kept.overlaps(*next));
    all
}

/// The byte opens a bracket.
const IN_BRACKETS: u8 = 1;
/// A bare field begins with the byte, or holds it.
const IS_BARE: u8 = 1 << 1;
/// As [`IS_BARE`], where more stands beside it.
const MAY_BE: u8 = 1 << 2;

/// What a byte may be a sign of.
static SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let of: [(&[u8], u8); 5] = [
        (b"{$", IN_BRACKETS | IS_BARE),
        (b"[<(&|\xC2", IN_BRACKETS),
        (b"%@~_*/", IS_BARE),
        (b"?#.xmlf", MAY_BE),
        (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", MAY_BE),
    ];
    let mut nth = 0;
    while nth < of.len() {
        let (bytes, sign) = of[nth];
        let mut at = 0;
        while at < bytes.len() {
            signs[bytes[at] as usize] = sign;
            at += 1;
        }
        nth += 1;
    }
    signs
};

/// Whether a bracket stands there, and whether a sign or a word does with which a bare field begins or which it holds.
fn may_hold(part: &[u8]) -> [bool; 2] {
    let (mut signs, mut bare) = (0, false);
    for (at, &byte) in part.iter().enumerate() {
        let sign = SIGNS[usize::from(byte)];
        signs |= sign;
        bare |= sign & MAY_BE != 0 && is_bare_sign(part, at);
    }
    [signs & IN_BRACKETS != 0, bare || signs & IS_BARE != 0]
}

/// Whether a byte that may be one is a sign of a bare field.
fn is_bare_sign(part: &[u8], at: usize) -> bool {
    // Each with the place of its rarest letter.
    const WORDS: [(&[u8], usize); 7] = [
        (b"orem", 3),
        (b"urname", 4),
        (b"ame here", 1),
        (b"ame Here", 1),
        (b"NaN", 0),
        (b"null", 3),
        (b"undefined", 4),
    ];
    let byte = part[at];
    let before = if at == 0 { b' ' } else { part[at - 1] };
    match byte {
        b'?' | b'#' | b'.' | b'x' => before == byte,
        b'A'..=b'Z' if before.is_ascii_uppercase() => true,
        _ => WORDS.iter().any(|&(word, nth)| {
            word[nth] == byte && nth <= at && part[at - nth..].starts_with(word)
        }),
    }
}

/// Whether so much may stand in brackets of this kind and still be a field.
fn is_short(passage: &[u8]) -> bool {
    const MOST: &[(&[u8], usize)] = &[
        (b"${", 60),
        (b"{!", 60),
        (b"|*", 40),
        (b"\xC2\xAB", 60),
        (b"&lt;", 80),
        (b"(", 80),
        (b"[", 240),
        (b"{", 120),
        (b"<", 120),
    ];
    let most = MOST.iter().find(|(open, _)| passage.starts_with(open));
    most.is_some_and(|(open, most)| passage.len() <= most + 2 * open.len() + 2)
}

/// Whether the words in brackets name a field rather than make a remark.
fn names_field(passage: &[u8]) -> bool {
    let round = passage.starts_with(b"(");
    let doubled = [&b"{{"[..], b"[[", b"<<", b"${", b"{!", b"|*", b"\xC2\xAB"]
        .iter()
        .any(|open| passage.starts_with(open));
    let inside: String = String::from_utf8_lossy(passage)
        .trim_matches(|c: char| !c.is_alphanumeric())
        .replace("&lt;", "")
        .replace("&gt;", "");
    let words: Vec<String> = split_words(&inside);
    if doubled || words.is_empty() {
        return doubled;
    }
    let holds = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if round {
        let whole = words.iter().all(|word| FIELD_WORDS.contains(&word.as_str()))
            && words.len() <= 3
            && !inside.contains(char::is_numeric);
        return holds(ORDERS)
            || whole && inside.chars().all(|c| !c.is_uppercase()) && words.len() >= 2
            || words == ["number"]
            || inside.starts_with("name of");
    }
    if passage.starts_with(b"{") && inside.contains(':') {
        return false;
    }
    let shouted = inside.len() >= 3
        && inside.chars().all(|c| c.is_ascii_uppercase() || matches!(c, ' ' | '_' | '/' | '-'));
    (holds(FIELD_WORDS) || shouted) && (holds(ORDERS) || !holds(REMARKS))
}

/// Lower-case words, also those joined in one: `ApplicantFirstName`, `current_employer`, `interviewer2`.
fn split_words(inside: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous_small = false;
    for c in inside.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && previous_small) {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            letters::push_small(c, words.last_mut().expect("one word from the start"));
        }
        previous_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `https://…?id=<7781>`: brackets within an address.
fn is_address(part: &[u8], start: usize) -> bool {
    start > 0 && matches!(part[start - 1], b'=' | b'/' | b'&')
}

/// "is still TBD": the writer says that it is not settled yet.
fn is_said_open(part: &[u8], start: usize) -> bool {
    [&b"is "[..], b"are ", b"still ", b"remains "].iter().any(|word| part[..start].ends_with(word))
        && part[start..].starts_with(b"TB")
}

/// `47,XXXY`: a run of X after a number and a comma.
fn is_karyotype(part: &[u8], start: usize) -> bool {
    start >= 3
        && part[start - 1] == b','
        && part[start - 2].is_ascii_digit()
        && part[start - 3].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text, Span::new(0, text.len()))
            .into_iter()
            .map(|span| &text[span.start()..span.end()])
            .collect()
    }

    #[test]
    fn fields_are_found() {
        for (text, field) in [
            ("I would love to train at [Program Name].", "[Program Name]"),
            ("Dear {{LastName}},", "{{LastName}}"),
            ("my work on <insert research> in Tbilisi", "<insert research>"),
            ("As discussed on XX/XX, I attach it.", "XX/XX"),
            ("Dear Dr. ________, thank you", "________"),
            ("I was impressed by TODO: add their clinic.", "TODO: add their clinic"),
            ("In (insert specialty), listening matters.", "(insert specialty)"),
            ("Visiting %HOSPITAL% was good.", "%HOSPITAL%"),
            ("at XXXX University", "XXXX"),
            ("I grew up in «Country» and", "«Country»"),
        ] {
            assert_eq!(found(text), [field], "{text}");
        }
    }

    #[test]
    fn the_quick_look_misses_no_field() {
        let corpus = include_str!("../../tests/corpus/train_f.jsonl");
        let emails = include_str!("../../tests/corpus/train_emails.jsonl");
        let made = [
            "Dr. null",
            "Dr. NaN",
            "Xx-xx",
            "xxxx",
            "at ....",
            "The ??",
            "Your name here",
            "Program Name Here",
            "Surname-goes-here",
            "Dr. Surname",
            "lorem Ipsum",
            "{0}",
            "mm/dd",
            "20XX",
            "12XXX",
            "Last_Name",
        ];
        let parts = corpus.lines().chain(emails.lines()).flat_map(|line| line.split(". "));
        for text in parts.chain(made) {
            let span = Span::new(0, text.len());
            assert_eq!(placeholders(text, span), looked_for(text, span, [true; 2]), "{text}");
        }
    }

    #[test]
    fn remarks_stay_clean() {
        for text in [
            "he wrote “the gen [sic] is silent”",
            "as shown earlier [3], and in [1, 2]",
            "Amina Yusuf <amina@example.org>",
            "a girl with 47,XXX and a boy with 48,XXXY",
            "My hobbies are chess [rapid only] and growing tomatoes.",
            "The p value was <0.01 in both arms.",
            "The abstract (#1187) will be shown.",
            "my school (Aga Khan University)",
            "The room is C-301 [north wing].",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
