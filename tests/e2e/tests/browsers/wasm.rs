//! The engine as wasm in the browser against the same engine as native code: the corpus, some dozen sentences a draft,
//! must be underlined as this side of the browser says.

use redline_e2e::expected::underlines;
use redline_e2e::failure::same;
use redline_e2e::{Case, Mail, Outcome, Tab};
use serde_json::{Value, json};

/// Sentences in one draft.
const IN_A_DRAFT: usize = 40;
/// Drafts.
const DRAFTS: usize = 12;

pub(crate) fn cases() -> Vec<Case> {
    let sentences = sentences();
    let drafts = sentences.chunks(IN_A_DRAFT).take(DRAFTS).enumerate();
    drafts
        .map(|(nth, draft)| {
            let draft = draft.to_vec();
            let name = format!("wasm: draft {} of corpus sentences is judged like native", nth + 1);
            Case::redline(name, move |tab| {
                let draft = draft.clone();
                async move { judged_like_native(&tab, &draft).await }
            })
        })
        .collect()
}

/// Applicants' sentences of the corpus, spread over all its categories. Those with brackets or marks of quotes would
/// be read as parts of a mail, and greetings as its start: they have their own tests.
fn sentences() -> Vec<String> {
    let lines = include_str!("../../../corpus/sentences.jsonl").lines();
    let items = lines.map(|line| serde_json::from_str::<Value>(line).expect("the corpus is JSON"));
    let plain = |text: &String| {
        text.ends_with(['.', '?', '!']) && text.is_ascii() && !text.contains(['<', '>', '\n'])
    };
    let texts = items
        .filter(|item| item["role"] == "applicant")
        .filter_map(|item| item["text"].as_str().map(str::to_owned))
        .filter(plain);
    let all: Vec<String> = texts.collect();
    // Every so-manieth: neighbours in the file are of one category.
    let step = (all.len() / (IN_A_DRAFT * DRAFTS)).max(1);
    all.into_iter().step_by(step).collect()
}

async fn judged_like_native(tab: &Tab, draft: &[String]) -> Outcome {
    Mail::Gmail.new_message(tab, "").await?;
    let write = draft.iter().map(|line| {
        format!("document.execCommand('insertText', false, {}); document.execCommand('insertParagraph')", json!(line))
    });
    tab.js(&format!("(() => {{ {} }})()", write.collect::<Vec<_>>().join("; "))).await?;
    let expected = comparable(underlines(&(draft.join("\n") + "\n")));
    let judged = tab
        .until("underlines", || async {
            Ok((comparable(tab.underlined().await?) == expected).then_some(()))
        })
        .await;
    match judged {
        Ok(()) => Ok(()),
        Err(_) => same("underlined words", comparable(tab.underlined().await?), expected),
    }
}

/// In one order, since underlines may overlap, and without line breaks, which a range leaves out.
fn comparable(mut underlines: Vec<String>) -> Vec<String> {
    underlines.iter_mut().for_each(|words| words.retain(|c| c != '\n'));
    underlines.sort();
    underlines
}
