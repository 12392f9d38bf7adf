//! The meaning layer: a small neural classifier that judges one sentence, for what patterns miss.
//!
//! Its weights are a file of their own (`model/meaning.bin`, made by `training/`), so it is given bytes and keeps
//! nothing else. What it is and how well it does: `docs/meaning-layer.md`.

mod lanes;
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
/// More pieces are no sentence that anybody wrote (the longest of the corpus has half as many), and what follows them is not
/// read: a line of a million brackets, each a piece, would keep the layer busy for minutes.
const MOST: usize = 128;
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

/// Outputs after a role's categories: is anything of tier violation or risk to be raised, is anything at all.
const RISKS: usize = 2;

/// One role's categories, in the order of the weights: first those of tier violation and risk, then the others.
#[derive(Clone, Debug)]
struct Head {
    categories: Vec<Category>,
    /// How many of them are of tier violation or risk.
    heavy: usize,
    layer: Layer,
    sure: Box<[f32]>,
    hint: Box<[f32]>,
    clean: f32,
}

impl Head {
    fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, MeaningError> {
        let names = reader.text()?.split(' ').map(Category::from_id);
        let categories: Vec<_> = names.collect::<Option<_>>().ok_or(MeaningError::Damaged)?;
        let (heavy, layer) = (reader.side()?, reader.layer(width)?);
        let count = categories.len();
        if layer.cols() != count + RISKS || heavy > count {
            return Err(MeaningError::Damaged);
        }
        let (sure, hint) = (reader.vector(count)?, reader.vector(count)?);
        let clean = reader.vector(1)?[0];
        Ok(Self { categories, heavy, layer, sure, hint, clean })
    }

    fn place(&self, category: Category) -> Option<usize> {
        self.categories.iter().position(|&own| own == category)
    }
}

/// What the classifier thinks of one sentence of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    scores: Vec<(Category, f32)>,
    heavy_risk: f32,
    risk: f32,
    verdict: Option<Verdict>,
    clean: bool,
}

/// What the classifier would raise on a sentence of which nothing else is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The likeliest category.
    pub category: Category,
    /// How sure it is.
    pub certainty: Certainty,
}

/// How sure the classifier is that a sentence is to be raised at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Right often enough for a mark that does not hold Send.
    Hint,
    /// As sure as the category's own tier asks for.
    Sure,
}

/// Below this score a pattern's category gives way to the layer's own. On 1,544 sentences by authors whom no rule had met,
/// the category of the classifier before this one was then right 15 times and the pattern's twice, of 18; on the corpus, by
/// which rules were written, 31 times and 22, of 42.
const NEXT_TO_IMPOSSIBLE: f32 = 0.02;

/// The least score of the category that is named: torn between more neighbours than that, the layer is wrong too often. On the
/// held-out corpus, all other bars alike, findings right rose by it from 95.6 % to 96.0, and found fell from 95.0 % to 94.7.
const LIKELY: f32 = 0.3;

impl Judgement {
    fn new(head: &Head, mut scores: Vec<f32>) -> Self {
        let risk = scores.pop().unwrap_or_default();
        let heavy_risk = scores.pop().unwrap_or_default();
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        let verdict = best.filter(|&best| scores[best] >= LIKELY).and_then(|best| {
            let level = if best < head.heavy { heavy_risk } else { risk };
            let certainty = match level {
                level if level >= head.sure[best] => Certainty::Sure,
                level if level >= head.hint[best] => Certainty::Hint,
                _ => return None,
            };
            Some(Verdict { category: head.categories[best], certainty })
        });
        let clean = risk < head.clean;
        let scores = head.categories.iter().copied().zip(scores).collect();
        Self { scores, heavy_risk, risk, verdict, clean }
    }

    /// The calibrated probability, 0 to 1, that an adviser would raise this category; 0 where the role has none such.
    #[must_use]
    pub fn score(&self, category: Category) -> f32 {
        let own = self.scores.iter().find(|(own, _)| *own == category);
        own.map_or(0.0, |(_, score)| *score)
    }

    /// How likely anything at all is to be raised, 0 to 1.
    #[must_use]
    pub fn risk(&self) -> f32 {
        self.risk
    }

    /// How likely anything of tier violation or risk is to be raised, 0 to 1.
    #[must_use]
    pub fn heavy_risk(&self) -> f32 {
        self.heavy_risk
    }

    /// What it would raise. First it decides whether the sentence is risky at all, then it names the likeliest category:
    /// it may be torn between two neighbours and yet be sure that something is wrong.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.verdict
    }

    /// Whether it overrules a pattern's hit of this category: it is sure that nothing at all is to be raised on the
    /// sentence, or it would raise another category and finds this one next to impossible.
    #[must_use]
    pub fn overrules(&self, category: Category) -> bool {
        let of_another = self.verdict.is_some_and(|said| said.category != category);
        self.clean || of_another && self.score(category) < NEXT_TO_IMPOSSIBLE
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
        if incoming.cols() != LEVELS {
            return Err(MeaningError::Damaged);
        }
        let levels = reader.vector(LEVELS - 1)?;
        reader.end()?;
        Ok(Self { pieces, network, applicant, program, incoming, levels })
    }

    /// Whether this is short enough for a sentence: what is not, is not to be judged.
    #[must_use]
    pub fn takes(&self, sentence: &str) -> bool {
        // A piece is at least a byte.
        sentence.len() <= MOST || self.pieces.cut(sentence).len() <= MOST
    }

    /// Judges one sentence of a draft (two are fine where they belong together), of one too long (see [`Meaning::takes`]) its
    /// first 128 pieces.
    #[must_use]
    pub fn judge(&self, role: Role, sentence: &str) -> Judgement {
        let head = self.head(role);
        let logits = head.layer.apply(&self.network.features(&self.ids(sentence)));
        Judgement::new(head, logits.into_iter().map(sigmoid).collect())
    }

    /// The words to underline: the shortest run, in bytes of the sentence, that is judged nearly as the whole is.
    /// Never empty for a sentence that is not.
    #[must_use]
    pub fn carrying_words(&self, role: Role, sentence: &str, category: Category) -> Span {
        let whole = Span::new(0, sentence.len());
        let tokens = self.pieces.cut(sentence);
        let head = self.head(role);
        let (Some(place), false) = (head.place(category), tokens.len() > MOST) else {
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

    /// Probabilities of the levels 0 to 5 for one sentence of a message received from a program, of one too long its first 128
    /// pieces.
    #[must_use]
    pub fn signal(&self, sentence: &str) -> [f32; LEVELS] {
        let logits = self.incoming.apply(&self.network.features(&self.ids(sentence)));
        let top = logits.iter().copied().fold(f32::MIN, f32::max);
        let mut out = [0.0; LEVELS];
        out.iter_mut().zip(logits).for_each(|(out, x)| *out = exp(x - top));
        let sum: f32 = out.iter().sum();
        out.map(|x| x / sum)
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
        tokens.iter().map(|token| token.id).take(MOST).collect()
    }
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
