//! Every kind of compose window: each is picked up, underlined, rewritten, undone and guarded.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::same;
use redline_e2e::mail::Route;
use redline_e2e::{Case, Mail, Outcome, Tab};

use crate::job::wait_text;

/// One line, so that it stands before whatever a window already holds.
const LINE: &str = "I will rank your program number one.";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        let name = mail.name();
        for kind in ["reply", "all", "forward"] {
            cases.push(Case::redline(format!("window {name}: {kind}"), move |tab| async move {
                mail.answer(&tab, "", kind).await?;
                works(&tab, mail).await
            }));
        }
        cases.push(Case::redline(
            format!("window {name}: with a signature"),
            move |tab| async move {
                mail.new_message(&tab, "signature=1").await?;
                caret_first(&tab, mail).await?;
                works(&tab, mail).await
            },
        ));
        cases.push(Case::redline(format!("window {name}: popped out"), move |tab| async move {
            popped_out(&tab, mail).await
        }));
        cases.push(Case::redline(format!("window {name}: plain text"), move |tab| async move {
            plain(&tab, mail).await
        }));
        cases.push(Case::redline(
            format!("window {name}: a reply in plain text, the quote left alone"),
            move |tab| async move { plain_reply(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("window {name}: plain text and back again"),
            move |tab| async move { plain_and_back(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("window {name}: a rewrite in the subject line, undone and repeated"),
            move |tab| async move { subject(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("window {name}: the editor is replaced by the page"),
            move |tab| async move { rebuilt(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("window {name}: the page changes 60 times a second"),
            move |tab| async move {
                mail.new_message(&tab, "churn=60").await?;
                works(&tab, mail).await
            },
        ));
    }
    cases.push(Case::redline(
        "window gmail: a draft reopened and sent untouched",
        |tab| async move { reopened_and_sent(&tab).await },
    ));
    cases.push(Case::redline("window gmail: an inline reply popped out", |tab| async move {
        reply_popped_out(&tab).await
    }));
    cases.push(Case::redline("window gmail: a draft in plain text reopened", |tab| async move {
        plain_reopened(&tab).await
    }));
    cases.push(Case::redline("window gmail: two at once, closed one by one", |tab| async move {
        closed_one_by_one(&tab).await
    }));
    cases.push(Case::redline("window gmail: full screen and back", |tab| async move {
        full_screen(&tab).await
    }));
    cases.push(Case::redline("window gmail: minimised and restored", |tab| async move {
        minimised(&tab).await
    }));
    cases.push(Case::redline("window gmail: two at once", |tab| async move { two(&tab).await }));
    cases.push(Case::redline(
        "window gmail: draft reopened",
        |tab| async move { reopened(&tab).await },
    ));
    cases.push(Case::redline("window gmail: sending undone", |tab| async move {
        sending_undone(&tab).await
    }));
    cases.push(Case::redline("window gmail: quoted text shown", |tab| async move {
        quote_shown(&tab).await
    }));
    cases.push(Case::redline("window outlook: several drafts in tabs", |tab| async move {
        tabs(&tab).await
    }));
    cases
}

/// The caret is in a body: type a risk; it is underlined, rewritten, undone, held at Send, and sent once.
async fn works(tab: &Tab, mail: Mail) -> Outcome {
    tab.keys(LINE).await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

async fn rewrites_and_undoes(tab: &Tab, mail: Mail) -> Outcome {
    tab.wait_underlined(&underlines(LINE)).await?;
    let before = mail.html(tab).await?;
    let text = mail.body_text(tab).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await?;
    wait_text(tab, mail, text.replace(LINE, &after_rewrite(LINE)).trim_end()).await?;
    tab.undo().await?;
    wait_text(tab, mail, &text).await?;
    same("HTML after one Undo", mail.html(tab).await?, before)?;
    tab.wait_underlined(&underlines(LINE)).await
}

async fn held_and_sent(tab: &Tab, mail: Mail) -> Outcome {
    let html = mail.html(tab).await?;
    fill_recipient(tab, mail).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    let sent = tab.sent_once().await?.html.unwrap_or_default();
    same("beginning of the HTML sent", sent.get(..html.len()).unwrap_or(&sent), html.as_str())
}

/// A forwarded message has nobody to go to yet.
async fn fill_recipient(tab: &Tab, mail: Mail) -> Outcome {
    let chips = "document.querySelectorAll('.afV, ._EType_RECIPIENT_ENTITY').length > 0";
    if tab.js(chips).await? == serde_json::json!(true) {
        return Ok(());
    }
    tab.click(mail.to()).await?;
    tab.keys("director@example.com\n").await
}

async fn caret_first(tab: &Tab, mail: Mail) -> Outcome {
    let body = serde_json::json!(mail.body());
    tab.js(&format!("getSelection().collapse(document.querySelector({body}), 0)")).await?;
    tab.heard().await
}

async fn popped_out(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    mail.pop_out(tab).await?;
    tab.keys(LINE).await?;
    rewrites_and_undoes(tab, mail).await?;
    mail.press(tab, Route::Click).await?;
    tab.click_ours("dialog .push").await?;
    mail.pop_in(tab).await?;
    tab.sent_once().await.map(drop)
}

async fn plain(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    mail.plain_text(tab).await?;
    tab.keys(LINE).await?;
    tab.wait_ours(".mirror .risk").await?;
    let value = format!("document.querySelector({}).value", serde_json::json!(mail.plain_body()));
    tab.next_finding().await?;
    tab.click_ours(".card .rewrite").await?;
    wait_value(tab, &value, &after_rewrite(LINE)).await?;
    tab.undo().await?;
    wait_value(tab, &value, LINE).await?;
    mail.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    let sent = tab.sent_once().await?;
    same("HTML of a plain message", sent.html, None)?;
    same("text sent", sent.text.as_str(), LINE)
}

/// Waits until a field reads like this. The rewrite is ours: it is no step of the user's to be done without us.
async fn wait_value(tab: &Tab, value: &str, wanted: &str) -> Outcome {
    let probe = || async { Ok((tab.text(value).await? == wanted).then_some(())) };
    tab.until(&format!("{wanted:?} in the field"), probe).await
}

async fn rebuilt(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.js("window.practice.rebuild()").await?;
    tab.click(mail.body()).await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

async fn full_screen(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.click(".Hq").await?;
    tab.click(mail.body()).await?;
    rewrites_and_undoes(tab, mail).await?;
    tab.click(".Hq").await?;
    tab.click(mail.body()).await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

async fn minimised(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.click(".Hl").await?;
    tab.click(".Hl").await?;
    tab.click(mail.body()).await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

/// A clean window beside a risky one: each is judged by its own words.
async fn two(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.click(mail.begin()).await?;
    let second = ".nn:nth-of-type(2)";
    tab.click(&format!("{second} {}", mail.to())).await?;
    tab.keys("other@example.com\n").await?;
    tab.click(&format!("{second} {}", mail.body())).await?;
    tab.keys("Thank you for the interview.").await?;
    tab.click(&format!("{second} {}", mail.send())).await?;
    let sent = tab.sent_once().await?;
    same("recipient of the clean message", sent.to, vec!["other@example.com".to_owned()])?;
    tab.mail.clear();
    tab.click(mail.body()).await?;
    held_and_sent(tab, mail).await
}

async fn reopened(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.click(".Ha").await?;
    tab.click("[data-folder='drafts']").await?;
    tab.click(".zA").await?;
    tab.click(mail.body()).await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

async fn sending_undone(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    held_and_sent(tab, mail).await?;
    tab.click("#link_undo").await?;
    tab.until("the message taken back", || async {
        Ok(tab.mail.sent().first().is_some_and(|sent| sent.undone).then_some(()))
    })
    .await?;
    tab.mail.clear();
    tab.click(mail.body()).await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

/// The program's words in the quote are not the writer's, shown or not.
async fn quote_shown(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    tab.open(&format!("{}#inbox/m4", mail.url(""))).await?;
    tab.click("[data-kind='reply']").await?;
    tab.click(".ajR").await?;
    tab.focus(mail.body()).await?;
    caret_first(tab, mail).await?;
    works(tab, mail).await
}

async fn tabs(tab: &Tab) -> Outcome {
    let mail = Mail::Outlook;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.click(mail.begin()).await?;
    tab.click(mail.to()).await?;
    tab.keys("other@example.com\n").await?;
    tab.click(mail.body()).await?;
    tab.keys("Thank you for the interview.").await?;
    tab.wait_underlined(&[]).await?;
    tab.click(".tab:nth-of-type(1)").await?;
    tab.click(mail.body()).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

/// The value of the area for plain text.
fn area(mail: Mail) -> String {
    format!("document.querySelector({}).value", serde_json::json!(mail.plain_body()))
}

/// Our own line above the program's words: only ours is looked at.
async fn plain_reply(tab: &Tab, mail: Mail) -> Outcome {
    mail.answer(tab, "", "reply").await?;
    mail.plain_text(tab).await?;
    tab.chord(&[thirtyfour::Key::Control], "a").await?;
    tab.keys("> Will you rank us number one?\n\n").await?;
    tab.keys(LINE).await?;
    tab.wait_ours(".mirror .risk").await?;
    same("underlined phrases", tab.ours(".mirror .risk").await?.len(), 1)?;
    mail.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("HTML of a plain message", tab.sent_once().await?.html, None)
}

async fn plain_and_back(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    mail.plain_text(tab).await?;
    tab.wait_ours(".mirror .risk").await?;
    mail.rich_text(tab).await?;
    tab.wait_ours_gone(".mirror .risk").await?;
    rewrites_and_undoes(tab, mail).await?;
    held_and_sent(tab, mail).await
}

async fn subject(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.focus(mail.subject()).await?;
    tab.chord(&[thirtyfour::Key::Control], "a").await?;
    tab.keys(LINE).await?;
    tab.wait_ours(".mirror .risk").await?;
    tab.next_finding().await?;
    tab.click_ours(".card .rewrite").await?;
    let value = format!("document.querySelector({}).value", serde_json::json!(mail.subject()));
    wait_value(tab, &value, &after_rewrite(LINE)).await?;
    tab.undo().await?;
    wait_value(tab, &value, LINE).await?;
    tab.wait_ours(".mirror .risk").await?;
    tab.chord(&[thirtyfour::Key::Control, thirtyfour::Key::Shift], "z").await?;
    tab.has_replaced();
    wait_value(tab, &value, &after_rewrite(LINE)).await
}

/// Its body never had the focus in this window: Send finds it all the same.
async fn reopened_and_sent(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.click(".Ha").await?;
    tab.click("[data-folder='drafts']").await?;
    tab.click(".zA").await?;
    held_and_sent(tab, mail).await
}

async fn reply_popped_out(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.answer(tab, "", "reply").await?;
    mail.pop_out(tab).await?;
    tab.keys(LINE).await?;
    rewrites_and_undoes(tab, mail).await?;
    mail.press(tab, Route::Click).await?;
    tab.click_ours("dialog .push").await?;
    mail.pop_in(tab).await?;
    tab.sent_once().await.map(drop)
}

async fn plain_reopened(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    mail.plain_text(tab).await?;
    tab.keys(LINE).await?;
    tab.wait_ours(".mirror .risk").await?;
    tab.click(".Ha").await?;
    tab.wait_ours_gone(".mirror .risk").await?;
    tab.click("[data-folder='drafts']").await?;
    tab.click(".zA").await?;
    tab.click(mail.plain_body()).await?;
    tab.wait_ours(".mirror .risk").await?;
    tab.wait("the draft", &format!("{} === {}", area(mail), serde_json::json!(LINE))).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await
}

/// Each keeps its own underline while it is there, and takes it along when it goes.
async fn closed_one_by_one(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    tab.open(&mail.url("")).await?;
    for nth in 1..=2 {
        tab.click(mail.begin()).await?;
        tab.click(&format!(".nn:nth-of-type({nth}) {}", mail.body())).await?;
        tab.keys(LINE).await?;
        tab.wait_underlined(&vec![underlines(LINE); nth].concat()).await?;
    }
    for left in (0..2).rev() {
        tab.click(".Ha").await?;
        tab.wait_underlined(&vec![underlines(LINE); left].concat()).await?;
    }
    Ok(())
}
