//! Every way to send, in both webmails: with a risk open it asks and sends nothing until told; a clean draft leaves at once.

use redline_e2e::expected::underlines;
use redline_e2e::failure::same;
use redline_e2e::mail::Route;
use redline_e2e::{Case, Mail, Outcome, Tab};

use crate::{CLEAN, RISKY};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for &route in mail.routes() {
            let name = format!("route {}: {}", mail.name(), route.name());
            cases.push(Case::redline(
                format!("{name}: asks first, then sends once"),
                move |tab| async move { held(&tab, mail, route).await },
            ));
            cases.push(Case::redline(
                format!("{name}: a clean draft leaves at once"),
                move |tab| async move { free(&tab, mail, route).await },
            ));
        }
        let name = mail.name();
        cases.push(Case::redline(
            format!("route {name}: a message that the webmail refuses is not sent, and stays"),
            move |tab| async move { refused(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("route {name}: Escape in the checklist sends nothing"),
            move |tab| async move { escapes(&tab, mail).await },
        ));
    }
    cases
}

async fn held(tab: &Tab, mail: Mail, route: Route) -> Outcome {
    mail.write_for(tab, "", route, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let body = mail.html(tab).await?;
    // A reply carries the quoted text that is still trimmed away in the window.
    let quote = tab.text("document.querySelector('input[name=uet]')?.value ?? ''").await?;
    let html = format!("{body}{quote}");
    mail.press(tab, route).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    same("HTML while the checklist is open", mail.html(tab).await?, body)?;
    tab.click_ours("dialog .push").await?;
    if route == Route::Schedule {
        mail.choose_time(tab).await?;
    }
    let sent = tab.sent_once().await?;
    same("HTML sent", sent.html.unwrap_or_default(), html)?;
    tab.wait_ours_gone("dialog").await
}

async fn free(tab: &Tab, mail: Mail, route: Route) -> Outcome {
    mail.write_for(tab, "", route, CLEAN).await?;
    tab.wait_underlined(&[]).await?;
    mail.send_by(tab, route).await?;
    let sent = tab.sent_once().await?;
    same("route", sent.route.as_str(), route.recorded())?;
    tab.wait_ours_gone("dialog").await
}

async fn refused(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&mail.url("")).await?;
    tab.click(mail.begin()).await?;
    tab.click(mail.body()).await?;
    tab.keys(RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    tab.click_ours("dialog .push").await?;
    tab.middle("[role='alertdialog'], .messageBar").await?;
    tab.sent_nothing().await?;
    same("HTML after the refusal", mail.html(tab).await?, html)
}

async fn escapes(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    mail.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog").await?;
    tab.keys("\u{e00c}").await?;
    tab.wait_ours_gone("dialog").await?;
    tab.sent_nothing().await
}
