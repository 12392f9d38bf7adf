//! Every way to send, in both webmails: with a risk open it asks and sends nothing until told; a clean draft leaves at
//! once; and where the fault is ours the message leaves, and the user is told.

use redline_e2e::expected::underlines;
use redline_e2e::failure::ensure;
use redline_e2e::failure::same;
use redline_e2e::mail::Route;
use redline_e2e::{Case, Load, Mail, Outcome, Tab};
use serde_json::json;
use thirtyfour::Key;

use crate::{CLEAN, RISKY};

/// One case on one webmail.
type Steps =
    for<'a> fn(&'a Tab, Mail) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// What can go wrong on our side.
const FAULTS: [(&str, Steps); 4] = [
    ("no verdict in time", |tab, mail| Box::pin(late(tab, mail))),
    ("the runtime traps while it judges", |tab, mail| Box::pin(trapped(tab, mail))),
    ("nothing of ours can run", |tab, mail| Box::pin(nothing_runs(tab, mail))),
    ("the extension was reloaded", |tab, mail| Box::pin(reloaded(tab, mail))),
];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for route in mail.routes() {
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
            format!(
                "route {name}: a message that the webmail refuses stays, and is sent when mended"
            ),
            move |tab| async move { refused(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("route {name}: the card open by the pointer, a click on Send asks"),
            move |tab| async move { card_open(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("route {name}: the card open by the keyboard never lies over Send"),
            move |tab| async move { card_apart(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("route {name}: keys pressed in the checklist do not reach the page"),
            move |tab| async move { keys_stay(&tab, mail).await },
        ));
        for (fault, steps) in FAULTS {
            let name = format!("route {name}: {fault}, it leaves, and the user is told");
            let case = Case::redline(name, move |tab| async move { steps(&tab, mail).await });
            cases.push(if fault.contains("reloaded") { case } else { case.with(Load::Probed) });
        }
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
    // No delay at all: it was not held and pressed again.
    same("sent by the user's own press", tab.value("window.__byHand").await?, json!(true))?;
    tab.wait_ours_gone("dialog").await
}

/// Whether a press at the middle of Send reaches Send, and nothing of ours.
async fn reaches_send(tab: &Tab, mail: Mail) -> Outcome {
    let (point, send) = (tab.middle(mail.send()).await?, json!(mail.send()));
    let hit = format!(
        "(hit => hit?.closest({send}) ? 'Send' : hit?.outerHTML ?? 'nothing')(document.elementFromPoint({}, {}))",
        point.x, point.y
    );
    same("what a press at the middle of Send reaches", tab.text(&hit).await?.as_str(), "Send")
}

async fn card_open(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let html = mail.html(tab).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card .rewrite").await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.wait_ours_gone(".card").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

/// A card that the keyboard has opened stays open: at whatever height the words stand, Send can be pressed.
async fn card_apart(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    for _ in 0..6 {
        tab.wait_underlined(&underlines(RISKY)).await?;
        tab.next_finding().await?;
        tab.wait_ours(".card .rewrite").await?;
        reaches_send(tab, mail).await?;
        tab.click_ours(".card .close").await?;
        tab.wait_ours_gone(".card").await?;
        tab.chord(&[Key::Control], Key::Home).await?;
        tab.keys("\n\n").await?;
    }
    tab.next_finding().await?;
    tab.wait_ours(".card .rewrite").await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await
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
    same("HTML after the refusal", mail.html(tab).await?, html.clone())?;
    if mail == Mail::Gmail {
        tab.click("[role='alertdialog'] [name='ok']").await?;
    }
    // It did not count as sent: with a recipient it asks again, and leaves.
    tab.click(mail.to()).await?;
    tab.keys("director@example.com\n").await?;
    mail.press(tab, Route::Click).await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
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

/// The start hangs: the guard waits for its time, then lets the message go.
async fn late(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&mail.url("")).await?;
    tab.js("document.documentElement.dataset.probeHang = ''").await?;
    mail.begin_message(tab).await?;
    tab.keys(RISKY).await?;
    mail.press(tab, Route::Click).await?;
    told(tab, "left unchecked").await?;
    tab.sent_once().await.map(drop)
}

async fn trapped(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.js("document.documentElement.dataset.probeTrapIn = 'look'").await?;
    tab.js("document.dispatchEvent(new Event('redline-probe-trap'))").await?;
    mail.press(tab, Route::CtrlEnter).await?;
    told(tab, "left unchecked").await?;
    tab.sent_once().await.map(drop)
}

/// Neither WebAssembly nor plain JavaScript: it is said once, quietly, and never again.
async fn nothing_runs(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&mail.url("")).await?;
    tab.js("document.documentElement.dataset.probeRefuse = ''").await?;
    tab.click(mail.begin()).await?;
    tab.click(mail.body()).await?;
    told(tab, "not active").await?;
    tab.click(mail.to()).await?;
    tab.keys("director@example.com\n").await?;
    tab.click(mail.body()).await?;
    tab.keys(RISKY).await?;
    mail.press(tab, Route::Click).await?;
    tab.sent_once().await?;
    let lines = tab.ours("p[role='status']").await?.len();
    ensure(lines <= 1, format!("{lines} lines of ours"))
}

async fn reloaded(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.reload_extension().await?;
    mail.press(tab, Route::Click).await?;
    told(tab, "Reload this tab").await?;
    tab.sent_once().await.map(drop)
}

async fn told(tab: &Tab, words: &str) -> Outcome {
    let line = tab.our_line().await?;
    ensure(line.contains(words), format!("the line says: {line}"))
}

/// The webmail's shortcuts must not act on what is typed in the checklist, nor a late release of the shortcut's key.
async fn keys_stay(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    mail.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog .push").await?;
    tab.js("(window.seen = [], window.__keys.push((event) => window.seen.push(event.key)), addEventListener('keyup', (event) => window.seen.push(event.key)))").await?;
    tab.keys("ec#\u{e004}").await?;
    tab.settle().await?;
    same("keys that the page has seen", tab.value("window.seen").await?, json!([]))?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await
}
