//! A fingerprint of a text, from which the text cannot be read: how like two letters are, without keeping either.
//!
//! Min-hash over runs of three folded words (names and numbers left out, so that a swapped program changes little): 64
//! hash functions, 8 bits kept of each minimum, 64 bytes in all. The share of equal bytes estimates the share of runs
//! that two texts have in common (Broder 1997; Li and König 2010 for the kept bits) with a standard error of at most
//! 6.3 percentage points. Eight bits of a minimum fit one run of words in 256, so no run can be told from them.

use super::hash::hash;
use super::letters::Lower;
use super::span::Span;

/// Hash functions, and bytes kept.
const LANES: usize = 64;
/// Words in a run.
const RUN: usize = 3;
/// Shorter texts say too little: a confirmation is always like another.
const FEWEST_WORDS: usize = 20;
/// From this share of common runs on, two letters count as the same text.
pub const SAME: f32 = 0.6;

/// What is kept of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; LANES]);

impl Fingerprint {
    /// The fingerprint of these parts of a text; none where they have too few words.
    #[must_use]
    pub fn of(text: &str, parts: &[Span]) -> Option<Self> {
        let words: Vec<u64> = parts
            .iter()
            .filter_map(|span| text.get(span.start()..span.end()))
            .flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '\''))
            .filter(|word| is_common(word))
            .map(|word| hash(&word.lower()))
            .collect();
        if words.len() < FEWEST_WORDS {
            return None;
        }
        let mut least = [u64::MAX; LANES];
        for run in words.windows(RUN) {
            let run = run.iter().fold(0, |all, word| mix(all ^ word));
            for (lane, least) in (0u64..).zip(&mut least) {
                *least = (*least).min(mix(run ^ mix(lane + 1)));
            }
        }
        Some(Self(least.map(|least| least.to_le_bytes()[0])))
    }

    /// The share of runs that two texts have in common, estimated: 0 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let equal = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        // One byte in 256 is equal by chance.
        let share = f32::from(u8::try_from(equal).unwrap_or(u8::MAX)) / 64.0;
        ((share - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
    }

    /// As 128 hexadecimal digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }

    /// From 128 hexadecimal digits.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        if hex.len() != 2 * LANES || !hex.is_ascii() {
            return None;
        }
        let mut bytes = [0; LANES];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

/// Whether a word is part of what makes a text: no name, no number.
fn is_common(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && !word.starts_with(char::is_uppercase)
        && !word.chars().any(|c| c.is_ascii_digit())
}

/// The finaliser of SplitMix64 (Steele et al. 2014).
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(text, &[Span::new(0, text.len())]).expect("enough words")
    }

    const LETTER: &str = "Dear Dr. Chen, thank you for the warm welcome on Friday. I enjoyed the talk about newborn \
        screening, and the case conference showed how closely the team works with families. My years in pediatrics have \
        led me to rare disease, and the clinic at Kestrel would let me go on with that work. With kind regards, Ana";

    #[test]
    fn a_swapped_program_changes_nothing_and_another_letter_everything() {
        let swapped = LETTER.replace("Chen", "Rivera").replace("Kestrel", "Great Plains");
        assert!(print(LETTER).likeness(&print(&swapped)) > 0.99);
        let edited = LETTER.replace("newborn screening", "prenatal diagnosis");
        assert!(print(LETTER).likeness(&print(&edited)) > SAME);
        let other = "Dear Dr. Chen, my manuscript on mosaic variants was accepted last week by a journal of genetics. The \
            reviewers asked for one more family, which we found. I wanted to let you know before your committee meets.";
        assert!(print(LETTER).likeness(&print(other)) < 0.3);
    }

    #[test]
    fn the_estimate_is_as_good_as_is_said() {
        // Two texts of 400 words that share the first half: a third of all runs.
        let word = |n: u64| -> String {
            let letters = mix(n).to_le_bytes();
            letters.iter().map(|byte| char::from(b'a' + byte % 26)).collect()
        };
        let text = |from: u64| -> String {
            (0..400).map(|n| word(if n < 200 { n } else { from + n }) + " ").collect()
        };
        let mut worst: f32 = 0.0;
        for other in 1..20 {
            let like = print(&text(0)).likeness(&print(&text(other * 1_000)));
            worst = worst.max((like - 0.333).abs());
        }
        // Three standard errors.
        assert!(worst < 0.19, "{worst}");
    }

    #[test]
    fn it_is_written_and_read() {
        let print = print(LETTER);
        assert_eq!(Fingerprint::from_hex(&print.to_hex()), Some(print));
        for bad in ["", "zz", &"g".repeat(128), &"é".repeat(64)] {
            assert_eq!(Fingerprint::from_hex(bad), None);
        }
        assert_eq!(Fingerprint::of("I confirm Friday.", &[Span::new(0, 17)]), None);
    }
}
