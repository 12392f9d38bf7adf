//! Webmails that the extension does not know: the user switches it on there. And the editors that such webmails have.

use serde_json::json;
use thirtyfour::Key;

use crate::failure::{Outcome, same};
use crate::redline::plain;
use crate::tab::Tab;

/// The editors of the practice server's plain webmail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// The browser's own editing.
    ContentEditable,
    /// A text area.
    TextArea,
    /// TinyMCE, in a frame.
    TinyMce,
    /// Squire, in the webmail that is known for it.
    Squire,
    /// Quill.
    Quill,
    /// ProseMirror.
    ProseMirror,
    /// Lexical.
    Lexical,
    /// Slate, with React.
    Slate,
}

impl Editor {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::ContentEditable,
        Self::TextArea,
        Self::TinyMce,
        Self::Squire,
        Self::Quill,
        Self::ProseMirror,
        Self::Lexical,
        Self::Slate,
    ];

    /// Its name in reports and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::ContentEditable => "contenteditable",
            Self::TextArea => "textarea",
            Self::TinyMce => "tinymce",
            Self::Squire => "squire",
            Self::Quill => "quill",
            Self::ProseMirror => "prosemirror",
            Self::Lexical => "lexical",
            Self::Slate => "slate",
        }
    }

    /// The address of its page.
    pub fn url(self, query: &str) -> String {
        format!("https://{}/editors/{}?{query}", self.host(), self.name())
    }

    /// Where it is served.
    pub fn host(self) -> &'static str {
        if self == Self::Squire { practice::SQUIRE } else { practice::EDITORS }
    }

    /// The keys that repeat what was undone.
    pub fn redo(self) -> (&'static [Key], &'static str) {
        (&[Key::Control, Key::Shift], "z")
    }

    /// Whether its words are nodes, which the browser underlines itself.
    pub fn is_rich(self) -> bool {
        self != Self::TextArea
    }
}

impl Tab {
    /// Waits until the extension's scripts are registered for the webmails that were added.
    ///
    /// # Errors
    ///
    /// When they never are.
    pub async fn wait_added(&self) -> Outcome {
        let page = format!("{}/www/popup.html", self.extension_address().await?);
        self.driver.goto(page).await?;
        let script = "const done = arguments[arguments.length - 1];\
            (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts().then((all) => done(all.length > 0))";
        self.until("the scripts to be registered", || async {
            let answer = self.driver.execute_async(script, Vec::new()).await?;
            Ok((answer.json() == &json!(true)).then_some(()))
        })
        .await
    }

    /// Opens an editor's page, switched on for the extension if that is loaded; the caret is in the empty message.
    ///
    /// # Errors
    ///
    /// When the page does not get that far.
    pub async fn open_editor(&self, editor: Editor, query: &str) -> Outcome {
        if self.load.is_added() {
            self.wait_added().await?;
        }
        self.open(&editor.url(query)).await?;
        let spot = if editor == Editor::TinyMce { "iframe" } else { "#place, textarea" };
        self.click(spot).await
    }

    /// The message as the page shows it, byte for byte.
    ///
    /// # Errors
    ///
    /// When there is no editor.
    pub async fn editor_html(&self) -> Outcome<String> {
        self.text("(body => body.value ?? body.innerHTML)(window.practice.body())").await
    }

    /// The message as the editor itself holds it.
    ///
    /// # Errors
    ///
    /// When there is no editor.
    pub async fn editor_model(&self) -> Outcome<String> {
        self.text("window.practice.html()").await
    }

    /// The words of the message.
    ///
    /// # Errors
    ///
    /// When there is no editor.
    pub async fn editor_text(&self) -> Outcome<String> {
        let text =
            self.text("(body => body.value ?? body.innerText)(window.practice.body())").await?;
        let lines = plain(&text);
        let lines: Vec<&str> = lines.lines().filter(|line| !line.trim().is_empty()).collect();
        Ok(lines.join("\n").trim().to_owned())
    }

    /// Waits until the message reads like this, blank lines apart.
    ///
    /// # Errors
    ///
    /// When it never does.
    pub async fn wait_editor_text(&self, wanted: &str) -> Outcome {
        let wanted = wanted.trim();
        let probe = || async { Ok((self.editor_text().await? == wanted).then_some(())) };
        match self.until("the text of the message", probe).await {
            Ok(()) => Ok(()),
            Err(_) => same("text of the message", self.editor_text().await?.as_str(), wanted),
        }
    }
}
