//! Work on many items across cores: answers come in the order of the items, and what is in memory at a time is
//! bounded, however many items there are.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Items that may be under way at a time, for each thread.
const ITEMS: usize = 16;
/// Weight (bytes of input) that may be under way at a time, unless one item alone is heavier.
const WEIGHT: usize = 32 << 20;

/// Calls `work` on every item, on all cores, and `sink` on every answer, in the order of the items. `sink` says whether
/// to go on. `weight` is the memory that an item takes, in bytes.
pub(crate) fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    weight: impl Fn(&T) -> usize + Sync,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> bool,
) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let gate = Gate::new(ITEMS * threads);
    let (give, take) = sync_channel::<(usize, T)>(threads);
    let (answer, answers) = sync_channel::<(usize, usize, R)>(ITEMS * threads);
    let take = Mutex::new(take);
    thread::scope(|scope| {
        let (gate, take, weight, work) = (&gate, &take, &weight, &work);
        scope.spawn(move || {
            for (index, item) in items.enumerate() {
                if !gate.enter(weight(&item)) || give.send((index, item)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            let answer = answer.clone();
            scope.spawn(move || {
                let _guard = CloseOnPanic(gate);
                while let Some((index, item)) = next(take) {
                    // Once closed, items are only taken away, so that the feeder never waits for room.
                    if !gate.is_closed() {
                        let weight = weight(&item);
                        let _ = answer.send((index, weight, work(item)));
                    }
                }
            });
        }
        drop(answer);
        in_sequence(&answers, gate, &mut sink);
    });
}

/// Hands answers on in order. Holds back at most what the gate lets in.
fn in_sequence<R>(
    answers: &Receiver<(usize, usize, R)>,
    gate: &Gate,
    sink: &mut impl FnMut(R) -> bool,
) {
    let mut early = BTreeMap::new();
    let mut due = 0;
    for (index, weight, answer) in answers {
        early.insert(index, (weight, answer));
        while let Some((weight, answer)) = early.remove(&due) {
            due += 1;
            gate.leave(weight);
            if !sink(answer) {
                gate.close();
                return;
            }
        }
    }
}

fn next<T>(take: &Mutex<Receiver<T>>) -> Option<T> {
    take.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Lets items in while there is room.
struct Gate {
    state: Mutex<Inside>,
    changed: Condvar,
    most: usize,
}

#[derive(Default)]
struct Inside {
    items: usize,
    weight: usize,
    closed: bool,
}

impl Gate {
    fn new(most: usize) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), most }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room for an item of this weight; false once closed.
    fn enter(&self, weight: usize) -> bool {
        let full = |inside: &mut Inside| {
            let heavy = inside.weight + weight > WEIGHT && inside.items > 0;
            !inside.closed && (inside.items >= self.most || heavy)
        };
        let mut inside =
            self.changed.wait_while(self.inside(), full).unwrap_or_else(PoisonError::into_inner);
        inside.items += 1;
        inside.weight += weight;
        !inside.closed
    }

    fn leave(&self, weight: usize) {
        let mut inside = self.inside();
        inside.items -= 1;
        inside.weight -= weight;
        drop(inside);
        self.changed.notify_one();
    }

    fn close(&self) {
        self.inside().closed = true;
        self.changed.notify_one();
    }

    fn is_closed(&self) -> bool {
        self.inside().closed
    }
}

/// A fault in one thread must end the run, not leave the others waiting for its answer.
struct CloseOnPanic<'g>(&'g Gate);

impl Drop for CloseOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn answers_come_in_the_order_of_the_items() {
        let mut answers = Vec::new();
        let slow_first = |item: usize| {
            if item.is_multiple_of(7) {
                thread::yield_now();
            }
            item * 2
        };
        in_order(
            0..5_000,
            |_| 1,
            slow_first,
            |answer| {
                answers.push(answer);
                true
            },
        );
        assert_eq!(answers, (0..5_000).map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_under_way_stays_within_bounds() {
        let inside = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let items = (0..2_000).inspect(|_| {
            let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
        });
        in_order(
            items,
            |_| 0,
            |item| item,
            |_| {
                inside.fetch_sub(1, Ordering::SeqCst);
                true
            },
        );
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        // One more is in the hands of the feeder, one in those of the sink.
        assert!(most.load(Ordering::SeqCst) <= ITEMS * threads + 2);
    }

    #[test]
    fn an_item_heavier_than_the_limit_still_gets_through() {
        let mut done = 0;
        in_order(
            0..5,
            |_| 2 * WEIGHT,
            |item| item,
            |_| {
                done += 1;
                true
            },
        );
        assert_eq!(done, 5);
    }

    #[test]
    fn a_sink_that_has_enough_ends_the_run() {
        let mut taken = 0;
        in_order(
            0..usize::MAX,
            |_| 1,
            |item| item,
            |_| {
                taken += 1;
                taken < 10
            },
        );
        assert_eq!(taken, 10);
    }
}
