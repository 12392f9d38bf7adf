//! Hostile texts: what a message can hold to break a reader. Every one is judged to its end, gives sound places, and hides
//! nothing that stands beside it.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use redline::engine::{Linter, Meaning, reading};

const RISKY: &str = "I will rank your program number one.";
const MEGABYTE: usize = 1_000_000;

/// Each text with its name; a risky sentence is put behind it on a line of its own.
fn texts() -> Vec<(&'static str, String)> {
    let filled = |piece: &str| piece.repeat(MEGABYTE / piece.len());
    vec![
        ("brackets that open", filled("[")),
        ("brackets of all kinds", filled("[({<>})]")),
        ("braces of a template", filled("{{")),
        ("one word", filled("a")),
        ("one line of words", filled("rank you first if ")),
        ("commas", filled(", ")),
        ("quotes in quotes", filled("\u{201c}")),
        ("line breaks", filled("\r\n")),
        ("lone carriage returns", filled("\r")),
        ("combining marks", format!("a{}", filled("\u{301}"))),
        ("zero-width characters", filled("\u{200b}\u{200d}\u{feff}")),
        ("bidi controls", filled("\u{202e}\u{2066}\u{202a}")),
        ("emoji that join", filled("👩🏽\u{200d}⚕\u{fe0f}\u{200d}")),
        ("noncharacters and private ones", filled("\u{fffe}\u{10ffff}\u{e000}")),
        ("nulls and bells", filled("\0\u{7}\u{1b}[2J")),
        ("markup", filled("<script>alert(1)</script>")),
        ("look-alikes", filled("I wіll rаnk yоu fіrst. ")),
    ]
}

fn with_risk(text: &str) -> String {
    format!("{text}\n\nDear Dr. Raman,\n\n{RISKY}\n")
}

/// Places lie on characters, in order, and the risky sentence is found in spite of what stands before it.
fn check(linter: &Linter, name: &str, text: &str) {
    let text = with_risk(text);
    let found = linter.lint(&text, &[]);
    for finding in &found {
        let (start, end) = (finding.span.start(), finding.span.end());
        assert!(
            start < end && text.is_char_boundary(start) && text.is_char_boundary(end),
            "{name}: {start}..{end}"
        );
    }
    let risk = |finding: &redline::engine::Finding| {
        finding.category.id() == "rank-promise"
            && finding.span.start() > text.len() - 2 * RISKY.len()
    };
    assert!(found.iter().any(risk), "{name}: the risk behind it is found");
}

#[test]
fn patterns_judge_every_hostile_text_to_its_end() {
    let linter = Linter::default();
    for (name, text) in texts() {
        check(&linter, name, &text);
    }
}

#[test]
fn the_meaning_layer_is_not_kept_busy_by_what_is_no_sentence() {
    let meaning = Meaning::from_bytes(include_bytes!("../model/meaning.bin"));
    let linter =
        Linter::default().with_meaning(Arc::new(meaning.expect("the committed weights are sound")));
    // A megabyte of short sentences is judged like any other letter as long: that is work, and no attack.
    for (name, text) in texts().into_iter().filter(|(name, _)| !name.contains("look-alikes")) {
        check(&linter, name, &text);
    }
}

#[test]
fn a_received_message_of_any_kind_is_read() {
    for (name, text) in texts() {
        let reading = reading::read(&text, None);
        assert!(reading.level <= 5, "{name}");
    }
}

/// What a page gives for half a character is a replacement character of the same length in UTF-16: places do not move.
#[test]
fn half_characters_do_not_move_what_follows() {
    let text = format!("\u{fffd}\u{fffd} {RISKY}");
    let found = Linter::default().lint(&text, &[]);
    assert_eq!(
        &text[found[0].span.start()..found[0].span.end()],
        "I will rank your program number one"
    );
}

fn redline(args: &[&str], input: Vec<u8>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_redline"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("the feeder ends");
    output
}

#[test]
fn the_program_judges_a_million_brackets_and_what_stands_behind_them() {
    let output =
        redline(&["lint", "--format", "json"], with_risk(&"[".repeat(MEGABYTE)).into_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("rank-promise/definite-position"));
}

#[test]
fn a_message_cannot_speak_to_the_terminal() {
    let text =
        "I will rank\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m your\u{202e} program number one.\r\n";
    for task in ["lint", "read"] {
        let output = redline(&[task], text.as_bytes().to_vec());
        let shown = String::from_utf8(output.stdout).expect("answers are UTF-8");
        assert!(
            !shown.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\r']),
            "{task}: {shown:?}"
        );
    }
}

/// Clocks jump, and zones are wrong: a time is understood or refused in one line, and the checklist comes all the same.
#[test]
fn a_clock_that_stands_anywhere_does_no_harm() {
    let times = [
        "0000-01-01T00:00",
        "0001-01-01T00:00+23:59",
        "1969-12-31T23:59",
        "2026-02-30T10:00",
        "2026-03-29T02:30",
        "9999-12-31T23:59-23:59",
        "99999999-01-01T00:00",
        "-5000-01-01T00:00",
        "now",
    ];
    for time in times {
        for other in times {
            let args = ["check", "--sent-at", time, "--interview-at", other, "--zone", "eastern"];
            let output =
                redline(&args, b"Dear Dr. Raman,\n\nThank you for the interview.\n".to_vec());
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            let code = output.status.code();
            assert!(
                code == Some(0)
                    || code == Some(1)
                    || (code == Some(2) && told.lines().count() == 1),
                "{time} {other}: {told}"
            );
            assert!(!told.contains("panicked"), "{time} {other}: {told}");
        }
    }
}
