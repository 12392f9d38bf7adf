//! Positions in UTF-16 units, as browsers count them: the one type for them, and the one place where they are made
//! from byte offsets and turned back.

use super::span::Span;

/// A number of UTF-16 units from the start of some text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Utf16(u32);

impl Utf16 {
    /// A position as a browser gave it, in UTF-16 units.
    #[must_use]
    pub const fn new(units: u32) -> Self {
        Self(units)
    }

    /// The position of a byte offset of `text`. Past the end, or inside a character, counts as the nearest one before.
    #[must_use]
    pub fn of_byte(text: &str, byte: usize) -> Self {
        let head = &text[..text.floor_char_boundary(byte)];
        Self(u32::try_from(units(head)).unwrap_or(u32::MAX))
    }

    /// The byte offset of this position in `text`. Past the end counts as the end; between the two halves of a
    /// surrogate pair counts as the start of that character.
    #[must_use]
    pub fn to_byte(self, text: &str) -> usize {
        let wanted = self.0 as usize;
        let mut seen = 0;
        for (byte, character) in text.char_indices() {
            seen += character.len_utf16();
            if seen > wanted {
                return byte;
            }
        }
        text.len()
    }

    /// The number of UTF-16 units.
    #[must_use]
    pub const fn units(self) -> u32 {
        self.0
    }
}

/// A half-open range of UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Utf16Span {
    /// First unit of the range.
    pub start: Utf16,
    /// One past the last unit of the range.
    pub end: Utf16,
}

impl Utf16Span {
    /// A range of bytes of `text`, counted in UTF-16 units.
    #[must_use]
    pub fn of_bytes(text: &str, span: Span) -> Self {
        let start = Utf16::of_byte(text, span.start());
        let from = text.floor_char_boundary(span.start());
        let inner = Utf16::of_byte(&text[from..], span.end().saturating_sub(from));
        Self { start, end: Utf16(start.0.saturating_add(inner.0)) }
    }

    /// The same range in bytes of `text`.
    #[must_use]
    pub fn to_bytes(self, text: &str) -> Span {
        let start = self.start.to_byte(text);
        Span::new(start, self.end.to_byte(text).max(start))
    }
}

/// The length of `text` in UTF-16 units; most mail is ASCII, where both lengths agree.
fn units(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_there_and_back() {
        let text = "Dr. Müller 👋 “hi”";
        for (byte, _) in text.char_indices() {
            assert_eq!(Utf16::of_byte(text, byte).to_byte(text), byte, "byte {byte}");
        }
        assert_eq!(Utf16::of_byte(text, text.len()).units() as usize, text.encode_utf16().count());
    }

    #[test]
    fn positions_off_a_boundary_or_past_the_end_are_moved_back() {
        assert_eq!(Utf16::of_byte("é", 1), Utf16::new(0));
        assert_eq!(Utf16::of_byte("é", 9), Utf16::new(1));
        assert_eq!(Utf16::new(1).to_byte("👋"), 0);
        assert_eq!(Utf16::new(9).to_byte("👋"), 4);
    }

    #[test]
    fn spans_go_there_and_back() {
        let text = "“I will” rank";
        let span = Span::new(text.find('I').unwrap_or(0), text.find("rank").unwrap_or(0));
        let units = Utf16Span::of_bytes(text, span);
        assert_eq!((units.start.units(), units.end.units()), (1, 9));
        assert_eq!(units.to_bytes(text), span);
    }
}
