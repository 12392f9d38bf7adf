//! How long a keystroke takes to be underlined: real keys in a real browser on the practice webmail, with the shipped
//! package. `cargo xtask bench --keys` prints and keeps the figures; nothing here is a test.

use serde_json::{Value, json};

use crate::browser::{self, Browser, Load};
use crate::failure::{Failure, Outcome, ensure};
use crate::mail::Mail;
use crate::tab::Tab;

/// What is typed again and again; its last word makes the underline.
const PHRASE: &str = "I will rank your program number one. ";
/// Between two keys of somebody who types very fast: ten a second.
const BETWEEN_KEYS: u64 = 100;
/// Drafts by words, and how many seconds they are typed into.
const CHROMIUM: [(usize, usize); 3] = [(300, 20), (1000, 20), (5000, 60)];
const FIREFOX: [(usize, usize); 2] = [(300, 15), (5000, 20)];
/// How often the first focus is measured.
const STARTS: usize = 5;
/// An hour's worth of keys, and how many are typed between two looks at the memory.
const HOUR: usize = 36_000;
const STEP: usize = 6_000;
/// Keys in one call of the script that types them.
const AT_ONCE: usize = 1_000;

/// All figures, by browser. `prose` is a text of paragraphs, long enough for all drafts.
///
/// # Errors
///
/// When a browser does not do what it is asked for, or an underline never comes.
pub async fn measure(prose: &str) -> Outcome<Value> {
    let mut all = serde_json::Map::new();
    for browser in Browser::ALL {
        let drafts: &[_] = if browser == Browser::Chromium { &CHROMIUM } else { &FIREFOX };
        let tab = browser::start(browser, Load::Redline).await?;
        let mut typed = Vec::new();
        for &(words, seconds) in drafts {
            let figures = type_into(&tab, &cut(prose, words)?, words, seconds).await?;
            typed.push(figures);
        }
        let focus = first_focus(&tab).await?;
        tab.quit().await?;
        let tab = browser::start(browser, Load::Probed).await?;
        let start = compile_and_start(&tab).await?;
        let memory = an_hour(&tab, &cut(prose, 1000)?).await?;
        tab.quit().await?;
        let bare = without_us(browser, drafts, prose).await?;
        let figures = json!({ "typed": typed, "focus": focus, "start": start, "memory": memory, "bare": bare });
        all.insert(browser.name().to_owned(), figures);
    }
    Ok(Value::Object(all))
}

/// The same keys in the same page without the extension: what is the page's and the browser's own.
async fn without_us(browser: Browser, drafts: &[(usize, usize)], prose: &str) -> Outcome<Value> {
    let tab = browser::start(browser, Load::Bare).await?;
    let mut typed = Vec::new();
    for &(words, seconds) in drafts {
        typed.push(type_into(&tab, &cut(prose, words)?, words, seconds).await?);
    }
    let memory = match browser {
        Browser::Chromium => an_hour(&tab, &cut(prose, 1000)?).await?,
        Browser::Firefox => Value::Null,
    };
    tab.quit().await?;
    Ok(json!({ "typed": typed, "memory": memory }))
}

/// The first paragraphs that make at least so many words.
fn cut(prose: &str, words: usize) -> Outcome<Vec<&str>> {
    let mut count = 0;
    let mut paragraphs = Vec::new();
    for paragraph in prose.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        paragraphs.push(paragraph);
        count += paragraph.split_whitespace().count();
        if count >= words {
            return Ok(paragraphs);
        }
    }
    Err(Failure::new(format!("the text has only {count} words")))
}

/// A new message with these paragraphs; the caret stands at the end of the middle one.
async fn fill(tab: &Tab, paragraphs: &[&str]) -> Outcome {
    Mail::Gmail.new_message(tab, "").await?;
    let (body, texts) = (json!(Mail::Gmail.body()), json!(paragraphs));
    tab.js(&format!(
        "(() => {{ const body = document.querySelector({body}); body.replaceChildren();\
         for (const text of {texts}) {{ const line = document.createElement('div'); line.textContent = text + ' ';\
         const blank = document.createElement('div'); blank.append(document.createElement('br')); body.append(line, blank); }}\
         const middle = body.children[2 * Math.floor({} / 2)].firstChild; getSelection().collapse(middle, middle.length); }})()",
        paragraphs.len()
    ))
    .await?;
    tab.settle().await?;
    if tab.load == Load::Bare {
        return Ok(());
    }
    tab.wait("the draft to be underlined", &format!("({COUNT})() > 0")).await
}

/// How many ranges are underlined.
const COUNT: &str = "() => [...CSS.highlights].filter(([name]) => name.startsWith('redline-')).reduce((sum, [, one]) => sum + one.size, 0)";

/// Notes, of each key: how long its task took, and the time from its input event to the next frame; the same of each key
/// in whose own frame there was a new underline; and how many underlines came later (mostly the meaning layer's).
fn recorder() -> String {
    format!(
        "(() => {{ const count = {COUNT}; const keys = window.__keys = {{ task: [], frame: [], underline: [], later: 0, long: 0, begun: count() }};\
         let known = count(), turn = 0;\
         try {{ new PerformanceObserver((list) => keys.long += list.getEntries().length).observe({{ entryTypes: ['longtask'] }}); }} catch {{}}\
         addEventListener('input', (event) => {{ const mine = ++turn, stamp = event.timeStamp, begin = performance.now();\
           const port = new MessageChannel(); port.port1.onmessage = () => keys.task.push(performance.now() - begin); port.port2.postMessage(0);\
           const look = (frames) => requestAnimationFrame(() => {{ const time = performance.now() - stamp, now = count();\
             if (frames === 0) keys.frame.push(time);\
             if (now > known && frames) keys.later += 1; else if (now > known) keys.underline.push(time);\
             known = now; if (mine === turn && frames < 5) look(frames + 1); }});\
           look(0); }}, true); }})()"
    )
}

async fn type_into(tab: &Tab, paragraphs: &[&str], words: usize, seconds: usize) -> Outcome<Value> {
    fill(tab, paragraphs).await?;
    // The meaning layer has its own time, and the first keys warm the page up.
    keys(tab, PHRASE).await?;
    tab.settle().await?;
    tab.js(&recorder()).await?;
    let phrases = (seconds * 1000 / BETWEEN_KEYS as usize).div_ceil(PHRASE.len());
    for _ in 0..phrases {
        keys(tab, PHRASE).await?;
    }
    tab.settle().await?;
    let found = tab.value("window.__keys").await?;
    let underlines = found["underline"].as_array().map_or(0, Vec::len);
    ensure(
        underlines > 0 || tab.load == Load::Bare,
        format!("{phrases} phrases were typed and nothing underlined"),
    )?;
    Ok(json!({
        "words": words, "keys": phrases * PHRASE.len(), "task": spread(&found["task"]), "frame": spread(&found["frame"]),
        "underline": spread(&found["underline"]), "underlines": underlines, "phrases": phrases, "later": found["later"], "long": found["long"],
    }))
}

/// Median, 95th percentile and worst of some times.
fn spread(times: &Value) -> Value {
    let mut times: Vec<f64> =
        times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().max(1) - 1));
    json!({ "median": at(50), "p95": at(95), "worst": times.last() })
}

/// Presses these keys, ten a second.
async fn keys(tab: &Tab, text: &str) -> Outcome {
    let pause = |time: u64| json!({ "type": "pause", "duration": time });
    let key = |kind: &str, letter: char| json!({ "type": kind, "value": letter.to_string() });
    let presses = text.chars().flat_map(|letter| {
        [key("keyDown", letter), pause(10), key("keyUp", letter), pause(BETWEEN_KEYS - 10)]
    });
    let actions: Vec<Value> = presses.collect();
    let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
    tab.post("actions".to_owned(), json!({ "actions": [source] })).await.map(drop)
}

/// Milliseconds from the first focus in a compose window that holds a risky line to its underline, page after page.
async fn first_focus(tab: &Tab) -> Outcome<Value> {
    let mut times = Vec::new();
    let body = json!(Mail::Gmail.body());
    for _ in 0..STARTS {
        tab.open(&Mail::Gmail.url("")).await?;
        tab.js(&format!(
            "(() => {{ const count = {COUNT}; const begun = (event) => {{ const body = document.querySelector({body});\
             if (!body || !event.target.matches('input, [contenteditable]')) return; removeEventListener('focusin', begun, true);\
             const begin = performance.now(); body.textContent = {}; const look = () => {{\
             if (count() > 0) window.__first = performance.now() - begin; else requestAnimationFrame(look); }}; look(); }};\
             addEventListener('focusin', begun, true); }})()",
            json!(PHRASE)
        ))
        .await?;
        tab.click(Mail::Gmail.begin()).await?;
        tab.middle(Mail::Gmail.body()).await?;
        tab.click(Mail::Gmail.body()).await?;
        tab.wait("the first underline", "window.__first !== undefined").await?;
        times.push(tab.value("window.__first").await?);
    }
    Ok(spread(&json!(times)))
}

/// Milliseconds for fetching, compiling and starting the module, as a probe in a copy of the package times them.
async fn compile_and_start(tab: &Tab) -> Outcome<Value> {
    let (mut compile, mut start) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        Mail::Gmail.new_message(tab, "").await?;
        tab.keys(PHRASE).await?;
        tab.wait("the first underline", &format!("({COUNT})() > 0")).await?;
        let report = report(tab).await?;
        compile.push(report["compiled"].clone());
        start.push(report["started"].clone());
    }
    Ok(json!({ "compile": spread(&json!(compile)), "start": spread(&json!(start)) }))
}

/// What the probe says.
async fn report(tab: &Tab) -> Outcome<Value> {
    tab.js("document.dispatchEvent(new CustomEvent('redline-probe'))").await?;
    Ok(serde_json::from_str(&tab.text("document.documentElement.dataset.probeReport").await?)?)
}

/// Memory, in bytes, after so many keys: of the module, and of the page's JavaScript where the browser tells.
async fn an_hour(tab: &Tab, paragraphs: &[&str]) -> Outcome<Value> {
    fill(tab, paragraphs).await?;
    let mut looks = Vec::new();
    for done in 0..=HOUR / STEP {
        if done > 0 {
            for _ in 0..STEP / AT_ONCE {
                type_fast(tab).await?;
            }
        }
        let heap = heap(tab).await?;
        let module = match tab.load {
            Load::Bare => Value::Null,
            _ => report(tab).await?["memory"].clone(),
        };
        looks.push(json!({ "keys": done * STEP, "module": module, "heap": heap }));
    }
    Ok(json!(looks))
}

/// Types the phrase and takes it away again, letter by letter, through the editor's own input path.
async fn type_fast(tab: &Tab) -> Outcome {
    let script = format!(
        "const done = arguments[arguments.length - 1]; const phrase = {}; let left = {AT_ONCE};\
         const go = () => {{ for (const letter of phrase) document.execCommand('insertText', false, letter);\
         for (const _ of phrase) document.execCommand('delete');\
         left -= 2 * phrase.length; if (left > 0) requestAnimationFrame(go); else done(); }}; go();",
        json!(PHRASE)
    );
    tab.driver.execute_async(script, Vec::new()).await?;
    Ok(())
}

/// Bytes of JavaScript that are in use, garbage left out; none where the browser does not tell.
async fn heap(tab: &Tab) -> Outcome<Value> {
    if tab.browser == Browser::Firefox {
        return Ok(Value::Null);
    }
    let ask = |command: &str| json!({ "cmd": command, "params": {} });
    tab.post("goog/cdp/execute".to_owned(), ask("HeapProfiler.collectGarbage")).await?;
    let usage = tab.post("goog/cdp/execute".to_owned(), ask("Runtime.getHeapUsage")).await?;
    Ok(usage["usedSize"].clone())
}
