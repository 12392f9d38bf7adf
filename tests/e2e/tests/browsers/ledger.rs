//! The ledger in the page: what is noted of a sent letter, what it warns of later, and that no sentence is ever kept.

use std::path::Path;

use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::companion::{english, holds, page_beside, reads};

/// A letter with a first-choice promise in it.
const PROMISE: &str = "Dear Dr. Raman,\nThank you for the interview. I enjoyed our talk about newborn screening and the clinic for \
    rare disease, and the way the team works with families has stayed with me since then. I will rank your program number one.\n\
    With kind regards,\nAmara Okafor";
/// The same without it.
const THANKS: &str = "Dear Dr. Raman,\nThank you for the interview. I enjoyed our talk about newborn screening and the clinic for \
    rare disease, and the way the team works with families has stayed with me since then.\nWith kind regards,\nAmara Okafor";

pub(crate) fn cases() -> Vec<Case> {
    type Steps =
        fn(std::sync::Arc<Tab>, Mail) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send>>;
    let each: [(&str, Steps); 11] = [
        ("a second promise is noticed, and forgotten once erased", |tab, mail| {
            Box::pin(async move { second_promise(&tab, mail).await })
        }),
        ("nothing is noted while it is off", |tab, mail| {
            Box::pin(async move { off(&tab, mail).await })
        }),
        ("a private letter is not noted", |tab, mail| {
            Box::pin(async move { private(&tab, mail).await })
        }),
        ("a letter that was not sent is not noted", |tab, mail| {
            Box::pin(async move { not_sent(&tab, mail).await })
        }),
        ("a late thank-you and the reader's night are said", |tab, mail| {
            Box::pin(async move { late_at_night(&tab, mail).await })
        }),
        ("what is owed and what is too much is said", |tab, mail| {
            Box::pin(async move { warned(&tab, mail).await })
        }),
        ("Match Week holds a letter that nobody asked for", |tab, mail| {
            Box::pin(async move { match_week(&tab, mail).await })
        }),
        ("a message that was read waits for its answer", |tab, mail| {
            Box::pin(async move { answer_owed(&tab, mail).await })
        }),
        ("an offer that was read is remembered in the answer", |tab, mail| {
            Box::pin(async move { offered(&tab, mail).await })
        }),
        ("a message that was read is not noted while it is off", |tab, mail| {
            Box::pin(async move { read_only(&tab, mail).await })
        }),
        ("a damaged ledger is put aside and the letter leaves", |tab, mail| {
            Box::pin(async move { damaged(&tab, mail).await })
        }),
    ];
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for (name, steps) in each {
            let name = format!("ledger {}: {name}", mail.name());
            cases.push(Case::redline(name, move |tab| steps(tab, mail)));
        }
        let own = format!("ledger {}: a window of its own is noted too", mail.name());
        cases.push(Case::redline(own, move |tab| async move { popped_out(&tab, mail).await }));
        let asked = format!("ledger {}: a window of its own that was asked first", mail.name());
        cases.push(Case::redline(asked, move |tab| async move { popped_asked(&tab, mail).await }));
        let kept = format!("ledger {}: a window of its own closed by hand is not", mail.name());
        cases.push(Case::redline(kept, move |tab| async move { popped_closed(&tab, mail).await }));
        let full = format!("ledger {}: a full storage loses nothing", mail.name());
        // Firefox has no limit for an extension's storage that a test could fill.
        cases.push(
            Case::redline(full, move |tab| async move { full_storage(&tab, mail).await })
                .only(Browser::Chromium),
        );
    }
    cases.push(Case::redline(
        "ledger gmail: an attachment that is there is seen",
        |tab| async move { attached(&tab).await },
    ));
    cases
}

async fn second_promise(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({})).await?;
    write(tab, mail, "director@kestrel.edu", PROMISE).await?;
    mail.press(tab, Route::Click).await?;
    let list = asked(tab).await?;
    ensure(!list.contains("kestrel.edu"), format!("the first promise is no second: {list}"))?;
    tab.click_ours("dialog .push").await?;
    tab.sent_once().await?;
    let sent = noted(tab).await?;
    same(
        "kind and what was left",
        json!([sent["kind"], sent["left"]]),
        json!(["thank-you", ["rank-promise"]]),
    )?;

    begin(tab, mail, "director@plains.edu", PROMISE).await?;
    mail.press(tab, Route::Click).await?;
    let list = asked(tab).await?;
    for words in
        ["You gave this promise to kestrel.edu", "Nearly the same text went to kestrel.edu"]
    {
        ensure(list.contains(words), format!("{words} is missing in: {list}"))?;
    }
    picture(tab, mail).await?;
    tab.click_ours("dialog .main").await?;
    tab.wait_ours_gone("dialog").await?;

    nothing_typed_is_kept(tab).await?;
    in_storage(tab, "store.remove('ledger')").await?;
    mail.press(tab, Route::Click).await?;
    let list = asked(tab).await?;
    ensure(!list.contains("kestrel.edu"), format!("it was erased, and is remembered: {list}"))?;
    // Send was held more than once: without the extension the letter would have left the first time.
    tab.mail.clear();
    Ok(())
}

async fn off(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({ "settings": { "ledger": false } })).await?;
    write(tab, mail, "director@kestrel.edu", THANKS).await?;
    send(tab, mail).await?;
    nothing_is_noted(tab, mail).await
}

async fn private(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({})).await?;
    tab.open(&mail.url("")).await?;
    begin_on(
        tab,
        mail,
        "mother@example.com",
        "On Sunday",
        "Dear Mama,\nI will call you on Sunday.\nLove,\nAmara",
    )
    .await?;
    send(tab, mail).await?;
    nothing_is_noted(tab, mail).await
}

/// The webmail refuses a wrong address, and the writer goes on writing.
async fn not_sent(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({})).await?;
    write(tab, mail, "director@kestrel", THANKS).await?;
    mail.press(tab, Route::Click).await?;
    tab.sent_nothing().await?;
    tab.focus(mail.body()).await?;
    tab.keys("!").await?;
    tab.until("the letter typed on", || async {
        Ok(mail.body_text(tab).await?.contains('!').then_some(()))
    })
    .await?;
    nothing_is_noted(tab, mail).await
}

async fn late_at_night(tab: &Tab, mail: Mail) -> Outcome {
    // Three o'clock at the reader's, whatever the time is here; the interview was nine days ago.
    let script = "(() => { const hour = (27 - new Date().getUTCHours()) % 24;\
        const shift = hour > 12 ? hour - 24 : hour;\
        const zone = `${shift < 0 ? '-' : '+'}${String(Math.abs(shift)).padStart(2, '0')}:00`;\
        const before = new Date(Date.now() - 9 * 864e5).toISOString().slice(0, 16) + 'Z';\
        return { redlineLedger: 1, programs: [{ name: 'Kestrel', keys: ['kestrel.edu'], zone, interviews: [before] }] }; })()";
    keep(tab, &json!({})).await?;
    in_storage(tab, &format!("store.set({{ ledger: {script} }})")).await?;
    write(tab, mail, "director@kestrel.edu", THANKS).await?;
    tab.click_ours(".pill").await?;
    let list = asked(tab).await?;
    for words in ["The interview was more than a week ago.", "It is 3:", "where this will be read."]
    {
        ensure(list.contains(words), format!("{words} is missing in: {list}"))?;
    }
    Ok(())
}

/// Five programs, each with a reason to wait or to write something else first.
const REASONS: &str = "(() => { const ago = (hours) => new Date(Date.now() - hours * 36e5).toISOString().slice(0, 16) + 'Z';\
    const program = (name, more) => ({ name, keys: [`${name.toLowerCase()}.edu`], ...more });\
    return { redlineLedger: 1, programs: [\
      program('Kestrel', { sent: [{ at: ago(75), kind: 'update' }] }),\
      program('Plains', { sent: [{ at: ago(960), kind: 'other' }, { at: ago(480), kind: 'other' }] }),\
      program('Heron', { interviews: [ago(26)] }),\
      program('Cedar', { received: { at: ago(30), level: 1 } }),\
      program('Finch', { quiet: true, interviews: [ago(720)] })] }; })()";

/// Each of them is said to the one who writes to that program, in one sentence and with what to do.
async fn warned(tab: &Tab, mail: Mail) -> Outcome {
    const QUESTION: &str = "Dear Dr. Raman,\nCould you tell me whether the program sponsors J-1 visas?\n\
        With kind regards,\nAmara Okafor";
    keep(tab, &json!({})).await?;
    in_storage(tab, &format!("store.set({{ ledger: {REASONS} }})")).await?;
    for (to, said, fix) in [
        ("kestrel", "Days since your last message to Kestrel: 3.", "check_weekly_fix"),
        ("plains", "Messages to Plains without news so far: 2.", "check_no_news_fix"),
        (
            "heron",
            "The interview at Heron was 26 hours ago, and no thank-you was noted.",
            "check_thank_you_open_fix",
        ),
        (
            "cedar",
            "A message from Cedar has waited 30 hours for your answer.",
            "check_reply_open_fix",
        ),
        ("finch", "Finch asked for no messages after the interview.", "check_quiet_fix"),
    ] {
        tab.fresh().await?;
        write(tab, mail, &format!("director@{to}.edu"), QUESTION).await?;
        tab.click_ours(".pill").await?;
        let list = asked(tab).await?;
        for words in [said, &english(fix)] {
            ensure(list.contains(words), format!("{words} is missing in: {list}"))?;
        }
    }
    Ok(())
}

async fn match_week(tab: &Tab, mail: Mail) -> Outcome {
    // A match without dates of its own takes the user's: Match Week began yesterday.
    let script = "(() => { const day = (from) => new Date(Date.now() + from * 864e5).toISOString().slice(0, 10);\
        return { match: 'urology', seasonDates: [['match-week', day(-1)], ['match-day', day(4)]] }; })()";
    keep(tab, &json!({})).await?;
    in_storage(tab, &format!("store.set({{ settings: {script} }})")).await?;
    write(tab, mail, "director@kestrel.edu", THANKS).await?;
    mail.press(tab, Route::Click).await?;
    let list = asked(tab).await?;
    let words = "It is Match Week: you may not write to a program that has not contacted you.";
    ensure(list.contains(words), format!("{words} is missing in: {list}"))?;
    tab.sent_nothing().await
}

async fn damaged(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({ "ledger": { "redlineLedger": 1, "programs": "torn" } })).await?;
    write(tab, mail, "director@kestrel.edu", THANKS).await?;
    send(tab, mail).await?;
    let note = tab.wait_ours("p[role='status']").await?;
    let words = tab.our_text(&note).await?;
    ensure(words.contains("put aside"), format!("the note says: {words}"))?;
    noted(tab).await?;
    let all = stored(tab).await?;
    let aside =
        all.as_object().into_iter().flatten().find(|(key, _)| key.starts_with("ledger-damaged-"));
    same(
        "what was put aside",
        aside.map(|(_, value)| value["stored"]["programs"].clone()),
        Some(json!("torn")),
    )
}

async fn full_storage(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({})).await?;
    // As much as fits: halves of what is left, until not even a few bytes can be added.
    let fill = "(async () => { let size = 8e6; for (let nth = 0; size > 10; ) {\
        try { await store.set({ [`fill${nth}`]: 'x'.repeat(size) }); nth += 1; } catch { size = Math.floor(size / 2); } } })()";
    in_storage(tab, fill).await?;
    write(tab, mail, "director@kestrel.edu", THANKS).await?;
    send(tab, mail).await?;
    let note = tab.wait_ours("p[role='status']").await?;
    let words = tab.our_text(&note).await?;
    ensure(words.contains("could not note"), format!("the note says: {words}"))?;
    in_storage(tab, "store.clear()").await?;
    begin(tab, mail, "director@plains.edu", THANKS).await?;
    mail.press(tab, Route::Click).await?;
    tab.until("both letters in the ledger", || async {
        let all = stored(tab).await?;
        Ok((all["ledger"]["programs"].as_array().map(Vec::len) == Some(2)).then_some(()))
    })
    .await
}

/// Writes this letter in a window of its own.
async fn pop_out(tab: &Tab, mail: Mail, text: &str) -> Outcome {
    keep(tab, &json!({})).await?;
    write(tab, mail, "director@kestrel.edu", text).await?;
    mail.pop_out(tab).await?;
    tab.wait_ours(".pill").await.map(drop)
}

/// Waits for what a window that has closed left for the ledger.
async fn left_a_note(tab: &Tab) -> Outcome {
    tab.until("the note it left", || async {
        Ok(stored(tab).await?.to_string().contains("kestrel.edu").then_some(()))
    })
    .await
}

/// The checklist's own button is what sends.
async fn popped_asked(tab: &Tab, mail: Mail) -> Outcome {
    pop_out(tab, mail, PROMISE).await?;
    mail.press(tab, Route::Click).await?;
    tab.click_ours("dialog .push").await?;
    mail.pop_in(tab).await?;
    left_a_note(tab).await
}

/// Asked, gone back, closed: it was never sent.
async fn popped_closed(tab: &Tab, mail: Mail) -> Outcome {
    pop_out(tab, mail, PROMISE).await?;
    mail.press(tab, Route::Click).await?;
    tab.click_ours("dialog .main").await?;
    tab.wait_ours_gone("dialog").await?;
    tab.driver.close_window().await?;
    mail.pop_in(tab).await?;
    tab.mail.clear();
    nothing_is_noted(tab, mail).await
}

/// A message of three days ago, read in the popup; Gmail tells sender and time, in Outlook the user confirms them.
async fn answer_owed(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({})).await?;
    let webmail = read_message(tab, mail, "m4").await?;
    if mail == Mail::Outlook {
        tab.wait("the note's form", "document.querySelector('.noted select') !== null").await?;
        same(
            "the sender",
            tab.value("document.querySelector('.noted select').value").await?,
            json!("praman@cedarvalley-gme.example"),
        )?;
        let before = "(() => { const day = document.querySelector('.noted input'); const date = new Date(Date.now() - 3 * 864e5);\
            day.value = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`; return 0; })()";
        tab.value(before).await?;
        tab.click(".noted button").await?;
    }
    let line = english("readNoted");
    reads(tab, ".noted", line.split('$').next().unwrap_or_default()).await?;
    reads(tab, ".noted", "cedarvalley-gme.example").await?;
    tab.click("#tab-ledger").await?;
    let owed = english("dueReply").replace("$1", "cedarvalley-gme.example");
    reads(tab, "#view-ledger", owed.split(';').next().unwrap_or_default()).await?;
    let level = english("ledgerReceived").replace("$1", "").replace("$2", "4");
    reads(tab, "#view-ledger", &level).await?;
    nothing_read_is_kept(tab).await?;
    // Another letter to them is told of it.
    tab.driver.switch_to_window(webmail).await?;
    write(tab, mail, "praman@cedarvalley-gme.example", THANKS).await?;
    tab.click_ours(".pill").await?;
    let list = asked(tab).await?;
    ensure(
        list.contains("A message from cedarvalley-gme.example has waited"),
        format!("the list says: {list}"),
    )?;
    // And the note can be taken back.
    in_storage(tab, "store.remove('ledger')").await?;
    read_message(tab, mail, "m4").await?;
    if mail == Mail::Outlook {
        tab.click(".noted button").await?;
    }
    reads(tab, ".noted", "cedarvalley-gme.example").await?;
    tab.click(".noted button").await?;
    reads(tab, ".noted", &english("readNotKept")).await?;
    let all = stored(tab).await?;
    same("what is left of it", all["ledger"]["programs"].clone(), json!([]))?;
    tab.mail.clear();
    Ok(())
}

async fn offered(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({})).await?;
    let webmail = read_message(tab, mail, "m5").await?;
    if mail == Mail::Outlook {
        tab.click(".noted button").await?;
    }
    reads(tab, ".noted", "northlake-imed.example").await?;
    tab.driver.switch_to_window(webmail).await?;
    tab.click("[data-kind='reply']").await?;
    tab.middle(mail.body()).await?;
    tab.focus(mail.body()).await?;
    tab.keys("Dear Dr. Solberg,\nThank you for your message about the residency program.").await?;
    tab.click_ours(".pill").await?;
    let list = asked(tab).await?;
    ensure(
        list.contains("northlake-imed.example offered a position outside the Match"),
        format!("the list says: {list}"),
    )
}

async fn read_only(tab: &Tab, mail: Mail) -> Outcome {
    keep(tab, &json!({ "settings": { "ledger": false } })).await?;
    let webmail = read_message(tab, mail, "m4").await?;
    holds(tab, "the reply", "document.querySelector('.reply .letter') !== null").await?;
    same(
        "nothing is said of it",
        tab.value("document.querySelector('.noted')").await?,
        json!(null),
    )?;
    tab.driver.switch_to_window(webmail).await?;
    let all = stored(tab).await?;
    ensure(all.get("ledger").is_none(), format!("the storage holds {all}"))
}

async fn popped_out(tab: &Tab, mail: Mail) -> Outcome {
    pop_out(tab, mail, THANKS).await?;
    mail.press(tab, Route::Click).await?;
    mail.pop_in(tab).await?;
    left_a_note(tab).await?;
    // The next letter takes it into the ledger.
    begin(tab, mail, "director@plains.edu", THANKS).await?;
    tab.click_ours(".pill").await?;
    let list = asked(tab).await?;
    ensure(
        list.contains("Nearly the same text went to kestrel.edu"),
        format!("the list says: {list}"),
    )
}

async fn attached(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    let text = THANKS.replace("Thank you", "My CV is attached. Thank you");
    keep(tab, &json!({})).await?;
    write(tab, mail, "director@kestrel.edu", &text).await?;
    tab.click_ours(".pill").await?;
    let list = asked(tab).await?;
    ensure(list.contains("an attachment, and none is there"), format!("the list says: {list}"))?;
    tab.click_ours("dialog .main").await?;
    tab.wait_ours_gone("dialog").await?;
    // Gmail puts such a field into the form for each file.
    tab.js("document.querySelector('input[name=composeid]').after(Object.assign(document.createElement('input'), { type: 'hidden', name: 'attach' }))")
        .await?;
    tab.click_ours(".pill").await?;
    let list = asked(tab).await?;
    ensure(list.contains("The attachment it speaks of is there."), format!("the list says: {list}"))
}

// ---- steps

/// The dialog for people to look at.
async fn picture(tab: &Tab, mail: Mail) -> Outcome {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../screenshots"));
    std::fs::create_dir_all(folder)?;
    let name = format!("ledger-{}-{}.png", mail.name(), tab.browser.name());
    tab.screenshot(&folder.join(name)).await
}

/// Opens the webmail and writes a letter to this address.
async fn write(tab: &Tab, mail: Mail, to: &str, text: &str) -> Outcome {
    tab.open(&mail.url("")).await?;
    begin(tab, mail, to, text).await
}

/// Writes one more letter.
pub(crate) async fn begin(tab: &Tab, mail: Mail, to: &str, text: &str) -> Outcome {
    begin_on(tab, mail, to, "Medical genetics interview", text).await
}

async fn begin_on(tab: &Tab, mail: Mail, to: &str, subject: &str, text: &str) -> Outcome {
    tab.click(mail.begin()).await?;
    tab.middle(mail.body()).await?;
    tab.click(mail.to()).await?;
    tab.keys(&format!("{to}\n")).await?;
    tab.click(mail.subject()).await?;
    tab.keys(subject).await?;
    tab.click(mail.body()).await?;
    tab.keys(text).await?;
    let end = text.lines().last().unwrap_or_default();
    tab.until("the letter in the draft", || async {
        Ok(mail.body_text(tab).await?.ends_with(end).then_some(()))
    })
    .await?;
    // Nobody types a letter before Redline has started.
    tab.wait_ours(".pill").await.map(drop)
}

async fn send(tab: &Tab, mail: Mail) -> Outcome {
    mail.press(tab, Route::Click).await?;
    tab.sent_once().await.map(drop)
}

/// The words of the list in the dialog.
async fn asked(tab: &Tab) -> Outcome<String> {
    let dialog = tab.wait_ours("dialog").await?;
    tab.our_text(&dialog).await
}

/// The one message that is noted, as soon as it is.
async fn noted(tab: &Tab) -> Outcome<Value> {
    tab.until("the letter in the ledger", || async {
        let all = stored(tab).await?;
        let sent = all["ledger"]["programs"][0]["sent"][0].clone();
        Ok(sent.is_object().then_some(sent))
    })
    .await
}

/// A letter that is noted comes after those before it: once it is there, nothing else will come.
async fn nothing_is_noted(tab: &Tab, mail: Mail) -> Outcome {
    in_storage(tab, "store.set({ settings: {} })").await?;
    tab.mail.clear();
    write(tab, mail, "director@after.edu", THANKS).await?;
    send(tab, mail).await?;
    noted(tab).await?;
    let all = stored(tab).await?;
    let keys: Vec<&Value> = all["ledger"]["programs"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["keys"])
        .collect();
    same("programs noted", json!(keys), json!([["after.edu"]]))
}

/// Opens a received message and has it read in the popup; gives the webmail's tab.
async fn read_message(tab: &Tab, mail: Mail, message: &str) -> Outcome<WindowHandle> {
    tab.open(&format!("{}#inbox/{message}", mail.url(""))).await?;
    tab.middle("[data-kind='reply']").await?;
    let webmail = page_beside(tab, "popup").await?;
    tab.click("#tab-read").await?;
    holds(tab, "the reading", "document.querySelector('.level') !== null").await?;
    Ok(webmail)
}

/// No two words of the message and no name of it stand in storage.
async fn nothing_read_is_kept(tab: &Tab) -> Outcome {
    let all = stored(tab).await?.to_string().to_lowercase();
    for words in [
        "raman",
        "priya",
        "faculty enjoyed",
        "rank our",
        "first choice",
        "certify",
        "your interview with",
    ] {
        ensure(!all.contains(words), format!("the storage holds \"{words}\": {all}"))?;
    }
    Ok(())
}

async fn nothing_typed_is_kept(tab: &Tab) -> Outcome {
    let all = stored(tab).await?.to_string().to_lowercase();
    for run in PROMISE.split_whitespace().collect::<Vec<_>>().windows(2) {
        let words = run.join(" ").to_lowercase();
        ensure(!all.contains(&words), format!("the storage holds \"{words}\": {all}"))?;
    }
    for word in ["newborn", "amara", "raman", "medical genetics interview"] {
        ensure(!all.contains(word), format!("the storage holds \"{word}\": {all}"))?;
    }
    Ok(())
}

// ---- the extension's storage

/// Makes this all that is stored.
async fn keep(tab: &Tab, values: &Value) -> Outcome {
    in_storage(tab, &format!("store.clear().then(() => store.set({values}))")).await.map(drop)
}

/// All that is stored.
async fn stored(tab: &Tab) -> Outcome<Value> {
    in_storage(tab, "store.get(null)").await
}

/// What an expression over `store` comes to, on one of the extension's own pages in a window of its own.
async fn in_storage(tab: &Tab, expression: &str) -> Outcome<Value> {
    let before = tab.driver.window().await?;
    let own = tab.driver.new_tab().await?;
    tab.driver.switch_to_window(own).await?;
    let page = format!("{}/www/practice.html", tab.extension_address().await?);
    tab.driver.goto(&page).await?;
    let script = format!(
        "const done = arguments[arguments.length - 1]; const store = (globalThis.browser ?? chrome).storage.local;\
         Promise.resolve({expression}).then((value) => done(value ?? null), (fault) => done({{ fault: String(fault) }}));"
    );
    let answer = tab.driver.execute_async(script, Vec::new()).await?.json().clone();
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(before).await?;
    ensure(answer.get("fault").is_none(), format!("{expression}: {answer}"))?;
    Ok(answer)
}
