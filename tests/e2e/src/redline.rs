//! What the extension shows: underlines, and its own elements behind a closed shadow root.

use serde_json::{Value, json};

use crate::altered;
use crate::browser::{self, Browser, FIREFOX_UUID};
use crate::failure::{Failure, Outcome, same};
use crate::tab::{Point, Tab};

/// The key under which WebDriver hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The key under which WebDriver hands out a shadow root.
const SHADOW: &str = "shadow-6066-11e4-a52e-4f735466cecf";

impl Tab {
    /// The words that are underlined, by tier, in the order of the page: `risk: rank you first`.
    ///
    ///
    /// # Errors
    ///
    /// When the page does not answer.
    pub async fn underlined(&self) -> Outcome<Vec<String>> {
        let value = self.value("window.__watch.highlights()").await?;
        let words = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(words.map(plain).collect())
    }

    /// Waits until exactly these words are underlined.
    ///
    /// # Errors
    ///
    /// When they never are; the sentence has what was underlined instead.
    pub async fn wait_underlined(&self, expected: &[String]) -> Outcome {
        let wanted = expected.to_vec();
        let waited = self
            .until("underlines", || async {
                Ok((self.underlined().await? == wanted).then_some(()))
            })
            .await;
        match waited {
            Ok(()) => Ok(()),
            Err(_) => same("underlined words", self.underlined().await?, wanted),
        }
    }

    /// The middle of the first underlined words.
    ///
    /// # Errors
    ///
    /// When nothing is underlined.
    pub async fn underline_point(&self) -> Outcome<Point> {
        let value = self.value("window.__watch.firstBox()").await?;
        let number = |at: usize| value.get(at).and_then(Value::as_i64);
        match (number(0), number(1)) {
            (Some(x), Some(y)) => Ok(Point { x, y }),
            _ => Err(Failure::new("nothing is underlined")),
        }
    }

    /// Elements of the extension that match, wherever its closed shadow root is.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn ours(&self, css: &str) -> Outcome<Vec<String>> {
        let mut found = Vec::new();
        for host in self.elements("elements", "html > :not(head):not(body)").await? {
            // A host without a shadow root is somebody else's.
            let Ok(root) = self.get(format!("element/{host}/shadow")).await else { continue };
            let Some(root) = root.get(SHADOW).and_then(Value::as_str) else { continue };
            // It may go between one command and the next.
            let inside = self.elements(&format!("shadow/{root}/elements"), css).await;
            found.extend(inside.unwrap_or_default());
        }
        Ok(found)
    }

    /// Where the extension's own pages begin, such as `chrome-extension://…`.
    ///
    /// # Errors
    ///
    /// When the extension has neither a page nor a background.
    pub async fn extension_address(&self) -> Outcome<String> {
        if self.browser == Browser::Firefox {
            return Ok(format!("moz-extension://{FIREFOX_UUID}"));
        }
        // Asked early and once: the background that tells it does not stay.
        let find = || self.until("the extension's address", || self.chromium_address());
        self.address.get_or_try_init(find).await.cloned()
    }

    async fn chromium_address(&self) -> Outcome<Option<String>> {
        let ask = json!({ "cmd": "Target.getTargets", "params": {} });
        let targets = self.post("goog/cdp/execute".to_owned(), ask).await?;
        let targets = targets["targetInfos"].as_array().into_iter().flatten();
        let id = targets.filter_map(|target| target["url"].as_str()).find_map(|url| {
            url.strip_prefix("chrome-extension://")?.split('/').next().map(str::to_owned)
        });
        Ok(id.map(|id| format!("chrome-extension://{id}")))
    }

    /// Loads the extension anew under the open tab, as an update does; the case goes on in that tab.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn reload_extension(&self) -> Outcome {
        if self.browser == Browser::Firefox {
            return browser::install(&self.driver, &browser::archive()?).await;
        }
        let here = self.driver.window().await?;
        let page = format!("{}/www/options.html", self.extension_address().await?);
        self.driver.switch_to_window(self.driver.new_tab().await?).await?;
        self.driver.goto(page).await?;
        // The page closes itself under the driver's command.
        let _ = self.driver.execute("chrome.runtime.reload()", Vec::new()).await;
        let alone = || async { Ok((self.driver.windows().await?.len() == 1).then_some(())) };
        self.until("the extension's page to close", alone).await?;
        Ok(self.driver.switch_to_window(here).await?)
    }

    /// Puts another version in place of the one that is installed, as an update does, or somebody who goes back.
    ///
    /// # Errors
    ///
    /// When the browser does not take it.
    pub async fn install_version(&self, version: &str) -> Outcome {
        let folder = self.profile.path();
        if self.browser == Browser::Firefox {
            let other = folder.join(format!("redline-{version}"));
            let other = altered::of_version(self.browser, &other, version)?;
            return browser::install(&self.driver, &other).await;
        }
        altered::of_version(self.browser, &folder.join("redline"), version)?;
        self.reload_extension().await
    }

    /// Everything the extension keeps, by place: its own storage, and what a page of its address could keep.
    ///
    /// # Errors
    ///
    /// When its page cannot be opened.
    pub async fn stored(&self) -> Outcome<Value> {
        let script = "const done = arguments[arguments.length - 1];\
            const api = globalThis.browser?.storage ? globalThis.browser : globalThis.chrome;\
            const get = async (area) => { try { return await api.storage[area].get(null); } catch { return {}; } };\
            (async () => done({ local: await get('local'), sync: await get('sync'), session: await get('session'),\
                page: { ...localStorage }, tab: { ...sessionStorage }, cookies: document.cookie,\
                databases: (await indexedDB.databases()).map((one) => one.name),\
                caches: globalThis.caches ? await caches.keys().catch(() => []) : [] }))();";
        self.in_own_page(script, Vec::new()).await
    }

    /// Runs a script that calls its last argument back, in a page of the extension; the case goes on in its own tab.
    ///
    /// # Errors
    ///
    /// When the page cannot be opened, or the script fails.
    pub async fn in_own_page(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        let here = self.driver.window().await?;
        let page = format!("{}/www/options.html", self.extension_address().await?);
        self.driver.switch_to_window(self.driver.new_tab().await?).await?;
        self.driver.goto(page).await?;
        let answer = self.driver.execute_async(script, arguments).await;
        self.driver.close_window().await?;
        self.driver.switch_to_window(here).await?;
        Ok(answer?.json().clone())
    }

    /// Stops the extension's background, as the browser does after a while. In Firefox it is always stopped.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn stop_background(&self) -> Outcome {
        let ask = json!({ "cmd": "Target.getTargets", "params": {} });
        let targets = self.post("goog/cdp/execute".to_owned(), ask).await?;
        for target in targets["targetInfos"].as_array().into_iter().flatten() {
            if target["type"] == "service_worker" {
                let params = json!({ "targetId": target["targetId"] });
                let body = json!({ "cmd": "Target.closeTarget", "params": params });
                self.post("goog/cdp/execute".to_owned(), body).await?;
            }
        }
        Ok(())
    }

    /// What the probe counts in the content script's world.
    ///
    /// # Errors
    ///
    /// When there is no probe.
    pub async fn probe(&self) -> Outcome<Value> {
        let ask = "(document.dispatchEvent(new Event('redline-probe')), document.documentElement.dataset.probeReport)";
        Ok(serde_json::from_str(&self.text(ask).await?)?)
    }

    /// Waits for the line at the corner of the page, and gives its words.
    ///
    /// # Errors
    ///
    /// When none appears.
    pub async fn our_line(&self) -> Outcome<String> {
        let id = self.wait_ours("p[role='status']").await?;
        self.our_text(&id).await
    }

    async fn elements(&self, path: &str, css: &str) -> Outcome<Vec<String>> {
        let body = json!({ "using": "css selector", "value": css });
        let value = self.post(path.to_owned(), body).await?;
        let ids =
            value.as_array().into_iter().flatten().filter_map(|one| one.get(ELEMENT)?.as_str());
        Ok(ids.map(str::to_owned).collect())
    }

    /// Waits for the first visible element of the extension that matches.
    ///
    /// # Errors
    ///
    /// When none appears.
    pub async fn wait_ours(&self, css: &str) -> Outcome<String> {
        self.until(&format!("Redline's {css}"), || async {
            for id in self.ours(css).await? {
                if self
                    .get(format!("element/{id}/displayed"))
                    .await
                    .is_ok_and(|shown| shown == json!(true))
                {
                    return Ok(Some(id));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Waits until no visible element of the extension matches.
    ///
    /// # Errors
    ///
    /// When one stays.
    pub async fn wait_ours_gone(&self, css: &str) -> Outcome {
        self.until(&format!("Redline's {css} to go"), || async {
            for id in self.ours(css).await? {
                if self
                    .get(format!("element/{id}/displayed"))
                    .await
                    .is_ok_and(|shown| shown == json!(true))
                {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        })
        .await
    }

    /// Clicks the middle of the first visible element of the extension that matches.
    ///
    /// # Errors
    ///
    /// When none appears.
    pub async fn click_ours(&self, css: &str) -> Outcome {
        let id = self.wait_ours(css).await?;
        // In a small window the card scrolls, as a user would scroll it.
        let script = "arguments[0].scrollIntoView({ block: 'nearest', behavior: 'instant' })";
        self.driver.execute(script, vec![json!({ ELEMENT: id })]).await?;
        let place = self.middle_of_ours(&id).await?;
        self.click_at(place, 1).await?;
        if css.contains(".rewrite") {
            self.has_replaced();
        }
        Ok(())
    }

    /// Where the middle of this element of the extension is.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub async fn middle_of_ours(&self, id: &str) -> Outcome<Point> {
        let box_ = self.get(format!("element/{id}/rect")).await?;
        let number = |name: &str| box_.get(name).and_then(Value::as_f64).unwrap_or_default();
        let scroll = self.value("[Math.round(scrollX), Math.round(scrollY)]").await?;
        let scrolled = |at: usize| scroll.get(at).and_then(Value::as_f64).unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
        let whole = |value: f64| value.round() as i64;
        let x = whole(number("x") + number("width") / 2.0 - scrolled(0));
        let y = whole(number("y") + number("height") / 2.0 - scrolled(1));
        Ok(Point { x, y })
    }

    /// The text of an element of the extension.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub async fn our_text(&self, id: &str) -> Outcome<String> {
        let value = self.get(format!("element/{id}/text")).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }
}

/// The words as a reader sees them: editors make no-break spaces at will, and keep the caret in bold by letters of no
/// width.
pub(crate) fn plain(words: &str) -> String {
    words.replace('\u{a0}', " ").replace(['\u{200b}', '\u{feff}'], "")
}
