//! Four numbers at a time, each of another output: no sum changes its order, so every target gives the same bits.

use std::ops::{Add, Mul};

#[cfg(target_feature = "simd128")]
use std::arch::wasm32::{
    f32x4, f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat, v128 as Numbers,
};

#[cfg(not(target_feature = "simd128"))]
type Numbers = [f32; 4];

/// How many numbers go at a time.
pub(super) const LANES: usize = 4;

/// Four numbers: one of WebAssembly's vectors where the module may have them. The compiler makes none by itself where it
/// optimises for size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Four(Numbers);

impl Four {
    /// These numbers; where there are fewer than four, zero stands for the others.
    #[inline]
    pub(super) fn of(numbers: &[f32]) -> Self {
        let at = |nth| numbers.get(nth).copied().unwrap_or(0.0);
        Self::new(at(0), at(1), at(2), at(3))
    }
}

#[cfg(target_feature = "simd128")]
impl Four {
    fn new(a: f32, b: f32, c: f32, d: f32) -> Self {
        Self(f32x4(a, b, c, d))
    }

    /// The same number four times.
    #[inline]
    pub(super) fn each(number: f32) -> Self {
        Self(f32x4_splat(number))
    }

    /// One after the other.
    #[inline]
    pub(super) fn numbers(self) -> [f32; LANES] {
        [
            f32x4_extract_lane::<0>(self.0),
            f32x4_extract_lane::<1>(self.0),
            f32x4_extract_lane::<2>(self.0),
            f32x4_extract_lane::<3>(self.0),
        ]
    }
}

#[cfg(target_feature = "simd128")]
impl Add for Four {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self(f32x4_add(self.0, other.0))
    }
}

#[cfg(target_feature = "simd128")]
impl Mul for Four {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        Self(f32x4_mul(self.0, other.0))
    }
}

#[cfg(not(target_feature = "simd128"))]
impl Four {
    fn new(a: f32, b: f32, c: f32, d: f32) -> Self {
        Self([a, b, c, d])
    }

    /// The same number four times.
    #[inline]
    pub(super) fn each(number: f32) -> Self {
        Self([number; LANES])
    }

    /// One after the other.
    #[inline]
    pub(super) fn numbers(self) -> [f32; LANES] {
        self.0
    }
}

#[cfg(not(target_feature = "simd128"))]
impl Add for Four {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a + e, b + f, c + g, d + h])
    }
}

#[cfg(not(target_feature = "simd128"))]
impl Mul for Four {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a * e, b * f, c * g, d * h])
    }
}
