//! Strings of bits of a fixed length: the places in a sentence. What matching is made of; for common sentences, of one part,
//! always inlined, for long ones a call, so that it is not written out everywhere.

use std::ops::{BitAnd, BitOr, Not};

/// `64 * N` bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bits<const N: usize>([u64; N]);

impl<const N: usize> Bits<N> {
    /// No bit is set.
    pub(crate) const NONE: Self = Self([0; N]);
    /// Every bit is set.
    pub(crate) const ALL: Self = Self([u64::MAX; N]);

    /// The bits in this row.
    #[inline(always)]
    pub(crate) fn of(row: [u64; N]) -> Self {
        Self(row)
    }

    /// The bits `from..to` are set.
    pub(crate) fn range(from: usize, to: usize) -> Self {
        let below = |part: usize, at: usize| {
            let inside = at.saturating_sub(part * 64).min(64);
            if inside == 64 { u64::MAX } else { (1 << inside) - 1 }
        };
        let mut parts = [0; N];
        for (part, bits) in parts.iter_mut().enumerate() {
            *bits = below(part, to) & !below(part, from);
        }
        Self(parts)
    }

    #[inline(always)]
    pub(crate) fn is_empty(self) -> bool {
        let mut any = 0;
        for part in 0..N {
            any |= self.0[part];
        }
        any == 0
    }

    pub(crate) fn has(self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|part| part >> (at % 64) & 1 == 1)
    }

    /// The lowest bit that is set; 0 where none is.
    pub(crate) fn first(self) -> usize {
        let part = (0..N).find(|&part| self.0[part] != 0).unwrap_or(0);
        part * 64 + if self.0[part] == 0 { 0 } else { self.0[part].trailing_zeros() as usize }
    }

    /// The highest bit that is set; 0 where none is.
    pub(crate) fn last(self) -> usize {
        let part = (0..N).rev().find(|&part| self.0[part] != 0).unwrap_or(0);
        part * 64 + self.0[part].checked_ilog2().unwrap_or(0) as usize
    }

    /// Each bit one place further on; what leaves the end is gone.
    #[inline(always)]
    pub(crate) fn moved(mut self) -> Self {
        if N > 1 {
            return moved(self);
        }
        self.0[0] <<= 1;
        self
    }

    #[inline(always)]
    fn by_part(mut self, other: Self, joined: impl Fn(u64, u64) -> u64) -> Self {
        for part in 0..N {
            self.0[part] = joined(self.0[part], other.0[part]);
        }
        self
    }
}

impl<const N: usize> BitAnd for Bits<N> {
    type Output = Self;

    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        if N == 1 { self.by_part(other, |one, other| one & other) } else { and(self, other) }
    }
}

impl<const N: usize> BitOr for Bits<N> {
    type Output = Self;

    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        if N == 1 { self.by_part(other, |one, other| one | other) } else { or(self, other) }
    }
}

// Long sentences are rare: for them all this is not written out wherever it is used.
#[inline(never)]
fn and<const N: usize>(one: Bits<N>, other: Bits<N>) -> Bits<N> {
    one.by_part(other, |one, other| one & other)
}

#[inline(never)]
fn or<const N: usize>(one: Bits<N>, other: Bits<N>) -> Bits<N> {
    one.by_part(other, |one, other| one | other)
}

#[inline(never)]
fn moved<const N: usize>(mut bits: Bits<N>) -> Bits<N> {
    let mut carried = 0;
    for part in &mut bits.0 {
        let carries = *part >> 63;
        *part = *part << 1 | carried;
        carried = carries;
    }
    bits
}

impl<const N: usize> Not for Bits<N> {
    type Output = Self;

    #[inline(always)]
    fn not(mut self) -> Self {
        for part in 0..N {
            self.0[part] = !self.0[part];
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_move_over_the_parts_and_off_the_end() {
        let near: Bits<2> = Bits::range(62, 64);
        assert_eq!(near.moved(), Bits::range(63, 65));
        assert_eq!(near.moved().last(), 64);
        assert_eq!((near.first(), Bits::<2>::NONE.first()), (62, 0));
        assert!(near.moved().has(64) && !near.moved().has(62));
        assert!(Bits::<2>::range(127, 128).moved().is_empty());
        assert_eq!(Bits::<2>::range(0, 128), Bits::ALL);
        assert!(Bits::<1>::range(5, 5).is_empty());
    }
}
