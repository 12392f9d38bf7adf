//! The practice webmail by itself: it sends on every route exactly once, undoes, refuses, and runs under its policies.

use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Case, Mail, Outcome, Tab};

/// Two paragraphs: the shape a draft really has.
const TEXT: &str = "Dear Dr. Raman,\nThank you for the interview.";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        let name = mail.name();
        for route in mail.routes() {
            cases.push(Case::bare(
                format!("webmail {name}: sends once by {}", route.name()),
                move |tab| async move { sends_once(&tab, mail, *route).await },
            ));
        }
        cases.push(Case::bare(
            format!("webmail {name}: undo restores the typed text"),
            move |tab| async move { undoes(&tab, mail).await },
        ));
        cases.push(Case::bare(
            format!("webmail {name}: refuses a message without recipients"),
            move |tab| async move { refuses(&tab, mail).await },
        ));
        cases.push(Case::bare(
            format!("webmail {name}: works under the strict policy"),
            move |tab| async move {
                mail.write_for(&tab, "csp=strict", Route::Click, TEXT).await?;
                mail.press(&tab, Route::Click).await?;
                tab.sent_once().await.map(drop)
            },
        ));
    }
    cases
}

async fn sends_once(tab: &Tab, mail: Mail, route: Route) -> Outcome {
    mail.write_for(tab, "", route, TEXT).await?;
    let html = mail.html(tab).await?;
    mail.send_by(tab, route).await?;
    let sent = tab.sent_once().await?;
    same("route", sent.route.as_str(), route.recorded())?;
    let sent_html = sent.html.unwrap_or_default();
    ensure(
        sent_html.starts_with(&html),
        format!("sent {sent_html:?}, which does not begin with the body {html:?}"),
    )
}

async fn undoes(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    let empty = mail.body_text(tab).await?;
    tab.keys("Thanks").await?;
    same("text", mail.body_text(tab).await?.as_str(), "Thanks")?;
    tab.undo().await?;
    same("text after undo", mail.body_text(tab).await?, empty)
}

async fn refuses(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&mail.url("")).await?;
    tab.click(mail.begin()).await?;
    tab.click(mail.body()).await?;
    tab.keys("Hello").await?;
    tab.click(mail.send()).await?;
    tab.middle("[role='alertdialog'], .messageBar").await?;
    tab.sent_nothing().await
}
