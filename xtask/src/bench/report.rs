//! BENCHMARKS.md: figures in, text out.

use std::fmt::Write as _;
use std::fs;

use anyhow::Result;
use serde_json::Value;

use super::Figures;
use crate::shell::{command, read};

const EMAIL: &str = "whole email, 460 bytes";
const AUTOMATON: &str = "limit: one pass of the candidate automaton over them";

/// The whole file.
///
/// # Errors
///
/// If the date or the compiler's version cannot be had.
pub(super) fn text(figures: &Figures) -> Result<String> {
    let mut out = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench --peers --keys`; do not edit. Every measurement checks the findings that it timed.\n\n",
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
    asked_for(&mut out, figures);
    if let Some(peers) = &figures.peers {
        peers_table(&mut out, peers);
    }
    if let Some(keys) = &figures.keys {
        keys_table(&mut out, keys);
    }
    wasm_table(&mut out, &figures.wasm);
    let _ = write!(
        out,
        "\n## Native\n\n`cargo bench -p redline-bench`\n\n```text\n{}\n```\n",
        figures.native
    );
    Ok(out)
}

/// A figure of a JSON value; not a number where it is missing.
fn number(value: &Value, path: &str) -> f64 {
    value.pointer(path).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

/// A line of the table of what is asked for.
struct Asked {
    what: &'static str,
    found: f64,
    unit: &'static str,
    bound: f64,
    /// Whether the bound is the least that is asked for, or else the most.
    at_least: bool,
}

fn asked_for(out: &mut String, figures: &Figures) {
    let node = &figures.wasm[0].1;
    let row = |name: &str, key: &str| {
        node["rows"][name].get(key).and_then(Value::as_f64).unwrap_or(f64::NAN)
    };
    let median = |name: &str| row(name, "median");
    let a_byte = |name: &str| median(name) / row(name, "length");
    let most = |what, found, unit, bound| Asked { what, found, unit, bound, at_least: false };
    let least = |what, found, unit, bound| Asked { what, found, unit, bound, at_least: true };
    let mut all = Vec::new();
    if let Some(peers) = &figures.peers {
        let usual = |name: &str| number(peers, &format!("/report/{name}/usual/median"));
        let own = usual("redline");
        all.push(least(
            "whole 460-byte email by patterns, faster than write-good",
            usual("write-good") / own,
            "×",
            15.0,
        ));
        all.push(least("the same, faster than Harper", usual("harper") / own, "×", 100.0));
        let deep = usual("redline with the meaning layer");
        all.push(least(
            "whole cold email with the meaning layer, faster than Harper",
            usual("harper") / deep,
            "×",
            1.0,
        ));
    }
    all.push(most(
        "meaning layer, a new sentence",
        median("meaning layer, one sentence") / 1000.0,
        "ms",
        1.0,
    ));
    all.push(most(
        "whole email against one pass of the candidate automaton",
        median(EMAIL) / median(AUTOMATON),
        "×",
        4.0,
    ));
    let growth =
        a_byte("text of 1000000 bytes") / a_byte("the longest text in letters of 1000 bytes");
    all.push(most("time per byte, 1 MB against the same in letters of 1 KB", growth, "×", 1.5));
    let edits = median("two edits in a draft of 100000 words")
        / median("two edits in a draft of 100 words");
    all.push(most("a one-character edit, 100,000 words against 100", edits, "×", 2.0));
    if let Some(keys) = &figures.keys {
        all.extend(asked_of_keys(&keys["chromium"]));
    }
    out.push_str("\n## What is asked for\n\nIn wasm; in Node where no browser is named.\n\n| measure | must be | is | |\n| --- | ---: | ---: | --- |\n");
    for one in all {
        let (sign, met) = if one.at_least {
            ("≥", one.found >= one.bound)
        } else {
            ("≤", one.found <= one.bound)
        };
        let met = if met { "met" } else { "missed" };
        let Asked { what, found, unit, bound, .. } = one;
        let _ = writeln!(out, "| {what} | {sign} {bound} {unit} | {found:.2} {unit} | {met} |");
    }
}

fn asked_of_keys(chromium: &Value) -> Vec<Asked> {
    let most = |what, found, unit, bound| Asked { what, found, unit, bound, at_least: false };
    let typed = |words: u64| {
        let mut drafts = chromium["typed"].as_array().into_iter().flatten();
        drafts.find(|draft| draft["words"] == words).cloned().unwrap_or_default()
    };
    let (short, long) = (typed(300), typed(5000));
    let start = number(chromium, "/start/compile/median") + number(chromium, "/start/start/median");
    let looks = chromium["memory"].as_array().cloned().unwrap_or_default();
    let grown = |key: &str| {
        let at =
            |nth: usize| looks.get(nth).map_or(f64::NAN, |look| number(look, &format!("/{key}")));
        at(looks.len().saturating_sub(1)) / at(1)
    };
    vec![
        most(
            "keystroke to underline, Chromium, 300 words, p95",
            number(&short, "/underline/p95"),
            "ms",
            16.0,
        ),
        most(
            "keystroke to underline, Chromium, 5,000 words, p95",
            number(&long, "/underline/p95"),
            "ms",
            16.0,
        ),
        most("long tasks while typing, Chromium, 5,000 words", number(&long, "/long"), "", 0.0),
        most(
            "first focus to first underline, Chromium, median",
            number(chromium, "/focus/median"),
            "ms",
            50.0,
        ),
        most("of which compiling and starting the module", start, "ms", 20.0),
        most("module's memory, after 36,000 keys against after 6,000", grown("module"), "×", 1.0),
        most(
            "the page's JavaScript memory, after 36,000 keys against after 6,000",
            grown("heap"),
            "×",
            1.1,
        ),
    ]
}

fn keys_table(out: &mut String, keys: &Value) {
    out.push_str(
        "\n## Keystroke to underline\n\nThe shipped package in a real browser on the practice webmail; real keys through WebDriver, ten a second, in \
         the middle of the draft; milliseconds. *Task*: how long the keystroke's own task takes, the page's and the browser's work \
         included. *Frame*: from the input event to the frame after it, mostly waiting for the screen's next refresh. *Underline*: to the \
         frame in which `CSS.highlights` holds the new range, for those that came in their key's own frame; the meaning layer's come later, \
         in a pause. *Bare*: the same keys in the same page without the extension.\n\n\
         | browser | words | keys | task, median | p95 | bare task, median | p95 | frame, p95 | bare frame, p95 | underline, median | p95 | worst | phrases typed | underlined in the key's own frame | underlines that came later | long tasks |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for (browser, figures) in keys.as_object().into_iter().flatten() {
        let drafts = figures["typed"].as_array().into_iter().flatten();
        for (nth, draft) in drafts.enumerate() {
            let n = |path: &str| number(draft, path);
            let bare = |path: &str| number(figures, &format!("/bare/typed/{nth}{path}"));
            let long = if browser == "firefox" { "–".to_owned() } else { n("/long").to_string() };
            let _ = writeln!(
                out,
                "| {browser} | {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {} | {} | {} | {long} |",
                n("/words"),
                n("/keys"),
                n("/task/median"),
                n("/task/p95"),
                bare("/task/median"),
                bare("/task/p95"),
                n("/frame/p95"),
                bare("/frame/p95"),
                n("/underline/median"),
                n("/underline/p95"),
                n("/underline/worst"),
                n("/phrases"),
                n("/underlines"),
                n("/later")
            );
        }
    }
    for (browser, figures) in keys.as_object().into_iter().flatten() {
        let n = |path: &str| number(figures, path);
        let _ = write!(
            out,
            "\n{browser}: first focus to first underline {:.0} ms (worst {:.0}); fetching and compiling the module {:.1} ms, starting it {:.1} ms. \
             Memory after so many keys, module and JavaScript (and that of the page without the extension), KB:",
            n("/focus/median"),
            n("/focus/worst"),
            n("/start/compile/median"),
            n("/start/start/median")
        );
        let looks = figures["memory"].as_array().into_iter().flatten();
        for (nth, look) in looks.enumerate() {
            let kb = |bytes: f64| {
                if bytes.is_nan() { "–".to_owned() } else { format!("{:.0}", bytes / 1000.0) }
            };
            let (module, heap) = (number(look, "/module"), number(look, "/heap"));
            let bare = number(figures, &format!("/bare/memory/{nth}/heap"));
            let _ = write!(out, " {}: {}, {} ({});", look["keys"], kb(module), kb(heap), kb(bare));
        }
        out.push('\n');
    }
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
    let _ = write!(
        out,
        "\n## Beside other checkers\n\nOne process in Node; an email of 460 bytes, and the {} emails of `tests/corpus/emails.jsonl`; microseconds. \
         Start: from bytes to the first email checked. First: the median of the first hundred checks after that; then each runs \
         untimed for three seconds, until Node has optimised its code. \
         Of what a page loads, Redline's patterns are {:.0} KB gzip, Harper's module {:.0} KB.\n\n\
         | checker | 460 bytes: first | median | p99 | × Redline | corpus: median | mean | p99 | × Redline | start, ms |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        peers["emails"],
        number(peers, "/bytes/redline") / 1000.0,
        number(peers, "/bytes/harper") / 1000.0
    );
    let report = &peers["report"];
    let own = |path: &str| number(report, &format!("/redline/{path}/median"));
    for name in ["redline", "redline with the meaning layer", "write-good", "harper", "alex"] {
        let n = |path: &str| number(report, &format!("/{name}/{path}"));
        let _ = writeln!(
            out,
            "| {name} | {:.0} | {:.0} | {:.0} | {:.1} | {:.0} | {:.0} | {:.0} | {:.1} | {:.0} |",
            n("first/median"),
            n("usual/median"),
            n("usual/p99"),
            n("usual/median") / own("usual"),
            n("corpus/median"),
            n("corpus/mean"),
            n("corpus/p99"),
            n("corpus/median") / own("corpus"),
            n("startMilliseconds")
        );
    }
}

fn wasm_table(out: &mut String, wasm: &[(&str, Value)]) {
    out.push_str("\n## In wasm\n\nMicroseconds, the median of many calls and the 99th percentile.\n\n| what |");
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
