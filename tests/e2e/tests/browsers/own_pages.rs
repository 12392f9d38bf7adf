//! Our own pages: first page, practice page (in the extension and as a plain web site), options and what they keep.

use std::io::Write as _;

use redline_e2e::failure::{ensure, same};
use redline_e2e::{Browser, Case, Load, Mail, Outcome, Tab, browser, plain_site};
use serde_json::json;
use thirtyfour::By;

use crate::companion::{english, holds, open_own, own_page, page_beside, reads, text_in};
use crate::{CLEAN, RISKY};

/// A letter as another program saves it: encoded subject, two parts, quoted-printable.
const EML: &str = "From: =?utf-8?q?Dr=2E_Nu=C3=B1ez?= <nunez@example.com>\r\nSubject: =?utf-8?B?VGhhbmsgeW91?=\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/alternative; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Content-Transfer-Encoding: quoted-printable\r\n\r\nDear Dr. Nu=C3=B1ez,\r\nI will rank your pro=\r\ngram number one.\r\n\
    --b1\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b1--\r\n";

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::redline("own: first page with a live try", |tab| async move { welcome(&tab).await }),
        Case::redline(
            "own: half the width, as at 200 % zoom",
            |tab| async move { narrow(&tab).await },
        ),
        Case::redline("own: practice in the extension", |tab| async move {
            let address = tab.extension_address().await?;
            practice(&tab, &format!("{address}/www/practice.html")).await
        }),
        Case::bare("own: practice as a plain web site", |tab| async move {
            let site = plain_site::serve(browser::dist().join("www"))?;
            practice(&tab, &format!("{site}/www/practice.html?lang=en")).await?;
            chosen_language(&tab, &site).await
        })
        // In the other browser every port leads to the practice webmail.
        .only(Browser::Chromium),
        Case::redline(
            "own: options, every choice is kept, and rules show examples",
            |tab| async move { options(&tab).await },
        ),
        Case::redline(
            "own: options, export, faults of an import, import, erase",
            |tab| async move { data(&tab).await },
        ),
        Case::redline("own: options, a match where ranks are private", |tab| async move {
            private(&tab).await
        }),
        Case::redline("own: options, the language of card, list and pages", |tab| async move {
            language(&tab).await
        }),
        Case::redline("own: options, an organisation's choice is locked", |tab| async move {
            managed(&tab).await
        })
        .with(Load::Managed),
        Case::redline(
            "own: practice, a letter is dragged in",
            |tab| async move { dragged(&tab).await },
        ),
        Case::redline("own: practice, the checklist is printed", |tab| async move {
            printed(&tab).await
        }),
        Case::redline("own: options, the record alone is erased", |tab| async move {
            ledger_erased(&tab).await
        }),
    ]
}

async fn welcome(tab: &Tab) -> Outcome {
    own_page(tab, "welcome").await?;
    holds(tab, "three steps", "document.querySelectorAll('ol > li').length === 3").await?;
    let phrases = english("phrases_other").replace("$1", "");
    reads(tab, "#verdict", phrases.trim()).await?;
    reads(tab, "#list .words", "If you rank me highly, I will rank you highly").await?;
    holds(tab, "underlines", "CSS.highlights.get('redline-risk')?.size > 0").await
}

/// Nothing is cut off and nothing scrolls sideways where a page has half its usual width; nothing moves by itself.
async fn narrow(tab: &Tab) -> Outcome {
    tab.driver.set_window_rect(0, 0, 680, 700).await?;
    for page in ["welcome", "practice", "options", "popup"] {
        own_page(tab, page).await?;
        holds(
            tab,
            "the page's contents",
            "document.querySelector('main').textContent.trim().length > 10",
        )
        .await?;
        let wide = tab.value("document.documentElement.scrollWidth - innerWidth").await?;
        ensure(wide.as_i64().is_some_and(|by| by <= 0), format!("{page} is too wide by {wide}"))?;
        same("animations", tab.value("document.getAnimations().length").await?, json!(0))?;
    }
    tab.driver.set_window_rect(0, 0, 1360, 900).await?;
    Ok(())
}

async fn practice(tab: &Tab, address: &str) -> Outcome {
    open_own(tab, address).await?;
    holds(tab, "an empty list", "document.querySelector('#verdict').textContent.length > 0")
        .await?;
    tab.click("#body").await?;
    tab.keys(RISKY).await?;
    reads(tab, "#list .words", "I will rank your program number one").await?;
    holds(tab, "an underline", "CSS.highlights.get('redline-risk')?.size === 1").await?;
    holds(tab, "a way to print", "document.querySelector('#print').offsetHeight > 0").await?;
    dropped(tab).await?;
    tab.click("#tab-read").await?;
    tab.click("#message").await?;
    tab.keys("We plan to rank you highly.").await?;
    reads(tab, ".level", &english("level3")).await?;
    same(
        "the reader's text is no draft",
        tab.value("CSS.highlights.get('redline-risk').size").await?,
        json!(1),
    )?;
    tab.click("#tab-write").await?;
    tab.click("#letters .main").await?;
    reads(tab, "#letters", &english("letterInserted")).await?;
    holds(
        tab,
        "open fields underlined in the draft",
        "CSS.highlights.get('redline-hygiene').size > 2",
    )
    .await
}

/// A letter from a file takes the place of the draft.
async fn dropped(tab: &Tab) -> Outcome {
    let mut file = tempfile::Builder::new().suffix(".eml").tempfile()?;
    file.write_all(EML.as_bytes())?;
    let input = tab.driver.find(By::Css("#file")).await?;
    input.send_keys(file.path().display().to_string()).await?;
    holds(tab, "the subject", "document.querySelector('#subject').value === 'Thank you'").await?;
    reads(tab, "#body", "Dear Dr. Nuñez,").await?;
    reads(tab, "#body", "I will rank your program number one.").await
}

async fn chosen_language(tab: &Tab, site: &str) -> Outcome {
    open_own(tab, &format!("{site}/www/practice.html?lang=ar")).await?;
    same("direction", tab.text("document.documentElement.dir").await?.as_str(), "rtl")?;
    reads(tab, "#tab-check", &text_in("ar", "listTitle")).await
}

async fn options(tab: &Tab) -> Outcome {
    own_page(tab, "options").await?;
    let ticks = [
        "#role .tick:nth-of-type(2) input",
        "#tiers .tick:nth-of-type(3) input",
        "#switches .tick:nth-of-type(2) input",
    ];
    for tick in ticks {
        tab.click(tick).await?;
    }
    tab.click("#topics summary").await?;
    holds(
        tab,
        "examples",
        "document.querySelector('#topics .rules .title')?.textContent.startsWith('“')",
    )
    .await?;
    reads(tab, "#topics .rules .hint", "20").await?;
    tab.click("#topics .rules input").await?;
    let kept = "(async () => (await (window.browser ?? window.chrome).storage.local.get('settings')).settings)()";
    holds_async(tab, kept, "(s) => s.role === 'program' && s.tiersOff[0] === 'tone' && s.pill === false && s.rulesOff.length === 1").await?;
    own_page(tab, "options").await?;
    for (tick, on) in ticks.iter().zip([true, false, false]) {
        let seen = tab.value(&format!("document.querySelector({}).checked", json!(tick))).await?;
        same(&format!("{tick} after a reload"), seen, json!(on))?;
    }
    reset(tab).await
}

/// Waits until a value that comes later fulfils a condition.
async fn holds_async(tab: &Tab, value: &str, condition: &str) -> Outcome {
    let script = format!(
        "const done = arguments[0]; ({value}).then({condition}).then(done, () => done(false));"
    );
    tab.until(condition, || async {
        let seen = tab.driver.execute_async(script.as_str(), Vec::new()).await?;
        Ok((seen.json() == &json!(true)).then_some(()))
    })
    .await
}

/// Back to the usual options, for the cases that follow in this browser.
async fn reset(tab: &Tab) -> Outcome {
    let clear = "(async () => { await (window.browser ?? window.chrome).storage.local.clear(); return true; })()";
    holds_async(tab, clear, "(done) => done").await
}

async fn data(tab: &Tab) -> Outcome {
    own_page(tab, "options").await?;
    let cases = [
        ("{", "importNotJson"),
        ("{\"a\": 1}", "importNotOurs"),
        ("{\"redline\": 99}", "importNewer"),
        ("{\"redline\": 1, \"settings\": {\"role\": \"king\"}}", "importWrong"),
        ("{\"redline\": 1, \"ledger\": {\"redlineLedger\": 1, \"programs\": 3}}", "importLedger"),
        (
            "{\"redline\": 1, \"settings\": {\"ignored\": [\"number one\"], \"pill\": false}}",
            "dataImported",
        ),
    ];
    for (words, key) in cases {
        let mut file = tempfile::Builder::new().suffix(".json").tempfile()?;
        file.write_all(words.as_bytes())?;
        tab.driver
            .find(By::Css("#import"))
            .await?
            .send_keys(file.path().display().to_string())
            .await?;
        let said = english(key).split(['$', '“']).next().unwrap_or_default().to_owned();
        let said = if said.is_empty() { "role".to_owned() } else { said };
        reads(tab, "#data [role=status]", &said).await?;
    }
    reads(tab, "#ignored", "“number one”").await?;
    tab.click("#ignored button").await?;
    reads(tab, "#ignored", &english("ignoredNone")).await?;
    tab.click("#erase").await?;
    reads(tab, "#data .sure", &english("dataSure")).await?;
    tab.click("#data .sure button").await?;
    holds(tab, "nothing erased yet", "!document.querySelector('#data .sure button')").await?;
    tab.click("#erase").await?;
    tab.click("#data .sure .yes").await?;
    reads(tab, "#data [role=status]", &english("dataErased")).await?;
    holds(
        tab,
        "the usual options",
        "document.querySelector('#switches .tick:nth-of-type(2) input')?.checked === true",
    )
    .await
}

/// A file dropped on the page is read as one that was chosen; one that is no email is said to be none.
async fn dragged(tab: &Tab) -> Outcome {
    own_page(tab, "practice").await?;
    let drop = |name: &str, words: &str| {
        format!(
            "(() => {{ const carried = new DataTransfer(); carried.items.add(new File([{}], {}, {{ type: 'message/rfc822' }}));
               return ['dragover', 'drop'].map((kind) => document.querySelector('#body')
                 .dispatchEvent(new DragEvent(kind, {{ dataTransfer: carried, bubbles: true, cancelable: true }}))); }})()",
            json!(words),
            json!(name)
        )
    };
    holds(tab, "the list", "document.querySelector('#verdict').textContent !== ''").await?;
    // A browser that opened the file itself would leave the page.
    let kept = tab.value(&drop("letter.eml", EML)).await?;
    same("the browser's own drop goes on", kept, json!([false, false]))?;
    holds(tab, "the subject", "document.querySelector('#subject').value === 'Thank you'").await?;
    reads(tab, "#body", "Dear Dr. Nuñez,").await?;
    reads(tab, "#list .words", "I will rank your program number one").await?;
    tab.value(&drop("picture.png", "no letter")).await?;
    reads(tab, "#told", "picture.png").await?;
    reads(tab, "#body", "Dear Dr. Nuñez,").await?;
    tab.click("#tab-read").await?;
    tab.value(&drop("letter.eml", EML)).await?;
    holds(
        tab,
        "the message in the reader",
        "document.querySelector('#message').value.startsWith('Dear Dr. Nuñez,')",
    )
    .await?;
    reads(tab, ".level", "").await
}

/// What comes out of the printer: the draft and its list, and nothing to press.
async fn printed(tab: &Tab) -> Outcome {
    own_page(tab, "practice").await?;
    tab.click("#body").await?;
    tab.keys(RISKY).await?;
    reads(tab, "#list .words", "I will rank your program number one").await?;
    // The button asks the browser, once; its window of choices cannot be seen by a test.
    tab.value("(window.printing = 0, window.print = () => (window.printing += 1), 0)").await?;
    tab.click("#print").await?;
    holds(tab, "the browser asked to print", "window.printing === 1").await?;
    let words = tab.printed_words().await?;
    for wanted in [
        "I will rank your program number one",
        "Dear Dr. Raman",
        &english("partBlocks"),
        &english("title_rank_promise_applicant"),
    ] {
        ensure(words.contains(wanted), format!("{wanted:?} is not on paper: {words}"))?;
    }
    for key in ["practicePrint", "practiceTry", "practiceFile", "practiceLead"] {
        let wanted = english(key);
        ensure(!words.contains(&wanted), format!("{wanted:?} is on paper: {words}"))?;
    }
    Ok(())
}

/// The record goes, asked once more; options stay.
async fn ledger_erased(tab: &Tab) -> Outcome {
    own_page(tab, "options").await?;
    let set = "(async () => { await (window.browser ?? window.chrome).storage.local.set({ settings: { pill: false },
        ledger: { redlineLedger: 1, programs: [{ name: 'Kestrel', keys: ['kestrel.edu'] }] },
        'ledger-note-1': { redlineLedger: 1, programs: [{ name: 'Plains', keys: ['plains.edu'] }] } }); return true; })()";
    holds_async(tab, set, "(done) => done").await?;
    own_page(tab, "options").await?;
    tab.click("#erase-ledger").await?;
    reads(tab, "#data .sure", &english("dataSureLedger")).await?;
    tab.click("#data .sure .yes").await?;
    reads(tab, "#data [role=status]", &english("dataErased")).await?;
    let kept = "(async () => (window.browser ?? window.chrome).storage.local.get(null))()";
    holds_async(tab, kept, "(all) => Object.keys(all).every((key) => !key.startsWith('ledger')) && all.settings.pill === false").await?;
    reset(tab).await
}

async fn private(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    let webmail = page_beside(tab, "options").await?;
    tab.click("#match .tick:nth-of-type(3) input").await?;
    tab.driver.switch_to_window(webmail).await?;
    mail.new_message(tab, "").await?;
    tab.keys("I will rank your program number one.").await?;
    tab.wait_underlined(&["violation: I will rank your program number one".to_owned()]).await?;
    own_page(tab, "options").await?;
    reset(tab).await
}

async fn language(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    let webmail = page_beside(tab, "options").await?;
    let options = tab.driver.window().await?;
    let choose = |language: &str| {
        format!(
            "(() => {{ const pick = document.querySelector('#language-choice'); pick.value = '{language}'; pick.dispatchEvent(new Event('change')); return true; }})()"
        )
    };
    tab.value(&choose("ar")).await?;
    holds(
        tab,
        "the page from the right",
        "document.documentElement.dir === 'rtl' && document.documentElement.dataset.ready === ''",
    )
    .await?;
    reads(tab, "h1", &text_in("ar", "openOptions")).await?;
    tab.driver.switch_to_window(webmail).await?;
    mail.new_message(tab, "").await?;
    tab.keys(CLEAN).await?;
    tab.keys("\nI will rank your program number one.").await?;
    tab.wait_underlined(&["risk: I will rank your program number one".to_owned()]).await?;
    tab.hover(tab.underline_point().await?).await?;
    let card = tab.wait_ours(".card").await?;
    let words = tab.our_text(&card).await?;
    let title = text_in("ar", "title_rank_promise_applicant");
    ensure(words.contains(&title), format!("the card reads: {words}"))?;
    tab.driver.switch_to_window(options).await?;
    own_page(tab, "options").await?;
    reset(tab).await
}

async fn managed(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    if !browser::can_manage(tab.browser) {
        tab.remark("(not tried: this machine allows no mount namespace)");
        return Ok(());
    }
    let webmail = page_beside(tab, "options").await?;
    reads(tab, "#switches", &english("optionsLocked")).await?;
    let guard = "document.querySelector('#switches .tick input')";
    same(
        "the locked switch",
        tab.value(&format!("[{guard}.disabled, {guard}.checked]")).await?,
        json!([true, true]),
    )?;
    reads(tab, "#match", &english("optionsLocked")).await?;
    same(
        "the free switch",
        tab.value("document.querySelector('#role input').disabled").await?,
        json!(false),
    )?;
    locked_lists(tab).await?;
    if tab.browser == Browser::Chromium {
        crate::axe::also(tab, "Options of an organisation", "options, some of them locked").await?;
    }
    tab.driver.switch_to_window(webmail).await?;
    mail.new_message(tab, "").await?;
    tab.keys("I will rank your program number one. Please write to me as soon as possible.")
        .await?;
    tab.wait_underlined(&["violation: I will rank your program number one".to_owned()]).await?;
    tab.hover(tab.underline_point().await?).await?;
    let words = tab.our_text(&tab.wait_ours(".card").await?).await?;
    ensure(
        words.contains(&english("ignoreHere")) && !words.contains(&english("ignoreAlways")),
        format!("what may be ignored is the organisation's: {words}"),
    )
}

/// Dates and phrases of an organisation stand in the options and cannot be changed there.
async fn locked_lists(tab: &Tab) -> Outcome {
    for part in ["#season", "#ignored"] {
        reads(tab, part, &english("optionsLocked")).await?;
    }
    reads(tab, "#ignored", "“as soon as possible”").await?;
    let button = tab.value("document.querySelector('#ignored button').disabled").await?;
    same("the locked phrase", button, json!(true))?;
    let dates = "(() => { const all = [...document.querySelectorAll('#season input')];
        return [all.every((one) => one.disabled), all.some((one) => one.value === '2027-02-24')]; })()";
    same("the locked dates", tab.value(dates).await?, json!([true, true]))
}
