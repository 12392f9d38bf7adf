//! Accessibility by machine: axe-core over every page of ours in every state, and over the card, the dialog and the sign; in
//! light, dark and Arabic. One violation fails. The states are listed in docs/accessibility.md: a case whose states are
//! not those of the document fails; with `REDLINE_WRITE_DOCS=1` it writes them there.
//!
//! Card and dialog live behind a closed shadow root, which no script of the page can enter: a copy of each, with the same
//! style, is put into an open one.

use std::sync::Mutex;

use redline_e2e::expected::underlines;
use redline_e2e::failure::{Failure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};
use serde_json::{Value, json};

use crate::RISKY;
use crate::companion::{holds, own_page, page_beside, text_in};
use crate::pictures::RECORD;

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../node_modules/axe-core/axe.min.js");
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/accessibility.md");
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
    for (const name of ['lang', 'dir']) host[name] = element.getRootNode().host?.[name] ?? '';
    const copy = element.cloneNode(true);
    root.append(copy);
    document.documentElement.append(host);
    if (copy.tagName === 'DIALOG') { copy.removeAttribute('open'); copy.showModal(); } else if (copy.popover) copy.showPopover();";

/// Two cases may write the document at once.
static WRITING: Mutex<()> = Mutex::new(());

pub(crate) fn cases() -> Vec<Case> {
    type Steps = fn(
        std::sync::Arc<Tab>,
        &'static str,
    ) -> std::pin::Pin<Box<dyn Future<Output = Outcome<Vec<String>>> + Send>>;
    let parts: [(&str, Steps); 4] = [
        ("Options, first page, practice page", |tab, look| {
            Box::pin(async move { pages(&tab, look).await })
        }),
        ("Popup", |tab, look| Box::pin(async move { popup(&tab, look).await })),
        ("Reader", |tab, look| Box::pin(async move { reader(&tab, look).await })),
        ("Card, dialog, sign", |tab, look| Box::pin(async move { surfaces(&tab, look).await })),
    ];
    let mut cases = Vec::new();
    for look in ["light", "dark", "Arabic"] {
        for (part, steps) in parts {
            let case = Case::redline(format!("own: axe {part}, {look}"), move |tab| async move {
                keep(&tab, look, "null").await?;
                let states = steps(tab.clone(), look).await?;
                keep(&tab, "", "null").await?;
                documented(&format!("{part}: {look}"), &states)
            });
            // What is checked is the same document in both browsers; one of them is enough.
            cases.push(case.only(Browser::Chromium));
        }
    }
    cases
}

/// Checks what is shown; `context` is what axe takes. Gives the state's name.
async fn check(tab: &Tab, state: &str, context: Value) -> Outcome<String> {
    let axe = std::fs::read_to_string(AXE)
        .map_err(|error| Failure::new(format!("{AXE}: {error}; `cargo xtask test` fetches it")))?;
    let script = format!("{axe};{CHECK}");
    let answer = tab.driver.execute_async(script, vec![context]).await?;
    let answer = answer.json();
    note(state, answer["passed"].as_u64().unwrap_or_default());
    same(&format!("violations in {state}"), answer["violations"].clone(), json!([]))?;
    Ok(state.to_owned())
}

#[expect(clippy::print_stdout, reason = "the list of states is what this test shows")]
fn note(state: &str, passed: u64) {
    println!("axe   {state}: {passed} rules passed");
}

/// Holds a part's states to its section of the document.
fn documented(title: &str, states: &[String]) -> Outcome {
    let _one_by_one = WRITING.lock();
    let document = std::fs::read_to_string(DOCUMENT)?;
    let head = format!("## {title}\n\n");
    let wanted: String = states.iter().map(|state| format!("- {state}\n")).collect();
    let start = document.find(&head).map(|at| at + head.len());
    let end = start.map(|at| document[at..].find("\n## ").map_or(document.len(), |to| at + to));
    let found = start.zip(end).map(|(start, end)| &document[start..end]).unwrap_or_default();
    if std::env::var_os("REDLINE_WRITE_DOCS").is_none() {
        return same(&format!("{DOCUMENT}, {title}"), found, wanted.as_str());
    }
    let written = match start.zip(end) {
        Some((start, end)) => format!("{}{wanted}{}", &document[..start], &document[end..]),
        None => format!("{}\n\n{head}{wanted}", document.trim_end()),
    };
    Ok(std::fs::write(DOCUMENT, written)?)
}

/// A page in a state that only another case can bring about, under a heading of its own in the document.
pub(crate) async fn also(tab: &Tab, title: &str, state: &str) -> Outcome {
    documented(title, &[page(tab, state).await?])
}

async fn page(tab: &Tab, state: &str) -> Outcome<String> {
    check(tab, state, json!("html")).await
}

/// Makes this look, and a record of messages, all that is kept.
async fn keep(tab: &Tab, look: &str, record: &str) -> Outcome {
    let settings = match look {
        "Arabic" => json!({ "language": "ar" }),
        "" => json!({}),
        look => json!({ "appearance": look, "language": "en" }),
    };
    let script = format!(
        "const done = arguments[arguments.length - 1]; const store = chrome.storage.local;\
         store.clear().then(() => store.set({{ settings: {settings}, ...({record} ? {{ ledger: {record} }} : {{}}) }})).then(done);"
    );
    tab.in_own_page(&script, Vec::new()).await.map(drop)
}

/// Waits until this part of a page has words in it.
async fn filled(tab: &Tab, css: &str) -> Outcome {
    let seen = format!("document.querySelector({})?.textContent.trim().length > 20", json!(css));
    holds(tab, css, &seen).await
}

async fn pages(tab: &Tab, _look: &str) -> Outcome<Vec<String>> {
    let mut all = Vec::new();
    own_page(tab, "options").await?;
    all.push(page(tab, "options").await?);
    tab.value("document.querySelectorAll('summary').forEach((one) => one.click())").await?;
    all.push(page(tab, "options, rules and examples opened").await?);
    tab.click("#erase-ledger").await?;
    all.push(page(tab, "options, asked before erasing the record").await?);
    tab.click("#erase").await?;
    all.push(page(tab, "options, asked before erasing everything").await?);
    own_page(tab, "welcome").await?;
    holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
    all.push(page(tab, "first page, with its live try").await?);
    own_page(tab, "practice").await?;
    filled(tab, "#view-check").await?;
    all.push(page(tab, "practice page, empty").await?);
    tab.click("#example").await?;
    holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
    all.push(page(tab, "practice page, with a draft and its list").await?);
    tab.click("#tab-read").await?;
    all.push(page(tab, "practice page, reader, empty").await?);
    for (words, level) in [
        ("The weather is fine today.", 0),
        ("You were one of the most impressive candidates this year.", 2),
    ] {
        let fill = format!(
            "(() => {{ const field = document.querySelector('#message'); field.value = {}; field.dispatchEvent(new Event('input')); return 0; }})()",
            json!(words)
        );
        tab.value(&fill).await?;
        holds(tab, "the reading", &format!("document.querySelectorAll('.meter .on').length === {level} && document.querySelector('.level') !== null")).await?;
        all.push(page(tab, &format!("practice page, reader at level {level}")).await?);
    }
    tab.click("#tab-write").await?;
    filled(tab, "#letters").await?;
    all.push(page(tab, "practice page, letters").await?);
    tab.click("#letters .main").await?;
    holds(tab, "open fields", "CSS.highlights.get('redline-hygiene').size > 2").await?;
    all.push(page(tab, "practice page, a letter inserted").await?);
    Ok(all)
}

async fn popup(tab: &Tab, look: &str) -> Outcome<Vec<String>> {
    let mail = Mail::Gmail;
    let mut all = Vec::new();
    tab.open(&mail.url("")).await?;
    let webmail = page_beside(tab, "popup").await?;
    filled(tab, "#view-check").await?;
    all.push(page(tab, "popup, nothing written yet").await?);
    tab.click("#tab-ledger").await?;
    filled(tab, "#view-ledger").await?;
    all.push(page(tab, "popup, record of messages, empty").await?);
    keep(tab, look, RECORD).await?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(webmail).await?;
    mail.new_message(tab, "").await?;
    tab.keys(RISKY).await?;
    page_beside(tab, "popup").await?;
    holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
    all.push(page(tab, "popup, checklist of a draft").await?);
    for (part, name) in
        [("season", "season"), ("ledger", "record of messages, two programs and what is owed")]
    {
        tab.click(&format!("#tab-{part}")).await?;
        filled(tab, &format!("#view-{part}")).await?;
        tab.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            .await?;
        all.push(page(tab, &format!("popup, {name}")).await?);
    }
    tab.click("#tab-write").await?;
    filled(tab, "#letters").await?;
    let letters = tab.value("document.querySelectorAll('#letters select option').length").await?;
    for letter in 0..letters.as_u64().unwrap_or_default() {
        let choose = format!(
            "(() => {{ const pick = document.querySelector('#letters select'); pick.selectedIndex = {letter}; pick.dispatchEvent(new Event('change')); return pick.value; }})()"
        );
        let id = tab.text(&choose).await?;
        all.push(page(tab, &format!("popup, letter {id}")).await?);
    }
    Ok(all)
}

async fn reader(tab: &Tab, look: &str) -> Outcome<Vec<String>> {
    let mut all = Vec::new();
    for (mail, message) in
        [(Mail::Gmail, 1), (Mail::Gmail, 3), (Mail::Gmail, 4), (Mail::Gmail, 5), (Mail::Outlook, 4)]
    {
        tab.fresh().await?;
        tab.open(&format!("{}#inbox/m{message}", mail.url(""))).await?;
        tab.middle("[data-kind='reply']").await?;
        page_beside(tab, "popup").await?;
        tab.click("#tab-read").await?;
        holds(tab, "the reply", "document.querySelector('.reply .letter') !== null").await?;
        holds(tab, "the record", "document.querySelector('.noted button') !== null").await?;
        let noted = match mail {
            Mail::Gmail => "noted",
            Mail::Outlook => "asked from whom and when it came",
        };
        let sheet = if message == 5 { " with the worksheet" } else { "" };
        all.push(page(tab, &format!("popup, reader at level {message}{sheet}, {noted}")).await?);
    }
    tab.click(".reply .main").await?;
    let language = if look == "Arabic" { "ar" } else { "en" };
    let nowhere = text_in(language, "letterNowhere");
    holds(
        tab,
        "no reply is open",
        &format!("document.querySelector('.reply').textContent.includes({})", json!(nowhere)),
    )
    .await?;
    all.push(page(tab, "popup, reader, no email to insert the reply into").await?);
    Ok(all)
}

async fn surface(tab: &Tab, css: &str, state: &str) -> Outcome<String> {
    let element = tab.wait_ours(css).await?;
    let element = json!({ "element-6066-11e4-a52e-4f735466cecf": element });
    tab.driver.execute(COPY, vec![element, json!(STYLE)]).await?;
    let tag = css.split(' ').next().unwrap_or(css);
    let state = check(tab, state, json!({ "fromShadowDom": ["#copy", tag] })).await?;
    tab.value("document.querySelector('#copy').remove()").await?;
    Ok(state)
}

async fn surfaces(tab: &Tab, look: &str) -> Outcome<Vec<String>> {
    let mail = Mail::Gmail;
    let theme = if look == "dark" { "theme=dark" } else { "theme=light" };
    let mut all = Vec::new();
    let cards = [
        (RISKY, "rewrites"),
        ("Where am I on your rank list?", "a question to the program"),
        ("If you rank me first, I will rank you first.", "a bargain"),
        ("This is my only hope.", "tone"),
        ("Dear [insert director],", "an open field"),
    ];
    for (draft, state) in cards {
        mail.write_for(tab, theme, Route::Click, draft).await?;
        tab.wait_underlined(&underlines(draft)).await?;
        // The sign steps aside where the card comes to lie.
        let sign = surface(tab, ".pill", &format!("sign, {state}")).await?;
        tab.hover(tab.underline_point().await?).await?;
        all.push(surface(tab, ".card", &format!("card, {state}")).await?);
        all.push(sign);
    }
    mail.write_for(tab, theme, Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    mail.press(tab, Route::Click).await?;
    all.push(surface(tab, "dialog", "dialog, held at Send").await?);
    tab.click_ours("dialog .bar button:nth-of-type(2)").await?;
    tab.until("nothing left to change", || async {
        Ok(tab.ours("dialog .push").await?.is_empty().then_some(()))
    })
    .await
    .map_err(|_| Failure::new("the dialog still holds the message"))?;
    all.push(surface(tab, "dialog", "dialog, ready to send").await?);
    tab.click_ours("dialog .bar button:nth-of-type(2)").await?;
    mail.write_for(tab, theme, Route::Click, crate::CLEAN).await?;
    all.push(surface(tab, ".pill", "sign, nothing to change").await?);
    tab.click_ours(".pill").await?;
    all.push(surface(tab, "dialog", "dialog, looked at").await?);
    Ok(all)
}
