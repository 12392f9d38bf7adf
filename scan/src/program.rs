//! What a pattern is compiled to: steps over sets of words, in rows, one after the other in one long list.

// Steps of a program; must agree with `rulefile/src/code.rs`.
pub(crate) const ANY: u16 = 0;
pub(crate) const NAME: u16 = 1;
pub(crate) const NUMBER: u16 = 2;
pub(crate) const GAP: u16 = 3;
pub(crate) const CHOICE: u16 = 4;
pub(crate) const OPTIONAL: u16 = 5;
pub(crate) const REPEAT: u16 = 6;
pub(crate) const MARK: u16 = 7;
pub(crate) const AT_START: u16 = 8;
pub(crate) const AT_END: u16 = 9;
pub(crate) const BORDER: u16 = 10;
pub(crate) const COMMA: u16 = 11;
pub(crate) const NO_COMMA: u16 = 12;
pub(crate) const CLASS: u16 = 13;
/// This and all greater ones are sets of words: the set's number comes on top.
pub(crate) const FIRST_SET: u16 = 16;

/// A program's place in [`Table::code`].
#[derive(Clone, Copy, Debug)]
pub struct Code {
    pub start: usize,
    pub end: usize,
}

/// Takes what belongs to a step off the steps behind it.
#[inline(always)]
pub(crate) fn next(steps: &mut &[u16]) -> u16 {
    let Some((&first, rest)) = steps.split_first() else { return 0 };
    *steps = rest;
    first
}

/// Takes a row of steps, which has its length before it, off the steps that begin with it.
#[inline(always)]
pub(crate) fn row<'c>(steps: &mut &'c [u16]) -> &'c [u16] {
    let length = usize::from(next(steps));
    let (row, rest) = steps.split_at(length);
    *steps = rest;
    row
}

/// Lists of numbers, stored flat.
#[derive(Debug)]
pub struct Lists {
    offsets: Box<[u32]>,
    flat: Box<[u16]>,
}

impl Lists {
    /// Lists that lie one after the other in `flat`, each beginning where the one before ends: `offsets`, from 0 to the end.
    pub(crate) fn new(offsets: Vec<u32>, flat: Vec<u16>) -> Self {
        Self { offsets: offsets.into(), flat: flat.into() }
    }

    /// Sorts `pairs` of a list's number and an item into `count` lists; items keep their order.
    pub(super) fn of_pairs(count: usize, pairs: &[(u16, u16)]) -> Self {
        let mut offsets = vec![0u32; count + 1];
        for &(list, _) in pairs {
            offsets[usize::from(list) + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut next = offsets.clone();
        let mut flat = vec![0; pairs.len()];
        for &(list, item) in pairs {
            let place = &mut next[usize::from(list)];
            flat[*place as usize] = item;
            *place += 1;
        }
        Self::new(offsets, flat)
    }

    /// How many lists there are.
    pub(crate) fn count(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The items of every list, one list after the other.
    pub(super) fn all(&self) -> &[u16] {
        &self.flat
    }

    /// A list; empty where there is none with this number.
    #[inline(always)]
    pub fn of(&self, at: u16) -> &[u16] {
        let at = usize::from(at);
        let Some([start, end]) = self.offsets.get(at..at + 2) else { return &[] };
        &self.flat[*start as usize..*end as usize]
    }
}
