//! The classifier's arithmetic. Plain f32 in a fixed order, own `exp`: the same results on every target.

use super::lanes::Four;
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
        for answer in self.wide.apply(places).chunks_exact(top.len()) {
            for (top, x) in top.iter_mut().zip(answer) {
                *top = if *x > *top { *x } else { *top };
            }
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
        let count = places.len() / width;
        let mut around = vec![0.0; 3 * places.len()];
        for (at, around) in around.chunks_exact_mut(3 * width).enumerate() {
            let seen = [at.checked_sub(self.reach), Some(at), at.checked_add(self.reach)];
            for (part, at) in around.chunks_exact_mut(width).zip(seen) {
                if let Some(at) = at.filter(|&at| at < count) {
                    part.copy_from_slice(&places[at * width..(at + 1) * width]);
                }
            }
        }
        let answers = self.layer.apply(&around);
        for (place, x) in places.iter_mut().zip(&answers) {
            *place += if *x > 0.0 { *x } else { 0.0 };
        }
    }
}

impl Layer {
    /// Outputs for one input after the other.
    pub(super) fn apply(&self, inputs: &[f32]) -> Vec<f32> {
        let (cols, width) = (self.matrix.cols, self.bias.len());
        let rows = self.matrix.values.len() / width;
        let count = inputs.len() / rows;
        let mut out = Vec::new();
        let mut sums = Vec::new();
        // Two at a time; an odd last one goes with itself.
        for at in (0..count).step_by(2) {
            let input = |at: usize| &inputs[at.min(count - 1) * rows..][..rows];
            sums.clear();
            sums.extend_from_slice(&self.bias);
            sums.extend_from_slice(&self.bias);
            let (one, two) = sums.split_at_mut(width);
            self.matrix.add_products(input(at), input(at + 1), one, two);
            for sums in [one, two] {
                let end = out.len() + cols;
                sums.iter().for_each(|four| out.extend_from_slice(&four.numbers()));
                out.truncate(end);
            }
        }
        out.truncate(count * cols);
        out
    }
}

impl Matrix {
    /// Adds the products of two inputs and this matrix to their outputs, four rows at a time and for both, so that each
    /// weight is read once. Nearly all the time goes here.
    fn add_products(&self, one: &[f32], two: &[f32], out_one: &mut [Four], out_two: &mut [Four]) {
        let width = out_one.len();
        let ((ones, last_ones), (twos, last_twos)) = (one.as_chunks(), two.as_chunks());
        let mut blocks = self.values.chunks_exact(4 * width);
        for (block, (one, two)) in (&mut blocks).zip(ones.iter().zip(twos)) {
            add_rows(one, two, block, out_one, out_two);
        }
        let rows = blocks.remainder().chunks_exact(width);
        for (row, (a, b)) in rows.zip(last_ones.iter().zip(last_twos)) {
            let (a, b) = (Four::each(*a), Four::each(*b));
            out_one.iter_mut().zip(row).for_each(|(out, w)| *out = *out + a * *w);
            out_two.iter_mut().zip(row).for_each(|(out, w)| *out = *out + b * *w);
        }
    }
}

/// Adds four rows of a matrix, each times its input, to both outputs.
fn add_rows(one: &[f32; 4], two: &[f32; 4], rows: &[Four], out: &mut [Four], out_two: &mut [Four]) {
    let ([a, b, c, d], [e, f, g, h]) = (one.map(Four::each), two.map(Four::each));
    let width = out.len();
    let (wa, wb) = (&rows[..width], &rows[width..][..width]);
    let (wc, wd) = (&rows[2 * width..][..width], &rows[3 * width..][..width]);
    let out_two = &mut out_two[..width];
    for (at, out) in out.iter_mut().enumerate() {
        let (wa, wb, wc, wd) = (wa[at], wb[at], wc[at], wd[at]);
        *out = *out + ((a * wa + b * wb) + (c * wc + d * wd));
        out_two[at] = out_two[at] + ((e * wa + f * wb) + (g * wc + h * wd));
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
