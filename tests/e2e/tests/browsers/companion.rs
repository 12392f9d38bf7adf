//! The companion: the popup's checklist, reader and letters beside a message, and the options that change what is done in
//! it. Each on the packed extension, as a user meets it.

use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Case, Mail, Outcome, Tab};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::{CLEAN, RISKY};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        let name = mail.name();
        cases.push(Case::redline(
            format!("own: popup {name}: the list follows the draft"),
            move |tab| async move { follows(&tab, mail).await },
        ));
        for (message, level) in [("m1", 1), ("m3", 3), ("m4", 4), ("m5", 5)] {
            cases.push(Case::redline(
                format!("own: popup {name}: a message of level {level} is read and answered"),
                move |tab| async move { answered(&tab, mail, message, level).await },
            ));
        }
        cases.push(Case::redline(
            format!("own: popup {name}: a letter with open fields is held"),
            move |tab| async move { letter(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("own: popup {name}: selected words are read"),
            move |tab| async move { selected(&tab, mail).await },
        ));
        cases.push(Case::redline(
            format!("own: options {name}: switched off and on again"),
            move |tab| async move { switched(&tab, mail).await },
        ));
    }
    cases.push(Case::redline(
        "own: card, a low window keeps source and ignore in sight",
        |tab| async move { low_window(&tab).await },
    ));
    cases.push(Case::redline("own: popup, season and record of messages", |tab| async move {
        season(&tab).await
    }));
    cases
}

/// Opens one of our own pages in a tab of its own; gives the tab that was in front before.
pub(crate) async fn page_beside(tab: &Tab, page: &str) -> Outcome<WindowHandle> {
    let before = tab.driver.window().await?;
    let own = tab.driver.new_tab().await?;
    tab.driver.switch_to_window(own).await?;
    own_page(tab, page).await?;
    Ok(before)
}

/// Opens one of our own pages in this tab.
pub(crate) async fn own_page(tab: &Tab, page: &str) -> Outcome {
    open_own(tab, &format!("{}/www/{page}.html", tab.extension_address().await?)).await
}

/// Opens a page of ours and waits until it is filled.
pub(crate) async fn open_own(tab: &Tab, address: &str) -> Outcome {
    tab.driver.goto(address).await?;
    holds(tab, "the page's texts", "document.documentElement.dataset.ready === ''").await?;
    // The options fill themselves from top to bottom after that; tabs answer once one of them is chosen.
    let filled = "(!location.pathname.endsWith('options.html') || Boolean(document.querySelector('#import')))
        && (!document.querySelector('[role=tab]') || Boolean(document.querySelector('[role=tab][aria-selected=true]')))";
    holds(tab, "the page's parts", filled).await
}

/// Waits until an expression is true in one of our own pages.
pub(crate) async fn holds(tab: &Tab, what: &str, expression: &str) -> Outcome {
    tab.until(what, || async { Ok((tab.value(expression).await? == json!(true)).then_some(())) })
        .await
}

/// The English text with this key.
pub(crate) fn english(key: &str) -> String {
    text_in("en", key)
}

/// The text with this key in a language.
pub(crate) fn text_in(language: &str, key: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../extension/_locales");
    let words =
        std::fs::read_to_string(format!("{root}/{language}/messages.json")).unwrap_or_default();
    let all: Value = serde_json::from_str(&words).unwrap_or_default();
    all[key]["message"].as_str().unwrap_or("there is no such text").to_owned()
}

/// Waits until an element of our own page reads like this.
pub(crate) async fn reads(tab: &Tab, css: &str, words: &str) -> Outcome {
    let seen =
        format!("document.querySelector({})?.textContent.includes({})", json!(css), json!(words));
    holds(tab, &format!("{css} to read {words:?}"), &seen).await
}

async fn follows(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(RISKY).await?;
    let webmail = page_beside(tab, "popup").await?;
    let popup = tab.driver.window().await?;
    reads(tab, "#verdict", &english("phrases_one").replace("$1", "1")).await?;
    reads(tab, "#list .item .words", "I will rank your program number one").await?;
    tab.driver.switch_to_window(webmail).await?;
    tab.keys("\nI promise to come to your program.").await?;
    tab.driver.switch_to_window(popup).await?;
    holds(tab, "what was typed since", "[...document.querySelectorAll('#list .words')].some((one) => one.textContent.includes('I promise to come'))").await?;
    reads(tab, "#verdict", english("phrases_other").replace("$1", "").trim()).await
}

async fn answered(tab: &Tab, mail: Mail, message: &str, level: u8) -> Outcome {
    tab.open(&format!("{}#inbox/{message}", mail.url(""))).await?;
    tab.click("[data-kind='reply']").await?;
    tab.middle(mail.body()).await?;
    let before = mail.html(tab).await?;
    let webmail = page_beside(tab, "popup").await?;
    tab.click("#tab-read").await?;
    reads(tab, ".level", &english(&format!("level{level}"))).await?;
    if level > 1 {
        holds(
            tab,
            "a deciding sentence",
            "document.querySelector('blockquote').textContent.length > 20",
        )
        .await?;
    }
    // Of offers outside the Match nothing was measured: the worksheet stands there instead.
    if level < 5 {
        let figures = "/20\\d\\d\\)/.test(document.querySelector('.result ul').textContent)";
        holds(tab, "figures with their sources", figures).await?;
    }
    let sheet = tab.value("Boolean(document.querySelector('.sheet'))").await?;
    same("the offer's worksheet is there", sheet, json!(level == 5))?;
    holds(
        tab,
        "the reply that fits",
        "document.querySelector('.letter .body')?.textContent.length > 100",
    )
    .await?;
    let letter = tab.text("document.querySelector('.letter .body').textContent").await?;
    if mail == Mail::Gmail {
        ensure(
            !letter.contains("[insert sender]"),
            format!("the sender's name is not filled in: {letter}"),
        )?;
    }
    tab.click(".reply .main").await?;
    reads(tab, ".reply", &english("letterInserted")).await?;
    tab.driver.switch_to_window(webmail).await?;
    let line = letter.lines().rev().nth(1).unwrap_or_default().to_owned();
    tab.until("the reply in the draft", || async {
        Ok(mail.body_text(tab).await?.contains(&line).then_some(()))
    })
    .await?;
    tab.focus(mail.body()).await?;
    tab.undo().await?;
    tab.until("the draft as it was, after one Undo", || async {
        Ok((mail.html(tab).await? == before).then_some(()))
    })
    .await
}

async fn letter(tab: &Tab, mail: Mail) -> Outcome {
    // A name that an earlier case left would be written on.
    let clear = "const done = arguments[arguments.length - 1]; (globalThis.browser ?? chrome).storage.local.clear().then(done);";
    tab.in_own_page(clear, Vec::new()).await?;
    mail.new_message(tab, "").await?;
    let webmail = page_beside(tab, "popup").await?;
    tab.click("#tab-write").await?;
    tab.click("#letters [name='field-name']").await?;
    tab.keys("Amara Okafor").await?;
    reads(tab, ".letter .body", "Amara Okafor").await?;
    holds(tab, "marks for open fields", "document.querySelectorAll('.letter mark').length > 2")
        .await?;
    tab.click("#letters .main").await?;
    reads(tab, "#letters", &english("letterInserted")).await?;
    own_page(tab, "popup").await?;
    tab.click("#tab-write").await?;
    holds(
        tab,
        "the name remembered",
        "document.querySelector(\"[name='field-name']\")?.value === 'Amara Okafor'",
    )
    .await?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(webmail).await?;
    let text = mail.body_text(tab).await?;
    ensure(
        text.contains("[insert ") && text.contains("Amara Okafor"),
        format!("the draft reads: {text}"),
    )?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await
}

async fn selected(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&format!("{}#inbox/m5", mail.url(""))).await?;
    let body = match mail {
        Mail::Gmail => ".a3s p",
        Mail::Outlook => "[id^='UniqueMessageBody_'] p",
    };
    tab.middle(body).await?;
    // The greeting alone says nothing.
    tab.js(&format!("getSelection().selectAllChildren(document.querySelector({}))", json!(body)))
        .await?;
    page_beside(tab, "popup").await?;
    tab.click("#tab-read").await?;
    reads(tab, ".level", &english("level0")).await
}

async fn switched(tab: &Tab, mail: Mail) -> Outcome {
    let webmail = page_beside(tab, "options").await?;
    let options = tab.driver.window().await?;
    let which = if mail == Mail::Gmail { 1 } else { 2 };
    let tick = format!("#sites .tick:nth-of-type({which}) input");
    tab.click(&tick).await?;
    tab.driver.switch_to_window(webmail.clone()).await?;
    mail.new_message(tab, "").await?;
    tab.keys(CLEAN).await?;
    tab.keys("\nI will rank your program number one.").await?;
    tab.settle().await?;
    same("underlines where it is switched off", tab.underlined().await?, Vec::new())?;
    tab.driver.switch_to_window(options).await?;
    tab.click(&tick).await?;
    tab.driver.switch_to_window(webmail).await?;
    tab.click(mail.subject()).await?;
    tab.click(mail.body()).await?;
    tab.wait_underlined(&["risk: I will rank your program number one".to_owned()]).await
}

/// In a window 750 pixels high the rewrites scroll; source and ways to ignore stay in sight.
async fn low_window(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    tab.driver.set_window_rect(0, 0, 1360, 750).await?;
    mail.new_message(tab, "").await?;
    tab.keys(RISKY).await?;
    tab.wait_underlined(&["risk: I will rank your program number one".to_owned()]).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card .rewrite").await?;
    let mut lowest = 0.0_f64;
    for css in [".card .source", ".card .foot"] {
        let id = tab.wait_ours(css).await?;
        let element = json!({ "element-6066-11e4-a52e-4f735466cecf": id });
        let bottom = tab
            .driver
            .execute("return arguments[0].getBoundingClientRect().bottom", vec![element])
            .await?;
        lowest = lowest.max(bottom.json().as_f64().unwrap_or(f64::MAX));
    }
    let height = tab.value("innerHeight").await?.as_f64().unwrap_or_default();
    tab.driver.set_window_rect(0, 0, 1360, 900).await?;
    ensure(lowest <= height, format!("the card ends at {lowest}, the window at {height}"))
}

async fn season(tab: &Tab) -> Outcome {
    let clear = "const done = arguments[arguments.length - 1]; (globalThis.browser ?? chrome).storage.local.clear().then(done);";
    tab.in_own_page(clear, Vec::new()).await?;
    tab.open(&Mail::Gmail.url("")).await?;
    page_beside(tab, "popup").await?;
    tab.focus("#tab-check").await?;
    tab.keys("\u{e014}").await?;
    holds(
        tab,
        "the next tab by the arrow key",
        "document.activeElement.id === 'tab-read' && !document.querySelector('#view-read').hidden",
    )
    .await?;
    tab.click("#tab-season").await?;
    holds(
        tab,
        "the parts of the year",
        "document.querySelectorAll('#view-season .year li').length >= 6",
    )
    .await?;
    reads(tab, "#view-season", &english("seasonVerify")).await?;
    tab.click("#tab-ledger").await?;
    reads(tab, "#view-ledger", &english("ledgerNone")).await
}
