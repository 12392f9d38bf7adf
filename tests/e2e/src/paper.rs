//! Pages as they are printed, or as they are shown to those who chose the colours themselves.

use serde_json::json;

use crate::browser::{Browser, in_chrome};
use crate::failure::{Outcome, ensure};
use crate::tab::Tab;

/// What a page is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A screen.
    Screen,
    /// Paper.
    Paper,
    /// A screen with the user's own few colours; Chromium only.
    OwnColours,
}

impl Tab {
    /// What is on paper when this page is printed, as words; the browser makes its PDF of it as well.
    ///
    /// # Errors
    ///
    /// When the browser cannot print.
    pub async fn printed_words(&self) -> Outcome<String> {
        self.show_on(Medium::Paper).await?;
        let words = self.text("document.body.innerText").await;
        self.show_on(Medium::Screen).await?;
        let pdf = self.post("print".to_owned(), json!({})).await?;
        // The first letters of a PDF, `%PDF-`, in base64.
        let printed = pdf.as_str().is_some_and(|pdf| pdf.starts_with("JVBERi0"));
        ensure(printed, "the browser prints nothing")?;
        words
    }

    /// Shows the page of this window as on such a medium.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn show_on(&self, medium: Medium) -> Outcome {
        let colours = if medium == Medium::OwnColours { "active" } else { "" };
        let medium = if medium == Medium::Paper { "print" } else { "" };
        match self.browser {
            Browser::Chromium => {
                let features = json!([{ "name": "forced-colors", "value": colours }]);
                let medium = json!({ "media": medium, "features": features });
                let command = json!({ "cmd": "Emulation.setEmulatedMedia", "params": medium });
                self.post("goog/cdp/execute".to_owned(), command).await.map(drop)
            }
            Browser::Firefox => {
                ensure(colours.is_empty(), "Firefox has no such way to show a page")?;
                let script = "const [medium, done] = arguments;\
                    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');\
                    gBrowser.selectedBrowser.browsingContext.mediumOverride = medium; done('')";
                in_chrome(&self.driver, script, vec![json!(medium)]).await.map(drop)
            }
        }
    }
}
