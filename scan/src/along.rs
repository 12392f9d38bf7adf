//! Items along a text, in order, kept so that an edit leaves the others as they are: those behind the place of the last
//! edit know how far they begin from the text's end. The next edit is mostly near the last one.

/// Items by the bytes they begin at.
#[derive(Clone, Debug)]
pub struct Along<T> {
    /// Up to the place of the last edit: bytes from the text's beginning.
    before: Vec<(usize, T)>,
    /// From there on, the last item of the text first: bytes from the item's first one to the text's end.
    after: Vec<(usize, T)>,
    /// Length of the text in bytes.
    len: usize,
}

impl<T> Default for Along<T> {
    fn default() -> Self {
        Self::new(Vec::new(), 0)
    }
}

impl<T> Along<T> {
    /// These items, in order, along a text of `len` bytes.
    pub fn new(items: Vec<(usize, T)>, len: usize) -> Self {
        Self { before: items, after: Vec::new(), len }
    }

    /// How many items there are.
    pub fn count(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// The length of the text in bytes.
    pub fn text_len(&self) -> usize {
        self.len
    }

    /// The byte at which item `index` begins; the end of the text for the one after the last.
    pub fn start(&self, index: usize) -> usize {
        match self.before.get(index) {
            Some((start, _)) => *start,
            None if index < self.count() => self.len - self.after[self.count() - 1 - index].0,
            None => self.len,
        }
    }

    /// Item `index`.
    pub fn get(&self, index: usize) -> Option<&T> {
        let from_end = || self.after.get(self.count().checked_sub(index + 1)?);
        self.before.get(index).or_else(from_end).map(|(_, item)| item)
    }

    /// Item `index`, to be changed.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let from_end = self.count().checked_sub(index + 1)?;
        if index < self.before.len() {
            return self.before.get_mut(index).map(|(_, item)| item);
        }
        self.after.get_mut(from_end).map(|(_, item)| item)
    }

    /// The first item that begins at `byte` or later; the number of items where there is none.
    pub fn first_from(&self, byte: usize) -> usize {
        let found = self.before.partition_point(|(start, _)| *start < byte);
        if found < self.before.len() {
            return found;
        }
        self.count() - self.after.partition_point(|(from_end, _)| self.len - from_end >= byte)
    }

    /// The item that holds `byte`; the first one where none begins so early.
    pub fn around(&self, byte: usize) -> usize {
        self.first_from(byte + 1).saturating_sub(1)
    }

    /// All items, with the bytes they begin at.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        let after = self.after.iter().rev().map(|(from_end, item)| (self.len - from_end, item));
        self.before.iter().map(|(start, item)| (*start, item)).chain(after)
    }

    /// Takes out the items `from..to`. The text has `len` bytes now; what begins behind them moves with its end.
    pub fn take(&mut self, from: usize, to: usize, len: usize) -> Vec<(usize, T)> {
        while self.before.len() > to {
            let Some((start, item)) = self.before.pop() else { break };
            self.after.push((self.len - start, item));
        }
        while self.before.len() < to {
            let Some((from_end, item)) = self.after.pop() else { break };
            self.before.push((self.len - from_end, item));
        }
        self.len = len;
        self.before.split_off(from.min(self.before.len()))
    }

    /// Puts an item where the last ones were taken out, behind those put there before.
    pub fn put(&mut self, start: usize, item: T) {
        self.before.push((start, item));
    }

    /// The items alone, in order.
    pub fn into_items(self) -> impl Iterator<Item = T> {
        self.before.into_iter().chain(self.after.into_iter().rev()).map(|(_, item)| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_behind_an_edit_move_with_the_end() {
        let mut along = Along::new(vec![(0, 'a'), (4, 'b'), (8, 'c'), (12, 'd')], 16);
        let gone = along.take(1, 2, 19);
        assert_eq!(gone, [(4, 'b')]);
        along.put(4, 'x');
        along.put(7, 'y');
        let all = |along: &Along<char>| along.iter().map(|(at, c)| (at, *c)).collect::<Vec<_>>();
        assert_eq!(all(&along), [(0, 'a'), (4, 'x'), (7, 'y'), (11, 'c'), (15, 'd')]);
        assert_eq!((along.first_from(7), along.first_from(8), along.first_from(16)), (2, 3, 5));
        assert_eq!((along.around(7), along.around(10), along.around(99)), (2, 2, 4));
        assert_eq!((along.get(3), along.start(3), along.start(5)), (Some(&'c'), 11, 19));
        assert!(along.take(0, 0, 20).is_empty());
        assert_eq!(all(&along)[0], (1, 'a'));
    }
}
