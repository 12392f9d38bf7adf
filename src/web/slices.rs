//! How many sentences the meaning layer judges in one go: few enough that no keystroke waits for it, on whatever machine
//! it runs. As plain JavaScript, where a page refuses WebAssembly, a sentence takes many times as long.

use std::cell::Cell;

use super::dom;

/// Sentences in the first go; a start that is short enough even as plain JavaScript.
const FIRST: usize = 3;
/// Sentences in one go at most.
const MOST: usize = 48;
/// Milliseconds of a go that is short: twice as many sentences fit into the next one.
const SHORT: f64 = 6.0;
/// Milliseconds of a go that is long: the next one takes half as many.
const LONG: f64 = 18.0;

/// The size of the next go, learnt from those before.
pub(super) struct Slices(Cell<usize>);

impl Default for Slices {
    fn default() -> Self {
        Self(Cell::new(FIRST))
    }
}

impl Slices {
    /// Does one go, which judges at most as many sentences as it is given and says whether any are left.
    pub(super) fn go(&self, judge: impl FnOnce(usize) -> bool) -> bool {
        let (most, from) = (self.0.get(), dom::now());
        let pending = judge(most);
        // Only a go that was used up tells how long so many take.
        if pending {
            self.0.set(next(most, dom::now() - from));
        }
        pending
    }
}

fn next(most: usize, milliseconds: f64) -> usize {
    if milliseconds > LONG {
        (most / 2).max(1)
    } else if milliseconds < SHORT {
        (most * 2).min(MOST)
    } else {
        most
    }
}
