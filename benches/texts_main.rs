//! Prints the texts that the wasm is timed on, as JSON: the same as those of the native benches.

use std::io::{self, Write as _};

use redline::engine::{Linter, Settings};
use redline_bench::texts::{EMAIL, RECEIVED, SIZES, caret, of_bytes, of_words};
use serde_json::json;

fn main() -> io::Result<()> {
    let by_size: Vec<_> = SIZES.iter().map(|&bytes| json!([bytes, of_bytes(bytes)])).collect();
    let drafts = [100, 1_000, 10_000, 100_000].map(|words| {
        let before = of_words(words);
        json!([words, before, caret(&before)])
    });
    let found = Linter::new(Settings::default()).lint(EMAIL, &[]);
    let found: Vec<&str> = found.iter().map(|finding| finding.category.id()).collect();
    let texts = json!({
        "email": EMAIL,
        "emailFindings": found.join(" "),
        "received": RECEIVED,
        "bySize": by_size,
        "drafts": drafts,
    });
    writeln!(io::stdout().lock(), "{texts}")
}
