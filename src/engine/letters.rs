//! Small and large letters, from a table that the build packs: the standard library's own weighs 30 KB in the page.
//!
//! The same as the standard library's in all but one: a capital sigma at the end of a word becomes a plain small one.

/// Letters that all turn into the letter `by` places further on.
struct Run {
    first: u32,
    last: u32,
    /// Every letter from the first to the last, or every second one.
    every: u32,
    by: i32,
}

include!(concat!(env!("OUT_DIR"), "/letters.rs"));

/// The one letter that turns into two small ones, `i` and a dot.
const DOTTED: char = 'İ';

/// The small letter; the letter itself where there is none.
pub(crate) fn small(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        DOTTED => 'i',
        c => turned(SMALL, c),
    }
}

/// Texts that can be had in small letters.
pub(crate) trait Lower {
    /// The text in small letters.
    fn lower(&self) -> String;
}

impl Lower for str {
    fn lower(&self) -> String {
        if self.is_ascii() {
            return self.to_ascii_lowercase();
        }
        let mut out = String::with_capacity(self.len());
        for c in self.chars() {
            push_small(c, &mut out);
        }
        out
    }
}

/// Adds the letter in small.
pub(crate) fn push_small(c: char, out: &mut String) {
    out.push(small(c));
    if c == DOTTED {
        out.push('\u{307}');
    }
}

/// The text with a large first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let Some(first) = text.chars().next() else { return String::new() };
    let mut out = String::with_capacity(text.len());
    // A letter such as ß turns into several.
    match SPELLED_OUT.lines().find_map(|line| line.strip_prefix(first)) {
        Some(letters) => out.push_str(letters),
        None => out.push(turned(LARGE, first)),
    }
    out.push_str(&text[first.len_utf8()..]);
    out
}

fn turned(runs: &[Run], c: char) -> char {
    let code = u32::from(c);
    let run = runs.get(runs.partition_point(|run| run.last < code));
    run.filter(|run| run.first <= code && (code - run.first).is_multiple_of(run.every))
        .and_then(|run| char::from_u32(code.wrapping_add_signed(run.by)))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_as_the_standard_library_has_it() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            assert_eq!(small(c), c.to_lowercase().next().unwrap());
            if c != 'Σ' {
                assert_eq!(text.lower(), text.to_lowercase());
            }
            assert_eq!(capitalised(&text), text.to_uppercase());
        }
    }

    #[test]
    fn only_the_first_letter_grows() {
        assert_eq!(capitalised("élan vital"), "Élan vital");
        assert_eq!(capitalised(""), "");
        assert_eq!("ÉLAN Vital".lower(), "élan vital");
    }
}
