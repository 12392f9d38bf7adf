//! Measures keystrokes in both browsers and prints JSON. Argument: the texts of the benches, a JSON file with `drafts`.

use std::process::ExitCode;

use redline_e2e::Outcome;
use redline_e2e::failure::Failure;
use redline_e2e::keystrokes;
use serde_json::Value;

#[tokio::main]
async fn main() -> ExitCode {
    match figures().await {
        Ok(figures) => {
            say(&figures.to_string());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            say(&serde_json::json!({ "error": failure.to_string() }).to_string());
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "this program's output is what it is for")]
fn say(line: &str) {
    println!("{line}");
}

async fn figures() -> Outcome<Value> {
    let file = std::env::args().nth(1).unwrap_or_default();
    let texts: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let drafts = texts["drafts"].as_array().into_iter().flatten();
    let prose = drafts.filter(|draft| draft[0] == 10_000).find_map(|draft| draft[1].as_str());
    let prose = prose.ok_or_else(|| Failure::new("no draft of 10,000 words".to_owned()))?;
    keystrokes::measure(prose).await
}
