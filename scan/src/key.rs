//! What a word is found by: its last bytes as one number, made while it is read.

/// The last sixteen bytes of a word in small letters. Shorter words with one key are the same word: no word holds a zero
/// byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    high: u64,
    low: u64,
}

impl Key {
    /// Words of so many bytes, and longer ones, may share their key with another.
    pub const WHOLE: usize = 16;

    /// The key of a word in small letters.
    pub const fn of(word: &str) -> Self {
        let (bytes, mut at) = (word.as_bytes(), 0);
        let mut key = Self { high: 0, low: 0 };
        while at < bytes.len() {
            key = key.and(bytes[at]);
            at += 1;
        }
        key
    }

    /// The key of the word that is longer by this byte.
    #[inline(always)]
    pub const fn and(self, byte: u8) -> Self {
        Self { high: self.high << 8 | self.low >> 56, low: self.low << 8 | byte as u64 }
    }

    /// Where to look for it: evenly spread, in the lowest bits.
    #[inline(always)]
    pub const fn place(self) -> usize {
        let mixed = (self.low ^ self.high.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 40) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_words_share_a_key() {
        assert_ne!(Key::of("a"), Key::of("aa"));
        assert_ne!(Key::of("abcdefgh"), Key::of("bcdefgh"));
        assert_ne!(Key::of("abcdefghijklmno"), Key::of("bcdefghijklmno"));
        assert_eq!(Key::of("xabcdefghijklmnop"), Key::of("yabcdefghijklmnop"));
    }
}
