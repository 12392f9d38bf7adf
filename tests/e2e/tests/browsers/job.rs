//! The main job, end to end, in both webmails and both browsers, under the policies of today and the strict one.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Case, Mail, Outcome, Tab};
use thirtyfour::Key;

use crate::{CLEAN, RISKY};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        let name = mail.name();
        for csp in ["today", "strict"] {
            // Chromium refuses WebAssembly where the strict policy does: there the same runs as plain JavaScript.
            let query = move || format!("csp={csp}");
            cases.push(Case::redline(
                format!("job {name} {csp}: underline, card, rewrite, undo, redo"),
                move |tab| async move { rewrite(&tab, mail, &query()).await },
            ));
            cases.push(Case::redline(
                format!(
                    "job {name} {csp}: Send asks first, then sends exactly the user's HTML once"
                ),
                move |tab| async move { asks(&tab, mail, &query()).await },
            ));
            cases.push(Case::redline(
                format!("job {name} {csp}: all safe rewrites from the checklist"),
                move |tab| async move { mends(&tab, mail, &query()).await },
            ));
            cases.push(Case::redline(
                format!("job {name} {csp}: a clean draft leaves at once"),
                move |tab| async move { clean(&tab, mail, &query()).await },
            ));
        }
        cases.push(Case::redline(
            format!("job {name}: the keyboard alone opens the card and applies"),
            move |tab| async move { by_keyboard(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("job {name}: go back keeps the draft and the focus"),
            move |tab| async move { goes_back(&tab, mail).await },
        ));
    }
    cases
}

/// The words that the example has underlined, written out: the one place that does not ask the engine.
const WORDS: &[&str] = &["risk: I will rank your program number one"];

async fn rewrite(tab: &Tab, mail: Mail, query: &str) -> Outcome {
    mail.write_for(tab, query, Route::Click, RISKY).await?;
    tab.wait_underlined(&WORDS.iter().map(|&words| words.to_owned()).collect::<Vec<_>>()).await?;
    let before = mail.html(tab).await?;
    let point = tab.underline_point().await?;
    tab.hover(point).await?;
    tab.wait_ours(".card").await?;
    tab.click_ours(".card .rewrite").await?;
    let wanted = after_rewrite(RISKY);
    wait_text(tab, mail, &wanted).await?;
    tab.wait_underlined(&underlines(&wanted)).await?;
    let after = mail.html(tab).await?;
    tab.undo().await?;
    wait_text(tab, mail, RISKY).await?;
    same("HTML after one Undo", mail.html(tab).await?, before)?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.chord(&[Key::Control, Key::Shift], "z").await?;
    wait_text(tab, mail, &wanted).await?;
    same("HTML after Redo", mail.html(tab).await?, after)?;
    nothing_of_ours(tab).await
}

async fn asks(tab: &Tab, mail: Mail, query: &str) -> Outcome {
    mail.write_for(tab, query, Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    let sent = tab.sent_once().await?;
    same("HTML sent", sent.html.unwrap_or_default(), html)?;
    tab.wait_ours_gone("dialog").await
}

async fn clean(tab: &Tab, mail: Mail, query: &str) -> Outcome {
    mail.write_for(tab, query, Route::Click, CLEAN).await?;
    tab.wait_underlined(&[]).await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)?;
    tab.wait_ours_gone("dialog").await
}

async fn by_keyboard(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.next_finding().await?;
    tab.wait_ours(".card").await?;
    tab.keys("\n").await?;
    wait_text(tab, mail, &after_rewrite(RISKY)).await?;
    // Typing goes on in the draft.
    tab.keys("!").await?;
    tab.until("the typed letter in the draft", || async {
        Ok(mail.body_text(tab).await?.contains('!').then_some(()))
    })
    .await
}

async fn mends(tab: &Tab, mail: Mail, query: &str) -> Outcome {
    mail.write_for(tab, query, Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    // Go back, then Apply all, then Send anyway.
    tab.click_ours("dialog .bar button:nth-of-type(2)").await?;
    tab.has_replaced();
    wait_text(tab, mail, &after_rewrite(RISKY)).await?;
    tab.sent_nothing().await?;
    tab.wait_ours_gone("dialog .push").await?;
    tab.click_ours("dialog .main").await?;
    let sent = tab.sent_once().await?;
    ensure(
        !sent.text.contains("number one"),
        format!("the message still has the old words: {}", sent.text),
    )
}

async fn goes_back(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    tab.click_ours("dialog .main").await?;
    tab.wait_ours_gone("dialog").await?;
    tab.sent_nothing().await?;
    same("HTML after Go back", mail.html(tab).await?, html)?;
    tab.wait("the caret in the draft", "document.activeElement.isContentEditable").await?;
    tab.keys("!").await?;
    tab.until("the typed letter in the draft", || async {
        Ok(mail.body_text(tab).await?.contains('!').then_some(()))
    })
    .await
}

/// Waits until the body reads like this.
pub(crate) async fn wait_text(tab: &Tab, mail: Mail, wanted: &str) -> Outcome {
    let probe = || async { Ok((mail.body_text(tab).await? == wanted).then_some(())) };
    match tab.until("the text of the draft", probe).await {
        Ok(()) => Ok(()),
        Err(_) => same("text of the draft", mail.body_text(tab).await?.as_str(), wanted),
    }
}

/// What editors themselves put into a draft while somebody types.
const TAGS: &[&str] = &["DIV", "BR", "SPAN", "B", "I", "U", "UL", "LI", "P"];

/// Nothing but the editor's own elements and attributes has ever been in the draft.
pub(crate) async fn nothing_of_ours(tab: &Tab) -> Outcome {
    let added = tab.js("window.__watch.added").await?;
    for element in added.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str) {
        let mut parts = element.splitn(2, ' ');
        let tag = parts.next().unwrap_or_default();
        let attributes = parts.next().unwrap_or_default();
        let usual = ["", "class=elementToProof"].contains(&attributes)
            || ["style=", "class=elementToProof style=", "dir="]
                .iter()
                .any(|start| attributes.starts_with(start));
        ensure(TAGS.contains(&tag) && usual, format!("the draft once held <{element}>"))?;
    }
    let changed = tab.js("window.__watch.attributes").await?;
    let changed: Vec<&str> =
        changed.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    ensure(
        changed.iter().all(|change| change.ends_with(" style") || change.ends_with(" class")),
        format!("attributes changed: {changed:?}"),
    )
}
