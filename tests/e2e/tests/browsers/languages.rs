//! Pages in other languages and on the other host names: nothing is found by an English label.

use redline_e2e::expected::underlines;
use redline_e2e::failure::same;
use redline_e2e::mail::Route;
use redline_e2e::{Case, Mail, Outcome, Tab};

use crate::RISKY;

/// The other addresses under which Outlook is met.
const HOSTS: [&str; 3] = ["outlook.office.com", "outlook.office365.com", "outlook.cloud.microsoft"];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for lang in ["es", "ar", "hi", "zh"] {
            cases.push(Case::redline(
                format!("language {} {lang}", mail.name()),
                move |tab| async move {
                    mail.new_message(&tab, &format!("lang={lang}")).await?;
                    guarded(&tab, mail).await
                },
            ));
        }
    }
    // Every other kind of window, each in one of the languages.
    for mail in Mail::ALL {
        for (lang, kind) in [("es", "reply"), ("ar", "all"), ("hi", "forward"), ("zh", "plain")] {
            cases.push(Case::redline(
                format!("language {} {lang}: {kind}", mail.name()),
                move |tab| async move { other_window(&tab, mail, lang, kind).await },
            ));
        }
    }
    for host in HOSTS {
        cases.push(Case::redline(format!("host {host}"), move |tab| async move {
            let mail = Mail::Outlook;
            tab.open(&mail.url("").replace("outlook.live.com", host)).await?;
            mail.begin_message(&tab).await?;
            guarded(&tab, mail).await
        }));
    }
    cases
}

async fn other_window(tab: &Tab, mail: Mail, lang: &str, kind: &str) -> Outcome {
    let query = format!("lang={lang}");
    if kind == "plain" {
        mail.new_message(tab, &query).await?;
        mail.plain_text(tab).await?;
        tab.keys("I will rank your program number one.").await?;
        tab.wait_ours(".mirror .risk").await?;
    } else {
        mail.answer(tab, &query, kind).await?;
        tab.keys("I will rank your program number one.").await?;
        tab.wait_underlined(&underlines("I will rank your program number one.")).await?;
    }
    mail.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await
}

async fn guarded(tab: &Tab, mail: Mail) -> Outcome {
    tab.keys(RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}
