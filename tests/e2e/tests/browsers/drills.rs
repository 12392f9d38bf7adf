//! Fault drills: the browser's storage full, spoiled or written by another version; and more text or more windows than
//! anybody has. The draft stays as it is, and Send works.

use redline_e2e::expected::underlines;
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Load, Mail, Outcome, Tab, browser};
use serde_json::{Value, json};

use crate::RISKY;

const LINE: &str = "I will rank your program number one.";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let spoiled = [
        ("of the wrong kind", json!({ "settings": "no object", "ledger": 7, "season": [null] })),
        (
            "with wrong values",
            json!({ "settings": { "role": 5, "ignored": "all", "tiersOff": {}, "guard": "perhaps", "pill": [] } }),
        ),
        (
            "of a later version",
            json!({ "settings": {
            "role": "applicant", "version": 99, "categoriesOff": ["a-category-of-later"], "rulesOff": ["a/b"], "later": { "deep": [1, 2] },
        } }),
        ),
        (
            "of the first version",
            json!({ "settings": {
            "role": "applicant", "tiersOff": [], "categoriesOff": [], "rulesOff": [], "ignored": [], "pill": true, "guard": true, "appearance": "auto",
        } }),
        ),
        (
            "enormous",
            json!({ "settings": { "ignored": vec!["words that nobody writes ".repeat(8); 2000] } }),
        ),
    ];
    for (name, stored) in spoiled {
        let case = format!("drill: settings {name} change nothing of what is found");
        cases.push(Case::redline(case, move |tab| {
            let stored = stored.clone();
            async move { with_stored(&tab, &stored).await }
        }));
    }
    let full =
        Case::redline("drill: storage full: nothing is lost, and Send works", |tab| async move {
            full(&tab).await
        });
    // Firefox has no limit here.
    cases.push(full.only(Browser::Chromium));
    cases.push(Case::redline(
        "drill: what was typed, replaced, ignored and sent is nowhere in storage",
        |tab| async move { leaves_nothing(&tab).await },
    ));
    cases.push(Case::redline("drill: a hostile settings file is refused", |tab| async move {
        refuses_files(&tab).await
    }));
    cases.push(Case::redline("drill: two profiles know nothing of each other", |tab| async move {
        two_profiles(&tab).await
    }));
    cases.push(Case::redline("load: one megabyte pasted as one line", |tab| async move {
        megabyte(&tab).await
    }));
    cases.push(Case::redline(
        "load: fifty windows with five thousand words each",
        |tab| async move { fifty_windows(&tab).await },
    ));
    cases
}

/// Makes this all that is stored.
pub(crate) async fn keep(tab: &Tab, stored: &Value) -> Outcome<Value> {
    let script = "const [stored, done] = arguments;\
        const api = globalThis.browser?.storage ? globalThis.browser : globalThis.chrome;\
        (async () => { await api.storage.local.clear(); await api.storage.local.set(stored); return 'kept'; })().then(done, (fault) => done(String(fault)));";
    tab.in_own_page(script, vec![stored.clone()]).await
}

async fn with_stored(tab: &Tab, stored: &Value) -> Outcome {
    same("storage", keep(tab, stored).await?, json!("kept"))?;
    let outcome = guarded(tab).await;
    keep(tab, &json!({})).await?;
    outcome
}

/// A risky letter: Send asks, and sends exactly what was written, once.
pub(crate) async fn guarded(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    asked_then_sent(tab, mail).await
}

/// The risky letter that stands there: Send asks, and sends exactly what was written, once.
pub(crate) async fn asked_then_sent(tab: &Tab, mail: Mail) -> Outcome {
    tab.wait_underlined(&underlines(RISKY)).await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

/// "Always ignore" cannot be saved: the draft and Send are as they were.
async fn full(tab: &Tab) -> Outcome {
    let fill = "const done = arguments[0];\
        (async () => { await chrome.storage.local.clear(); let size = 8 << 20;\
        for (let n = 0; size > 16; n++) { try { await chrome.storage.local.set({ ['fill' + n]: 'x'.repeat(size) }); } catch { size >>= 1; } }\
        return await chrome.storage.local.getBytesInUse(null); })().then(done, (fault) => done(String(fault)));";
    let used = tab.in_own_page(fill, Vec::new()).await?;
    ensure(used.as_u64().unwrap_or_default() > 9 << 20, format!("the storage is full: {used}"))?;
    let outcome = ignore_always_and_send(tab).await;
    keep(tab, &json!({})).await?;
    outcome
}

async fn ignore_always_and_send(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let html = mail.html(tab).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .foot button:nth-of-type(3)").await?;
    tab.settle().await?;
    same("HTML after it", mail.html(tab).await?, html.clone())?;
    mail.press(tab, Route::Click).await?;
    // Whether this page still ignores the words or asks: the message leaves at the user's word.
    tab.until("the message, or the question", || async {
        Ok((!tab.mail.sent().is_empty() || !tab.ours("dialog .push").await?.is_empty())
            .then_some(()))
    })
    .await?;
    if tab.mail.sent().is_empty() {
        tab.click_ours("dialog .push").await?;
    }
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

async fn leaves_nothing(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await?;
    tab.undo().await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .foot button:nth-of-type(1)").await?;
    tab.wait_underlined(&[]).await?;
    mail.press(tab, Route::Click).await?;
    tab.sent_once().await?;
    let stored = tab.stored().await?.to_string();
    for words in
        ["rank your program number one", "Thank you for the interview", "Raman", "Okafor", "replac"]
    {
        ensure(!stored.contains(words), format!("{words:?} is not kept: {stored}"))?;
    }
    Ok(())
}

async fn megabyte(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let paste = "document.execCommand('insertText', false, ' ' + 'thank you for the tour of the clinic and of the library '.repeat(18000))";
    tab.js(paste).await?;
    let html = mail.html(tab).await?;
    ensure(html.len() > 1_000_000, format!("{} bytes are in the draft", html.len()))?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default().len(), html.len())
}

/// Each window is written in by script, as a paste of 5,000 words; then the last one is used as ever.
const FIFTY: &str = r"
    const [begin, bodies, done] = arguments;
    const press = (node) => ['mousedown', 'mouseup', 'click'].forEach((type) =>
        node.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true })));
    const frame = () => new Promise(requestAnimationFrame);
    const words = 'Thank you for the tour of the clinic and of the library last week. '.repeat(385);
    (async () => {
        for (let nth = 0; nth < 50; nth++) {
            press(document.querySelector(begin));
            await frame();
            const all = document.querySelectorAll(bodies);
            all[all.length - 1].focus();
            document.execCommand('insertText', false, words);
        }
        return document.querySelectorAll(bodies).length;
    })().then(done, (fault) => done(String(fault)));";

async fn fifty_windows(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    tab.open(&mail.url("")).await?;
    let arguments = vec![json!(mail.begin()), json!(mail.body())];
    let open = tab.driver.execute_async(FIFTY, arguments).await?.json().clone();
    same("windows", open, json!(50))?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await
}

/// Files that nobody exported: each is refused before anything of it is kept; an own one is taken.
async fn refuses_files(tab: &Tab) -> Outcome {
    let script = "const [files, done] = arguments; (async () => {\
        const { checked } = await import('./data.js');\
        const schema = await (await fetch('../managed.json')).json();\
        return files.map((words) => { const found = checked(words, schema); return found.wrong ? 'refused' : Object.keys(found.values).join(); });\
        })().then(done, (fault) => done(String(fault)));";
    let files = [
        "",
        "<script>alert(1)</script>",
        "null",
        "[]",
        r#"{"settings":{}}"#,
        r#"{"redline":99,"settings":{}}"#,
        r#"{"redline":1,"settings":{"role":"admin"}}"#,
        r#"{"redline":1,"settings":{"guard":"off"}}"#,
        r#"{"redline":1,"settings":{"ignored":[{"text":1}]}}"#,
        r#"{"redline":1,"settings":{"__proto__":{"guard":false}}}"#,
        r#"{"redline":1,"more":"words"}"#,
        r#"{"redline":1,"settings":{"guard":true,"role":"program"}}"#,
    ];
    let found = tab.in_own_page(script, vec![json!(files)]).await?;
    let mut wanted = vec!["refused"; files.len() - 1];
    wanted.push("settings");
    same("what became of each file", found, json!(wanted))
}

/// Two people at one computer: what one of them has switched off is not off for the other.
async fn two_profiles(tab: &Tab) -> Outcome {
    let off = json!({ "settings": { "categoriesOff": ["rank-promise"], "guard": false } });
    same("storage", keep(tab, &off).await?, json!("kept"))?;
    let other = browser::start(tab.browser, Load::Redline).await?;
    let outcome = guarded(&other).await;
    other.quit().await?;
    keep(tab, &json!({})).await?;
    outcome
}
