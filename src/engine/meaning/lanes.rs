//! Eight whole numbers at a time. Sums of whole numbers are the same in any order, so every target gives the same bits.

#[cfg(target_feature = "simd128")]
use std::arch::wasm32::{
    i16x8, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_shuffle, i32x4_splat, v128,
};

/// How many numbers go at a time.
pub(super) const LANES: usize = 8;

/// These numbers, eight at a time, filled up with zeros.
#[inline(never)] // small is better than fast here
pub(super) fn eights(numbers: &[i16]) -> Vec<Eight> {
    let filled = |few: &[i16]| {
        let mut eight = [0; LANES];
        eight[..few.len()].copy_from_slice(few);
        Eight::of(eight)
    };
    numbers.chunks(LANES).map(filled).collect()
}

/// Eight numbers: one of WebAssembly's vectors where the module may have them. The compiler makes none by itself where it
/// optimises for size.
#[cfg(target_feature = "simd128")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Eight(v128);

#[cfg(target_feature = "simd128")]
impl Default for Eight {
    fn default() -> Self {
        Self::of([0; LANES])
    }
}

#[cfg(target_feature = "simd128")]
impl Eight {
    fn of([a, b, c, d, e, f, g, h]: [i16; LANES]) -> Self {
        Self(i16x8(a, b, c, d, e, f, g, h))
    }
}

/// So many rows are multiplied at a time: what they are multiplied by is read once for all of them.
pub(super) const ROWS: usize = 4;

/// The sums of the products of rows with one other row, wrapping around. Of the rows, whose parts stand side by side, the first
/// parts come first.
#[cfg(target_feature = "simd128")]
pub(super) fn products(rows: &[Eight], other: &[Eight]) -> [i32; ROWS] {
    // Written out: a build for size leaves loops and calls as they are, and the sums would lie in memory.
    let [mut a, mut b, mut c, mut d] = [i32x4_splat(0); ROWS];
    for (parts, other) in rows.as_chunks::<ROWS>().0.iter().zip(other) {
        a = i32x4_add(a, i32x4_dot_i16x8(parts[0].0, other.0));
        b = i32x4_add(b, i32x4_dot_i16x8(parts[1].0, other.0));
        c = i32x4_add(c, i32x4_dot_i16x8(parts[2].0, other.0));
        d = i32x4_add(d, i32x4_dot_i16x8(parts[3].0, other.0));
    }
    let halves =
        |a, b| i32x4_add(i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
    let (one, other) = (halves(a, b), halves(c, d));
    let sums =
        i32x4_add(i32x4_shuffle::<0, 1, 4, 5>(one, other), i32x4_shuffle::<2, 3, 6, 7>(one, other));
    [
        i32x4_extract_lane::<0>(sums),
        i32x4_extract_lane::<1>(sums),
        i32x4_extract_lane::<2>(sums),
        i32x4_extract_lane::<3>(sums),
    ]
}

/// Eight numbers.
#[cfg(not(target_feature = "simd128"))]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Eight([i16; LANES]);

#[cfg(not(target_feature = "simd128"))]
impl Eight {
    fn of(numbers: [i16; LANES]) -> Self {
        Self(numbers)
    }
}

/// The sums of the products of rows with one other row, wrapping around. Of the rows, whose parts stand side by side, the first
/// parts come first.
#[cfg(not(target_feature = "simd128"))]
pub(super) fn products(rows: &[Eight], other: &[Eight]) -> [i32; ROWS] {
    let add = |sum: i32, (a, b): (&i16, &i16)| sum.wrapping_add(i32::from(*a) * i32::from(*b));
    let mut sums = [0; ROWS];
    for (parts, other) in rows.as_chunks::<ROWS>().0.iter().zip(other) {
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum = part.0.iter().zip(&other.0).fold(*sum, add);
        }
    }
    sums
}
