//! Fault drills on what happens around an extension: the background killed at each step, another version, an organisation's
//! nonsense, spoiled options. The draft stays, and Send works.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Load, Mail, Outcome, Tab};
use serde_json::{Value, json};

use crate::RISKY;
use crate::companion::{english, open_own, page_beside, reads};
use crate::drills::{guarded, keep};
use crate::job::wait_text;

pub(crate) fn cases() -> Vec<Case> {
    let stopped = "drill: the background is stopped before every step";
    let versions = "drill: upgraded and downgraded, the settings hold";
    let options = "drill: the options open whatever the storage holds";
    let policy = "drill: an organisation's nonsense locks nothing away and hides nothing";
    vec![
        Case::redline(stopped, |tab| async move { without_background(&tab).await }),
        Case::redline(versions, |tab| async move { up_and_down(&tab).await }),
        Case::redline(options, |tab| async move { options_open(&tab).await }),
        // Chromium holds a policy against the schema in the package before the extension sees it.
        Case::redline(policy, |tab| async move { misruled(&tab).await })
            .with(Load::Misruled)
            .only(Browser::Firefox),
    ]
}

const API: &str =
    "const api = globalThis.browser?.storage ? globalThis.browser : globalThis.chrome;";

async fn without_background(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    let stop = || async {
        match tab.browser {
            Browser::Chromium => tab.stop_background().await,
            // There it is ended by itself after half a second.
            Browser::Firefox => Ok(()),
        }
    };
    stop().await?;
    mail.new_message(tab, "").await?;
    stop().await?;
    tab.keys(RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    stop().await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card .rewrite").await?;
    stop().await?;
    tab.click_ours(".card .rewrite").await?;
    wait_text(tab, mail, &after_rewrite(RISKY)).await?;
    stop().await?;
    tab.undo().await?;
    wait_text(tab, mail, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    stop().await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    stop().await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    stop().await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

/// A draft with a promise and a matter of tone; the promise's topic is switched off.
const TWO: &str = "Dear Dr. Raman,\nI will rank your program number one. Please send me your decision as soon as possible.";

async fn up_and_down(tab: &Tab) -> Outcome {
    let stored = json!({ "settings": {
        "role": "applicant", "categoriesOff": ["rank-promise"], "ignored": ["of old"], "later": { "deep": [1, 2] },
    } });
    same("storage", keep(tab, &stored).await?, json!("kept"))?;
    for version in ["99.0.0", "0.0.1"] {
        tab.install_version(version).await?;
        let ask =
            format!("const done = arguments[0]; {API} done(api.runtime.getManifest().version);");
        same("version", tab.in_own_page(&ask, Vec::new()).await?, json!(version))?;
        same("pages opened by it", tab.driver.windows().await?.len(), 1)?;
        same("settings", tab.stored().await?["local"].clone(), stored.clone())?;
        Mail::Gmail.new_message(tab, "").await?;
        tab.keys(TWO).await?;
        let shown: Vec<String> =
            underlines(TWO).into_iter().filter(|line| !line.starts_with("risk")).collect();
        ensure(!shown.is_empty(), "the matter of tone is found")?;
        tab.wait_underlined(&shown).await?;
    }
    // A choice made in the older version leaves alone what it does not know.
    let webmail = page_beside(tab, "options.html").await?;
    tab.click("#switches .tick:nth-of-type(2) input").await?;
    tab.until("the choice in storage", || async {
        let settings = tab.stored().await?["local"]["settings"].clone();
        Ok((settings["pill"] == false).then_some(settings))
    })
    .await
    .and_then(|settings| {
        same("what it does not know", settings["later"].clone(), json!({ "deep": [1, 2] }))
    })?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(webmail).await?;
    keep(tab, &json!({})).await.map(drop)
}

async fn options_open(tab: &Tab) -> Outcome {
    let spoiled: [Value; 3] = [
        json!({ "settings": "no object", "ledger": 7 }),
        json!({ "settings": { "role": 5, "ignored": "all", "tiersOff": {}, "categoriesOff": 7, "rulesOff": [1], "sitesOff": 3,
            "seasonDates": "soon", "guard": "perhaps", "pill": [], "language": {}, "match": [], "appearance": 1 } }),
        json!({ "settings": [], "season": null }),
    ];
    for stored in spoiled {
        same("storage", keep(tab, &stored).await?, json!("kept"))?;
        let before = page_beside(tab, "options.html").await?;
        let usual = "document.querySelector('#switches .tick input').checked";
        same(&format!("Send asks, with {stored}"), tab.value(usual).await?, json!(true))?;
        tab.driver.close_window().await?;
        tab.driver.switch_to_window(before).await?;
        tab.mail.clear();
        guarded(tab).await?;
    }
    keep(tab, &json!({})).await.map(drop)
}

/// Firefox hands a policy on as it is: `browser.rs` has what this one says.
async fn misruled(tab: &Tab) -> Outcome {
    guarded(tab).await?;
    let webmail = page_beside(tab, "options.html").await?;
    let seen = "[document.querySelectorAll('main img, main script').length, document.querySelector('#switches .tick input').checked]";
    same("nothing of it is run, Send asks", tab.value(seen).await?, json!([0, true]))?;
    reads(tab, "#ignored", &english("ignoredNone")).await?;
    let free = "document.querySelectorAll('#tiers input:disabled, #sites input:disabled').length";
    same("what is no list locks no list", tab.value(free).await?, json!(0))?;
    open_own(tab, &format!("{}/www/popup.html", tab.extension_address().await?)).await?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(webmail).await.map_err(Into::into)
}
