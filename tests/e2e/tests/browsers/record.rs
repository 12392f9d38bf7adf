//! The popup's record of messages and the options' dates: what the user changes there by hand is kept, and what it changes
//! elsewhere is seen.

use redline_e2e::failure::same;
use redline_e2e::{Case, Outcome, Tab};
use serde_json::{Value, json};

use crate::companion::{english, holds, own_page, reads};
use crate::pictures::RECORD;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::redline(
            "own: popup, a program of the record is edited and forgotten",
            |tab| async move { edited(&tab).await },
        ),
        Case::redline("own: popup, a damaged record is put aside and said", |tab| async move {
            damaged(&tab).await
        }),
        Case::redline("own: options, a date of the season is changed", |tab| async move {
            dated(&tab).await
        }),
    ]
}

async fn store(tab: &Tab, expression: &str) -> Outcome<Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1]; const store = (globalThis.browser ?? chrome).storage.local;\
         Promise.resolve({expression}).then((value) => done(value ?? null));"
    );
    tab.in_own_page(&script, Vec::new()).await
}

/// Sets a field of the first program as a user does; the page shows the record again after each change.
async fn change(tab: &Tab, css: &str, value: &str) -> Outcome {
    let script = format!(
        "(() => {{ const field = document.querySelector('#view-ledger .program ' + {}); field.value = {}; field.dispatchEvent(new Event('change')); return 0; }})()",
        json!(css),
        json!(value)
    );
    tab.value(&script).await.map(drop)
}

async fn edited(tab: &Tab) -> Outcome {
    store(tab, &format!("store.clear().then(() => store.set({{ ledger: {RECORD} }}))")).await?;
    own_page(tab, "popup").await?;
    tab.click("#tab-ledger").await?;
    let owed = english("dueThanks").replace("$1", "Kestrel Genetics Residency");
    reads(tab, "#view-ledger", owed.split(';').next().unwrap_or_default()).await?;
    change(tab, "input[type=text]", "Kestrel Genetics").await?;
    reads(tab, "#view-ledger summary", "Kestrel Genetics").await?;
    holds(
        tab,
        "the new name",
        "document.querySelector('#view-ledger summary').firstChild.data === 'Kestrel Genetics'",
    )
    .await?;
    change(tab, "select", "pacific").await?;
    holds(tab, "the new zone", "document.querySelector('#view-ledger select').value === 'pacific'")
        .await?;
    change(tab, "input[type=datetime-local]", "2026-01-12T16:30").await?;
    holds(
        tab,
        "two interviews",
        "document.querySelectorAll('#view-ledger .program:first-of-type .small').length === 2",
    )
    .await?;
    tab.click("#view-ledger .program:first-of-type li:last-of-type .small").await?;
    holds(
        tab,
        "one interview",
        "document.querySelectorAll('#view-ledger .program:first-of-type .small').length === 1",
    )
    .await?;
    tab.click("#view-ledger .program .tick input").await?;
    holds(tab, "quiet", "document.querySelector('#view-ledger .program .tick input').checked")
        .await?;
    let kept = store(tab, "store.get('ledger').then(({ ledger }) => ledger.programs[0])").await?;
    same(
        "what is kept",
        json!([
            kept["name"],
            kept["zone"],
            kept["quiet"],
            kept["interviews"].as_array().map(Vec::len),
            kept["sent"].as_array().map(Vec::len)
        ]),
        json!(["Kestrel Genetics", "pacific", true, 1, 2]),
    )?;
    tab.click("#view-ledger .program > button").await?;
    holds(
        tab,
        "one program left",
        "document.querySelectorAll('#view-ledger .program').length === 1",
    )
    .await?;
    let kept = store(
        tab,
        "store.get('ledger').then(({ ledger }) => ledger.programs.map((one) => one.keys))",
    )
    .await?;
    same("programs left", kept, json!([["plains.edu"]]))?;
    store(tab, "store.clear()").await.map(drop)
}

async fn damaged(tab: &Tab) -> Outcome {
    store(
        tab,
        "store.clear().then(() => store.set({ ledger: { redlineLedger: 1, programs: 'torn' } }))",
    )
    .await?;
    own_page(tab, "popup").await?;
    tab.click("#tab-ledger").await?;
    reads(tab, "#view-ledger", &english("ledgerDamaged")).await?;
    let aside = store(tab, "store.get(null).then((all) => Object.entries(all).filter(([key]) => key.startsWith('ledger-damaged-')).map(([, one]) => one.stored.programs))").await?;
    same("what was put aside", aside, json!(["torn"]))?;
    store(tab, "store.clear()").await.map(drop)
}

/// Match Week began yesterday, says the user: the season follows.
async fn dated(tab: &Tab) -> Outcome {
    store(tab, "store.clear()").await?;
    own_page(tab, "options").await?;
    for (event, days) in [("event_MatchWeek", -1), ("event_MatchDay", 4)] {
        let script = format!(
            "(() => {{ const field = [...document.querySelectorAll('#season .entry')].find((one) => one.textContent.includes({})).querySelector('input');
               field.value = new Date(Date.now() + {days} * 864e5).toISOString().slice(0, 10); field.dispatchEvent(new Event('change')); return 0; }})()",
            json!(english(event))
        );
        tab.value(&script).await?;
    }
    tab.until("the dates to be kept", || async {
        let kept = store(tab, "store.get('settings')").await?;
        Ok((kept["settings"]["seasonDates"].as_array().map(Vec::len) == Some(2)).then_some(()))
    })
    .await?;
    own_page(tab, "popup").await?;
    tab.click("#tab-season").await?;
    reads(tab, "#view-season h1", &english("phase_soap")).await?;
    store(tab, "store.clear()").await.map(drop)
}
