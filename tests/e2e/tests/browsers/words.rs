//! Words as people really write them: formatted, wrapped, beside emoji, in the subject line, in long drafts; and what
//! the user chose to ignore.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};
use serde_json::json;
use thirtyfour::Key;

use crate::job::wait_text;

const LINE: &str = "I will rank your program number one.";

/// One step of a case on one webmail.
type Steps =
    for<'a> fn(&'a Tab, Mail) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

pub(crate) fn cases() -> Vec<Case> {
    let table: [(&str, Steps); 10] = [
        ("a phrase partly in bold", |tab, mail| Box::pin(bold(tab, mail))),
        ("a phrase after emoji and letters of other scripts", |tab, mail| {
            Box::pin(emoji(tab, mail))
        }),
        ("a phrase after a soft line break", |tab, mail| Box::pin(soft_break(tab, mail))),
        ("a phrase in a list", |tab, mail| Box::pin(list(tab, mail))),
        ("typing in front of a phrase moves its underline", |tab, mail| {
            Box::pin(in_front(tab, mail))
        }),
        ("taking a word out takes the underline away", |tab, mail| Box::pin(taken_out(tab, mail))),
        ("a long draft, the phrase out of sight", |tab, mail| Box::pin(long(tab, mail))),
        ("the subject line", |tab, mail| Box::pin(subject(tab, mail))),
        ("ignored once, it no longer holds Send", |tab, mail| Box::pin(ignored(tab, mail, 1))),
        ("ignored in this email, it no longer holds Send", |tab, mail| {
            Box::pin(ignored(tab, mail, 2))
        }),
    ];
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for (name, steps) in table {
            cases.push(Case::redline(
                format!("words {}: {name}", mail.name()),
                move |tab| async move { steps(&tab, mail).await },
            ));
        }
        let composed = format!("words {}: letters under composition are left alone", mail.name());
        // Only Chromium lets a driver compose letters as an input method does.
        cases.push(
            Case::redline(composed, move |tab| async move { composition(&tab, mail).await })
                .only(Browser::Chromium),
        );
    }
    cases
}

async fn bold(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys("I will rank ").await?;
    tab.chord(&[Key::Control], "b").await?;
    tab.keys("your program").await?;
    tab.chord(&[Key::Control], "b").await?;
    tab.keys(" number one.").await?;
    let html = mail.html(tab).await?;
    ensure(html.contains("<b>") || html.contains("bold"), format!("something is bold: {html}"))?;
    tab.wait_underlined(&underlines(LINE)).await?;
    same("HTML with the underline", mail.html(tab).await?, html.clone())?;
    apply_and_undo(tab, mail, LINE, &html).await
}

async fn emoji(tab: &Tab, mail: Mail) -> Outcome {
    let text = format!("Grüße 👩🏽‍⚕️ नमस्ते — {LINE}");
    mail.new_message(tab, "").await?;
    tab.keys(&text).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let html = mail.html(tab).await?;
    apply_and_undo(tab, mail, &text, &html).await
}

async fn soft_break(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys("Dear Dr. Raman,").await?;
    tab.chord(&[Key::Shift], Key::Enter).await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let html = mail.html(tab).await?;
    apply_and_undo(tab, mail, &format!("Dear Dr. Raman,\n{LINE}"), &html).await
}

async fn list(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.click(match mail {
        Mail::Gmail => "[command='insertUnorderedList']",
        Mail::Outlook => "[data-command='bullets']",
    })
    .await?;
    tab.keys(&format!("Thank you.\n{LINE}")).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let html = mail.html(tab).await?;
    ensure(html.contains("<li"), format!("a list: {html}"))?;
    apply_and_undo(tab, mail, &mail.body_text(tab).await?, &html).await
}

async fn in_front(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let before = tab.underline_point().await?;
    tab.keys("\u{e011}").await?;
    tab.keys("Thank you for everything. ").await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let after = tab.underline_point().await?;
    ensure(
        after.x > before.x || after.y > before.y,
        format!("the underline moved from {before:?} to {after:?}"),
    )
}

async fn taken_out(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.keys(&"\u{e003}".repeat("number one.".len())).await?;
    tab.wait_underlined(&underlines("I will rank your program")).await?;
    tab.keys("fairly.").await?;
    tab.wait_underlined(&underlines("I will rank your program fairly.")).await
}

async fn long(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    let filler = "Thank you for the tour of the clinic and of the library. ".repeat(400);
    tab.js(&format!("document.execCommand('insertText', false, {})", json!(filler))).await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let body = json!(mail.body());
    // Away from the phrase, which stays found although it is out of sight.
    tab.js(&format!("document.querySelector({body}).closest('.Ap, .editorParent').scrollTo(0, 0)"))
        .await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await
}

async fn subject(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys("Thank you for the interview.").await?;
    tab.focus(mail.subject()).await?;
    tab.chord(&[Key::Control], "a").await?;
    tab.keys(LINE).await?;
    tab.wait_ours(".mirror .risk").await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("subject sent", tab.sent_once().await?.subject.as_str(), LINE)
}

/// `verb` is its place among "once", "in this email", "always".
async fn ignored(tab: &Tab, mail: Mail, verb: usize) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(&format!(".card .foot button:nth-of-type({verb})")).await?;
    tab.wait_underlined(&[]).await?;
    mail.press(tab, Route::Click).await?;
    tab.sent_once().await.map(drop)
}

/// An input method's letters come and go before they are chosen; nothing happens to them until then.
async fn composition(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys("I will rank your program number ").await?;
    tab.compose("one").await?;
    tab.settle().await?;
    same("underlines under composition", tab.underlined().await?, Vec::new())?;
    tab.commit("one.").await?;
    tab.wait_underlined(&underlines(LINE)).await
}

async fn apply_and_undo(tab: &Tab, mail: Mail, text: &str, html: &str) -> Outcome {
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await?;
    wait_text(tab, mail, after_rewrite(text).trim_end()).await?;
    tab.undo().await?;
    wait_text(tab, mail, text).await?;
    same("HTML after one Undo", mail.html(tab).await?.as_str(), html)
}
