//! Prints the texts that the wasm is timed on, as JSON: the same as those of the native benches.

use std::io::{self, Write as _};

use redline_bench::texts::{EMAIL, EMAIL_FINDINGS, RECEIVED, SIZES, edited, of_bytes, of_words};
use serde_json::json;

fn main() -> io::Result<()> {
    let by_size: Vec<_> = SIZES.iter().map(|&bytes| json!([bytes, of_bytes(bytes)])).collect();
    let drafts = [100, 1_000, 10_000, 100_000].map(|words| {
        let before = of_words(words);
        json!([words, before, edited(&before)])
    });
    let texts = json!({
        "email": EMAIL,
        "emailFindings": EMAIL_FINDINGS.join(" "),
        "received": RECEIVED,
        "bySize": by_size,
        "drafts": drafts,
    });
    writeln!(io::stdout().lock(), "{texts}")
}
