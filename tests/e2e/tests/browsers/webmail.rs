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
                move |tab| async move { sends_once(&tab, mail, route).await },
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
    for mail in Mail::ALL {
        let name = mail.name();
        cases.push(Case::bare(
            format!("webmail {name}: a popped-out message is the same message"),
            move |tab| async move { pops_out(&tab, mail).await },
        ));
        cases.push(Case::bare(
            format!("webmail {name}: plain-text mode sends text only"),
            move |tab| async move { plain(&tab, mail).await },
        ));
        cases.push(Case::bare(
            format!("webmail {name}: a reply carries the quoted message"),
            move |tab| async move { replies(&tab, mail).await },
        ));
        cases.push(Case::bare(
            format!("webmail {name}: an editor replaced by the page holds the same draft"),
            move |tab| async move {
                mail.new_message(&tab, "").await?;
                tab.keys(TEXT).await?;
                let html = mail.html(&tab).await?;
                tab.js("window.practice.rebuild()").await?;
                same("HTML", mail.html(&tab).await?, html)
            },
        ));
    }
    cases.push(Case::bare(
        "webmail gmail: a draft closed and reopened, sent and taken back, stays the same",
        |tab| async move { reopens(&tab).await },
    ));
    cases.push(Case::bare("webmail outlook: drafts in tabs keep their words", |tab| async move {
        tabs(&tab).await
    }));
    cases
}

async fn pops_out(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(TEXT).await?;
    let html = mail.html(tab).await?;
    mail.pop_out(tab).await?;
    same("HTML in the new window", mail.html(tab).await?, html.clone())?;
    tab.click(mail.send()).await?;
    mail.pop_in(tab).await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

async fn plain(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    mail.plain_text(tab).await?;
    tab.keys(TEXT).await?;
    tab.click(mail.send()).await?;
    let sent = tab.sent_once().await?;
    same("HTML sent", sent.html, None)?;
    same("text sent", sent.text.as_str(), TEXT)
}

async fn replies(tab: &Tab, mail: Mail) -> Outcome {
    mail.answer(tab, "", "reply").await?;
    tab.keys("Thank you.").await?;
    tab.click(mail.send()).await?;
    let sent = tab.sent_once().await?;
    same("recipient", sent.to, vec!["twhitfield@riverside-med.example".to_owned()])?;
    same("subject", sent.subject.as_str(), "Re: Thank you for your visit")?;
    let html = sent.html.unwrap_or_default();
    let (quote, own) = (html.find("rank you highly"), html.find("Thank you."));
    ensure(own.is_some() && own < quote, format!("own words before the quoted ones: {html}"))?;
    let marks = ["gmail_quote", "id=\"divRplyFwdMsg\""];
    ensure(
        marks.iter().any(|mark| html.contains(mark)),
        format!("the quoted part is marked: {html}"),
    )
}

async fn reopens(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(TEXT).await?;
    let html = mail.html(tab).await?;
    tab.click(".Ha").await?;
    tab.click("[data-folder='drafts']").await?;
    tab.click(".zA").await?;
    same("HTML of the reopened draft", mail.html(tab).await?, html.clone())?;
    tab.click(mail.send()).await?;
    tab.sent_once().await?;
    tab.click("#link_undo").await?;
    same("HTML of the message taken back", mail.html(tab).await?, html)?;
    let undone =
        || async { Ok(tab.mail.sent().first().is_some_and(|sent| sent.undone).then_some(())) };
    tab.until("the record of Undo", undone).await
}

async fn tabs(tab: &Tab) -> Outcome {
    let mail = Mail::Outlook;
    mail.new_message(tab, "").await?;
    tab.keys(TEXT).await?;
    let html = mail.html(tab).await?;
    tab.click(mail.begin()).await?;
    tab.wait("the second draft", "document.querySelectorAll('.tab').length === 2").await?;
    tab.click(".tab:nth-of-type(1)").await?;
    same("HTML of the first draft", mail.html(tab).await?, html)
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
