//! Signs: a few bits that tell in a moment that a sentence lacks a word without which a pattern cannot match. They may
//! fail to tell, and are never wrong.

use super::program::{
    CHOICE, CLASS, Code, FIRST_SET, GAP, Lists, MARK, OPTIONAL, REPEAT, next, row,
};

/// The bits of some words. Words that very many sets hold have a bit of their own, all others share the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sign([u64; PARTS]);

const PARTS: usize = 4;
/// So many bits belong to one word each.
const OWN: usize = 96;
/// In so many sets a word counts as one that stands in every other sentence.
const COMMON: usize = 32;

/// A word that stands in every other sentence tells as little as so many others.
const WEIGHT: usize = 8;

/// The bit of what is no word of any set: an unknown word, or none at all.
pub(crate) const NO_WORD: u8 = u8::MAX;

impl Sign {
    /// How many bits there are.
    pub const BITS: usize = 64 * PARTS;
    /// No word.
    pub(crate) const NONE: Self = Self([0; PARTS]);
    /// Any word, and none.
    pub(crate) const ALL: Self = Self([u64::MAX; PARTS]);

    /// Whether a bit is that of one word alone.
    pub fn is_own(bit: u8) -> bool {
        usize::from(bit) < OWN
    }

    /// How many words with a bit of their own it has.
    fn own(&self) -> usize {
        const { assert!(OWN == 64 + 32) };
        (self.0[0].count_ones() + (self.0[1] as u32).count_ones()) as usize
    }

    /// Tells every bit that stands in both.
    #[inline(always)]
    pub fn each_common(&self, other: &Self, mut tell: impl FnMut(u8)) {
        for part in 0..PARTS {
            let mut bits = self.0[part] & other.0[part];
            while bits != 0 {
                tell((part * 64) as u8 + bits.trailing_zeros() as u8);
                bits &= bits - 1;
            }
        }
    }

    /// Adds a word's bit.
    #[inline(always)]
    pub fn add(&mut self, bit: u8) {
        self.0[usize::from(bit) / 64] |= 1 << (bit % 64);
    }

    /// Whether it has a word's bit.
    #[inline(always)]
    pub fn holds(&self, bit: u8) -> bool {
        self.0[usize::from(bit) / 64] >> (bit % 64) & 1 == 1
    }

    /// Whether a bit stands in both.
    #[inline(always)]
    pub fn meets(&self, other: &Self) -> bool {
        let (one, other) = (&self.0, &other.0);
        one[0] & other[0] | one[1] & other[1] | one[2] & other[2] | one[3] & other[3] != 0
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
    }
}

/// So many things that a match needs are looked at: a fourth one hardly ever decides.
const MOST: usize = 3;

/// What every match of a pattern shows: a word of each of these.
#[derive(Clone, Copy, Debug)]
pub struct Needs([Sign; MOST]);

impl Needs {
    /// Nothing at all.
    pub const NONE: Self = Self([NOTHING.sign; MOST]);

    /// Whether a sentence of these words may hold a match.
    #[inline(always)]
    pub fn met_by(&self, words: &Sign) -> bool {
        self.0[0].meets(words) && self.0[1].meets(words) && self.0[2].meets(words)
    }
}

/// One thing that a match needs: a word out of some.
#[derive(Clone, Copy, Debug)]
struct Need {
    sign: Sign,
    /// How many words there are to choose from, common ones counting for more: the fewer, the more it tells.
    choice: usize,
}

/// Needs nothing that is known: any word will do.
const NOTHING: Need = Need { sign: Sign::ALL, choice: usize::MAX };

/// Steps that several patterns share.
#[derive(Debug)]
pub struct Class {
    /// Its program.
    pub code: Code,
    /// Every match shows one of these.
    pub sign: Sign,
}

/// Sets of words, by their numbers.
#[derive(Debug)]
pub struct Sets {
    words: Lists,
    signs: Box<[Sign]>,
}

impl Sets {
    /// The sets of these words, which have these bits.
    pub(crate) fn new(words: Lists, bits: &[u8]) -> Self {
        let sign = |set| {
            let mut sign = Sign::default();
            words.of(set).iter().for_each(|&word| sign.add(bits[usize::from(word)]));
            sign
        };
        let signs = (0..words.count() as u16).map(sign).collect();
        Self { words, signs }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.signs.len()
    }

    /// A set's words, in the order of their numbers.
    pub fn of(&self, set: u16) -> &[u16] {
        self.words.of(set)
    }

    /// Whether a word is in the set.
    pub fn holds(&self, set: u16, word: u16) -> bool {
        self.of(set).binary_search(&word).is_ok()
    }

    /// The sign of its words.
    #[inline(always)]
    pub fn sign(&self, set: u16) -> &Sign {
        &self.signs[usize::from(set)]
    }
}

/// Finds out what programs need.
pub(crate) struct Signs<'t> {
    sets: &'t Sets,
    code: &'t [u16],
    /// By a class's number.
    classes: Vec<Need>,
}

impl<'t> Signs<'t> {
    pub(crate) fn new(sets: &'t Sets, code: &'t [u16]) -> Self {
        Self { sets, code, classes: Vec::new() }
    }

    /// Takes in the classes. Of those that a class names and that come after it nothing is known yet.
    pub(crate) fn of_classes(&mut self, classes: &[Code]) -> Vec<Class> {
        let class = |&code: &Code| {
            let need = self.strictest(self.steps(code));
            self.classes.push(need);
            Class { code, sign: need.sign }
        };
        classes.iter().map(class).collect()
    }

    fn steps(&self, code: Code) -> &'t [u16] {
        &self.code[code.start..code.end]
    }

    /// What a pattern needs.
    pub(crate) fn needs(&self, code: Code) -> Needs {
        let mut found = [NOTHING; MOST];
        self.each(self.steps(code), &mut |need| {
            let mut need = need;
            for kept in &mut found {
                if need.choice < kept.choice {
                    std::mem::swap(kept, &mut need);
                }
            }
        });
        Needs(found.map(|need| need.sign))
    }

    /// What tells most of all that these steps need.
    fn strictest(&self, steps: &[u16]) -> Need {
        let mut found = NOTHING;
        self.each(steps, &mut |need| {
            if need.choice < found.choice {
                found = need;
            }
        });
        found
    }

    /// Tells everything that these steps need.
    fn each(&self, mut steps: &[u16], tell: &mut dyn FnMut(Need)) {
        let rest = &mut steps;
        while !rest.is_empty() {
            match next(rest) {
                set @ FIRST_SET.. => tell(self.set(set - FIRST_SET)),
                GAP => {
                    next(rest);
                }
                OPTIONAL => {
                    row(rest);
                }
                REPEAT | MARK => self.each(row(rest), tell),
                CHOICE => {
                    let rows = next(rest);
                    let one_of = (0..rows).map(|_| self.strictest(row(rest)));
                    tell(one_of.reduce(either).unwrap_or(NOTHING));
                }
                CLASS => {
                    let class = usize::from(next(rest));
                    tell(self.classes.get(class).copied().unwrap_or(NOTHING));
                }
                _ => {}
            }
        }
    }

    fn set(&self, set: u16) -> Need {
        let sign = self.sets.sign(set);
        Need { sign: *sign, choice: self.sets.of(set).len() + WEIGHT * sign.own() }
    }
}

fn either(mut one: Need, other: Need) -> Need {
    one.sign.join(&other.sign);
    one.choice = one.choice.saturating_add(other.choice);
    one
}

/// The bit of every word.
pub(crate) fn bits(words: usize, sets: &Lists) -> Vec<u8> {
    let mut held = vec![0_usize; words];
    sets.all().iter().for_each(|&word| held[usize::from(word)] += 1);
    let (mut own, mut shared) = (0, 0);
    let bit = |held| {
        if held >= COMMON && own < OWN {
            own += 1;
            return (own - 1) as u8;
        }
        shared += 1;
        (OWN + shared % (usize::from(NO_WORD) - OWN)) as u8
    };
    held.into_iter().map(bit).collect()
}
