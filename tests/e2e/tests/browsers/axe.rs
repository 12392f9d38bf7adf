//! Accessibility by machine: axe-core over every page of ours in every state, and over the card and the dialog. The states
//! are printed with their count of rules that passed; one violation fails.
//!
//! Card and dialog live behind a closed shadow root, which no script of the page can enter: a copy of each, with the same
//! style, is put into an open one.

use redline_e2e::expected::underlines;
use redline_e2e::failure::{Failure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};
use serde_json::{Value, json};

use crate::RISKY;
use crate::companion::{holds, open_own, page_beside};

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../node_modules/axe-core/axe.min.js");
const STYLE: &str = include_str!("../../../../src/web/ui.css");

/// WCAG 2.2 up to level AA, and good practice; the popup and the copies are parts of a page, without landmarks.
const CHECK: &str = "const done = arguments[arguments.length - 1];
    axe.run(arguments[0], { rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } } }).then((found) => done({
      passed: found.passes.length,
      violations: found.violations.flatMap((one) => one.nodes.map((node) => `${one.id} at ${node.target}: ${node.failureSummary}`)),
    }), (fault) => done({ violations: [String(fault)] }));";

/// Puts a copy of an element of ours into an open shadow root, shown as the first is.
const COPY: &str = "const [element, style] = arguments;
    document.querySelector('#copy')?.remove();
    const host = document.createElement('div');
    host.id = 'copy';
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    host.style.colorScheme = getComputedStyle(element).colorScheme;
    const copy = element.cloneNode(true);
    root.append(copy);
    document.documentElement.append(host);
    if (copy.tagName === 'DIALOG') { copy.removeAttribute('open'); copy.showModal(); } else copy.showPopover();";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for look in ["light", "dark", "ar"] {
        cases.push(Case::redline(format!("own: axe pages {look}"), move |tab| async move {
            pages(&tab, look).await
        }));
    }
    for theme in ["light", "dark"] {
        cases.push(Case::redline(
            format!("own: axe card and dialog {theme}"),
            move |tab| async move { surfaces(&tab, theme).await },
        ));
    }
    // What is checked is the same document in both browsers; one of them is enough.
    cases.into_iter().map(|case| case.only(Browser::Chromium)).collect()
}

/// Checks what is shown; `context` is what axe takes.
async fn check(tab: &Tab, state: &str, context: Value) -> Outcome {
    let axe = std::fs::read_to_string(AXE)
        .map_err(|error| Failure::new(format!("{AXE}: {error}; `cargo xtask test` fetches it")))?;
    let script = format!("{axe};{CHECK}");
    let answer = tab.driver.execute_async(script, vec![context]).await?;
    let answer = answer.json();
    note(state, answer["passed"].as_u64().unwrap_or_default());
    same(&format!("violations in {state}"), answer["violations"].clone(), json!([]))
}

#[expect(clippy::print_stdout, reason = "the list of states is what this test shows")]
fn note(state: &str, passed: u64) {
    println!("axe   {state}: {passed} rules passed");
}

async fn page(tab: &Tab, state: &str) -> Outcome {
    check(tab, state, json!("html")).await
}

async fn choose(tab: &Tab, look: &str) -> Outcome {
    let settings = if look == "ar" {
        json!({ "language": "ar" })
    } else {
        json!({ "appearance": look, "language": "en" })
    };
    let script = format!(
        "const done = arguments[0]; chrome.storage.local.set({{ settings: {settings} }}).then(done);"
    );
    tab.driver.execute_async(script, Vec::new()).await?;
    Ok(())
}

async fn pages(tab: &Tab, look: &str) -> Outcome {
    let at = tab.extension_address().await?;
    let open = |page: &str| format!("{at}/www/{page}.html");
    open_own(tab, &open("options")).await?;
    choose(tab, look).await?;
    open_own(tab, &open("options")).await?;
    holds(tab, "the last part", "document.querySelector('#data button') !== null").await?;
    page(tab, &format!("options {look}")).await?;
    tab.value("document.querySelectorAll('summary').forEach((one) => one.click())").await?;
    tab.click("#data > .buttons > button:last-of-type").await?;
    page(tab, &format!("options {look}, all opened")).await?;
    open_own(tab, &open("welcome")).await?;
    holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
    page(tab, &format!("first page {look}")).await?;
    practice(tab, &open("practice"), look).await?;
    popup(tab, look).await?;
    choose(tab, "auto").await
}

async fn practice(tab: &Tab, address: &str, look: &str) -> Outcome {
    open_own(tab, address).await?;
    holds(tab, "the pill", "document.querySelector('#verdict').textContent !== ''").await?;
    page(tab, &format!("practice {look}, empty")).await?;
    tab.click("#example").await?;
    holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
    page(tab, &format!("practice {look}, with a draft")).await
}

async fn popup(tab: &Tab, look: &str) -> Outcome {
    for (message, level) in [("m1", 1), ("m3", 3), ("m4", 4), ("m5", 5)] {
        tab.open(&format!("{}#inbox/{message}", Mail::Gmail.url(""))).await?;
        tab.middle(".a3s").await?;
        page_beside(tab, "popup.html").await?;
        tab.click("#tab-read").await?;
        holds(tab, "the reply", "document.querySelector('.reply .letter') !== null").await?;
        page(tab, &format!("popup {look}, reader at level {level}")).await?;
        if level == 5 {
            break;
        }
        tab.fresh().await?;
    }
    for part in ["check", "write", "season", "ledger"] {
        tab.click(&format!("#tab-{part}")).await?;
        holds(
            tab,
            "the part",
            &format!("document.querySelector('#view-{part}').textContent.trim().length > 20"),
        )
        .await?;
        page(tab, &format!("popup {look}, {part}")).await?;
    }
    Ok(())
}

async fn surface(tab: &Tab, css: &str, state: &str) -> Outcome {
    let element = tab.wait_ours(css).await?;
    let element = json!({ "element-6066-11e4-a52e-4f735466cecf": element });
    tab.driver.execute(COPY, vec![element, json!(STYLE)]).await?;
    let tag = if css.starts_with("dialog") { "dialog" } else { ".card" };
    check(tab, state, json!({ "fromShadowDom": ["#copy", tag] })).await?;
    tab.value("document.querySelector('#copy').remove()").await.map(drop)
}

async fn surfaces(tab: &Tab, theme: &str) -> Outcome {
    let mail = Mail::Gmail;
    let inquiry = "Where am I on your rank list?";
    for (draft, state) in [(RISKY, "rewrites"), (inquiry, "a question")] {
        mail.write_for(tab, &format!("theme={theme}"), Route::Click, draft).await?;
        tab.wait_underlined(&underlines(draft)).await?;
        tab.hover(tab.underline_point().await?).await?;
        surface(tab, ".card", &format!("card {theme}, {state}")).await?;
    }
    mail.write_for(tab, &format!("theme={theme}"), Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    mail.press(tab, Route::Click).await?;
    surface(tab, "dialog", &format!("dialog {theme}, held at Send")).await?;
    tab.click_ours("dialog .bar button:nth-of-type(2)").await?;
    tab.until("nothing left to change", || async {
        Ok(tab.ours("dialog .push").await?.is_empty().then_some(()))
    })
    .await
    .map_err(|_| Failure::new("the dialog still holds the message"))?;
    surface(tab, "dialog", &format!("dialog {theme}, ready to send")).await?;
    tab.click_ours("dialog .bar button:nth-of-type(2)").await?;
    tab.click_ours(".pill").await?;
    surface(tab, "dialog", &format!("dialog {theme}, looked at")).await
}
