//! The classifier's arithmetic. Plain f32 in a fixed order, own `exp`: the same results on every target.

use super::weights::{Layer, Matrix, MeaningError, Reader, Table};

/// Embeddings, convolutions of growing reach, pooling, one dense layer.
#[derive(Clone, Debug)]
pub(super) struct Network {
    table: Table,
    convs: Vec<Conv>,
    wide: Layer,
    dense: Layer,
}

/// Reads a place and the places `reach` before and after it.
#[derive(Clone, Debug)]
struct Conv {
    reach: usize,
    layer: Layer,
}

impl Network {
    /// Reads the network for this many pieces.
    pub(super) fn read(reader: &mut Reader<'_>, pieces: usize) -> Result<Self, MeaningError> {
        let table = reader.table(pieces)?;
        let width = table.width;
        let convs = reader.several(|reader| Conv::read(reader, width))?;
        let wide = reader.layer(width)?;
        let dense = reader.layer(wide.matrix.cols + width)?;
        Ok(Self { table, convs, wide, dense })
    }

    /// How many features a sentence has.
    pub(super) fn width(&self) -> usize {
        self.dense.matrix.cols
    }

    /// The features of a sentence of pieces; of nothing, those of an empty vector.
    pub(super) fn features(&self, ids: &[u16]) -> Vec<f32> {
        let width = self.table.width;
        let mut places = vec![0.0; ids.len().max(1) * width];
        for (id, place) in ids.iter().zip(places.chunks_exact_mut(width)) {
            self.table.read(*id, place);
        }
        for conv in &self.convs {
            conv.add_to(&mut places, width);
        }
        let mut pooled = self.highest(&places);
        pooled.extend(means(&places, width));
        let mut out = self.dense.apply(&pooled);
        out.iter_mut().for_each(|x| *x = gelu(*x));
        out
    }

    /// The highest answer of every wide feature over all places; below nothing there is zero.
    fn highest(&self, places: &[f32]) -> Vec<f32> {
        let mut top = vec![0.0f32; self.wide.matrix.cols];
        let mut answer = top.clone();
        for place in places.chunks_exact(self.table.width) {
            self.wide.apply_to(place, &mut answer);
            top.iter_mut().zip(&answer).for_each(|(top, x)| *top = top.max(*x));
        }
        top
    }
}

impl Conv {
    fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, MeaningError> {
        let (reach, layer) = (reader.side()?, reader.layer(3 * width)?);
        if reach == 0 || layer.matrix.cols != width {
            return Err(MeaningError::Damaged);
        }
        Ok(Self { reach, layer })
    }

    /// Adds its answers to the places; beyond the ends there is nothing.
    fn add_to(&self, places: &mut [f32], width: usize) {
        let before = places.to_vec();
        let (mut around, mut answer) = (vec![0.0; 3 * width], vec![0.0; width]);
        for (at, place) in places.chunks_exact_mut(width).enumerate() {
            let seen = [at.checked_sub(self.reach), Some(at), at.checked_add(self.reach)];
            for (part, at) in around.chunks_exact_mut(width).zip(seen) {
                let there = at.and_then(|at| before.get(at * width..(at + 1) * width));
                match there {
                    Some(there) => part.copy_from_slice(there),
                    None => part.fill(0.0),
                }
            }
            self.layer.apply_to(&around, &mut answer);
            place.iter_mut().zip(&answer).for_each(|(place, x)| *place += x.max(0.0));
        }
    }
}

impl Layer {
    /// Outputs for one input.
    pub(super) fn apply(&self, input: &[f32]) -> Vec<f32> {
        let mut out = self.bias.to_vec();
        self.matrix.add_product(input, &mut out);
        out
    }

    /// As `apply`, into memory that is there.
    fn apply_to(&self, input: &[f32], out: &mut [f32]) {
        out.copy_from_slice(&self.bias);
        self.matrix.add_product(input, out);
    }
}

impl Matrix {
    /// Adds the product of `input` and this matrix to `out`; four inputs at a time, so that it vectorises.
    fn add_product(&self, input: &[f32], out: &mut [f32]) {
        let cols = self.cols;
        let (fours, rest) = input.as_chunks::<4>();
        let mut blocks = self.values.chunks_exact(4 * cols);
        for ([a, b, c, d], block) in fours.iter().zip(&mut blocks) {
            let (first, second) = block.split_at(2 * cols);
            let ((wa, wb), (wc, wd)) = (first.split_at(cols), second.split_at(cols));
            let weights = wa.iter().zip(wb).zip(wc.iter().zip(wd));
            for (out, ((wa, wb), (wc, wd))) in out.iter_mut().zip(weights) {
                *out += (a * wa + b * wb) + (c * wc + d * wd);
            }
        }
        for (a, row) in rest.iter().zip(blocks.remainder().chunks_exact(cols)) {
            out.iter_mut().zip(row).for_each(|(out, w)| *out += a * w);
        }
    }
}

fn means(places: &[f32], width: usize) -> Vec<f32> {
    let mut sum = vec![0.0f32; width];
    for place in places.chunks_exact(width) {
        sum.iter_mut().zip(place).for_each(|(sum, x)| *sum += x);
    }
    let count = (places.len() / width).max(1) as f32;
    sum.iter_mut().for_each(|x| *x /= count);
    sum
}

/// `e^x`, right to about seven digits, by the same steps everywhere.
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let whole = (x * std::f32::consts::LOG2_E + if x < 0.0 { -0.5 } else { 0.5 }) as i32;
    let rest = x - whole as f32 * 0.693_359_4 - whole as f32 * -2.121_944_4e-4;
    let tail = 0.166_666_67 + rest * (0.041_666_67 + rest * (0.008_333_33 + rest * 0.001_388_89));
    let power = 1.0 + rest * (1.0 + rest * (0.5 + rest * tail));
    power * f32::from_bits(((whole + 127) as u32) << 23)
}

/// The logistic function.
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + tanh(0.797_884_6 * (x + 0.044_715 * x * x * x)))
}
