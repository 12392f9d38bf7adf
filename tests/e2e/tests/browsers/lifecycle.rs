//! What comes and goes around the runtime: updates, a stopped background, pages left and come back to, faults, hundreds
//! of windows, a second version, other extensions; and what it costs where nothing is written.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::site::Editor;
use redline_e2e::{Browser, Case, Failure, Load, Mail, Outcome, Tab};
use serde_json::{Value, json};

use crate::RISKY;
use crate::job::wait_text;

/// One case on one webmail.
type Steps =
    for<'a> fn(&'a Tab, Mail) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

const TABLE: [(&str, Load, Steps); 10] = [
    ("an update under an open tab lets go and says what to do", Load::Redline, |tab, mail| {
        Box::pin(updated(tab, mail))
    }),
    ("works while the background is stopped", Load::Redline, |tab, mail| {
        Box::pin(no_background(tab, mail))
    }),
    ("works after the page was left and come back to", Load::Redline, |tab, mail| {
        Box::pin(left_and_back(tab, mail))
    }),
    ("other extensions' highlights stay", Load::Redline, |tab, mail| Box::pin(others(tab, mail))),
    ("an empty draft has no sign", Load::Redline, |tab, mail| Box::pin(empty(tab, mail))),
    ("a trap while typing: a new instance, the text untouched", Load::Probed, |tab, mail| {
        Box::pin(trapped(tab, mail))
    }),
    ("five hundred windows cost no more than five", Load::Probed, |tab, mail| {
        Box::pin(many(tab, mail))
    }),
    ("a thousand keys leave no more behind than a hundred", Load::Probed, |tab, mail| {
        Box::pin(many_keys(tab, mail))
    }),
    ("no compose window, no cost", Load::Probed, |tab, mail| Box::pin(idle(tab, mail))),
    ("two versions at once: one of them works", Load::Twice, |tab, mail| {
        Box::pin(two_versions(tab, mail))
    }),
];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for (name, load, steps) in TABLE {
            let name = format!("lifecycle {}: {name}", mail.name());
            let case = Case::redline(name, move |tab| async move { steps(&tab, mail).await });
            cases.push(case.with(load));
        }
        // Only Chromium lets a driver compose letters; here the page says that it is done (`words` has the real thing).
        let name = format!("lifecycle {}: letters under composition are left alone", mail.name());
        let case = Case::redline(name, move |tab| async move { composition(&tab, mail).await });
        cases.push(case.only(Browser::Firefox));
    }
    let framed = "lifecycle tinymce: a hundred editors in frames cost no more than five";
    let case = Case::redline(framed, |tab| async move { framed_editors(&tab).await });
    cases.push(case.with(Load::AddedProbed));
    cases
}

async fn write(tab: &Tab, mail: Mail) -> Outcome {
    mail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await
}

/// Send asks, and sends exactly once when told to.
async fn guarded(tab: &Tab, mail: Mail) -> Outcome {
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

async fn rewrites(tab: &Tab, mail: Mail) -> Outcome {
    let before = mail.html(tab).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await?;
    wait_text(tab, mail, &after_rewrite(RISKY)).await?;
    tab.undo().await?;
    wait_text(tab, mail, RISKY).await?;
    same("HTML after one Undo", mail.html(tab).await?, before)
}

/// Chromium leaves the old script in the tab, Firefox ends it and starts the new one: either way the tab is let go.
async fn updated(tab: &Tab, mail: Mail) -> Outcome {
    write(tab, mail).await?;
    let html = mail.html(tab).await?;
    tab.reload_extension().await?;
    tab.click(mail.subject()).await?;
    let line = tab.our_line().await?;
    ensure(line.contains("Reload this tab"), format!("the line says: {line}"))?;
    tab.wait_underlined(&[]).await?;
    tab.wait_ours_gone(".pill").await?;
    same("HTML afterwards", mail.html(tab).await?, html)?;
    mail.press(tab, Route::Click).await?;
    tab.sent_once().await?;
    // Loaded again, the tab has the new version.
    write(tab, mail).await?;
    tab.mail.clear();
    guarded(tab, mail).await
}

async fn no_background(tab: &Tab, mail: Mail) -> Outcome {
    if tab.browser == Browser::Chromium {
        tab.stop_background().await?;
    }
    write(tab, mail).await?;
    rewrites(tab, mail).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    guarded(tab, mail).await
}

async fn left_and_back(tab: &Tab, mail: Mail) -> Outcome {
    write(tab, mail).await?;
    tab.js("window.same = 'this very page'").await?;
    let here = tab.driver.current_url().await?;
    tab.driver.goto(here.join("/sent.json")?.as_str()).await?;
    tab.driver.back().await?;
    tab.wait("the page to be back as it was", "window.same === 'this very page'").await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.click(mail.body()).await?;
    rewrites(tab, mail).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    guarded(tab, mail).await
}

async fn others(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&mail.url("")).await?;
    tab.js(
        "(() => { const range = new Range(); range.selectNodeContents(document.querySelector('header, body'));\
         CSS.highlights.set('another-extension', new Highlight(range));\
         const sheet = new CSSStyleSheet(); sheet.replaceSync('::highlight(another-extension) { color: teal }');\
         document.adoptedStyleSheets.push(sheet); window.theirs = sheet; })()",
    )
    .await?;
    let theirs = "CSS.highlights.get('another-extension')?.size === 1 && document.adoptedStyleSheets.includes(window.theirs)";
    mail.begin_message(tab).await?;
    tab.keys(RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    rewrites(tab, mail).await?;
    tab.wait("the other one's highlight", theirs).await?;
    tab.reload_extension().await?;
    tab.click(mail.subject()).await?;
    tab.wait_underlined(&[]).await?;
    tab.wait("the other one's highlight after ours are gone", theirs).await
}

async fn empty(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "signature=1").await?;
    tab.chord(&[thirtyfour::Key::Control], thirtyfour::Key::Home).await?;
    tab.keys("Hello").await?;
    tab.wait_ours(".pill").await?;
    tab.keys(&"\u{e003}".repeat("Hello".len())).await?;
    tab.wait_ours_gone(".pill").await?;
    tab.keys("Hi").await?;
    tab.wait_ours(".pill").await.map(drop)
}

async fn trapped(tab: &Tab, mail: Mail) -> Outcome {
    write(tab, mail).await?;
    tab.js("document.dispatchEvent(new Event('redline-probe-trap'))").await?;
    tab.keys(".").await?;
    tab.until("a new instance", || async { Ok((tab.probe().await?["starts"] == 2).then_some(())) })
        .await?;
    let text = format!("{RISKY}.");
    wait_text(tab, mail, &text).await?;
    tab.wait_underlined(&underlines(&text)).await?;
    guarded(tab, mail).await
}

/// Opens windows, writes in them and throws them away, as fast as the page goes.
const WINDOWS: &str = r"
    const [times, begin, bodies, discard, done] = arguments;
    const press = (node) => ['mousedown', 'mouseup', 'click'].forEach((type) =>
        node.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true })));
    const frame = () => new Promise(requestAnimationFrame);
    (async () => {
        for (let nth = 1; nth <= times; nth++) {
            press(document.querySelector(begin));
            document.querySelector(bodies).focus();
            document.execCommand('insertText', false, 'I will rank your program number one.');
            await frame();
            press(document.querySelector(discard));
        }
        await frame();
        document.querySelector('input[type=search]').focus();
    })().then(done, done);";

fn number(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap_or_default()
}

/// The start itself, and the meaning layer's weights, are not what is counted here.
async fn complete(tab: &Tab) -> Outcome {
    tab.until("the runtime to be complete", || async {
        let report = tab.probe().await?;
        let complete = number(&report, "weights") > 0 || number(&report, "memory") > WITH_WEIGHTS;
        Ok(complete.then_some(()))
    })
    .await
}

async fn many(tab: &Tab, mail: Mail) -> Outcome {
    write(tab, mail).await?;
    complete(tab).await?;
    tab.click(discard(mail)).await?;
    windows(tab, mail, 4).await?;
    let few = at_rest(tab).await?;
    ensure(number(&few, "memory") > 0 && number(&few, "listeners") > 0, format!("counted: {few}"))?;
    // No window is open now: nothing watches the page but the listeners that wait for the next one.
    ensure(number(&few, "observers") <= 1, format!("with no window open: {few}"))?;
    for _ in 0..5 {
        windows(tab, mail, 99).await?;
    }
    tab.remark(&format!("[{few}]"));
    same("after 500 windows and after 5", at_rest(tab).await?, few)
}

/// Types a risky sentence letter by letter behind the draft and takes it away again, so many times.
const KEYS: &str = r"
    const [times, done] = arguments;
    const phrase = ' I would rank you first.';
    let left = times;
    const go = () => {
        for (const letter of phrase) document.execCommand('insertText', false, letter);
        for (const _ of phrase) document.execCommand('delete');
        left -= 1;
        if (left > 0) requestAnimationFrame(go); else done(null);
    };
    go();";

/// What lives in the page after keys without a pause: each of them puts off what is to be done in the next pause.
async fn many_keys(tab: &Tab, mail: Mail) -> Outcome {
    write(tab, mail).await?;
    complete(tab).await?;
    let type_phrases = |times: usize| tab.driver.execute_async(KEYS, vec![json!(times)]);
    type_phrases(2).await?;
    let few = at_rest(tab).await?;
    ensure(number(&few, "callbacks") > 0, format!("counted: {few}"))?;
    type_phrases(22).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let many = at_rest(tab).await?;
    tab.remark(&format!("[{few}]"));
    for name in ["listeners", "observers", "callbacks", "timers"] {
        same(name, many[name].clone(), few[name].clone())?;
    }
    Ok(())
}

/// Makes one editor after the other, each in a frame of its own, and writes in each.
const EDITORS: &str = r"
    const [times, done] = arguments;
    const frame = () => new Promise(requestAnimationFrame);
    (async () => {
        for (let nth = 1; nth <= times; nth++) {
            // As a user goes: by a press in the page to the next message.
            document.querySelector('input[name=to]').focus();
            await window.practice.again();
            const body = window.practice.body();
            body.focus();
            body.ownerDocument.execCommand('insertText', false, 'I will rank your program number one.');
            await frame();
        }
        await frame();
        document.querySelector('input[name=to]').focus();
        await frame();
    })().then(done, (fault) => done(String(fault)));";

async fn framed_editors(tab: &Tab) -> Outcome {
    tab.open_editor(Editor::TinyMce, "").await?;
    tab.keys("I will rank your program number one.").await?;
    tab.wait_underlined(&underlines("I will rank your program number one.")).await?;
    complete(tab).await?;
    let make = |times: usize| tab.driver.execute_async(EDITORS, vec![json!(times)]);
    same("the editors", make(5).await?.json(), &Value::Null)?;
    let few = at_rest(tab).await?;
    ensure(number(&few, "listeners") > 0, format!("counted: {few}"))?;
    for _ in 0..4 {
        same("the editors", make(24).await?.json(), &Value::Null)?;
    }
    // Every one of them was looked after, to the last.
    tab.wait_underlined(&underlines("I will rank your program number one.")).await?;
    same("after 101 editors and after 5", at_rest(tab).await?, few)
}

async fn windows(tab: &Tab, mail: Mail, times: usize) -> Outcome {
    let arguments = [json!(times), json!(mail.begin()), json!(mail.body()), json!(discard(mail))];
    let fault = tab.driver.execute_async(WINDOWS, arguments.to_vec()).await?;
    match fault.json() {
        Value::Null => Ok(()),
        fault => Err(Failure::new(format!("the windows: {fault}"))),
    }
}

/// The button that throws a draft away.
fn discard(mail: Mail) -> &'static str {
    match mail {
        Mail::Gmail => ".oh",
        Mail::Outlook => "#discardCompose",
    }
}

/// More bytes than the runtime's memory has without the meaning layer's weights.
const WITH_WEIGHTS: u64 = 3 << 20;

/// What lives when no timer is under way any more.
async fn at_rest(tab: &Tab) -> Outcome<Value> {
    tab.until("the timers to end", || async {
        let report = tab.probe().await?;
        Ok((report["timers"] == 0).then_some(report))
    })
    .await
}

/// The inbox, a message, the search box: nothing of ours has started.
async fn idle(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&format!("{}#inbox/m3", mail.url(""))).await?;
    tab.click("input[type='search']").await?;
    tab.keys("interview").await?;
    tab.settle().await?;
    let report = tab.probe().await?;
    for name in ["starts", "timers", "memory", "observers"] {
        same(name, report[name].clone(), json!(0))?;
    }
    same("elements of ours", tab.ours("*").await?.len(), 0)
}

async fn two_versions(tab: &Tab, mail: Mail) -> Outcome {
    write(tab, mail).await?;
    rewrites(tab, mail).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    let places = "document.querySelectorAll('html > [data-redline]').length";
    same("places of ours", tab.value(places).await?, json!(1))?;
    guarded(tab, mail).await
}

async fn composition(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    let body = json!(mail.body());
    let say = |kind: &str| {
        format!(
            "document.querySelector({body}).dispatchEvent(new CompositionEvent('{kind}', {{ bubbles: true }}))"
        )
    };
    tab.js(&say("compositionstart")).await?;
    tab.keys("I will rank your program number one.").await?;
    tab.settle().await?;
    same("underlines under composition", tab.underlined().await?, Vec::new())?;
    tab.js(&say("compositionend")).await?;
    tab.wait_underlined(&underlines("I will rank your program number one.")).await
}
