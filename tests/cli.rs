//! The program `redline` as a user runs it: one test for each point of the JSON contract and each kind of bad input.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const PROMISE: &str = "I will rank your program number one.";

/// Runs the program with these arguments and this standard input.
fn redline(args: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_redline"))
        .args(args)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.as_ref().to_vec();
    // A program that does not read its input closes the pipe: no fault of the test.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("the feeder ends");
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("answers are UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn json_of(output: &Output) -> Value {
    serde_json::from_str(&out(output)).expect("the answer is JSON")
}

fn lines_of(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// A folder of its own for one test's files, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).expect("a file for the test");
        path.to_str().expect("a plain path").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

// ---- lint

#[test]
fn a_finding_has_every_field_of_the_contract() {
    let output = redline(&["lint", "--format", "json"], PROMISE);
    assert_eq!(code(&output), 1);
    let answer = json_of(&output);
    let findings = answer["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), 1);
    let finding = &findings[0];
    assert_eq!(finding["category"], "rank-promise");
    assert_eq!(finding["tier"], "risk");
    assert!(finding["rule"].as_str().expect("an id").starts_with("rank-promise/"));
    let (start, end) =
        (finding["start"].as_u64().expect("a number"), finding["end"].as_u64().expect("a number"));
    assert_eq!(finding["text"], PROMISE[start as usize..end as usize]);
    assert_eq!(finding["text"], "I will rank your program number one");
    for words in ["title", "why"] {
        assert!(!finding[words].as_str().expect("words").is_empty());
    }
    assert!(finding["sources"][0]["title"].is_string() && finding["sources"][0]["year"].is_u64());
    let rewrites = finding["rewrites"].as_array().expect("a list");
    assert!(rewrites.iter().any(|rewrite| rewrite["safe"] == true));
    assert!(
        rewrites[0]["start"].is_u64()
            && rewrites[0]["end"].is_u64()
            && rewrites[0]["text"].is_string()
    );
    let keys: Vec<&String> = finding.as_object().expect("an object").keys().collect();
    assert_eq!(keys.len(), 10, "fields: {keys:?}");
}

#[test]
fn a_clean_draft_gives_an_empty_list_and_code_0() {
    let output = redline(&["lint", "--format", "json"], "Thank you for the visit on Friday.");
    assert_eq!((code(&output), json_of(&output)), (0, json!({"findings": []})));
}

#[test]
fn an_empty_input_is_fine() {
    let output = redline(&["lint", "--format", "json"], "");
    assert_eq!((code(&output), json_of(&output)), (0, json!({"findings": []})));
    let output = redline(&["lint"], "");
    assert_eq!((code(&output), out(&output).as_str()), (0, "Nothing to change.\n"));
}

#[test]
fn quoted_words_are_not_judged() {
    let draft = format!(
        "Thank you.\n\nOn Tue, 3 Mar 2026 at 10:02, A <a@example.org> wrote:\n> {PROMISE}\n"
    );
    let output = redline(&["lint", "--format", "json"], draft);
    assert_eq!((code(&output), json_of(&output)), (0, json!({"findings": []})));
}

#[test]
fn the_role_decides_which_rules_speak() {
    let text = "We are offering you a position outside the Match.";
    let program = redline(&["lint", "--role", "program", "--format", "json"], text);
    assert_eq!(code(&program), 1);
    assert_eq!(json_of(&program)["findings"][0]["category"], "outside-match-deal");
    let applicant = redline(&["lint", "--role=applicant", "--format=json"], PROMISE);
    assert_eq!(json_of(&applicant)["findings"][0]["category"], "rank-promise");
}

#[test]
fn text_output_says_where_what_why_and_what_instead() {
    let folder = Folder::new("text");
    let file = folder.file("draft.txt", format!("Dear Dr. Chen,\n\nThank you. {PROMISE}\n"));
    let output = redline(&["lint", &file], "");
    let shown = out(&output);
    assert!(shown.starts_with(&format!("{file}:3:12: risk rank-promise: ")), "{shown}");
    assert!(shown.contains("    I will rank your program number one.\n    ~~~~"), "{shown}");
    assert!(shown.contains("Source: ") && shown.contains("Instead: "), "{shown}");
    assert!(shown.ends_with("1 finding: 1 risk\n"), "{shown}");
    assert!(!shown.contains('\x1b'), "no colour where the answer is not on a terminal");
}

#[test]
fn positions_count_bytes_of_the_file_as_it_is() {
    let folder = Folder::new("bytes");
    for (name, before) in [
        ("mark.txt", "\u{feff}"),
        ("crlf.txt", "Dear Dr. Müller,\r\n\r\nMerci. "),
        ("wide.txt", "Zoë 😀 wrote. "),
    ] {
        let content = format!("{before}{PROMISE}\r\n");
        let file = folder.file(name, &content);
        let finding = &json_of(&redline(&["lint", "--format", "json", &file], ""))["findings"][0];
        let at = |field: &str| finding[field].as_u64().expect("a number") as usize;
        assert_eq!(
            &content[at("start")..at("end")],
            "I will rank your program number one",
            "{name}"
        );
        let rewrite = &finding["rewrites"][0];
        let start = rewrite["start"].as_u64().expect("a number") as usize;
        assert!(content.is_char_boundary(start) && start >= before.len() - 1, "{name}");
    }
}

#[test]
fn several_files_are_told_apart() {
    let folder = Folder::new("several");
    let one = folder.file("one.txt", PROMISE);
    let two = folder.file("two.txt", "Thank you.");
    let output = redline(&["lint", "--format", "json", &one, &two], "");
    assert_eq!(code(&output), 1);
    let files = json_of(&output)["files"].clone();
    assert_eq!(files[0]["file"], json!(one));
    assert_eq!(files[0]["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(files[1], json!({"file": two, "findings": []}));
}

#[test]
fn five_megabytes_are_judged_whole() {
    // Words that no rule knows: this is about size, and the test build is slow.
    let filler =
        "Karyotype trisomy exome lysosome enzyme carnitine cohort pedigree mosaic phenotype. "
            .repeat(65_000);
    assert!(filler.len() > 5_000_000);
    let output = redline(&["lint", "--format", "json"], format!("{filler}{PROMISE}"));
    let answer = json_of(&output);
    assert_eq!(answer["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["findings"][0]["start"], filler.len());
}

// ---- JSON lines

#[test]
fn json_lines_are_answered_in_order() {
    let mut input = String::new();
    for number in 0..500 {
        let text = if number % 3 == 0 { PROMISE } else { "Thank you for the visit." };
        input +=
            &json!({"id": format!("m{number}"), "role": "applicant", "text": text}).to_string();
        input += "\n";
    }
    let output = redline(&["lint", "--format", "jsonl"], input);
    assert_eq!(code(&output), 1);
    let answers = lines_of(&output);
    assert_eq!(answers.len(), 500);
    for (number, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], format!("m{number}"));
        assert_eq!(answer["findings"].as_array().map(Vec::len), Some(usize::from(number % 3 == 0)));
    }
}

#[test]
fn a_bad_line_is_answered_in_place_and_the_rest_is_done() {
    let input = "{\"id\":\"a\",\"text\":\"Thank you.\"}\n\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\"}\n[1]\n\
                 {\"id\":\"d\",\"role\":\"dean\",\"text\":\"x\"}\n{\"id\":7,\"text\":\"Thank you.\"}";
    let output = redline(&["lint", "--format", "jsonl"], input);
    assert_eq!(code(&output), 2);
    let answers = lines_of(&output);
    assert_eq!(answers[0], json!({"id": "a", "findings": []}));
    assert_eq!(answers[1], json!({"id": null, "error": "line 3: not valid JSON at column 17"}));
    assert_eq!(answers[2], json!({"id": null, "error": "line 4: \"text\" is missing"}));
    assert!(
        answers[3]["error"]
            .as_str()
            .expect("words")
            .starts_with("line 5: a JSON object was expected")
    );
    assert_eq!(answers[4]["error"], "line 6: \"role\" must be \"applicant\" or \"program\"");
    assert_eq!(answers[5], json!({"id": 7, "findings": []}));
    assert!(err(&output).contains("redline: stdin: line 3: not valid JSON at column 17\n"));
}

#[test]
fn an_unfilled_field_in_the_subject_is_found_there() {
    let line = json!({"id": "1", "text": "Thank you.", "subject": "Interview at [Program Name]"})
        .to_string();
    let answers = lines_of(&redline(&["lint", "--format", "jsonl"], line));
    let finding = &answers[0]["findings"][0];
    assert_eq!(
        (&finding["category"], &finding["field"]),
        (&json!("placeholder"), &json!("subject"))
    );
    assert_eq!((&finding["start"], &finding["text"]), (&json!(13), &json!("[Program Name]")));
}

#[test]
fn errors_do_not_repeat_the_letter() {
    let line = format!(
        "{{\"id\": 1, \"text\": \"{PROMISE}\", \"subject\": [\"{PROMISE}\"]}}\n\"{PROMISE}\"\n{{\"text\": \"{PROMISE}\n"
    );
    let output = redline(&["lint", "--format", "jsonl"], line);
    assert_eq!(code(&output), 2);
    assert!(!err(&output).contains("rank") && !out(&output).contains("rank"), "{}", err(&output));
}

// ---- mail

const MAIL: &str = "From: Ana Silva <ana@example.org>\r\nTo: Dr. Chen <chen@example.edu>\r\nSubject: =?utf-8?q?Danke_f=C3=BCr?=\r\n\
    Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    Dear Dr. M=FCller,\r\n\r\nI will rank your prog=\r\nram number one.\r\n";

#[test]
fn a_mail_is_judged_by_its_body() {
    let folder = Folder::new("eml");
    let file = folder.file("draft.eml", MAIL);
    let output = redline(&["lint", "--format", "json", &file], "");
    let answer = json_of(&output);
    assert_eq!(answer["findings"].as_array().map(Vec::len), Some(1));
    let body = "Dear Dr. Müller,\r\n\r\nI will rank your program number one.\r\n";
    let start = answer["findings"][0]["start"].as_u64().expect("a number") as usize;
    assert!(body[start..].starts_with("I will rank"), "positions count within the decoded body");
}

#[test]
fn html_mail_is_judged_by_its_words() {
    let folder = Folder::new("html");
    let mail = "Subject: x\nContent-Type: text/html; charset=utf-8\n\n<p>Dear Dr. Chen,</p><p>I will rank your <b>program</b> number&nbsp;one.</p>\n";
    let file = folder.file("draft.EML", mail);
    let output = redline(&["lint", "--format", "json", &file], "");
    assert_eq!(json_of(&output)["findings"][0]["category"], "rank-promise");
}

#[test]
fn a_mailbox_is_answered_message_by_message() {
    let folder = Folder::new("mbox");
    let message = |text: &str| {
        format!("From a@example.org Tue Mar  3 10:02:00 2026\nSubject: x\n\n{text}\n\n")
    };
    let file = folder.file(
        "sent.mbox",
        message(PROMISE) + &message("Thank you.\n>From now on, all is well.") + &message(PROMISE),
    );
    let output = redline(&["lint", "--format", "json", &file], "");
    assert_eq!(code(&output), 1);
    let files = json_of(&output)["files"].clone();
    let counts: Vec<usize> =
        (0..3).map(|nth| files[nth]["findings"].as_array().map_or(9, Vec::len)).collect();
    assert_eq!(counts, [1, 0, 1]);
    assert_eq!((&files[2]["file"], &files[2]["message"]), (&json!(file), &json!(3)));
    let lines = lines_of(&redline(&["lint", "--format", "jsonl", &file], ""));
    assert_eq!(lines[1], json!({"id": format!("{file}:2"), "findings": []}));
}

#[test]
fn a_mailbox_that_is_none_is_an_error() {
    let folder = Folder::new("nombox");
    let file = folder.file("letter.mbox", "Dear Dr. Chen");
    let output = redline(&["lint", &file], "");
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("letter.mbox: is no mailbox"), "{}", err(&output));
    let empty = folder.file("empty.mbox", "");
    assert_eq!(code(&redline(&["lint", &empty], "")), 0);
}

// ---- SARIF

#[test]
fn sarif_names_rule_place_and_fix() {
    let folder = Folder::new("sarif");
    let file = folder.file("a draft.txt", format!("Thank you.\n{PROMISE}\n"));
    let log = json_of(&redline(&["lint", "--format", "sarif", &file], ""));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "Redline");
    let result = &run["results"][0];
    let index = result["ruleIndex"].as_u64().expect("a number") as usize;
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    assert_eq!(result["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert!(
        place["artifactLocation"]["uri"].as_str().expect("a reference").ends_with("/a%20draft.txt")
    );
    assert_eq!(
        (&place["region"]["startLine"], &place["region"]["startColumn"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(place["region"]["byteOffset"], 11);
    assert!(
        result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
            .is_string()
    );
    let clean = json_of(&redline(&["lint", "--format", "sarif"], "Thank you."));
    assert_eq!(clean["runs"][0]["results"], json!([]));
}

// ---- fix

#[test]
fn fix_changes_the_risky_words_and_nothing_else() {
    let before = "\u{feff}Dear Dr. Chen,\r\n\r\nThank  you for Friday. ";
    let after = "\r\n\r\n-- \r\nAna\r\n> I will rank your program number one.";
    let output = redline(&["fix"], format!("{before}{PROMISE}{after}"));
    let fixed = out(&output);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(fixed.starts_with(before) && fixed.ends_with(after), "{fixed}");
    assert_ne!(fixed, format!("{before}{PROMISE}{after}"));
    let again = redline(&["lint", "--format", "json"], &fixed);
    assert_eq!(json_of(&again)["findings"], json!([]));
}

#[test]
fn fix_tells_what_it_changed() {
    let text = format!("Thank you. {PROMISE} Goodbye.");
    let answer = json_of(&redline(&["fix", "--format", "json"], &text));
    let change = &answer["changes"][0];
    let (start, end) = (
        change["start"].as_u64().expect("a number") as usize,
        change["end"].as_u64().expect("a number") as usize,
    );
    assert_eq!(change["before"], text[start..end]);
    let after = change["after"].as_str().expect("words");
    assert_eq!(answer["text"], format!("{}{after}{}", &text[..start], &text[end..]));
    assert_eq!(answer["findings"], json!([]));
    let untouched = json_of(&redline(&["fix", "--format", "json"], "Thank you."));
    assert_eq!(untouched, json!({"text": "Thank you.", "changes": [], "findings": []}));
}

#[test]
fn fix_leaves_mail_alone() {
    let folder = Folder::new("fixmail");
    let file = folder.file("draft.eml", MAIL);
    let output = redline(&["fix", &file], "");
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert!(err(&output).contains("fix takes plain text, not mail"));
}

// ---- read

#[test]
fn a_reading_has_every_field_of_the_contract() {
    let text = "Dear Leila,\n\nWe plan to rank you highly.\n";
    let output = redline(&["read", "--format", "json"], text);
    assert_eq!(code(&output), 0);
    let answer = json_of(&output);
    assert_eq!((&answer["level"], &answer["signal"]), (&json!(3), &json!("rank-related")));
    let evidence = &answer["evidence"][0];
    let (start, end) = (
        evidence["start"].as_u64().expect("a number") as usize,
        evidence["end"].as_u64().expect("a number") as usize,
    );
    assert_eq!(evidence["text"], text[start..end]);
    assert_eq!(evidence["level"], 3);
    assert!(answer["advice"].is_string() && answer["replies"].is_array());
}

#[test]
fn messages_are_read_line_by_line() {
    let input =
        "{\"id\":\"a\",\"text\":\"Your interview is confirmed for 9 am.\"}\n{\"id\":\"b\"}\n";
    let output = redline(&["read", "--format", "jsonl"], input);
    assert_eq!(code(&output), 2);
    let answers = lines_of(&output);
    assert_eq!(
        (&answers[0]["id"], &answers[0]["level"], &answers[0]["evidence"]),
        (&json!("a"), &json!(0), &json!([]))
    );
    assert_eq!(answers[1], json!({"id": null, "error": "line 2: \"text\" is missing"}));
}

// ---- rules

#[test]
fn rules_are_listed_and_explained() {
    let listed = json_of(&redline(&["rules", "list", "--format", "json"], ""));
    let rules = listed["rules"].as_array().expect("a list");
    assert!(
        rules.iter().all(|rule| rule["finds"].as_array().is_some_and(|texts| texts.len() >= 2))
    );
    let id = rules[0]["rule"].as_str().expect("an id");
    let output = redline(&["rules", "explain", id], "");
    assert_eq!(code(&output), 0);
    let shown = out(&output);
    assert!(
        shown.starts_with(id) && shown.contains("Finds:") && shown.contains("Sources:"),
        "{shown}"
    );
    let unknown = redline(&["rules", "explain", "rank-promise/nothing"], "");
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("unknown rule rank-promise/nothing"), "{}", err(&unknown));
}

// ---- wrong use and bad files

#[test]
fn a_wrong_word_gets_the_nearest_right_one() {
    let cases: &[(&[&str], &str)] = &[
        (&["lnit"], "redline: unknown command lnit; did you mean lint?\n"),
        (&["lint", "--rol", "applicant"], "redline: unknown option --rol; did you mean --role?\n"),
        (
            &["lint", "--role", "applicants"],
            "redline: unknown role applicants; did you mean applicant?\n",
        ),
        (&["lint", "--format", "jsnl"], "redline: unknown format jsnl; did you mean jsonl?\n"),
        (
            &["read", "--format", "sarif"],
            "redline: unknown format sarif; there is text, json, jsonl\n",
        ),
        (&["lint", "--format"], "redline: --format needs a value\n"),
        (
            &["rules"],
            "redline: rules needs \"list\" or \"explain ID\"; see `redline rules --help`\n",
        ),
    ];
    for (args, message) in cases {
        let output = redline(args, "");
        assert_eq!((code(&output), err(&output).as_str()), (2, *message), "{args:?}");
        assert_eq!(out(&output), "", "{args:?}");
    }
    let nothing = redline(&[], "");
    assert_eq!(code(&nothing), 2);
    assert!(err(&nothing).contains("Usage: redline COMMAND"));
}

#[test]
fn every_command_has_its_help() {
    for command in ["lint", "fix", "read", "check", "template", "rules"] {
        let output = redline(&[command, "--help"], "");
        assert_eq!(code(&output), 0);
        assert!(out(&output).contains(&format!("Usage: redline {command}")), "{command}");
    }
    assert!(out(&redline(&["--help"], "")).contains("Commands:"));
    assert_eq!(
        out(&redline(&["--version"], "")),
        format!("redline {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let folder = Folder::new("bad");
    let good = folder.file("good.txt", PROMISE);
    let latin = folder.file("latin.txt", b"Thank you.\nDear Dr. M\xfcller");
    let wide = folder.file("wide.txt", b"\xff\xfeD\0e\0a\0r\0");
    let missing = folder.0.join("missing.txt").to_str().expect("a plain path").to_owned();
    let dir = folder.0.to_str().expect("a plain path").to_owned();
    let output = redline(&["lint", "--format", "json", &missing, &dir, &latin, &wide, &good], "");
    assert_eq!(code(&output), 2);
    let message = err(&output);
    for part in [
        format!("{missing}: there is no such file\n"),
        format!("{dir}: is a directory; name the files in it\n"),
        format!("{latin}: is not UTF-8 at byte 21 (line 2); save it as UTF-8"),
        format!("{wide}: is UTF-16, not UTF-8"),
    ] {
        assert!(message.contains(&part), "{part} is missing in:\n{message}");
    }
    let files = json_of(&output)["files"].clone();
    assert_eq!(files.as_array().map(Vec::len), Some(5));
    assert_eq!(files[0]["error"], "there is no such file");
    assert_eq!(files[4]["findings"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_redline"))
        .args(["lint", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    let line = json!({"id": 1, "text": PROMISE}).to_string() + "\n";
    for _ in 0..2_000 {
        if stdin.write_all(line.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(err(&output), "");
}

#[test]
fn hostile_bytes_never_stop_the_program() {
    let texts: Vec<Vec<u8>> = vec![
        b"[".repeat(100_000),
        b"I will rank ".repeat(500),
        "\u{202e}\u{200b}".repeat(1_000).into_bytes(),
        b"\r".repeat(10_000),
        b"\0\0\0I will rank your program number one.\0".to_vec(),
    ];
    for text in texts {
        for format in ["text", "json", "sarif"] {
            let output = redline(&["lint", "--format", format], &text);
            assert!(code(&output) < 2, "{}", err(&output));
        }
        assert!(code(&redline(&["fix"], &text)) < 2);
        assert_eq!(code(&redline(&["read"], &text)), 0);
    }
}

// ---- check and template

#[test]
fn the_checklist_blocks_what_lint_finds() {
    let draft = format!("Dear Dr. Chen,\n\nThank you for Friday. {PROMISE}\n\nBest,\nAna");
    let output = redline(
        &["check", "--format", "json", "--kind", "thank-you", "--subject", "Thank you"],
        draft,
    );
    assert_eq!(code(&output), 1, "{}", err(&output));
    let answer = json_of(&output);
    assert_eq!(answer["blocks"], true);
    let items = answer["items"].as_array().expect("a list");
    assert_eq!(
        (&items[0]["id"], &items[0]["state"], &items[0]["tier"]),
        (&json!("rank-promise"), &json!("blocks"), &json!("risk"))
    );
    assert!(items.iter().any(|item| item["id"] == "subject"));
    let clean =
        redline(&["check"], "Dear Dr. Chen,\n\nThank you for the talk on Friday.\n\nBest,\nAna");
    assert_eq!(code(&clean), 0);
    assert!(out(&clean).contains("✓ "), "{}", out(&clean));
}

#[test]
fn the_checklist_takes_addressee_and_subject_from_a_mail() {
    let folder = Folder::new("checkmail");
    let file = folder.file("draft.eml", MAIL);
    let answer = json_of(&redline(&["check", "--format", "json", &file], ""));
    assert!(answer["items"].as_array().expect("a list").iter().any(|item| item["id"] == "subject"));
}

#[test]
fn the_checklist_knows_the_clock() {
    let with = |args: &[&str]| {
        let args = [&["check", "--format", "json"], args].concat();
        json_of(&redline(&args, "Dear Dr. Chen,\n\nThank you.\n"))["items"].to_string()
    };
    let night = with(&["--sent-at", "2026-02-01T03:30-05:00", "--zone", "eastern"]);
    let day = with(&["--sent-at", "2026-02-02T10:30-05:00", "--zone", "eastern"]);
    assert_ne!(night, day);
    let wrong = redline(&["check", "--sent-at", "soon"], "");
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("\"soon\" is no time"));
    let alone = redline(&["check", "--zone", "eastern"], "");
    assert_eq!(
        err(&alone),
        "redline: --interview-at, --received-at, --zone and --ledger need --sent-at\n"
    );
}

#[test]
fn wrong_values_for_the_checklist_are_named_exactly() {
    let folder = Folder::new("checkwrong");
    let broken = folder.file("broken.json", "{\"redlineLedger\":1,\"programs\":[{}]}");
    let text = folder.file("text.json", "Dear Dr. Chen");
    let missing = folder.0.join("missing.json").to_str().expect("a plain path").to_owned();
    let at = ["--sent-at", "2026-11-23T10:00-05:00"];
    let cases: [(&[&str], String); 9] = [
        (&["--kind", "thankyou"], "unknown kind thankyou; did you mean thank-you?".into()),
        (&["--match", "nrpm"], "unknown match nrpm; did you mean nrmp?".into()),
        (&["--attached", "two"], "--attached needs a number, not \"two\"".into()),
        (
            &["--interview-at", "2026-02-30"],
            "\"2026-02-30\" is no time; write it as 2026-02-01T09:30-05:00".into(),
        ),
        (
            &["--zone", "mars"],
            "\"mars\" is no zone; there is eastern, central, mountain, arizona, pacific, alaska, hawaii, puerto-rico, or an offset as -05:00".into(),
        ),
        (&["--ledger", &missing], format!("--ledger {missing}: there is no such file")),
        (
            &["--ledger", &broken],
            format!("--ledger {broken}: programs[0].keys should be a list with at least one host or address"),
        ),
        (&["--ledger", &text], format!("--ledger {text}: not valid JSON at line 1, column 1")),
        (&["--ledger"], "--ledger needs a value".into()),
    ];
    for (args, message) in cases {
        let output = redline(&[&["check"], &at[..], args].concat(), "Dear Dr. Chen,\n");
        assert_eq!((code(&output), err(&output)), (2, format!("redline: {message}\n")));
        assert_eq!(out(&output), "");
    }
}

#[test]
fn the_checklist_remembers_by_the_ledger() {
    let folder = Folder::new("checkledger");
    let ledger = json!({"redlineLedger": 1, "programs": [
        {"name": "Kestrel", "keys": ["kestrel.edu"], "sent": [
            {"at": "2027-02-10T15:00Z", "kind": "update", "left": ["rank-promise"]}]},
        {"name": "Plains", "keys": ["plains.edu"], "zone": "pacific",
            "interviews": ["2027-01-20T20:00Z"]},
    ]});
    let file = folder.file("ledger.json", ledger.to_string());
    let draft = format!("Dear Dr. Chen,\n\nThank you for the interview. {PROMISE}\n\nBest,\nAna");
    let items = |to: &str| {
        let output = redline(
            &[
                "check",
                "--format",
                "json",
                "--ledger",
                &file,
                "--sent-at",
                "2027-02-20T09:00-05:00",
                "--kind",
                "thank-you",
                "--to",
                to,
            ],
            &draft,
        );
        assert_eq!(code(&output), 1, "{}", err(&output));
        json_of(&output)["items"].as_array().expect("a list").clone()
    };
    let plains = items("Mei Chen <chen@plains.edu>");
    let item = |id: &str| plains.iter().find(|item| item["id"] == id).expect(id);
    assert_eq!(
        *item("first-choice"),
        json!({
            "id": "first-choice", "state": "blocks", "tier": "risk",
            "text": "You gave this promise to Kestrel on 2027-02-10.",
            "fix": "A first choice is told to one program only. Here you may write that it is one of your top choices.",
        })
    );
    assert_eq!(item("thank-you")["text"], "The interview was more than a week ago.");
    assert_eq!(item("hour")["text"], "It is 6:00 where this will be read.");
    // Heaviest first: what blocks, then what is worth a thought, then what is fine.
    let states: Vec<&str> = plains.iter().filter_map(|item| item["state"].as_str()).collect();
    let rank =
        |state: &str| ["blocks", "consider", "fine"].iter().position(|known| *known == state);
    assert!(states.is_sorted_by_key(|state| rank(state)), "{states:?}");
    assert!(items("pd@kestrel.edu").iter().all(|item| item["id"] != "first-choice"));
}

#[test]
fn the_checklist_guards_match_week_and_the_other_matches() {
    let draft = "Dear Dr. Chen,\n\nI plan to rank your program highly.\n\nBest,\nAna";
    let state = |args: &[&str], id: &str| {
        let output = redline(&[&["check", "--format", "json"], args].concat(), draft);
        let items = json_of(&output)["items"].clone();
        let item = items.as_array().expect("a list").iter().find(|item| item["id"] == id);
        item.map(|item| item["state"].as_str().unwrap_or_default().to_owned())
    };
    let soap = ["--sent-at", "2027-03-16T10:00-05:00"];
    assert_eq!(state(&soap, "soap").as_deref(), Some("blocks"));
    let answer = [&soap[..], &["--subject", "Re: Position"]].concat();
    assert_eq!(state(&answer, "soap").as_deref(), Some("consider"));
    assert_eq!(state(&["--sent-at", "2027-02-16"], "soap"), None);
    assert_eq!(state(&["--match", "urology"], "rank-talk").as_deref(), Some("blocks"));
    assert_eq!(state(&[], "rank-talk"), None);
}

#[test]
fn a_letter_is_filled_and_says_what_is_open() {
    let listed = out(&redline(&["template", "list"], ""));
    assert!(listed.lines().any(|line| line.starts_with("thank-you ")), "{listed}");
    let shown = out(&redline(&["template", "show", "thank-you"], ""));
    assert!(
        shown.starts_with("Subject: ")
            && shown.contains("{interviewer}")
            && shown.contains("Fields: "),
        "{shown}"
    );
    let filled = redline(&["template", "fill", "thank-you", "interviewer=Chen"], "");
    assert_eq!(code(&filled), 0);
    assert!(out(&filled).contains("Dear Dr. Chen,\n"), "{}", out(&filled));
    assert!(err(&filled).starts_with("redline: still to fill: "), "{}", err(&filled));
    let found = redline(&["lint", "--format", "json"], out(&filled));
    assert_eq!(json_of(&found)["findings"][0]["category"], "placeholder");
    let wrong = redline(&["template", "fill", "thank-you", "interviwer=Chen"], "");
    assert_eq!(err(&wrong), "redline: unknown field interviwer; did you mean interviewer?\n");
}

#[test]
fn quotes_in_html_mail_are_not_judged() {
    let folder = Folder::new("htmlquote");
    let gmail = "Content-Type: text/html\n\n<div>Thank you for the visit.</div><div class=\"gmail_quote\"><div>On Tue, 3 Mar 2026 at 10:02, A &lt;<a href=\"mailto:a@example.org\">a@example.org</a>&gt; wrote:<br></div><blockquote>I will rank your program number one.</blockquote></div>";
    let outlook = "Content-Type: text/html\n\n<div>Thank you for the visit.</div><hr><div><b>From:</b> A &lt;a@example.org&gt;<br><b>Sent:</b> Tuesday, March 3, 2026 10:02 AM<br><b>To:</b> B &lt;b@example.org&gt;<br><b>Subject:</b> x</div><div>I will rank your program number one.</div>";
    for (name, mail) in [("gmail.eml", gmail), ("outlook.eml", outlook)] {
        let file = folder.file(name, mail);
        let output = redline(&["lint", "--format", "json", &file], "");
        assert_eq!(json_of(&output), json!({"findings": []}), "{name}");
    }
}
