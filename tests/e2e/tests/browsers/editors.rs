//! The editors of other webmails, on a site that the user has switched on: type, underline, card, rewrite, one Undo,
//! Redo, Send; the message is what the editor sends without the extension.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::site::Editor;
use redline_e2e::{Case, Outcome, Tab};
use serde_json::json;
use thirtyfour::Key;

/// The words before those in bold, in bold, and after.
const PARTS: [&str; 3] = ["Dear Dr. Raman,\nI will rank ", "your program", " number one."];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for editor in Editor::ALL {
        let name = editor.name();
        cases.push(Case::added(
            format!("editor {name}: underline, card, rewrite, undo, redo"),
            move |tab| async move { rewrites(&tab, editor).await },
        ));
        cases.push(Case::added(
            format!("editor {name}: Send asks first, then sends once what it sends without us"),
            move |tab| async move { sends(&tab, editor).await },
        ));
    }
    for editor in [Editor::ContentEditable, Editor::TextArea] {
        let name = editor.name();
        cases.push(Case::added(
            format!("editor {name}: Ctrl+Enter asks first, then sends once"),
            move |tab| async move { by_shortcut(&tab, editor, 1).await },
        ));
        cases.push(Case::added(
            format!("editor {name}: Ctrl+Enter held down asks first, then sends once"),
            move |tab| async move { by_shortcut(&tab, editor, 3).await },
        ));
        cases.push(Case::added(
            format!("editor {name}: Ctrl+Enter with a clean draft leaves at once"),
            move |tab| async move { clean_by_shortcut(&tab, editor).await },
        ));
    }
    cases.push(Case::added(
        "editor tinymce: straight from the frame of one message to that of the next",
        |tab| async move { from_frame_to_frame(&tab).await },
    ));
    cases.push(Case::added(
        "editor input: the subject line of an unknown webmail",
        |tab| async move { subject(&tab).await },
    ));
    cases
}

/// The draft in plain words.
fn draft() -> String {
    PARTS.concat()
}

/// Types the draft, part of the phrase in bold where the editor has such a thing.
async fn write(tab: &Tab, editor: Editor) -> Outcome {
    for (nth, part) in PARTS.into_iter().enumerate() {
        if nth > 0 && editor.is_rich() {
            tab.chord(&[Key::Control], "b").await?;
        }
        tab.keys(part).await?;
    }
    tab.wait_editor_text(&draft()).await
}

/// Waits for the underlines of this text, wherever the field's are painted.
async fn underlined(tab: &Tab, editor: Editor, text: &str) -> Outcome {
    if editor.is_rich() {
        return tab.wait_underlined(&underlines(text)).await;
    }
    match underlines(text).is_empty() {
        true => tab.wait_ours_gone(".mirror .risk").await,
        false => tab.wait_ours(".mirror .risk").await.map(drop),
    }
}

async fn rewrites(tab: &Tab, editor: Editor) -> Outcome {
    tab.open_editor(editor, "").await?;
    write(tab, editor).await?;
    underlined(tab, editor, &draft()).await?;
    let (html, model) = (tab.editor_html().await?, tab.editor_model().await?);
    if editor.is_rich() {
        ensure(
            html.contains("<strong") || html.contains("<b>"),
            format!("something is bold: {html}"),
        )?;
        tab.hover(tab.underline_point().await?).await?;
    } else {
        tab.next_finding().await?;
    }
    tab.click_ours(".card .rewrite").await?;
    let wanted = after_rewrite(&draft());
    tab.wait_editor_text(&wanted).await?;
    underlined(tab, editor, &wanted).await?;
    let after = (tab.editor_html().await?, tab.editor_model().await?);
    ensure(after.1 != model, format!("the editor knows of the change: {}", after.1))?;
    tab.undo().await?;
    tab.wait_editor_text(&draft()).await?;
    same("HTML after one Undo", tab.editor_html().await?, kept_by_undo(editor, html))?;
    same("message after one Undo", tab.editor_model().await?, model)?;
    underlined(tab, editor, &draft()).await?;
    let (held, key) = editor.redo();
    tab.chord(held, key).await?;
    tab.wait_editor_text(&wanted).await?;
    same("message after Redo", tab.editor_model().await?, after.1)?;
    if editor == Editor::TinyMce {
        // Its own mark of the caret beside bold words comes and goes; it is no part of the message.
        return Ok(());
    }
    same("HTML after Redo", tab.editor_html().await?, after.0)
}

/// The HTML as the editor's own Undo brings it back. TinyMCE keeps the caret beside bold words by a letter of no width,
/// which its Undo drops, with or without us; it is no part of the message.
fn kept_by_undo(editor: Editor, html: String) -> String {
    if editor == Editor::TinyMce { html.replace('\u{feff}', "") } else { html }
}

async fn sends(tab: &Tab, editor: Editor) -> Outcome {
    tab.open_editor(editor, "").await?;
    write(tab, editor).await?;
    underlined(tab, editor, &draft()).await?;
    tab.click("[data-action='send']").await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    // That it is the message which the editor sends without the extension is looked at after every case.
    tab.sent_once().await.map(drop)
}

/// Whether a page that nobody knows sends by this key is for the page to say: it hears the same key again.
async fn by_shortcut(tab: &Tab, editor: Editor, times: usize) -> Outcome {
    tab.open_editor(editor, "").await?;
    tab.keys(&draft()).await?;
    underlined(tab, editor, &draft()).await?;
    tab.repeat(&[Key::Control], Key::Enter, times).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await?;
    tab.click_ours("dialog .push").await?;
    same("route", tab.sent_once().await?.route.as_str(), "ctrl-enter")?;
    tab.wait_ours_gone("dialog").await
}

async fn clean_by_shortcut(tab: &Tab, editor: Editor) -> Outcome {
    tab.open_editor(editor, "").await?;
    tab.keys(crate::CLEAN).await?;
    tab.wait_ours(".pill").await?;
    tab.chord(&[Key::Control], Key::Enter).await?;
    same("route", tab.sent_once().await?.route.as_str(), "ctrl-enter")?;
    // It was not held and pressed again.
    same("sent by the user's own press", tab.value("window.__byHand").await?, json!(true))?;
    tab.wait_ours_gone("dialog").await
}

/// A page hears nothing of a focus that goes from one of its frames to another.
async fn from_frame_to_frame(tab: &Tab) -> Outcome {
    let (one, other) = ("I will rank your program number one.", "You are my first choice.");
    tab.open_editor(Editor::TinyMce, "").await?;
    tab.keys(one).await?;
    tab.wait_underlined(&underlines(one)).await?;
    tab.driver.execute("return window.practice.beside()", Vec::new()).await?;
    tab.click("#second iframe").await?;
    tab.keys(other).await?;
    tab.wait_editor_text(other).await?;
    tab.wait_underlined(&[underlines(one), underlines(other)].concat()).await?;
    // And back, again without a step in the page: the keys of ours go through the message in use.
    tab.click("form iframe").await?;
    tab.next_finding().await?;
    tab.click_ours(".card .rewrite").await?;
    let first = "document.querySelector('form iframe').contentDocument.body.innerText.trim()";
    tab.wait("the first message", &format!("{first} === {}", json!(after_rewrite(one)))).await?;
    tab.wait_editor_text(other).await
}

async fn subject(tab: &Tab) -> Outcome {
    let line = "I will rank your program number one.";
    tab.open_editor(Editor::ContentEditable, "").await?;
    tab.click("input[name='subject']").await?;
    tab.keys(line).await?;
    tab.wait_ours(".mirror .risk").await?;
    tab.next_finding().await?;
    tab.click_ours(".card .rewrite").await?;
    let value = "document.querySelector(\"input[name='subject']\").value";
    let reads = |wanted: String| format!("{value} === {}", json!(wanted));
    tab.wait("the rewrite", &reads(after_rewrite(line))).await?;
    tab.undo().await?;
    tab.wait("the old words", &reads(line.to_owned())).await?;
    tab.chord(&[Key::Control, Key::Shift], "z").await?;
    tab.wait("the rewrite again", &reads(after_rewrite(line))).await
}
