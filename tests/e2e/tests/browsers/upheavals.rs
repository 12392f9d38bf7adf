//! Fault drills on what a browser does around an extension: tabs discarded, the clock moved, the background killed at each
//! step, another version, an organisation's nonsense, a long day of reading. The draft stays, and Send works.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Load, Mail, Outcome, Tab};
use serde_json::{Value, json};

use crate::companion::{english, holds, own_page, page_beside, reads};
use crate::drills::{asked_then_sent, guarded, keep};
use crate::job::wait_text;
use crate::{RISKY, ledger};

pub(crate) fn cases() -> Vec<Case> {
    let discarded = "drill: a tab discarded and restored";
    let clock = "drill: the clock jumps by decades: letters leave and are noted";
    let stopped = "drill: the background is stopped before every step";
    let versions = "drill: upgraded and downgraded, the settings hold";
    let options = "drill: the options open whatever the storage holds";
    let policy = "drill: an organisation's nonsense locks nothing away and hides nothing";
    let reading = "load: two hundred messages read in a row";
    vec![
        // Firefox's driver loses a tab that is discarded.
        Case::redline(discarded, |tab| async move { discard(&tab).await }).only(Browser::Chromium),
        Case::redline(clock, |tab| async move { jumps(&tab).await }).with(Load::Probed),
        Case::redline(stopped, |tab| async move { without_background(&tab).await }),
        Case::redline(versions, |tab| async move { up_and_down(&tab).await }),
        Case::redline(options, |tab| async move { options_open(&tab).await }),
        // Chromium holds a policy against the schema in the package before the extension sees it.
        Case::redline(policy, |tab| async move { misruled(&tab).await })
            .with(Load::Misruled)
            .only(Browser::Firefox),
        Case::redline(reading, |tab| async move { two_hundred(&tab).await }).with(Load::Probed),
    ]
}

const API: &str =
    "const api = globalThis.browser?.storage ? globalThis.browser : globalThis.chrome;";

/// The browser takes a tab out of memory, and loads it again when the user comes back to it.
async fn discard(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    page_beside(tab, "options").await?;
    let script = format!(
        "const done = arguments[0]; {API} api.tabs.query({{ url: 'https://mail.google.com/*' }})\
         .then(([one]) => api.tabs.discard(one.id)).then((one) => done(one.discarded), (fault) => done(String(fault)));"
    );
    let gone = tab.driver.execute_async(script, Vec::new()).await?.json().clone();
    same("the tab is discarded", gone, json!(true))?;
    tab.driver.close_window().await?;
    let [only] = <[_; 1]>::try_from(tab.driver.windows().await?)
        .map_err(|all| redline_e2e::Failure::new(format!("{} tabs are open", all.len())))?;
    tab.driver.switch_to_window(only).await?;
    let back = "document.wasDiscarded === true && document.documentElement.dataset.ready === 'yes'";
    holds(tab, "the tab to be loaded again", back).await?;
    tab.sent_nothing().await?;
    // The webmail itself keeps drafts, or does not; the one begun now is read like any other.
    mail.begin_message(tab).await?;
    tab.keys(RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    guarded(tab).await
}

/// Fifteen years on, back to 1970, and to the last year that dates have; then two days after the first letter, which is
/// told from it by that.
async fn jumps(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    keep(tab, &json!({})).await?;
    let clocks = [
        "0",
        "15 * 365 * 864e5",
        "60_000 - Date.now()",
        "253_402_300_000_000 - Date.now()",
        "2 * 864e5",
    ];
    for (nth, shift) in clocks.into_iter().enumerate() {
        tab.mail.clear();
        tab.open(&mail.url("")).await?;
        tab.value(&format!("document.documentElement.dataset.probeClock = {shift}")).await?;
        ledger::begin(tab, mail, "director@kestrel.edu", RISKY).await?;
        asked_then_sent(tab, mail).await?;
        tab.until(&format!("the letter of clock {nth} in the ledger"), || async {
            let sent = &tab.stored().await?["local"]["ledger"]["programs"][0]["sent"];
            Ok((sent.as_array().map(Vec::len) == Some(nth + 1)).then_some(()))
        })
        .await?;
    }
    let webmail = page_beside(tab, "popup").await?;
    // No step of the user's in the webmail: it is not done again without us.
    tab.value("document.querySelector('#tab-ledger').click()").await?;
    reads(tab, "#view-ledger", "kestrel.edu").await?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(webmail).await?;
    keep(tab, &json!({})).await.map(drop)
}

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
    let webmail = page_beside(tab, "options").await?;
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
        let before = page_beside(tab, "options").await?;
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
    let webmail = page_beside(tab, "options").await?;
    let seen = "[document.querySelectorAll('main img, main script').length, document.querySelector('#switches .tick input').checked]";
    same("nothing of it is run, Send asks", tab.value(seen).await?, json!([0, true]))?;
    reads(tab, "#ignored", &english("ignoredNone")).await?;
    let free = "document.querySelectorAll('#tiers input:disabled, #sites input:disabled, #season input:disabled').length";
    same("what is no list locks no list", tab.value(free).await?, json!(0))?;
    own_page(tab, "popup").await?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(webmail).await.map_err(Into::into)
}

/// Goes from message to message in the webmail's tab, and has each one read; then waits until the page is at rest.
const READ: &str = "const [from, levels, done] = arguments;\
    const api = globalThis.browser?.storage ? globalThis.browser : globalThis.chrome;\
    const until = async (holds) => { while (!holds()) await new Promise((go) => setTimeout(go, 5)); };\
    const source = document.querySelector('#message');\
    (async () => {\
        const [mail] = await api.tabs.query({ url: 'https://mail.google.com/*' });\
        for (let nth = from; nth < from + 8; nth++) {\
            const [message, words] = levels[nth % levels.length];\
            const before = source.value;\
            await api.tabs.update(mail.id, { url: `${mail.url.split('#')[0]}#inbox/${message}` });\
            do {\
                source.value = '';\
                document.querySelector('#reader > button').click();\
                await until(() => source.value !== '');\
            } while (source.value === before);\
            await until(() => document.querySelector('#reader .level')?.textContent.includes(words));\
        }\
        let last = performance.now();\
        const observer = new MutationObserver(() => (last = performance.now()));\
        observer.observe(document.querySelector('#reader'), { childList: true, subtree: true });\
        await until(() => document.querySelector('#reader .noted button') && performance.now() - last > 300);\
        observer.disconnect();\
        return document.querySelectorAll('#reader *').length;\
    })().then(done, (fault) => done(String(fault)));";

async fn two_hundred(tab: &Tab) -> Outcome {
    tab.open(&format!("{}#inbox/m5", Mail::Gmail.url(""))).await?;
    let webmail = page_beside(tab, "popup").await?;
    tab.click("#tab-read").await?;
    reads(tab, "#reader .level", &english("level5")).await?;
    let levels: Vec<_> =
        [1, 3, 4, 5].map(|level| [format!("m{level}"), english(&format!("level{level}"))]).into();
    let mut sizes = Vec::new();
    for eight in 0..25 {
        let arguments = vec![json!(eight * 8), json!(levels)];
        sizes.push(tab.driver.execute_async(READ, arguments).await?.json().clone());
    }
    ensure(sizes[0].is_u64(), format!("read: {}", sizes[0]))?;
    same("elements after each eight", sizes.clone(), vec![sizes[0].clone(); sizes.len()])?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(webmail).await?;
    tab.until("nothing of it to stay in the webmail", || async {
        let report = tab.probe().await?;
        Ok(["starts", "timers", "observers", "memory"]
            .iter()
            .all(|name| report[*name] == 0)
            .then_some(()))
    })
    .await
}
