//! The example phrases of the taxonomy, judged by the program as it is shipped: each is found under its category, or
//! stays clean, as the taxonomy says.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Role, category (empty: clean), texts.
const EXAMPLES: &[(&str, &str, &[&str])] = &[
    ("applicant", "rank-bargain", &["If you rank me highly, I will rank you highly."]),
    ("applicant", "rank-inquiry", &["Could you tell me where I stand?", "Am I ranked to match?"]),
    (
        "applicant",
        "rank-promise",
        &[
            "I will rank you number 1.",
            "You are my first choice.",
            "You are at the top of my list.",
            "There is no program I would rather match at.",
            "I am not saying that you are my first choice, but you are.",
        ],
    ),
    (
        "applicant",
        "acceptance-promise",
        &["I promise to come if you offer me a spot.", "I will definitely join you."],
    ),
    (
        "applicant",
        "pressure",
        &["I need an answer by Friday.", "Kindly do the needful at the earliest."],
    ),
    ("applicant", "interview-plea", &["Please grant me an interview."]),
    ("applicant", "desperation", &["This is my only hope.", "My entire family depends on this."]),
    (
        "applicant",
        "overemotional",
        &[
            "This is my dream program since childhood!",
            "I was in tears of joy.",
            "You are the greatest program on earth.",
        ],
    ),
    ("applicant", "empty-check-in", &["Just checking in on my application."]),
    (
        "applicant",
        "website-question",
        &["Do you have a medical genetics residency?", "How long is your program?"],
    ),
    (
        "applicant",
        "generic-template",
        &[
            "Dear Sir/Madam,",
            "To whom it may concern,",
            "I admire your esteemed institution.",
            "I wish to join your prestigious program.",
        ],
    ),
    (
        "applicant",
        "placeholder",
        &[
            "I like [Program Name].",
            "Dear {{name}},",
            "I studied in XXXX.",
            "I did <insert research>.",
        ],
    ),
    ("program", "rank-bargain", &["If you rank us first, we will rank you first."]),
    ("program", "rank-promise", &["You are ranked to match.", "We will rank you number one."]),
    (
        "applicant",
        "",
        &[
            "I understand neither of us may make ranking conditional.",
            "You are one of my top choices.",
            "I plan to rank your program highly.",
            "You are among my top programs.",
            "I am very interested.",
            "I ranked first in my class.",
            "I trained at a top-ranked hospital.",
            "I would be very excited to join your team if given the opportunity.",
            "I would be honored to train with you.",
            "I greatly enjoyed the day.",
            "I was deeply impressed by the clinic.",
            "Dear Dr. Chen,",
            "Dear Selection Committee members,",
            "He wrote gen [sic], see [1].",
            "I will not ask how you intend to rank me.",
            "I understand that you cannot tell me where I stand.",
            "My adviser warned me never to promise a rank.",
            "You wrote that 'we will rank you highly'.",
            "Do you accept IMGs?",
            "How many positions do you offer?",
            "Dear Program Director,",
        ],
    ),
];

#[test]
fn examples_behave() {
    let rows = EXAMPLES.iter().flat_map(|(role, category, texts)| {
        texts.iter().map(move |text| (*role, *category, *text))
    });
    let rows: Vec<(&str, &str, &str)> = rows.collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|(role, _, text)| json!({ "id": text, "role": role, "text": text }).to_string())
        .collect();
    let answers = lint(&lines.join("\n"));
    let mut faults = Vec::new();
    for ((_, category, text), answer) in rows.iter().zip(answers.lines()) {
        let answer: Value = serde_json::from_str(answer).expect("one JSON object a line");
        let findings = answer["findings"].as_array().expect("a list of findings");
        let found: Vec<&str> =
            findings.iter().filter_map(|finding| finding["category"].as_str()).collect();
        let right = if category.is_empty() { found.is_empty() } else { found.contains(category) };
        if !right {
            faults.push(format!("{text}: expected `{category}`, found {found:?}"));
        }
    }
    assert_eq!(answers.lines().count(), rows.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn lint(input: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_redline"))
        .args(["lint", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program was built");
    let mut stdin = program.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("the program reads");
    drop(stdin);
    let output = program.wait_with_output().expect("the program ends");
    String::from_utf8(output.stdout).expect("its answer is UTF-8")
}
