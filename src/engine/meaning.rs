//! The meaning layer: a small neural classifier that judges one sentence, for what patterns miss.
//!
//! Its weights are a file of their own (`model/meaning.bin`, made by `training/`), so it is given bytes and keeps
//! nothing else. What it is and how well it does: `docs/meaning-layer.md`.

mod network;
mod tokens;
mod weights;

use super::config::Role;
use super::finding::Category;
use super::span::Span;
use network::{Network, exp, sigmoid};
use tokens::{Pieces, RESERVED, Token, UNKNOWN};
pub use weights::MeaningError;
use weights::{Layer, Reader};

/// Levels of a received message, 0 to 5.
pub const LEVELS: usize = 6;
/// More pieces than this are judged in overlapping windows.
const WINDOW: usize = 128;
const STRIDE: usize = 96;
/// How much of its certainty a judgement may lose while words are taken away (see `carrying_words`).
const MAY_LOSE: f32 = 0.3;

/// A classifier with its weights; immutable.
#[derive(Clone, Debug)]
pub struct Meaning {
    pieces: Pieces,
    network: Network,
    applicant: Head,
    program: Head,
    incoming: Layer,
    levels: Box<[f32]>,
}

/// One role's categories, in the order of the weights.
#[derive(Clone, Debug)]
struct Head {
    categories: Vec<Category>,
    layer: Layer,
    raise: Box<[f32]>,
    veto: Box<[f32]>,
    clean: f32,
}

impl Head {
    fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, MeaningError> {
        let names = reader.text()?.split(' ').map(Category::from_id);
        let categories: Vec<_> = names.collect::<Option<_>>().ok_or(MeaningError::Damaged)?;
        let (layer, count) = (reader.layer(width)?, categories.len());
        if layer.matrix.cols != count {
            return Err(MeaningError::Damaged);
        }
        let (raise, veto) = (reader.vector(count)?, reader.vector(count)?);
        let clean = reader.vector(1)?[0];
        Ok(Self { categories, layer, raise, veto, clean })
    }

    fn place(&self, category: Category) -> Option<usize> {
        self.categories.iter().position(|&own| own == category)
    }
}

/// What the classifier thinks of one sentence of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    scores: Vec<Score>,
    clean: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Score {
    category: Category,
    probability: f32,
    raise: f32,
    veto: f32,
}

impl Judgement {
    /// The calibrated probability, 0 to 1, that an adviser would raise this category; 0 where the role has none such.
    #[must_use]
    pub fn score(&self, category: Category) -> f32 {
        let own = self.scores.iter().find(|score| score.category == category);
        own.map_or(0.0, |score| score.probability)
    }

    /// The categories it is sure of, surest first.
    pub fn raised(&self) -> impl Iterator<Item = Category> {
        let mut sure: Vec<_> = self.scores.iter().filter(|s| s.probability >= s.raise).collect();
        sure.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        sure.into_iter().map(|score| score.category)
    }

    /// Whether it is sure that nothing at all is to be raised: it may overrule a pattern's hit on this sentence.
    #[must_use]
    pub fn surely_clean(&self) -> bool {
        self.scores.iter().all(|score| score.probability < self.clean)
    }

    /// Whether it is sure that this one category is not to be raised: it may overrule a pattern's hit of that category.
    #[must_use]
    pub fn surely_not(&self, category: Category) -> bool {
        let own = self.scores.iter().find(|score| score.category == category);
        own.is_some_and(|score| score.probability < score.veto)
    }
}

impl Meaning {
    /// Reads a weights file.
    ///
    /// # Errors
    ///
    /// If the bytes are not such a file, are of another version, incomplete or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MeaningError> {
        let mut reader = Reader::new(bytes)?;
        let pieces = reader.pieces()?;
        let network = Network::read(&mut reader, pieces.len() + RESERVED)?;
        let width = network.width();
        let applicant = Head::read(&mut reader, width)?;
        let program = Head::read(&mut reader, width)?;
        let incoming = reader.layer(width)?;
        if incoming.matrix.cols != LEVELS {
            return Err(MeaningError::Damaged);
        }
        let levels = reader.vector(LEVELS - 1)?;
        reader.end()?;
        Ok(Self { pieces, network, applicant, program, incoming, levels })
    }

    /// Judges one sentence of a draft (two are fine where they belong together).
    #[must_use]
    pub fn judge(&self, role: Role, sentence: &str) -> Judgement {
        let head = self.head(role);
        let mut best = vec![f32::MIN; head.categories.len()];
        for ids in windows(&self.ids(sentence)) {
            let logits = head.layer.apply(&self.network.features(ids));
            best.iter_mut().zip(logits).for_each(|(best, x)| *best = best.max(x));
        }
        let scores = head.categories.iter().zip(best).zip(head.raise.iter().zip(&head.veto));
        let score = |((&category, logit), (&raise, &veto))| Score {
            category,
            probability: sigmoid(logit),
            raise,
            veto,
        };
        Judgement { scores: scores.map(score).collect(), clean: head.clean }
    }

    /// The words to underline: the shortest run, in bytes of the sentence, that is judged nearly as the whole is.
    /// Never empty for a sentence that is not.
    #[must_use]
    pub fn carrying_words(&self, role: Role, sentence: &str, category: Category) -> Span {
        let whole = Span::new(0, sentence.len());
        let tokens = self.pieces.cut(sentence);
        let head = self.head(role);
        let (Some(place), false) = (head.place(category), tokens.len() > WINDOW) else {
            return whole;
        };
        let words: Vec<&[Token]> = tokens.chunk_by(|a, b| a.word == b.word).collect();
        let logit = |words: &[&[Token]]| {
            let ids: Vec<u16> = words.iter().flat_map(|word| word.iter().map(|t| t.id)).collect();
            head.layer.apply(&self.network.features(&ids))[place]
        };
        let full = logit(&words);
        let least = full - full.abs() * MAY_LOSE;
        let kept = shrink(&words, |words| logit(words) >= least);
        match (kept.first().and_then(|w| w.first()), kept.last().and_then(|w| w.last())) {
            (Some(first), Some(last)) => first.word.cover(last.word),
            _ => whole,
        }
    }

    /// Probabilities of the levels 0 to 5 for one sentence of a message received from a program.
    #[must_use]
    pub fn signal(&self, sentence: &str) -> [f32; LEVELS] {
        let tokens = self.ids(sentence);
        let judged = windows(&tokens).map(|ids| self.levels_of(ids));
        judged.max_by(|a, b| expected(a).total_cmp(&expected(b))).unwrap_or_default()
    }

    /// The level, 0 to 5, that these probabilities (from [`Meaning::signal`]) speak for.
    #[must_use]
    pub fn level(&self, signal: &[f32; LEVELS]) -> u8 {
        let reached = |&level: &usize| {
            let at_least: f32 = signal[level..].iter().sum();
            at_least >= self.levels[level - 1]
        };
        (1..LEVELS).rev().find(reached).map_or(0, |level| level as u8)
    }

    fn levels_of(&self, ids: &[u16]) -> [f32; LEVELS] {
        let logits = self.incoming.apply(&self.network.features(ids));
        let top = logits.iter().copied().fold(f32::MIN, f32::max);
        let mut out = [0.0; LEVELS];
        out.iter_mut().zip(logits).for_each(|(out, x)| *out = exp(x - top));
        let sum: f32 = out.iter().sum();
        out.map(|x| x / sum)
    }

    fn head(&self, role: Role) -> &Head {
        match role {
            Role::Applicant => &self.applicant,
            Role::Program => &self.program,
        }
    }

    fn ids(&self, sentence: &str) -> Vec<u16> {
        let tokens = self.pieces.cut(sentence);
        if tokens.is_empty() {
            return vec![UNKNOWN];
        }
        tokens.iter().map(|token| token.id).collect()
    }
}

fn expected(levels: &[f32; LEVELS]) -> f32 {
    levels.iter().enumerate().map(|(level, p)| level as f32 * p).sum()
}

/// The pieces in windows of bearable length.
fn windows(ids: &[u16]) -> impl Iterator<Item = &[u16]> {
    let count = 1 + ids.len().saturating_sub(WINDOW).div_ceil(STRIDE);
    (0..count).map(move |at| &ids[at * STRIDE..ids.len().min(at * STRIDE + WINDOW)])
}

/// Takes items away from either end, in ever smaller steps, while `enough` holds of the rest.
fn shrink<T>(mut items: &[T], enough: impl Fn(&[T]) -> bool) -> &[T] {
    let mut step = items.len() / 2;
    while step > 0 {
        if step < items.len() && enough(&items[step..]) {
            items = &items[step..];
        } else if step < items.len() && enough(&items[..items.len() - step]) {
            items = &items[..items.len() - step];
        } else {
            step /= 2;
        }
    }
    items
}
