//! Progress of a long run, on a terminal's standard error only: bytes done of bytes given, and messages.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// A run that takes less than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(700);
/// Time between two looks.
const STEP: Duration = Duration::from_millis(200);

/// How far the work is.
#[derive(Debug)]
pub(crate) struct Progress {
    total: Option<u64>,
    done: u64,
    items: u64,
    begun: Instant,
    shown: Option<Instant>,
    visible: bool,
}

impl Progress {
    /// Begins to count. `total` is the bytes to do, where they are known.
    pub(crate) fn new(total: Option<u64>) -> Self {
        // Where the answers scroll by on the same terminal, a progress line would stand among them.
        let visible = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Self { total, done: 0, items: 0, begun: Instant::now(), shown: None, visible }
    }

    /// Counts one item of this many bytes.
    pub(crate) fn add(&mut self, bytes: usize) {
        self.done += bytes as u64;
        self.items += 1;
        if !self.visible || self.begun.elapsed() < PATIENCE {
            return;
        }
        if self.shown.is_none_or(|shown| shown.elapsed() >= STEP) {
            self.shown = Some(Instant::now());
            self.show();
        }
    }

    fn show(&self) {
        let of = self.total.filter(|&total| total > 0).map_or_else(String::new, |total| {
            format!(" ({} %)", (self.done * 100 / total).min(100))
        });
        let _ = write!(io::stderr(), "\r\x1b[K{} messages, {} MB{of}", self.items, self.done >> 20);
    }

    /// Takes the line away again.
    pub(crate) fn end(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
