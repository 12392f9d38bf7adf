//! What a user does in a tab, with real keys and real clicks, and what can be read from the page.

use std::collections::HashMap;
use std::future::Future;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::Method;
use practice::{SentMessage, Server};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::action_chain::ActionChain;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};
use tokio::sync::OnceCell;

use crate::browser::{self, Browser, Load};
use crate::failure::{Failure, Outcome, same};
use crate::journal::{Content, Journal, Step};
use crate::mail::{Mail, Route};
use crate::process::Driver;

/// How long a condition may take to come true on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a page of the practice webmail says of itself.
const READY: &str = "document.documentElement.dataset.ready === 'yes'";

/// How often it is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// A browser with one tab, its driver and its own practice webmail.
///
/// Fields end in this order: the driver process takes the browser with it, then the profile folder goes.
pub struct Tab {
    /// The WebDriver session.
    pub driver: WebDriver,
    /// Which browser this is.
    pub browser: Browser,
    /// What is loaded into it.
    pub load: Load,
    /// The webmail behind its pages.
    pub mail: Arc<Server>,
    pub(crate) process: Driver,
    pub(crate) profile: TempDir,
    pub(crate) companion: OnceCell<Box<Tab>>,
    /// Where the extension's own pages begin.
    pub(crate) address: OnceCell<String>,
    /// What the user has done in this case.
    pub(crate) journal: Journal,
    /// What was sent at the end of steps that were done in this browser before.
    pub(crate) known: Mutex<HashMap<Vec<Step>, Vec<SentMessage>>>,
}

/// A place in the window, in CSS pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: i64,
    /// Down.
    pub y: i64,
}

/// A command of a driver that the client does not know by name.
#[derive(Debug)]
pub(crate) struct Raw {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl Raw {
    pub(crate) fn post(path: &str, body: Value) -> Self {
        Self { method: Method::POST, path: path.to_owned(), body: Some(body) }
    }
}

impl FormatRequestData for Raw {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let data =
            RequestData::new(self.method.clone(), format!("/session/{session}/{}", self.path));
        match &self.body {
            Some(body) => data.add_body(body.clone()),
            None => data,
        }
    }
}

impl Tab {
    /// Opens a page and waits until it says that it is ready.
    ///
    /// # Errors
    ///
    /// When the browser cannot, or the page never gets ready.
    pub async fn open(&self, url: &str) -> Outcome {
        self.take(Step::Open(url.to_owned())).await
    }

    /// The same browser without the extension, to compare with: started when first asked for, fresh each time.
    ///
    /// # Errors
    ///
    /// When it cannot start.
    pub async fn companion(&self) -> Outcome<&Tab> {
        let start = || async { browser::start(self.browser, Load::Bare).await.map(Box::new) };
        let bare = self.companion.get_or_try_init(start).await?;
        bare.fresh().await?;
        Ok(bare)
    }

    /// Closes every window but the first, and forgets what was sent: the start of a case.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn fresh(&self) -> Outcome {
        let windows = self.driver.windows().await?;
        for window in windows.iter().skip(1) {
            self.driver.switch_to_window(window.clone()).await?;
            self.driver.close_window().await?;
        }
        if let Some(first) = windows.first() {
            self.driver.switch_to_window(first.clone()).await?;
        }
        self.driver.goto("about:blank").await?;
        self.mail.clear();
        self.journal.begin();
        Ok(())
    }

    /// Makes sure that whatever was sent in this case is what the same steps send without the extension, byte for
    /// byte. What the user chose to replace is left out of this.
    ///
    /// # Errors
    ///
    /// When something differs, or a step cannot be done without the extension.
    pub async fn sends_as_without_us(&self) -> Outcome {
        let sent = self.mail.sent();
        if sent.is_empty() || self.journal.is_replaced() {
            return Ok(());
        }
        let expected = self.companion().await?.send_by(self.journal.steps(), sent.len()).await?;
        let contents = |all: &[SentMessage]| all.iter().map(Content::of).collect::<Vec<_>>();
        // A case may have looked at earlier messages and cleared them away.
        let last = expected.len().saturating_sub(sent.len());
        same(
            "sent with the extension, and without it",
            contents(&sent),
            contents(&expected[last..]),
        )
    }

    /// What these steps send, at least so many messages.
    async fn send_by(&self, steps: Vec<Step>, least: usize) -> Outcome<Vec<SentMessage>> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = known().get(&steps) {
            return Ok(before.clone());
        }
        for step in &steps {
            self.perform(step).await.map_err(|failure| {
                Failure::new(format!("without the extension, {step:?} fails: {failure}"))
            })?;
        }
        self.until("the same messages without the extension", || async {
            Ok((self.mail.sent().len() >= least).then_some(()))
        })
        .await?;
        self.settle().await?;
        let sent = self.mail.sent();
        known().insert(steps, sent.clone());
        Ok(sent)
    }

    // ---- reading

    /// Runs a JavaScript expression that changes something in the page, and gives its value.
    ///
    /// # Errors
    ///
    /// When it throws.
    pub async fn js(&self, expression: &str) -> Outcome<Value> {
        self.journal.note(&Step::Script(expression.to_owned()));
        self.value(expression).await
    }

    /// The value of a JavaScript expression that only looks.
    ///
    /// # Errors
    ///
    /// When it throws.
    pub async fn value(&self, expression: &str) -> Outcome<Value> {
        let result = self.driver.execute(format!("return ({expression});"), Vec::new()).await;
        match result {
            Ok(value) => Ok(value.json().clone()),
            Err(error) => Err(Failure::new(format!("{expression}: {error}"))),
        }
    }

    /// A string from the page.
    ///
    /// # Errors
    ///
    /// When the expression throws or gives something else.
    pub async fn text(&self, expression: &str) -> Outcome<String> {
        let value = self.value(expression).await?;
        let found = value.as_str().map(str::to_owned);
        found.ok_or_else(|| Failure::new(format!("{expression} is {value}, not a string")))
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    ///
    /// When it never is; the sentence names `what`.
    pub async fn wait(&self, what: &str, expression: &str) -> Outcome {
        let (what, expression) = (what.to_owned(), expression.to_owned());
        self.take(Step::Wait { what, expression }).await
    }

    async fn comes_true(&self, what: &str, expression: &str) -> Outcome {
        let holds = || async { Ok((self.value(expression).await? == json!(true)).then_some(())) };
        self.until(what, holds).await
    }

    /// Waits until `probe` gives something.
    ///
    /// # Errors
    ///
    /// When it never does, or fails.
    pub async fn until<T, F>(&self, what: &str, mut probe: impl FnMut() -> F) -> Outcome<T>
    where
        F: Future<Output = Outcome<Option<T>>>,
    {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = probe().await? {
                return Ok(found);
            }
            if Instant::now() > end {
                return Err(Failure::new(format!("waited {PATIENCE:?} in vain for {what}")));
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Lets the page finish what it is doing: two frames, then one round trip to the server behind any message.
    ///
    /// # Errors
    ///
    /// When the page does not answer.
    pub async fn settle(&self) -> Outcome {
        let script = "const done = arguments[arguments.length - 1];\
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() =>\
            fetch('/sent.json').then((answer) => answer.text()).then(done, done))));";
        self.driver.execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// Waits two frames, in the same steps without the extension too: an editor takes the caret's format from what it has
    /// heard of the caret, and no hand types before that.
    ///
    /// # Errors
    ///
    /// When the page does not answer.
    pub async fn heard(&self) -> Outcome {
        let two = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
        self.js(two).await.map(drop)
    }

    /// Waits for the first sent message, then makes sure that it is the only one.
    ///
    /// # Errors
    ///
    /// When nothing is sent, or more than one message.
    pub async fn sent_once(&self) -> Outcome<SentMessage> {
        self.until("a sent message", || async {
            Ok(self.mail.sent().first().cloned().map(|_| ()))
        })
        .await?;
        self.settle().await?;
        let sent = self.mail.sent();
        same("messages sent", sent.len(), 1)?;
        Ok(sent[0].clone())
    }

    /// Makes sure that nothing has been sent.
    ///
    /// # Errors
    ///
    /// When something was.
    pub async fn sent_nothing(&self) -> Outcome {
        self.settle().await?;
        same("messages sent", self.mail.sent(), Vec::new())
    }

    // ---- acting

    /// Presses the keys for `text`, one after the other; line ends are Enter.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn keys(&self, text: &str) -> Outcome {
        self.take(Step::Keys(text.replace('\n', "\u{e007}"))).await
    }

    /// Presses one key with others held down.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn chord(&self, held: &[Key], key: impl Into<TypingData>) -> Outcome {
        self.repeat(held, key, 1).await
    }

    /// As [`Self::chord`]; the key goes down so many times before it comes up, as a keyboard repeats it.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn repeat(&self, held: &[Key], key: impl Into<TypingData>, times: usize) -> Outcome {
        let held = held.iter().map(|key| key.clone().into()).collect();
        let key = key.into().as_vec().into_iter().collect();
        self.take(Step::Chord { held, key, times }).await
    }

    /// Presses our own shortcut for the next underlined words. It is no step of the user's to be done without us: there
    /// the same keys write a character.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn next_finding(&self) -> Outcome {
        self.press(&[Key::Alt.value(), Key::Shift.value()], ".", 1).await
    }

    async fn press(&self, held: &[char], key: &str, times: usize) -> Outcome {
        let mut actions = self.actions();
        for &key in held {
            actions = actions.key_down(key);
        }
        for letter in key.chars() {
            for _ in 0..times {
                actions = actions.key_down(letter);
            }
            actions = actions.key_up(letter);
        }
        for &key in held.iter().rev() {
            actions = actions.key_up(key);
        }
        Ok(actions.perform().await?)
    }

    /// Undo, as the user asks for it: of a replacement of ours, where there is one.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn undo(&self) -> Outcome {
        if self.journal.takes_back() {
            return self.press(&[Key::Control.into()], "z", 1).await;
        }
        self.chord(&[Key::Control], "z").await
    }

    /// Figures of this case, to be read beside its name in the report.
    pub fn remark(&self, words: &str) {
        self.journal.remark(words);
    }

    /// Says that a replacement of ours now stands in the draft, where that did not happen by a click on it.
    pub fn has_replaced(&self) {
        self.journal.replaced();
    }

    /// Letters of an input method that are not chosen yet; Chromium only.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn compose(&self, text: &str) -> Outcome {
        self.take(Step::Compose { text: text.to_owned(), chosen: false }).await
    }

    /// Chooses the letters of an input method; Chromium only.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn commit(&self, text: &str) -> Outcome {
        self.take(Step::Compose { text: text.to_owned(), chosen: true }).await
    }

    async fn input_method(&self, text: &str, chosen: bool) -> Outcome {
        let end = text.chars().count();
        let body = if chosen {
            json!({ "cmd": "Input.insertText", "params": { "text": text } })
        } else {
            let params = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
            json!({ "cmd": "Input.imeSetComposition", "params": params })
        };
        self.post("goog/cdp/execute".to_owned(), body).await.map(drop)
    }

    /// Asks the page to look as it does for users of these media features; Chromium only.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn emulate_media(&self, features: &[(&str, &str)]) -> Outcome {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<Value> = features.iter().map(feature).collect();
        let body =
            json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "features": features } });
        self.post("goog/cdp/execute".to_owned(), body).await.map(drop)
    }

    /// Clicks the middle of the first visible element that matches.
    ///
    /// # Errors
    ///
    /// When none appears.
    pub async fn click(&self, css: &str) -> Outcome {
        self.take(Step::Click { css: css.to_owned(), times: 1 }).await
    }

    /// Clicks at a place, whatever lies there; no step of the user's to be done again without us.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn press_at(&self, point: Point) -> Outcome {
        self.click_at(point, 1).await
    }

    /// Clicks at a place, so many times in quick succession.
    pub(crate) async fn click_at(&self, point: Point, times: usize) -> Outcome {
        let mut actions = self.actions().move_to(point.x, point.y);
        for _ in 0..times {
            actions = actions.click();
        }
        Ok(actions.perform().await?)
    }

    /// Two clicks in quick succession.
    ///
    /// # Errors
    ///
    /// When none appears.
    pub async fn double_click(&self, css: &str) -> Outcome {
        self.take(Step::Click { css: css.to_owned(), times: 2 }).await
    }

    /// Moves the pointer to a place.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn hover(&self, point: Point) -> Outcome {
        Ok(self.actions().move_to(point.x, point.y).perform().await?)
    }

    /// Gives the focus to an element without clicking it.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn focus(&self, css: &str) -> Outcome {
        self.take(Step::Focus(css.to_owned())).await
    }

    /// Goes to the window that has opened, once its page is ready.
    ///
    /// # Errors
    ///
    /// When none opens.
    pub async fn new_window(&self) -> Outcome {
        self.take(Step::NewWindow).await
    }

    /// Goes back to the only window left.
    ///
    /// # Errors
    ///
    /// When another one stays open.
    pub async fn only_window(&self) -> Outcome {
        self.take(Step::OnlyWindow).await
    }

    async fn go_to_new_window(&self) -> Outcome {
        let here = self.driver.window().await?;
        let opened = || async {
            let now = self.driver.windows().await?;
            Ok(now.into_iter().find(|window| *window != here))
        };
        let window = self.until("the new window", opened).await?;
        self.driver.switch_to_window(window).await?;
        self.comes_true("the page to be ready", READY).await
    }

    async fn go_to_only_window(&self) -> Outcome {
        let alone = || async { Ok(<[_; 1]>::try_from(self.driver.windows().await?).ok()) };
        let [first] = self.until("the new window to close", alone).await?;
        Ok(self.driver.switch_to_window(first).await?)
    }

    /// Asks the webmail to send by this route.
    pub(crate) async fn sends(&self, mail: Mail, route: Route) -> Outcome {
        let stands = if route == Route::Schedule { route } else { Route::Click };
        self.journal.start(&Step::Send { mail, route: stands });
        let outcome = mail.carry_out(self, route).await;
        self.journal.end();
        outcome
    }

    /// Notes a step and does it.
    async fn take(&self, step: Step) -> Outcome {
        self.journal.note(&step);
        self.perform(&step).await
    }

    async fn perform(&self, step: &Step) -> Outcome {
        match step {
            Step::Open(url) => {
                // An address that differs only after the `#` would not load the page again.
                self.driver.goto("about:blank").await?;
                self.driver.goto(url).await?;
                self.comes_true("the page to be ready", READY).await
            }
            Step::Keys(text) => Ok(self.actions().send_keys(text.as_str()).perform().await?),
            Step::Chord { held, key, times } => self.press(held, key, *times).await,
            Step::Click { css, times } => self.click_at(self.middle(css).await?, *times).await,
            Step::Focus(css) => {
                let found = format!("document.querySelector({})", json!(css));
                self.comes_true(&format!("{css} to focus"), &format!("!!{found}")).await?;
                self.value(&format!("{found}.focus()")).await.map(drop)
            }
            Step::Script(script) => self.value(script).await.map(drop),
            Step::Wait { what, expression } => self.comes_true(what, expression).await,
            Step::NewWindow => self.go_to_new_window().await,
            Step::OnlyWindow => self.go_to_only_window().await,
            Step::Compose { text, chosen } => self.input_method(text, *chosen).await,
            Step::Send { mail, route } => Box::pin(mail.carry_out(self, *route)).await,
        }
    }

    /// A chain of key presses and pointer moves without pauses.
    pub fn actions(&self) -> ActionChain {
        self.driver.action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
    }

    /// The middle of the first visible element that matches.
    ///
    /// # Errors
    ///
    /// When none appears.
    pub async fn middle(&self, css: &str) -> Outcome<Point> {
        let script = format!(
            "(() => {{ for (const node of document.querySelectorAll({})) {{ node.scrollIntoView({{ block: 'nearest' }});\
             const box = node.getBoundingClientRect();\
             if (box.width && box.height) return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]; }}\
             return null; }})()",
            json!(css)
        );
        self.until(&format!("{css} to be visible"), || async {
            Ok(point(&self.value(&script).await?))
        })
        .await
    }

    /// Saves what the window shows, for people to look at.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Outcome {
        Ok(self.driver.screenshot(path).await?)
    }

    // ---- driver commands that the client has no name for

    pub(crate) async fn get(&self, path: String) -> Outcome<Value> {
        self.raw(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: String, body: Value) -> Outcome<Value> {
        self.raw(Method::POST, path, Some(body)).await
    }

    async fn raw(&self, method: Method, path: String, body: Option<Value>) -> Outcome<Value> {
        let answer = self.driver.handle().cmd(Raw { method, path, body }).await?;
        Ok(answer.value::<Value>()?)
    }

    /// Ends the session in good order; a tab that is only dropped ends by its process.
    ///
    /// # Errors
    ///
    /// When the driver does not answer.
    pub async fn quit(self) -> Outcome {
        let Self { driver, process, profile, companion, .. } = self;
        // The other one is ended by its process.
        drop(companion);
        driver.quit().await?;
        drop(process);
        Ok(profile.close()?)
    }
}

fn point(value: &Value) -> Option<Point> {
    Some(Point { x: value.get(0)?.as_i64()?, y: value.get(1)?.as_i64()? })
}
