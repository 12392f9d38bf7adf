//! The two webmails as a user meets them: where things are and how a message is begun.

use serde_json::json;
use thirtyfour::Key;

use crate::failure::{Outcome, same};
use crate::tab::Tab;

/// Which webmail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mail {
    /// The Gmail-like page.
    Gmail,
    /// The Outlook-like page.
    Outlook,
}

/// How a message is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// A click on Send.
    Click,
    /// Two clicks on Send in quick succession.
    DoubleClick,
    /// Enter on the focused Send button.
    Enter,
    /// Enter on the focused Send button, held down until it repeats.
    EnterHeld,
    /// Space on the focused Send button.
    Space,
    /// Space on the focused Send button, held down until it repeats.
    SpaceHeld,
    /// The shortcut while the caret is in the body.
    CtrlEnter,
    /// The shortcut with the key held down until it repeats.
    CtrlEnterHeld,
    /// The shortcut while the caret is in the subject line.
    CtrlEnterInSubject,
    /// The shortcut while the caret is in the box for recipients.
    CtrlEnterInTo,
    /// The shortcut as a Mac has it.
    CommandEnter,
    /// Alt+S, in Outlook.
    AltS,
    /// "Send + Archive", in a reply in Gmail.
    Archive,
    /// The menu beside Send, then a time.
    Schedule,
    /// The menu beside Send, and Send in it, in Outlook.
    MenuSend,
}

impl Route {
    /// The name under which the page records it.
    pub fn recorded(self) -> &'static str {
        match self {
            Self::Click | Self::DoubleClick | Self::MenuSend => "click",
            Self::Enter | Self::EnterHeld => "enter",
            Self::Space | Self::SpaceHeld => "space",
            Self::CtrlEnter
            | Self::CtrlEnterHeld
            | Self::CtrlEnterInSubject
            | Self::CtrlEnterInTo
            | Self::CommandEnter => "ctrl-enter",
            Self::AltS => "alt-s",
            Self::Archive => "archive",
            Self::Schedule => "schedule",
        }
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Click => "click",
            Self::DoubleClick => "double click",
            Self::Enter => "Enter on Send",
            Self::EnterHeld => "Enter on Send held down",
            Self::Space => "Space on Send",
            Self::SpaceHeld => "Space on Send held down",
            Self::CtrlEnter => "Ctrl+Enter",
            Self::CtrlEnterHeld => "Ctrl+Enter held down",
            Self::CtrlEnterInSubject => "Ctrl+Enter in the subject",
            Self::CtrlEnterInTo => "Ctrl+Enter in the recipients",
            Self::CommandEnter => "Command+Enter",
            Self::MenuSend => "Send in the menu",
            Self::AltS => "Alt+S",
            Self::Archive => "Send + Archive",
            Self::Schedule => "schedule",
        }
    }
}

impl Mail {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Gmail, Self::Outlook];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gmail => "gmail",
            Self::Outlook => "outlook",
        }
    }

    /// The ways to send that it has for a new message.
    pub fn routes(self) -> impl Iterator<Item = Route> {
        const BOTH: [Route; 11] = [
            Route::Click,
            Route::DoubleClick,
            Route::Enter,
            Route::EnterHeld,
            Route::Space,
            Route::SpaceHeld,
            Route::CtrlEnter,
            Route::CtrlEnterHeld,
            Route::CtrlEnterInSubject,
            Route::CtrlEnterInTo,
            Route::CommandEnter,
        ];
        let own: &[Route] = match self {
            Self::Gmail => &[Route::Archive, Route::Schedule],
            Self::Outlook => &[Route::AltS, Route::MenuSend, Route::Schedule],
        };
        BOTH.into_iter().chain(own.iter().copied())
    }

    /// The address of its first page; `query` is what stands after the `?`.
    pub fn url(self, query: &str) -> String {
        match self {
            Self::Gmail => format!("https://mail.google.com/mail/u/0/?{query}"),
            Self::Outlook => format!("https://outlook.live.com/mail/0/?{query}"),
        }
    }

    /// The message body.
    pub fn body(self) -> &'static str {
        match self {
            Self::Gmail => "div[g_editable='true'][contenteditable='true']",
            Self::Outlook => "[id^='editorParent_'] [role='textbox'][contenteditable='true']",
        }
    }

    /// The body in plain-text mode.
    pub fn plain_body(self) -> &'static str {
        match self {
            Self::Gmail => "textarea[form='nosend']",
            Self::Outlook => "[id^='editorParent_'] textarea",
        }
    }

    /// The subject line.
    pub fn subject(self) -> &'static str {
        match self {
            Self::Gmail => "input[name='subjectbox']",
            Self::Outlook => "input[id$='_SUBJECT']",
        }
    }

    /// The button that sends.
    pub fn send(self) -> &'static str {
        match self {
            Self::Gmail => "[role='button'][jslog^='32601;']",
            Self::Outlook => "button[id$='__primaryActionButton']",
        }
    }

    /// The box for recipients.
    pub fn to(self) -> &'static str {
        match self {
            Self::Gmail => ".anm[name='to'] input",
            Self::Outlook => "[role='group'][id$='_TO'] [role='textbox']",
        }
    }

    /// The compose window.
    pub fn window(self) -> &'static str {
        match self {
            Self::Gmail => ".M9",
            Self::Outlook => ".compose",
        }
    }

    /// The button that begins a new message.
    pub fn begin(self) -> &'static str {
        match self {
            Self::Gmail => "[gh='cm']",
            Self::Outlook => "[data-automation-type='RibbonSplitButton']",
        }
    }

    /// Opens the webmail and a new message with a recipient and a subject; the caret is in the empty body.
    ///
    /// # Errors
    ///
    /// When the page does not get that far.
    pub async fn new_message(self, tab: &Tab, query: &str) -> Outcome {
        tab.open(&self.url(query)).await?;
        self.begin_message(tab).await
    }

    /// Begins one more message on the open page.
    ///
    /// # Errors
    ///
    /// When the page does not get that far.
    pub async fn begin_message(self, tab: &Tab) -> Outcome {
        tab.click(self.begin()).await?;
        tab.middle(self.body()).await?;
        tab.click(self.to()).await?;
        tab.keys("director@example.com\n").await?;
        tab.click(self.subject()).await?;
        tab.keys("Thank you for the interview").await?;
        tab.click(self.body()).await
    }

    /// Opens a received message and begins an answer (`reply`, `all` or `forward`); the caret is in its body.
    ///
    /// # Errors
    ///
    /// When the page does not get that far.
    pub async fn answer(self, tab: &Tab, query: &str, kind: &str) -> Outcome {
        tab.open(&format!("{}#inbox/m3", self.url(query))).await?;
        tab.click(&format!("[data-kind='{kind}']")).await?;
        tab.middle(self.body()).await?;
        tab.focus(self.body()).await?;
        let body = json!(self.body());
        // The caret goes before everything else, where the writer's own words belong.
        tab.js(&format!("getSelection().collapse(document.querySelector({body}).firstChild ?? document.querySelector({body}), 0)"))
            .await?;
        tab.heard().await
    }

    /// Moves the message into a window of its own, and goes there; the caret is in its body.
    ///
    /// # Errors
    ///
    /// When no window opens.
    pub async fn pop_out(self, tab: &Tab) -> Outcome {
        tab.click(match self {
            Self::Gmail => ".Hp",
            Self::Outlook => "[data-action='pop']",
        })
        .await?;
        tab.new_window().await?;
        tab.click(self.body()).await
    }

    /// Goes back to the first window once the popped-out one has closed itself.
    ///
    /// # Errors
    ///
    /// When it stays open.
    pub async fn pop_in(self, tab: &Tab) -> Outcome {
        tab.only_window().await
    }

    /// Turns to plain-text mode; the caret is in the text area.
    ///
    /// # Errors
    ///
    /// When there is no such mode.
    pub async fn plain_text(self, tab: &Tab) -> Outcome {
        match self {
            Self::Gmail => {
                tab.click(".J-Z-I").await?;
                // Nobody reads a menu faster than it is painted.
                tab.settle().await?;
                tab.click("[selector='plaintext']").await?;
            }
            Self::Outlook => tab.click("[data-action='plain']").await?,
        }
        tab.click(self.plain_body()).await
    }

    /// Turns back from plain-text mode; the caret is in the editor.
    ///
    /// # Errors
    ///
    /// When there is no such mode.
    pub async fn rich_text(self, tab: &Tab) -> Outcome {
        match self {
            Self::Gmail => {
                tab.click(".J-Z-I").await?;
                tab.settle().await?;
                tab.click("[selector='plaintext']").await?;
            }
            Self::Outlook => tab.click("[data-action='plain']").await?,
        }
        tab.click(self.body()).await
    }

    /// The body's HTML, byte for byte.
    ///
    /// # Errors
    ///
    /// When there is no body.
    pub async fn html(self, tab: &Tab) -> Outcome<String> {
        tab.text(&format!("document.querySelector({}).innerHTML", json!(self.body()))).await
    }

    /// The body's text as the user sees it.
    ///
    /// # Errors
    ///
    /// When there is no body.
    pub async fn body_text(self, tab: &Tab) -> Outcome<String> {
        let text =
            tab.text(&format!("document.querySelector({}).innerText", json!(self.body()))).await?;
        Ok(text.replace('\u{a0}', " ").trim_end().to_owned())
    }

    /// Asks the webmail to send by this route, and does nothing else.
    ///
    /// # Errors
    ///
    /// When a button does not appear.
    pub async fn press(self, tab: &Tab, route: Route) -> Outcome {
        tab.sends(self, route).await
    }

    /// The same, for the tab.
    pub(crate) async fn carry_out(self, tab: &Tab, route: Route) -> Outcome {
        match route {
            Route::Click => tab.click(self.send()).await,
            Route::DoubleClick => tab.double_click(self.send()).await,
            Route::Enter => {
                tab.focus(self.send()).await?;
                tab.keys("\n").await
            }
            Route::Space => {
                tab.focus(self.send()).await?;
                tab.keys(" ").await
            }
            Route::EnterHeld => {
                tab.focus(self.send()).await?;
                tab.repeat(&[], Key::Enter, 3).await
            }
            Route::SpaceHeld => {
                tab.focus(self.send()).await?;
                tab.repeat(&[], " ", 3).await
            }
            Route::CtrlEnterInTo => {
                tab.focus(self.to()).await?;
                tab.chord(&[Key::Control], Key::Enter).await
            }
            Route::CommandEnter => tab.chord(&[Key::Meta], Key::Enter).await,
            Route::MenuSend => {
                tab.click("[data-testid='ComposeSendButton'] [aria-haspopup='menu']").await?;
                tab.click("[role='menu'] [role='menuitem']:nth-child(1)").await
            }
            Route::CtrlEnter => tab.chord(&[Key::Control], Key::Enter).await,
            Route::CtrlEnterHeld => tab.repeat(&[Key::Control], Key::Enter, 3).await,
            Route::CtrlEnterInSubject => {
                tab.focus(self.subject()).await?;
                tab.chord(&[Key::Control], Key::Enter).await
            }
            Route::AltS => tab.chord(&[Key::Alt], "s").await,
            Route::Archive => tab.click(".Uo").await,
            Route::Schedule => self.schedule(tab).await,
        }
    }

    async fn schedule(self, tab: &Tab) -> Outcome {
        match self {
            Self::Gmail => {
                tab.click(".dC [aria-haspopup='true']").await?;
                tab.click("[role='menuitem'][selector='scheduledSend']").await
            }
            Self::Outlook => {
                tab.click("[data-testid='ComposeSendButton'] [aria-haspopup='menu']").await?;
                tab.click("[role='menu'] [role='menuitem']:nth-child(2)").await
            }
        }
    }

    /// Chooses a time in the dialog that scheduling has opened.
    ///
    /// # Errors
    ///
    /// When there is no such dialog.
    pub async fn choose_time(self, tab: &Tab) -> Outcome {
        match self {
            Self::Gmail => tab.click("[role='dialog'] [role='menuitem'].Az").await,
            Self::Outlook => tab.click("[role='dialog'] .primaryButton").await,
        }
    }

    /// Sends by this route to the end, where nothing holds the message.
    ///
    /// # Errors
    ///
    /// When a button does not appear.
    pub async fn send_by(self, tab: &Tab, route: Route) -> Outcome {
        self.press(tab, route).await?;
        if route == Route::Schedule {
            self.choose_time(tab).await?;
        }
        Ok(())
    }

    /// Writes `text` into a new message; a message to be archived is a reply.
    ///
    /// # Errors
    ///
    /// When the text does not arrive.
    pub async fn write_for(self, tab: &Tab, query: &str, route: Route, text: &str) -> Outcome {
        match route {
            Route::Archive => self.answer(tab, query, "reply").await?,
            _ => self.new_message(tab, query).await?,
        }
        tab.keys(text).await?;
        let first = text.lines().next().unwrap_or_default();
        let found = self.body_text(tab).await?;
        same("the first line typed", found.lines().next().unwrap_or_default(), first)
    }
}
