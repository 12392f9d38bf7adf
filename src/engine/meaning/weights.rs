//! Reads the weights file: every number checked before it is used, no panic on any bytes.

use super::lanes::{Eight, LANES, ROWS, eights};
use super::tokens::{Pieces, RESERVED};

/// First bytes of the file: name and version of the format.
const MAGIC: &[u8] = b"redline meaning 3\n";
/// No side of a matrix is longer; keeps a damaged file from asking for much memory.
const WIDEST: usize = 4096;

/// Why a weights file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeaningError {
    /// The bytes are not a weights file, or one of another version.
    NotWeights,
    /// The file ends too early.
    Truncated,
    /// The file's content does not fit its checksum, or itself.
    Damaged,
}

impl std::fmt::Display for MeaningError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotWeights => "these are not the meaning layer's weights, or of another version",
            Self::Truncated => "the meaning layer's weights end too early",
            Self::Damaged => "the meaning layer's weights are damaged",
        })
    }
}

impl std::error::Error for MeaningError {}

/// A matrix in whole numbers, and what is added to its outputs.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// How many inputs it has.
    pub(super) rows: usize,
    /// Weights of [`ROWS`] outputs at a time, in the order in which [`products`](super::lanes::products) reads them; filled up with
    /// zeros to whole [`Eight`]s and whole groups.
    pub(super) weights: Vec<Eight>,
    /// What one stands for in the weights of each output.
    pub(super) steps: Box<[f32]>,
    pub(super) bias: Box<[f32]>,
}

impl Layer {
    /// How many outputs it has.
    pub(super) fn cols(&self) -> usize {
        self.bias.len()
    }
}

/// One vector per piece, four bits a value.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) width: usize,
    nibbles: Box<[u8]>,
    steps: Box<[f32]>,
}

impl Table {
    /// Writes the vector of piece `id` to `out`; pieces beyond the table have none.
    pub(super) fn read(&self, id: u16, out: &mut [f32]) {
        let (at, half) = (usize::from(id), self.width / 2);
        let (Some(row), Some(step)) =
            (self.nibbles.get(at * half..(at + 1) * half), self.steps.get(at))
        else {
            return;
        };
        for (pair, byte) in out.chunks_exact_mut(2).zip(row) {
            pair[0] = (f32::from(byte & 15) - 8.0) * step;
            pair[1] = (f32::from(byte >> 4) - 8.0) * step;
        }
    }
}

/// Reads the file from front to back.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader behind the magic; the checksum over the rest is right.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, MeaningError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(MeaningError::NotWeights)?;
        let (sum, rest) = rest.split_first_chunk::<4>().ok_or(MeaningError::Truncated)?;
        if u32::from_le_bytes(*sum) == checksum(rest) {
            Ok(Self { rest })
        } else {
            Err(MeaningError::Damaged)
        }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], MeaningError> {
        let (head, rest) = self.rest.split_at_checked(count).ok_or(MeaningError::Truncated)?;
        self.rest = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<usize, MeaningError> {
        let bytes = self.take(4)?;
        let value = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        usize::try_from(value).map_err(|_| MeaningError::Damaged)
    }

    /// A size within reason.
    pub(super) fn side(&mut self) -> Result<usize, MeaningError> {
        self.number().and_then(|n| if n <= WIDEST { Ok(n) } else { Err(MeaningError::Damaged) })
    }

    fn floats(&mut self, count: usize) -> Result<Box<[f32]>, MeaningError> {
        let bytes = self.take(count * 4)?;
        let read = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        Ok(bytes.chunks_exact(4).map(read).collect())
    }

    /// A list of lines.
    pub(super) fn text(&mut self) -> Result<&'a str, MeaningError> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| MeaningError::Damaged)
    }

    /// The known pieces.
    pub(super) fn pieces(&mut self) -> Result<Pieces, MeaningError> {
        let pieces = Pieces::from_lines(self.text()?).ok_or(MeaningError::Damaged)?;
        if pieces.len() + RESERVED > usize::from(u16::MAX) {
            return Err(MeaningError::Damaged);
        }
        Ok(pieces)
    }

    /// A vector of exactly `count` numbers.
    pub(super) fn vector(&mut self, count: usize) -> Result<Box<[f32]>, MeaningError> {
        if self.side()? == count { self.floats(count) } else { Err(MeaningError::Damaged) }
    }

    /// Steps, each kept as sixteenths of its binary logarithm.
    fn steps(&mut self, count: usize) -> Result<Box<[f32]>, MeaningError> {
        Ok(self.take(count)?.iter().map(|&log| step_of(log)).collect())
    }

    /// Vectors of `count` pieces.
    pub(super) fn table(&mut self, count: usize) -> Result<Table, MeaningError> {
        let width = self.side()?;
        if width == 0 || width % 2 == 1 {
            return Err(MeaningError::Damaged);
        }
        let steps = self.steps(count)?;
        Ok(Table { width, nibbles: self.take(count * width / 2)?.into(), steps })
    }

    /// A layer with `rows` inputs, eight bits a weight.
    pub(super) fn layer(&mut self, rows: usize) -> Result<Layer, MeaningError> {
        let cols = self.side()?;
        let steps = self.floats(cols)?;
        let weights = self.take(rows * cols)?.iter().map(|&byte| i16::from(byte) - 128).collect();
        self.built(rows, steps, weights)
    }

    /// A layer with `rows` inputs, four bits a weight, each output's step as in [`Reader::steps`].
    pub(super) fn few_bits(&mut self, rows: usize) -> Result<Layer, MeaningError> {
        let cols = self.side()?;
        let steps = self.steps(cols)?;
        // Taken before anything is asked for it: a damaged file may name any size.
        let bytes = self.take((rows * cols).div_ceil(2))?;
        let mut weights = Vec::with_capacity(2 * bytes.len());
        for &byte in bytes {
            weights.push(i16::from(byte & 15) - 8);
            weights.push(i16::from(byte >> 4) - 8);
        }
        self.built(rows, steps, weights)
    }

    /// A layer of these weights; its bias follows.
    fn built(
        &mut self,
        rows: usize,
        steps: Box<[f32]>,
        weights: Vec<i16>,
    ) -> Result<Layer, MeaningError> {
        if steps.is_empty() || rows == 0 {
            return Err(MeaningError::Damaged);
        }
        let parts = rows.div_ceil(LANES);
        let mut own = vec![Eight::default(); steps.len().next_multiple_of(ROWS) * parts];
        for (output, weights) in weights.chunks_exact(rows).enumerate() {
            let first = output / ROWS * ROWS * parts + output % ROWS;
            for (nth, eight) in eights(weights).into_iter().enumerate() {
                own[first + nth * ROWS] = eight;
            }
        }
        Ok(Layer { rows, weights: own, bias: self.floats(steps.len())?, steps })
    }

    /// A list of what `read` reads.
    pub(super) fn several<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, MeaningError>,
    ) -> Result<Vec<T>, MeaningError> {
        let count = self.side()?;
        (0..count).map(|_| read(self)).collect()
    }

    /// The file must end here.
    pub(super) fn end(&self) -> Result<(), MeaningError> {
        if self.rest.is_empty() { Ok(()) } else { Err(MeaningError::Damaged) }
    }
}

/// `2^(log/16 - 14)`.
fn step_of(log: u8) -> f32 {
    // Sixteenths of a doubling, so that no platform's `powf` has a say.
    const PARTS: [f32; 16] = [
        1.0,
        1.044_273_8,
        1.090_507_7,
        1.138_788_6,
        1.189_207_1,
        1.241_857_8,
        1.296_839_6,
        1.354_255_6,
        std::f32::consts::SQRT_2,
        1.476_826_1,
        1.542_210_8,
        1.610_490_3,
        1.681_792_9,
        1.756_252_2,
        1.834_008,
        1.915_206_6,
    ];
    let exponent = u32::from(log / 16) + 127 - 14;
    f32::from_bits(exponent << 23) * PARTS[usize::from(log % 16)]
}

/// FNV-1a over words of four bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let mix = |sum: u32, word: u32| (sum ^ word).wrapping_mul(16_777_619);
    let words = bytes
        .chunks(4)
        .map(|c| c.iter().rev().fold(0u32, |word, &byte| (word << 8) | u32::from(byte)));
    words.fold(2_166_136_261, mix)
}
