//! Small and large letters, from a table that the build packs: the standard library's own weighs 30 KB in the page.
//!
//! The same as the standard library's in all but two: a capital sigma at the end of a word becomes a plain small one, and a
//! letter whose capital is not that letter's alone (ﬁ, ſ) stays as it is.

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
pub fn small(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        DOTTED => 'i',
        c => turned(c),
    }
}

/// The letter that has this one as its small letter; the letter itself where there is none.
fn large(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    let code = u32::from(c);
    let before = |run: &Run| Some(code.wrapping_add_signed(-run.by)).filter(|at| run.holds(*at));
    SMALL.iter().find_map(before).and_then(char::from_u32).unwrap_or(c)
}

/// Whether the word is one of these. Lengths and first bytes are looked at first: a build for size would call a comparison
/// for each of them.
pub fn is_one_of(word: &str, words: &[&str]) -> bool {
    let first = word.as_bytes().first();
    for other in words {
        if other.len() == word.len() && other.as_bytes().first() == first && *other == word {
            return true;
        }
    }
    false
}

/// Texts that can be had in small letters.
pub trait Lower {
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
pub fn push_small(c: char, out: &mut String) {
    out.push(small(c));
    if c == DOTTED {
        out.push('\u{307}');
    }
}

/// The text with a large first letter.
pub fn capitalised(text: &str) -> String {
    let Some(first) = text.chars().next() else { return String::new() };
    let mut out = String::with_capacity(text.len());
    out.push(large(first));
    out.push_str(&text[first.len_utf8()..]);
    out
}

impl Run {
    fn holds(&self, code: u32) -> bool {
        (self.first..=self.last).contains(&code) && (code - self.first).is_multiple_of(self.every)
    }
}

fn turned(c: char) -> char {
    let code = u32::from(c);
    let run = SMALL.get(SMALL.partition_point(|run| run.last < code));
    run.filter(|run| run.holds(code))
        .and_then(|run| char::from_u32(code.wrapping_add_signed(run.by)))
        .unwrap_or(c)
}

/// Whether the word is one of the list, whose words stand between blanks.
pub fn among(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
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
            if text.to_uppercase().to_lowercase() == text
                && text.to_uppercase().chars().count() == 1
            {
                assert_eq!(capitalised(&text), text.to_uppercase());
            }
        }
    }

    #[test]
    fn only_the_first_letter_grows() {
        assert_eq!(capitalised("élan vital"), "Élan vital");
        assert_eq!(capitalised(""), "");
        assert_eq!("ÉLAN Vital".lower(), "élan vital");
    }
}
