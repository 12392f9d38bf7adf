//! BENCHMARKS.md: figures in, text out.

use std::fmt::Write as _;
use std::fs;

use anyhow::Result;
use serde_json::Value;

use super::Figures;
use crate::shell::{command, read};

const EMAIL: &str = "whole email, 460 bytes";

/// The whole file.
///
/// # Errors
///
/// If the date or the compiler's version cannot be had.
pub(super) fn text(figures: &Figures) -> Result<String> {
    let mut out = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench --peers`; do not edit. Times are microseconds, the median of many \
         calls, if nothing else is said.\nEvery measurement checks the findings that it timed.\n\n",
    );
    let _ = writeln!(
        out,
        "Measured {} on {}.\n",
        read(&mut command("date", ["-u", "+%F"]))?,
        machine()
    );
    for version in [read(&mut command("rustc", ["--version"]))?, node()?] {
        let _ = writeln!(out, "- {version}");
    }
    out.push_str("\nShares of a busy machine make all figures of a run worse alike; ratios within one run stand.\n");
    if let Some(peers) = &figures.peers {
        peers_table(&mut out, peers);
    }
    wasm_table(&mut out, &figures.wasm);
    ratios(&mut out, &figures.wasm);
    let _ = write!(
        out,
        "\n## Native\n\n`cargo bench -p redline-bench`\n\n```text\n{}\n```\n",
        figures.native
    );
    Ok(out)
}

fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{} ({cores} cores)", model.map_or("an unnamed processor", |(_, name)| name))
}

fn node() -> Result<String> {
    Ok(format!("Node {}", read(&mut command(crate::setup::node()?, ["--version"]))?))
}

fn peers_table(out: &mut String, peers: &Value) {
    let report = &peers["report"];
    let _ = write!(
        out,
        "\n## Beside other checkers\n\nOne process in Node, the same {} emails of `tests/corpus/emails.jsonl`, {} rounds; patterns alone, in \
         wasm. Start: from bytes to the first email checked.\n\n\
         | checker | median µs | mean µs | p99 µs | start ms | against Redline (median) |\n| --- | ---: | ---: | ---: | ---: | ---: |\n",
        peers["emails"], peers["rounds"]
    );
    let own = report["redline"]["median"].as_f64().unwrap_or(f64::NAN);
    for name in ["redline", "write-good", "harper", "alex"] {
        let row = &report[name];
        let number = |key: &str| row[key].as_f64().unwrap_or(f64::NAN);
        let _ = writeln!(
            out,
            "| {name} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} × |",
            number("median"),
            number("mean"),
            number("p99"),
            number("startMilliseconds"),
            number("median") / own
        );
    }
}

fn wasm_table(out: &mut String, wasm: &[(&str, Value)]) {
    out.push_str("\n## In wasm\n\n| what |");
    wasm.iter().for_each(|(name, _)| {
        let _ = write!(out, " {name}, µs | p99 |");
    });
    out.push_str("\n| --- |");
    wasm.iter().for_each(|_| out.push_str(" ---: | ---: |"));
    out.push('\n');
    let rows = wasm[0].1["rows"].as_object().into_iter().flatten();
    for (row, _) in rows {
        let _ = write!(out, "| {row} |");
        for (_, figures) in wasm {
            let number = |key: &str| figures["rows"][row][key].as_f64().unwrap_or(f64::NAN);
            let _ = write!(out, " {:.1} | {:.1} |", number("median"), number("p99"));
        }
        out.push('\n');
    }
    out.push_str("| from bytes to first finding |");
    for (_, figures) in wasm {
        let start = figures["startMilliseconds"].as_f64().unwrap_or(f64::NAN);
        let _ = write!(out, " {:.0} | |", start * 1000.0);
    }
    out.push('\n');
}

fn ratios(out: &mut String, wasm: &[(&str, Value)]) {
    out.push_str("\n### Ratios\n\n");
    for (name, figures) in wasm {
        let of = |row: &str| figures["rows"][row]["median"].as_f64().unwrap_or(f64::NAN);
        let a_byte =
            |row: &str| of(row) / figures["rows"][row]["length"].as_f64().unwrap_or(f64::NAN);
        let per_byte = a_byte("text of 1000000 bytes") / a_byte("text of 1000 bytes");
        let edits =
            of("two edits in a draft of 100000 words") / of("two edits in a draft of 100 words");
        let _ = writeln!(
            out,
            "- {name}: whole email against one pass of the candidate automaton {:.1} ×; time per byte, 1 MB against 1 KB {per_byte:.2} ×; \
             an edit in 100,000 words against 100 words {edits:.1} ×",
            of(EMAIL) / of("limit: one pass of the candidate automaton")
        );
    }
}
