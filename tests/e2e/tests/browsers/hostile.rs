//! Hostile pages and hostile messages: each threat of SECURITY.md that a page or a text can carry out, tried in the
//! real browsers. Nothing is lost, nothing is sent that the user did not send, and nothing is given away.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};
use serde_json::{Value, json};

use crate::RISKY;
use crate::job::wait_text;

const LINE: &str = "I will rank your program number one.";

/// One case; those on a page are tried on the Gmail-like one, which shares its defences with the other.
type Steps = for<'a> fn(&'a Tab) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

const TABLE: [(&str, Steps); 14] = [
    ("scripted presses on the card do nothing", |tab| Box::pin(presses_card(tab))),
    ("scripted presses on the checklist do nothing", |tab| Box::pin(presses_checklist(tab))),
    ("style sheets cannot hide the checklist", |tab| Box::pin(restyles(tab))),
    ("something laid over the checklist", |tab| Box::pin(lays_over(tab))),
    ("underlines taken away, Send still asks", |tab| Box::pin(wipes_underlines(tab))),
    ("our place thrown out once comes back", |tab| Box::pin(removes_once(tab))),
    ("our place thrown out always: Send is not held for ever", |tab| Box::pin(removes_always(tab))),
    ("prototypes redefined: they see nothing of ours", |tab| Box::pin(redefines(tab))),
    ("the page is flooded with nodes", |tab| Box::pin(floods(tab))),
    ("forged compose windows", |tab| Box::pin(forges(tab))),
    ("messages and events to the extension", |tab| Box::pin(messages(tab))),
    ("files of the package are not handed out", |tab| Box::pin(probes(tab))),
    ("a draft of markup, bidi marks and look-alikes", |tab| Box::pin(strange_text(tab))),
    ("half characters move nothing", |tab| Box::pin(half_characters(tab))),
];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, steps) in TABLE {
        cases.push(Case::redline(format!("hostile: {name}"), move |tab| async move {
            steps(&tab).await
        }));
    }
    cases
}

async fn write(tab: &Tab) -> Outcome {
    Mail::Gmail.write_for(tab, "", Route::Click, RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await
}

/// The job still goes as it must: a rewrite, one undo, a question at Send, one message.
async fn works(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    let text = mail.body_text(tab).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await?;
    wait_text(tab, mail, &after_rewrite(&text)).await?;
    tab.undo().await?;
    wait_text(tab, mail, &text).await?;
    asks_and_sends(tab).await
}

async fn asks_and_sends(tab: &Tab) -> Outcome {
    let html = Mail::Gmail.html(tab).await?;
    Mail::Gmail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

/// Presses whatever a page can reach of ours by script: our place, and what it finds at every point of the window.
const PRESS: &str = r"(() => {
    const ours = document.querySelector('html > [data-redline]');
    if (ours.shadowRoot !== null) return 'the shadow root is open';
    const kinds = ['pointerover', 'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
    for (let x = 5; x < innerWidth; x += 40) for (let y = 5; y < innerHeight; y += 20) {
        if (document.elementFromPoint(x, y) !== ours) continue;
        for (const kind of kinds) {
            const how = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, detail: 1 };
            ours.dispatchEvent(new (kind.startsWith('p') ? PointerEvent : MouseEvent)(kind, how));
        }
    }
    for (const key of ['Enter', ' ', 'Tab', 'Escape']) for (const kind of ['keydown', 'keypress', 'keyup'])
        for (const target of [ours, document, window])
            target.dispatchEvent(new KeyboardEvent(kind, { key, code: key, bubbles: true, cancelable: true, composed: true }));
    ours.click();
    return 'pressed';
})()";

async fn presses_card(tab: &Tab) -> Outcome {
    write(tab).await?;
    let html = Mail::Gmail.html(tab).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card .rewrite").await?;
    same("what the page could do", tab.value(PRESS).await?, json!("pressed"))?;
    tab.settle().await?;
    same("HTML afterwards", Mail::Gmail.html(tab).await?, html)?;
    tab.sent_nothing().await?;
    tab.wait_underlined(&underlines(RISKY)).await
}

async fn presses_checklist(tab: &Tab) -> Outcome {
    write(tab).await?;
    Mail::Gmail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    same("what the page could do", tab.value(PRESS).await?, json!("pressed"))?;
    tab.settle().await?;
    tab.sent_nothing().await?;
    tab.wait_ours("dialog .push").await?;
    tab.click_ours("dialog .push").await?;
    tab.sent_once().await.map(drop)
}

async fn restyles(tab: &Tab) -> Outcome {
    write(tab).await?;
    tab.value(
        "(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html > [data-redline], html > div { display: none !important;\
         opacity: 0 !important; visibility: hidden !important; position: absolute !important; left: -9999px !important;\
         transform: scale(0) !important; pointer-events: none !important }'); document.adoptedStyleSheets.push(sheet); return 1; })()",
    )
    .await?;
    works(tab).await
}

/// What lies over the page lies under the checklist; what the page opens over it takes the presses, and gains nothing.
async fn lays_over(tab: &Tab) -> Outcome {
    write(tab).await?;
    let html = Mail::Gmail.html(tab).await?;
    Mail::Gmail.press(tab, Route::Click).await?;
    let push = tab.wait_ours("dialog .push").await?;
    tab.value(
        "(() => { const cover = document.createElement('div'); cover.style.cssText =\
         'position:fixed;inset:0;z-index:2147483647;background:#fff';\
         const over = document.createElement('dialog'); over.id = 'over'; over.textContent = 'Nothing to see';\
         over.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;margin:0';\
         document.body.append(cover, over); over.showModal(); return 1; })()",
    )
    .await?;
    let place = tab.middle_of_ours(&push).await?;
    tab.press_at(place).await?;
    tab.sent_nothing().await?;
    tab.value("(document.querySelector('#over').close(), 1)").await?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

async fn wipes_underlines(tab: &Tab) -> Outcome {
    write(tab).await?;
    tab.value("(CSS.highlights.clear(), document.adoptedStyleSheets = [], 1)").await?;
    asks_and_sends(tab).await
}

async fn removes_once(tab: &Tab) -> Outcome {
    write(tab).await?;
    tab.value("(document.querySelector('html > [data-redline]').remove(), 1)").await?;
    works(tab).await
}

async fn removes_always(tab: &Tab) -> Outcome {
    write(tab).await?;
    tab.value(
        "(() => { const out = () => { for (const ours of document.querySelectorAll('html > :not(head):not(body)')) ours.remove(); };\
         new MutationObserver(out).observe(document.documentElement, { childList: true }); out(); return 1; })()",
    )
    .await?;
    let html = Mail::Gmail.html(tab).await?;
    Mail::Gmail.press(tab, Route::Click).await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

/// The page's own copies of the browser's functions note everything that passes through them. Not those of arrays: the
/// drivers' own scripts use them on whatever they are asked to find.
const REDEFINE: &str = r"(() => {
    const seen = window.__seen = [];
    const spy = (owner, name) => {
        const old = owner[name];
        owner[name] = function (...given) {
            seen.push([name, this, ...given]);
            return old.apply(owner === window ? window : this, given);
        };
    };
    for (const [owner, names] of [
        [Element.prototype, ['attachShadow', 'showPopover']], [HTMLDialogElement.prototype, ['showModal', 'close']],
        [EventTarget.prototype, ['addEventListener', 'dispatchEvent']], [Node.prototype, ['appendChild', 'contains', 'removeChild']],
        [Range.prototype, ['setStart', 'setEnd', 'getClientRects']], [Map.prototype, ['get', 'set']], [Set.prototype, ['add']],
        [Object, ['entries', 'freeze']], [Promise.prototype, ['then']],
        [TextDecoder.prototype, ['decode']], [TextEncoder.prototype, ['encodeInto']], [WebAssembly, ['compile', 'instantiate', 'instantiateStreaming']],
        [window, ['fetch', 'postMessage', 'setTimeout', 'requestAnimationFrame']], [CSS.highlights.__proto__, ['set', 'delete']],
    ]) for (const name of names) if (owner[name]) spy(owner, name);
    return true;
})()";

async fn redefines(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    tab.open(&mail.url("")).await?;
    tab.value(REDEFINE).await?;
    mail.begin_message(tab).await?;
    tab.keys(RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card .rewrite").await?;
    asks_and_sends(tab).await?;
    let ours = "(() => { const own = (one) => one instanceof Element && one.closest?.('[data-redline]')\
        || one instanceof ShadowRoot || one instanceof HTMLDialogElement || one instanceof Highlight;\
        return window.__seen.filter((call) => call.some(own)).map(([name]) => name); })()";
    same("calls of ours that the page saw", tab.value(ours).await?, json!([]))
}

async fn floods(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.value(
        "(() => { const pen = document.createElement('div'); pen.hidden = true; document.body.append(pen);\
         let frames = 0; const flood = () => { const all = document.createDocumentFragment();\
         for (let n = 0; n < 300; n++) { const node = document.createElement('p'); node.textContent = 'I will rank you first. ' + n; all.append(node); }\
         pen.append(all); if (pen.childElementCount > 6000) pen.replaceChildren(); if (frames++ < 600) requestAnimationFrame(flood); }; flood(); return 1; })()",
    )
    .await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    asks_and_sends(tab).await
}

async fn forges(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    tab.open(&mail.url("")).await?;
    tab.value(
        "(() => { for (let n = 0; n < 150; n++) { const fake = document.createElement('div'); fake.className = 'M9';\
         for (const [tag, marks, text] of [['input', { name: 'subjectbox' }, ''], ['div', { role: 'textbox', 'aria-multiline': 'true',\
         contenteditable: 'true', g_editable: 'true' }, 'I will rank your program number one.'], ['div', { role: 'button', jslog: '32601; x' }, 'Send']]) {\
         const part = document.createElement(tag); for (const [name, value] of Object.entries(marks)) part.setAttribute(name, value);\
         part.textContent = text; fake.append(part); }\
         document.body.append(fake); fake.children[1].focus(); fake.children[2].click(); fake.children[1].dispatchEvent(new KeyboardEvent('keydown',\
         { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true, composed: true })); fake.remove(); } return 1; })()",
    )
    .await?;
    tab.settle().await?;
    tab.sent_nothing().await?;
    // What a forged window opened is closed as a user closes it.
    tab.keys("\u{e00c}").await?;
    mail.begin_message(tab).await?;
    tab.keys(RISKY).await?;
    tab.wait_underlined(&underlines(RISKY)).await?;
    works(tab).await
}

/// Whatever a page can send, and what it can learn of the extension's messaging.
const MESSAGES: &str = r"(() => {
    const words = { name: 'popup', type: 'send', settings: { guard: false }, redline: true };
    for (const where of ['*', location.origin]) window.postMessage(words, where);
    for (const name of ['redline', 'redline-hello', 'redline-send', 'redline-settings', 'redline-probe-trap'])
        for (const target of [window, document, document.documentElement, document.querySelector('html > [data-redline]')])
            target.dispatchEvent(new CustomEvent(name, { detail: words, bubbles: true, composed: true, cancelable: true }));
    new BroadcastChannel('redline').postMessage(words);
    globalThis.redline = { off: true, look: () => false, release: () => null };
    const runtime = globalThis.chrome?.runtime ?? globalThis.browser?.runtime;
    return typeof runtime?.sendMessage;
})()";

async fn messages(tab: &Tab) -> Outcome {
    write(tab).await?;
    same("a way to message extensions", tab.value(MESSAGES).await?, json!("undefined"))?;
    tab.settle().await?;
    tab.sent_nothing().await?;
    works(tab).await
}

/// Which of these addresses the page can load.
const PROBE: &str = "const [addresses, done] = arguments;\
    const load = (address) => fetch(address).then((answer) => answer.ok, () => false);\
    Promise.all(addresses.map(load)).then(done);";

async fn probes(tab: &Tab) -> Outcome {
    write(tab).await?;
    let base = tab.extension_address().await?;
    let mut files: Vec<&str> = vec![
        "manifest.json",
        "background.js",
        "guard.js",
        "loader.js",
        "browser.js",
        "redline.js",
        "www/options.html",
        "www/popup.html",
        "www/practice.html",
        "icons/16.png",
    ];
    if tab.browser == Browser::Chromium {
        // Firefox's address is a secret of each installation; here it is fixed for the tests, so only Chromium proves this.
        files.extend(["redline_bg.wasm", "redline_full_bg.wasm", "redline_full.js", "meaning.bin"]);
    }
    let addresses: Vec<String> = files.iter().map(|file| format!("{base}/{file}")).collect();
    let loaded = tab.driver.execute_async(PROBE, vec![json!(addresses)]).await?.json().clone();
    let loaded: Vec<_> = files
        .iter()
        .zip(loaded.as_array().into_iter().flatten())
        .filter_map(|(file, loaded)| (loaded != &Value::Bool(false)).then_some(*file))
        .collect();
    same("files that the page could load", loaded, Vec::new())?;
    tab.value(&format!(
        "(() => {{ window.framed = 'nothing'; const frame = document.createElement('iframe'); frame.src = {};\
         frame.onload = () => {{ try {{ window.framed = frame.contentDocument === null ? 'refused' : 'empty'; }} catch {{ window.framed = 'refused'; }} }};\
         document.body.append(frame); return 1; }})()",
        json!(format!("{base}/www/popup.html"))
    ))
    .await?;
    tab.settle().await?;
    // A frame with a page of ours would have a window that answers; a refused one has none of our elements.
    ensure(tab.ours("main").await?.is_empty(), "no page of ours is framed")
}

async fn strange_text(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    let pieces = [
        "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script> ",
        "\u{202e}\u{2066}\u{200f} ",
        "Ι wіll rаnk yоu fіrst. ",
        "{{constructor.constructor('window.hit=1')()}} ",
    ];
    let text = pieces.concat();
    let script = format!("document.execCommand('insertText', false, {})", json!(text + LINE));
    tab.js(&script).await?;
    let wanted = underlines(LINE);
    tab.until("the words at the end to be underlined", || {
        let wanted = wanted.clone();
        async move {
            let now = tab.underlined().await?;
            Ok(now.iter().any(|line| wanted.contains(line)).then_some(()))
        }
    })
    .await?;
    tab.value("(document.querySelector('[g_editable]').scrollIntoView(), 1)").await?;
    let html = mail.html(tab).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    same("elements in what we show", tab.ours("img, script, iframe").await?.len(), 0)?;
    same("scripts that ran", tab.value("window.hit ?? 'none'").await?, json!("none"))?;
    tab.click_ours("dialog .push").await?;
    same("HTML sent", tab.sent_once().await?.html.unwrap_or_default(), html)
}

/// Half of a pair cannot stand in a Rust string, and no mail can carry it: the page puts it in, and nothing is sent.
async fn half_characters(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    let script = format!(
        "document.execCommand('insertText', false, '\\ud83d \\udc00\\udc00 Hello. ' + {})",
        json!(LINE)
    );
    tab.js(&script).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await?;
    tab.wait_underlined(&[]).await?;
    let tail = json!(after_rewrite(LINE));
    let ends = format!(
        "document.querySelector('[g_editable]').textContent.replaceAll('\\u00a0', ' ').trim().endsWith({tail})"
    );
    tab.wait("the words before it to stay", &ends).await
}
