//! The classifier's arithmetic: products in whole numbers, the rest in plain f32 in a fixed order with its own `exp`, so that
//! every target gives the same results.

use super::lanes::{Eight, ROWS, eights, products};
use super::weights::{Layer, MeaningError, Reader, Table};

/// The largest whole number that an input becomes: products with weights of eight bits, 1,000 of them, still fit an `i32`.
const FINEST: f32 = 16_000.0;

/// Embeddings, convolutions of growing reach, recurrent layers, pooling, one dense layer.
#[derive(Clone, Debug)]
pub(super) struct Network {
    table: Table,
    convs: Vec<Conv>,
    recurrent: Vec<[Recurrent; 2]>,
    wide: Layer,
    dense: Layer,
}

/// Reads a place and the places `reach` before and after it.
#[derive(Clone, Debug)]
struct Conv {
    reach: usize,
    layer: Layer,
}

/// Gated recurrent units (Cho et al. 2014, arXiv:1406.1078; reset after the product, as in PyTorch): what the gates take from a
/// place, and what from the state before it. Outputs are those of reset, update and new state, one part after the other.
#[derive(Clone, Debug)]
struct Recurrent {
    place: Layer,
    state: Layer,
}

impl Network {
    /// Reads the network for this many pieces.
    pub(super) fn read(reader: &mut Reader<'_>, pieces: usize) -> Result<Self, MeaningError> {
        let table = reader.table(pieces)?;
        let width = table.width;
        let convs = reader.several(|reader| Conv::read(reader, width))?;
        let mut said = width;
        let recurrent = reader.several(|reader| {
            let both = [Recurrent::read(reader, said)?, Recurrent::read(reader, said)?];
            said = both[0].state.rows + both[1].state.rows;
            Ok(both)
        })?;
        let wide = reader.few_bits(width + said)?;
        let dense = reader.few_bits(wide.cols() + wide.rows)?;
        Ok(Self { table, convs, recurrent, wide, dense })
    }

    /// How many features a sentence has.
    pub(super) fn width(&self) -> usize {
        self.dense.cols()
    }

    /// The features of a sentence of pieces; of nothing, those of an empty vector.
    pub(super) fn features(&self, ids: &[u16]) -> Vec<f32> {
        let (width, count) = (self.table.width, ids.len().max(1));
        let mut places = vec![0.0; count * width];
        for (id, place) in ids.iter().zip(places.chunks_exact_mut(width)) {
            self.table.read(*id, place);
        }
        for conv in &self.convs {
            conv.add_to(&mut places, width);
        }
        let onward: Vec<usize> = (0..count).collect();
        let backward: Vec<usize> = (0..count).rev().collect();
        let mut said = places.clone();
        for [one, other] in &self.recurrent {
            said = beside(count, &one.says(&said, &onward), &other.says(&said, &backward));
        }
        let places = beside(count, &places, &said);
        let mut pooled = self.highest(&places);
        pooled.extend(means(&places, self.wide.rows));
        let mut out = self.dense.apply(&pooled);
        out.iter_mut().for_each(|x| *x = gelu(*x));
        out
    }

    /// The highest answer of every wide feature over all places; below nothing there is zero.
    fn highest(&self, places: &[f32]) -> Vec<f32> {
        let mut top = vec![0.0f32; self.wide.cols()];
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
        let (reach, layer) = (reader.side()?, reader.few_bits(3 * width)?);
        if reach == 0 || layer.cols() != width {
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

impl Recurrent {
    fn read(reader: &mut Reader<'_>, read: usize) -> Result<Self, MeaningError> {
        let place = reader.few_bits(read)?;
        let state = reader.few_bits(place.cols() / 3)?;
        if state.cols() != place.cols() || place.cols() % 3 != 0 {
            return Err(MeaningError::Damaged);
        }
        Ok(Self { place, state })
    }

    /// Its state after every place, visited in this order.
    fn says(&self, places: &[f32], order: &[usize]) -> Vec<f32> {
        let (width, taken) = (self.state.rows, self.place.apply(places));
        let mut out = vec![0.0; taken.len() / 3];
        let mut state = vec![0.0; width];
        for &at in order {
            let (taken, kept) = (&taken[3 * width * at..][..3 * width], self.state.apply(&state));
            let (mut gates, new) = (kept, &taken[2 * width..]);
            let (gates, kept) = gates.split_at_mut(2 * width);
            gates.iter_mut().zip(taken).for_each(|(gate, taken)| *gate += taken);
            sigmoids(gates);
            let (reset, update) = gates.split_at(width);
            for ((kept, taken), reset) in kept.iter_mut().zip(new).zip(reset) {
                *kept = 2.0 * (taken + reset * *kept);
            }
            sigmoids(kept);
            for ((state, new), update) in state.iter_mut().zip(kept).zip(update) {
                // The hyperbolic tangent, by the logistic function of twice as much.
                let new = 2.0 * *new - 1.0;
                *state = new + update * (*state - new);
            }
            out[width * at..][..width].copy_from_slice(&state);
        }
        out
    }
}

/// The numbers of `count` places, and after them other numbers of the same places.
fn beside(count: usize, one: &[f32], other: &[f32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(one.len() + other.len());
    let other = other.chunks_exact(other.len() / count);
    for (one, other) in one.chunks_exact(one.len() / count).zip(other) {
        out.extend_from_slice(one);
        out.extend_from_slice(other);
    }
    out
}

impl Layer {
    /// Outputs for one input after the other. Nearly all the time goes here.
    #[inline(never)] // one copy of it is enough
    pub(super) fn apply(&self, inputs: &[f32]) -> Vec<f32> {
        let mut out = Vec::with_capacity(inputs.len() / self.rows * self.cols());
        for input in inputs.chunks_exact(self.rows) {
            let (input, step) = whole(input);
            let groups = self.weights.chunks_exact(ROWS * input.len());
            let groups = groups.zip(self.steps.chunks(ROWS)).zip(self.bias.chunks(ROWS));
            for ((own, sizes), bias) in groups {
                let sums = products(own, &input);
                for ((sum, size), bias) in sums.into_iter().zip(sizes).zip(bias) {
                    out.push(sum as f32 * (step * size) + bias);
                }
            }
        }
        out
    }
}

/// These numbers as multiples of a step, and the step.
fn whole(numbers: &[f32]) -> (Vec<Eight>, f32) {
    let mut top: f32 = 1e-9;
    for x in numbers {
        let x = x.abs();
        top = if x > top { x } else { top };
    }
    let scale = FINEST / top;
    // By way of `i32`, which is a step of its own in wasm.
    let near = |x: f32| (x * scale + if x < 0.0 { -0.5 } else { 0.5 }) as i32 as i16;
    let whole: Vec<i16> = numbers.iter().map(|&x| near(x)).collect();
    (eights(&whole), top / FINEST)
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
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let whole = (x * std::f32::consts::LOG2_E + if x < 0.0 { -0.5 } else { 0.5 }) as i32;
    let rest = x - whole as f32 * 0.693_359_4 - whole as f32 * -2.121_944_4e-4;
    let tail = 0.166_666_67 + rest * (0.041_666_67 + rest * (0.008_333_33 + rest * 0.001_388_89));
    let power = 1.0 + rest * (1.0 + rest * (0.5 + rest * tail));
    power * f32::from_bits(((whole + 127) as u32) << 23)
}

/// The logistic function of each. Next to the products most of the time goes here.
#[inline(never)] // one copy of it is enough
fn sigmoids(numbers: &mut [f32]) {
    numbers.iter_mut().for_each(|x| *x = sigmoid(*x));
}

/// The logistic function.
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + tanh(0.797_884_6 * (x + 0.044_715 * x * x * x)))
}
