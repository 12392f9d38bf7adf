//! Eight whole numbers at a time. Sums of whole numbers are the same in any order, so every target gives the same bits.

#[cfg(target_feature = "simd128")]
use std::arch::wasm32::{i16x8, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat, v128};

/// How many numbers go at a time.
const LANES: usize = 8;

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
impl Eight {
    fn of([a, b, c, d, e, f, g, h]: [i16; LANES]) -> Self {
        Self(i16x8(a, b, c, d, e, f, g, h))
    }
}

/// The sum of the products of two rows, wrapping around.
#[cfg(target_feature = "simd128")]
#[inline]
pub(super) fn product(one: &[Eight], other: &[Eight]) -> i32 {
    let add = |sum, (a, b): (&Eight, &Eight)| i32x4_add(sum, i32x4_dot_i16x8(a.0, b.0));
    let sum = one.iter().zip(other).fold(i32x4_splat(0), add);
    let left = i32x4_extract_lane::<0>(sum).wrapping_add(i32x4_extract_lane::<1>(sum));
    let right = i32x4_extract_lane::<2>(sum).wrapping_add(i32x4_extract_lane::<3>(sum));
    left.wrapping_add(right)
}

/// Eight numbers.
#[cfg(not(target_feature = "simd128"))]
#[derive(Clone, Copy, Debug)]
pub(super) struct Eight([i16; LANES]);

#[cfg(not(target_feature = "simd128"))]
impl Eight {
    fn of(numbers: [i16; LANES]) -> Self {
        Self(numbers)
    }
}

/// The sum of the products of two rows, wrapping around.
#[cfg(not(target_feature = "simd128"))]
#[inline]
pub(super) fn product(one: &[Eight], other: &[Eight]) -> i32 {
    let add = |sum: i32, (a, b): (&i16, &i16)| sum.wrapping_add(i32::from(*a) * i32::from(*b));
    one.iter().zip(other).fold(0, |sum, (a, b)| a.0.iter().zip(&b.0).fold(sum, add))
}
