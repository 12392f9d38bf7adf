//! Reading and painting: tables, odd letters, wraps; underlines that follow pasting, formatting, undo, scrolling and
//! zoom; dark pages and forced colours.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{Failure, ensure, same};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::job::wait_text;

const LINE: &str = "I will rank your program number one.";

/// One step of a case on one webmail.
type Steps =
    for<'a> fn(&'a Tab, Mail) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

pub(crate) fn cases() -> Vec<Case> {
    let table: [(&str, Steps); 10] = [
        ("no-break spaces, letters of no width, marks of direction", |tab, mail| {
            Box::pin(odd_letters(tab, mail))
        }),
        ("a draft is underlined while the recipients have the focus", |tab, mail| {
            Box::pin(from_recipients(tab, mail))
        }),
        ("pasted words are found", |tab, mail| Box::pin(pasted(tab, mail))),
        ("formatting leaves the underline where it is", |tab, mail| Box::pin(formatted(tab, mail))),
        ("undo of the writer's own typing", |tab, mail| Box::pin(undone(tab, mail))),
        ("a phrase over two lines is one finding", |tab, mail| Box::pin(wrapped(tab, mail))),
        ("the card follows scrolling", |tab, mail| Box::pin(scrolled(tab, mail))),
        ("keys all over a draft leave every underline where its words are", |tab, mail| {
            Box::pin(all_over(tab, mail))
        }),
        ("a page made larger", |tab, mail| Box::pin(zoomed(tab, mail))),
        ("colours for a dark page", |tab, mail| Box::pin(dark(tab, mail))),
    ];
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for (name, steps) in table {
            let name = format!("painting {}: {name}", mail.name());
            cases.push(Case::redline(name, move |tab| async move { steps(&tab, mail).await }));
        }
    }
    cases.push(Case::redline("painting gmail: words in a table", |tab| async move {
        in_table(&tab).await
    }));
    cases.push(Case::redline(
        "painting gmail: words in two cells are no sentence",
        |tab| async move { two_cells(&tab).await },
    ));
    // Only Chromium lets a driver ask for forced colours.
    let forced =
        Case::redline("painting gmail: forced colours", |tab| async move { forced(&tab).await });
    cases.push(forced.only(Browser::Chromium));
    cases
}

/// Waits until what is underlined is what the engine finds in the words that stand in the draft.
async fn agrees(tab: &Tab, mail: Mail) -> Outcome {
    let probe = || async {
        let wanted = underlines(&mail.body_text(tab).await?);
        Ok((tab.underlined().await? == wanted).then_some(()))
    };
    tab.until("underlines that agree with the words", probe).await
}

/// A draft that is opened again: the first focus in its window is not the body's.
async fn from_recipients(tab: &Tab, mail: Mail) -> Outcome {
    tab.open(&mail.url("")).await?;
    tab.click(mail.begin()).await?;
    tab.middle(mail.body()).await?;
    let body = json!(mail.body());
    tab.js(&format!("document.querySelector({body}).textContent = {}", json!(LINE))).await?;
    tab.click(mail.to()).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let inside = format!("document.querySelector({body}).contains(document.activeElement)");
    same("the focus is in the body", tab.value(&inside).await?, json!(false))
}

async fn odd_letters(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    let odd = "I\u{a0}will rank\u{200b} your \u{2060}program \u{200f}number\u{200e} one.";
    tab.js(&format!("document.execCommand('insertText', false, {})", json!(odd))).await?;
    tab.until("one underline over all of it", || async {
        let found = tab.underlined().await?;
        let whole =
            |words: &String| words.starts_with("risk: I will rank") && words.contains("one");
        Ok((found.len() == 1 && found.iter().all(whole)).then_some(()))
    })
    .await
}

async fn pasted(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    // No hand is so fast that the editor has not heard of the selection by the next key.
    tab.chord(&[Key::Control], "a").await?;
    tab.settle().await?;
    tab.chord(&[Key::Control], "c").await?;
    tab.keys("\u{e014}").await?;
    tab.settle().await?;
    tab.keys("\n").await?;
    tab.chord(&[Key::Control], "v").await?;
    tab.until("the words twice", || async {
        Ok((mail.body_text(tab).await?.matches("number one").count() == 2).then_some(()))
    })
    .await?;
    agrees(tab, mail).await?;
    same("underlined phrases", tab.underlined().await?.len(), 2)
}

async fn formatted(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    for key in ["b", "i", "u"] {
        tab.chord(&[Key::Control], "a").await?;
        // No hand is so fast that the editor has not heard of the selection by the next key.
        tab.settle().await?;
        tab.chord(&[Key::Control], key).await?;
    }
    let html = mail.html(tab).await?;
    ensure(html.contains("<b"), format!("all of it is bold: {html}"))?;
    ensure(html.contains("<i"), format!("all of it is in italics: {html}"))?;
    tab.wait_underlined(&underlines(LINE)).await
}

async fn undone(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys("Thank you.\n").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.undo().await?;
    tab.until("the typing to be taken back", || async {
        Ok((!mail.body_text(tab).await?.contains("number one.")).then_some(()))
    })
    .await?;
    agrees(tab, mail).await?;
    tab.chord(&[Key::Control, Key::Shift], "z").await?;
    wait_text(tab, mail, &format!("Thank you.\n{LINE}")).await?;
    tab.wait_underlined(&underlines(LINE)).await
}

/// In a narrow window the phrase takes several lines; each of them opens the same card.
async fn wrapped(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let body = json!(mail.body());
    let narrow = "width: 140px; min-width: 0; max-width: 140px; flex: none;";
    tab.js(&format!("(document.querySelector({body}).style.cssText += {}, 1)", json!(narrow)))
        .await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let boxes = tab.value("window.__watch.boxes()").await?;
    let boxes = boxes.as_array().cloned().unwrap_or_default();
    ensure(boxes.len() >= 2, format!("the phrase stands on several lines: {boxes:?}"))?;
    let last = boxes.last().cloned().unwrap_or_default();
    let number = |at: usize| last.get(at).and_then(Value::as_i64).unwrap_or_default();
    tab.hover(redline_e2e::tab::Point { x: number(0), y: number(1) }).await?;
    tab.wait_ours(".card .rewrite").await.map(drop)
}

async fn scrolled(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    let filler = "Thank you for the tour.\n".repeat(40);
    tab.keys(LINE).await?;
    tab.keys(&format!("\n{filler}")).await?;
    let body = json!(mail.body());
    let scroll = |to: &str| {
        format!(
            "(document.querySelector({body}).closest('.Ap, .editorParent').scrollTo(0, {to}), 1)"
        )
    };
    tab.js(&scroll("0")).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let before = tab.underline_point().await?;
    tab.js(&scroll("10")).await?;
    tab.settle().await?;
    let after = tab.underline_point().await?;
    ensure(after.y < before.y, format!("scrolled from {before:?} to {after:?}"))?;
    tab.hover(after).await?;
    tab.click_ours(".card .rewrite").await?;
    tab.until("the rewrite", || async {
        Ok(mail.body_text(tab).await?.starts_with(&after_rewrite(LINE)).then_some(()))
    })
    .await
}

async fn zoomed(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    tab.js(
        "(document.documentElement.style.fontSize = '20px', document.body.style.zoom = '1.25', 1)",
    )
    .await?;
    tab.settle().await?;
    tab.click(mail.body()).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.click_ours(".card .rewrite").await?;
    wait_text(tab, mail, &after_rewrite(LINE)).await
}

/// Keys before, in and behind underlined words, in nodes of every kind: the underlines are those of a draft that is read
/// anew, and the words under them too.
async fn all_over(tab: &Tab, mail: Mail) -> Outcome {
    mail.new_message(tab, "").await?;
    tab.keys(&format!("Dear Dr. Müller,\nThe 😀 tour — “great”! {LINE} You are my first choice.\nIf you rank me highly, I will rank you highly.\n{LINE}\nThank you"))
        .await?;
    agrees(tab, mail).await?;
    let body = json!(mail.body());
    // Which node, and how far into it, in hundredths; then the keys.
    let strokes = [
        (20, 0, "x"),
        (35, 50, "é"),
        (35, 50, "\u{e003}"),
        (50, 100, " and so on"),
        (50, 30, "\u{e003}\u{e003}"),
        (70, 10, "I will withdraw from the Match. "),
        (70, 60, "\n"),
        (90, 100, "\u{e003}"),
        (0, 0, "😀 "),
        (99, 100, ". You are my first choice"),
        (40, 70, "\u{e017}"),
    ];
    for (node, share, keys) in strokes {
        tab.js(&format!(
            "(() => {{ const walk = document.createTreeWalker(document.querySelector({body}), NodeFilter.SHOW_TEXT); const nodes = [];\
             while (walk.nextNode()) if (walk.currentNode.data.length > 2) nodes.push(walk.currentNode);\
             const node = nodes[Math.floor(nodes.length * {node} / 100)]; const words = [...node.data];\
             getSelection().collapse(node, words.slice(0, Math.floor(words.length * {share} / 100)).join('').length); }})()"
        ))
        .await?;
        tab.keys(keys).await?;
        agrees(tab, mail).await?;
    }
    Ok(())
}

/// The colour of the line under a risk.
async fn colour(tab: &Tab, mail: Mail) -> Outcome<String> {
    let body = json!(mail.body());
    tab.text(&format!("getComputedStyle(document.querySelector({body}), '::highlight(redline-risk)').textDecorationColor")).await
}

async fn dark(tab: &Tab, mail: Mail) -> Outcome {
    let mut colours = Vec::new();
    for theme in ["light", "dark"] {
        mail.new_message(tab, &format!("theme={theme}")).await?;
        tab.keys(LINE).await?;
        tab.wait_underlined(&underlines(LINE)).await?;
        colours.push(colour(tab, mail).await?);
    }
    same(
        "colours of the line, light and dark",
        colours,
        vec!["rgb(194, 87, 12)".to_owned(), "rgb(255, 169, 77)".to_owned()],
    )
}

/// Puts a table with these words into the draft.
async fn set_table(tab: &Tab, mail: Mail, rows: Value) -> Outcome {
    let body = json!(mail.body());
    tab.js(&format!(
        "(() => {{ const table = document.createElement('table'); for (const cells of {rows}) {{ const row = table.insertRow();\
         for (const words of cells) row.insertCell().textContent = words; }} document.querySelector({body}).replaceChildren(table); }})()"
    ))
    .await
    .map(drop)
}

/// The words of one cell do not go on in the next: only what each says by itself is found.
async fn two_cells(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let (first, second) = ("I will rank", "your program number one.");
    set_table(tab, mail, json!([[first, second], [first], [second]])).await?;
    let alone = underlines(second);
    ensure(alone != underlines(&format!("{first}\n{second}")), "one line would be read on")?;
    tab.wait_underlined(&[alone.clone(), alone].concat()).await
}

/// A cell is a line of its own.
async fn in_table(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    let rows = json!([["Thank you for the tour.", "I enjoyed it."], [LINE, "Thank you."]]);
    set_table(tab, mail, rows).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    mail.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog .push").await?;
    tab.sent_nothing().await
}

/// In the user's own colours underlined words stay words on their ground: Chromium would paint them as selected ones.
async fn forced(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    mail.new_message(tab, "").await?;
    tab.keys(LINE).await?;
    tab.wait_underlined(&underlines(LINE)).await?;
    let usual = colour(tab, mail).await?;
    tab.emulate_media(&[("forced-colors", "active")]).await?;
    let forced = colour(tab, mail).await;
    let ground = ground_around(tab, mail).await;
    tab.emulate_media(&[]).await?;
    let (forced, ground) = (forced?, ground?);
    ensure(
        forced != usual && !forced.is_empty(),
        format!("the system's colour, not ours: {forced}"),
    )?;
    ensure(ground > 0.5, format!("the ground shows in {ground} of the underlined words' box"))
}

/// How much of the box around the underlined words shows the draft's own ground, as the screen has it.
async fn ground_around(tab: &Tab, mail: Mail) -> Outcome<f64> {
    let body = json!(mail.body());
    let seen = tab
        .value(&format!(
            "(() => {{ const box = [...CSS.highlights.get('redline-risk')][0].getBoundingClientRect();
               return [box.x, box.y, box.width, box.height, getComputedStyle(document.querySelector({body})).backgroundColor]; }})()"
        ))
        .await?;
    let shot = tab.driver.screenshot_as_png_base64().await?;
    let before = tab.driver.window().await?;
    let blank = tab.driver.new_tab().await?;
    tab.driver.switch_to_window(blank).await?;
    let share = tab.driver.execute_async(SHARE, vec![json!(shot), seen]).await?;
    tab.driver.close_window().await?;
    tab.driver.switch_to_window(before).await?;
    share.json().as_f64().ok_or_else(|| Failure::new("the picture cannot be read"))
}

/// The share of a picture's box that has this colour.
const SHARE: &str = "const [shot, [x, y, width, height, ground], done] = arguments;
    const picture = new Image();
    picture.onload = () => {
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const paint = canvas.getContext('2d');
      paint.drawImage(picture, 0, 0);
      const { data } = paint.getImageData(x, y, width, height);
      const wanted = ground.match(/[0-9]+/g).map(Number);
      let same = 0;
      for (let at = 0; at < data.length; at += 4) same += [0, 1, 2].every((part) => data[at + part] === wanted[part]);
      done(same * 4 / data.length);
    };
    picture.src = `data:image/png;base64,${shot}`;";
