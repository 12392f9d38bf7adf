//! Byte ranges of a text: half-open, `start <= end`. Never a UTF-16 position; those live in `utf16`.

/// A half-open range of UTF-8 byte offsets into one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The range from `start` to `end`, in bytes.
    ///
    /// # Panics
    ///
    /// If `start > end`: such a range is a bug of the caller, never of the text.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span must not end before it starts: {start}..{end}");
        Self { start, end }
    }

    /// First byte of the range.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte of the range.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two ranges share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Greater for what starts later, and of two with one start for the longer.
    pub fn place(self) -> u64 {
        (self.start as u64) << 32 | self.end as u64
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

/// A change of a text: the bytes `gone` of it were replaced with `new` others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What was replaced, in bytes of the text before.
    pub gone: Span,
    /// How many bytes stand there now.
    pub new: usize,
}

impl Edit {
    /// What differs between two texts: the bytes between what they share at both ends, in whole characters. None where
    /// nothing does.
    #[must_use]
    pub fn between(before: &str, after: &str) -> Option<Self> {
        let same = |(one, other): &(u8, u8)| one == other;
        let head = before.bytes().zip(after.bytes()).take_while(same).count();
        if head == before.len() && head == after.len() {
            return None;
        }
        let head = after.floor_char_boundary(before.floor_char_boundary(head));
        let (old, new) = (&before[head..], &after[head..]);
        let tail = old.bytes().rev().zip(new.bytes().rev()).take_while(same).count();
        let end = old.ceil_char_boundary(old.len() - tail);
        Some(Self { gone: Span::new(head, head + end), new: new.len() - (old.len() - end) })
    }

    /// Where the new bytes stand, in the text after.
    #[must_use]
    pub fn written(self) -> Span {
        Span::new(self.gone.start, self.gone.start + self.new)
    }

    /// Where a byte behind the change, of the text before, stands in the text after.
    #[must_use]
    pub fn moved(self, byte: usize) -> usize {
        byte - self.gone.len() + self.new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_found_in_whole_characters() {
        let cases = [
            ("abc", "abc", None),
            ("abc", "abxc", Some((2, 2, 1))),
            ("aa", "aaa", Some((2, 2, 1))),
            ("", "a", Some((0, 0, 1))),
            ("é", "è", Some((0, 2, 2))),
            ("xéy", "xy", Some((1, 3, 0))),
            ("😀", "😁", Some((0, 4, 4))),
        ];
        for (before, after, wanted) in cases {
            let found = Edit::between(before, after);
            let found = found.map(|edit| (edit.gone.start(), edit.gone.end(), edit.new));
            assert_eq!(found, wanted, "{before:?} {after:?}");
        }
    }
}
