//! Replacing words: only what was read is replaced, what stands beside it stays, and an editor that makes something else
//! of it is undone.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Case, Mail, Outcome, Tab};
use serde_json::json;
use thirtyfour::Key;

use crate::RISKY;
use crate::job::wait_text;

const LINE: &str = "I will rank your program number one.";

/// One case on one webmail.
type Steps =
    for<'a> fn(&'a Tab, Mail) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

const TABLE: [(&str, Steps); 8] = [
    ("what the editor makes of it is taken back, or said", |tab, mail| {
        Box::pin(mangled(tab, mail))
    }),
    ("words that the editor writes twice do not stay so", |tab, mail| Box::pin(twice(tab, mail))),
    ("where the editor puts the old words back, nothing is undone", |tab, mail| {
        Box::pin(put_back(tab, mail))
    }),
    ("words that have changed since are left alone", |tab, mail| Box::pin(stale(tab, mail))),
    ("what was selected stays selected", |tab, mail| Box::pin(selection(tab, mail))),
    ("the caret stays in an empty line", |tab, mail| Box::pin(empty_line(tab, mail))),
    ("the focus goes back to the subject line", |tab, mail| Box::pin(focus(tab, mail))),
    ("bold and italic words beside it stay as they are", |tab, mail| Box::pin(edges(tab, mail))),
];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for (name, steps) in TABLE {
            let name = format!("applying {}: {name}", mail.name());
            cases.push(Case::redline(name, move |tab| async move { steps(&tab, mail).await }));
        }
    }
    cases
}

/// Runs a script in the page with `body` in it.
async fn in_body(tab: &Tab, mail: Mail, script: &str) -> Outcome {
    let body = json!(mail.body());
    let whole = format!("(() => {{ const body = document.querySelector({body}); {script} }})()");
    tab.js(&whole).await.map(drop)
}

/// Chooses the first rewrite of the first underlined words.
async fn choose(tab: &Tab) -> Outcome {
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await
}

/// The page's own script answers a long insertion by another one, as editors did that wrote a sentence twice.
async fn twice(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let before = mail.html(tab).await?;
    let doubling = "let busy = false; body.addEventListener('input', (event) => {\
        if (busy || (event.data ?? '').length < 4) return; busy = true;\
        setTimeout(() => { document.execCommand('insertText', false, event.data); busy = false; }); });";
    in_body(tab, mail, doubling).await?;
    choose(tab).await?;
    // Some editors undo both at once, and the old words stand again; others have the new words once.
    tab.until("the words to be there once", || async {
        let text = mail.body_text(tab).await?;
        Ok((text == RISKY || text == after_rewrite(RISKY)).then_some(()))
    })
    .await?;
    if mail.body_text(tab).await? == RISKY {
        same("HTML afterwards", mail.html(tab).await?, before)?;
        told(tab, "as it was").await?;
    }
    Ok(())
}

/// The page's own script makes capitals of what is inserted, behind the editor's back.
async fn mangled(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let before = mail.html(tab).await?;
    let shouting = "body.addEventListener('input', (event) => { if ((event.data ?? '').length >= 4) setTimeout(() => {\
        const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);\
        while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.toUpperCase(); }); });";
    in_body(tab, mail, shouting).await?;
    choose(tab).await?;
    let line = tab.our_line().await?;
    if line.contains("as it was") {
        return same("HTML afterwards", mail.html(tab).await?, before);
    }
    ensure(
        line.contains("something else") && line.contains("Copy"),
        format!("the line says: {line}"),
    )
}

async fn told(tab: &Tab, words: &str) -> Outcome {
    let line = tab.our_line().await?;
    ensure(line.contains(words), format!("the line says: {line}"))
}

/// The words offered for copying are those of the rewrite: they can be pasted.
async fn copies(tab: &Tab, mail: Mail) -> Outcome {
    tab.click_ours("p[role='status'] button").await?;
    tab.until("the line to say that it was copied", || async {
        Ok(tab.our_line().await?.contains("Copied").then_some(()))
    })
    .await?;
    tab.focus(mail.subject()).await?;
    tab.chord(&[Key::Control], "a").await?;
    tab.chord(&[Key::Control], "v").await?;
    let subject = json!(mail.subject());
    let pasted = tab.text(&format!("document.querySelector({subject}).value")).await?;
    ensure(
        after_rewrite(RISKY).contains(pasted.trim()) && pasted.len() > 10,
        format!("pasted: {pasted}"),
    )
}

/// The page's own script restores what it holds, as an editor does whose model was not changed.
async fn put_back(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let before = mail.html(tab).await?;
    let restoring = "const held = [...body.childNodes].map((node) => node.cloneNode(true));\
        body.addEventListener('input', (event) => { if ((event.data ?? '').length >= 4)\
        requestAnimationFrame(() => body.replaceChildren(...held)); });";
    in_body(tab, mail, restoring).await?;
    choose(tab).await?;
    told(tab, "as it was").await?;
    same("HTML afterwards", mail.html(tab).await?, before)?;
    copies(tab, mail).await
}

/// In plain-text mode a page can change the words without anybody hearing of it.
/// The page's own script changes the words in the click itself: before it, the field may be read again, and the card
/// would close.
async fn stale(tab: &Tab, mail: Mail) -> Outcome {
    const OTHER: &str = "I will not tell anybody where I rank programs.";
    mail.new_message(tab, "").await?;
    mail.plain_text(tab).await?;
    tab.keys(LINE).await?;
    tab.wait_ours(".mirror .risk").await?;
    tab.next_finding().await?;
    tab.wait_ours(".card .rewrite").await?;
    let area = format!("document.querySelector({})", json!(mail.plain_body()));
    let change = format!("{area}.value = {}", json!(OTHER));
    let once = "{ capture: true, once: true }";
    tab.js(&format!("addEventListener('click', () => {{ {change}; }}, {once})")).await?;
    tab.click_ours(".card .rewrite").await?;
    told(tab, "not made").await?;
    tab.settle().await?;
    same("text afterwards", tab.text(&format!("{area}.value")).await?.as_str(), OTHER)
}

async fn selection(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.chord(&[Key::Shift], Key::Home).await?;
    same("selected before", selected(tab).await?.as_str(), "Amara Okafor")?;
    choose(tab).await?;
    wait_text(tab, mail, &after_rewrite(RISKY)).await?;
    tab.until("the selection to be back", || async {
        Ok((selected(tab).await? == "Amara Okafor").then_some(()))
    })
    .await?;
    tab.keys("Amara").await?;
    wait_text(tab, mail, &after_rewrite(RISKY).replace("Amara Okafor", "Amara")).await
}

async fn selected(tab: &Tab) -> Outcome<String> {
    tab.text("getSelection().toString()").await
}

async fn empty_line(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.keys("\n\n").await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    choose(tab).await?;
    wait_text(tab, mail, &after_rewrite(RISKY)).await?;
    tab.settle().await?;
    tab.keys("P.S.").await?;
    tab.until("the words typed in the empty line", || async {
        Ok(mail.body_text(tab).await?.ends_with("\nP.S.").then_some(()))
    })
    .await
}

async fn focus(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.focus(mail.subject()).await?;
    choose(tab).await?;
    wait_text(tab, mail, &after_rewrite(RISKY)).await?;
    let focused =
        format!("document.activeElement === document.querySelector({})", json!(mail.subject()));
    tab.wait("the focus in the subject line", &focused).await
}

/// The engine reads both as one sentence: the editor has put a no-break space between them.
const GREETING: &str = "Dear Dr. Raman:";

async fn edges(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.chord(&[Key::Control], "b").await?;
    tab.keys(GREETING).await?;
    tab.chord(&[Key::Control], "b").await?;
    tab.keys(&format!(" {LINE} ")).await?;
    tab.chord(&[Key::Control], "i").await?;
    tab.keys("Thank you.").await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let plain = |html: String| html.replace("&nbsp;", " ");
    let before = plain(mail.html(tab).await?);
    ensure(before.contains(LINE), format!("the line is in one piece: {before}"))?;
    choose(tab).await?;
    let whole = after_rewrite(&format!("{GREETING} {LINE}"));
    let wanted = before.replace(LINE, whole.trim_start_matches(GREETING).trim_start());
    tab.until("the rewrite", || async {
        Ok((!mail.body_text(tab).await?.contains(LINE)).then_some(()))
    })
    .await?;
    tab.settle().await?;
    same("HTML afterwards", plain(mail.html(tab).await?), wanted)
}
