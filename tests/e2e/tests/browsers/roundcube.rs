//! A real webmail that the user has switched the extension on for: Roundcube, in HTML and in plain text. What arrives is
//! what arrives without the extension.

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::failure::{ensure, same};
use redline_e2e::roundcube::{Mode, PASSWORD, Roundcube, lasting};
use redline_e2e::tab::Point;
use redline_e2e::{Case, Outcome, Tab};
use serde_json::json;

const HOME: &str = "https://roundcube.example/";
const DRAFT: &str =
    "Dear Dr. Raman, thank you for the interview. I will rank your program number one.";

/// Ranges that are underlined, in the page and in its frames, with the frame that they are in.
const RANGES: &str = "[null, ...document.querySelectorAll('iframe')].flatMap((frame) =>\
    [...((frame ? frame.contentWindow : window).CSS?.highlights ?? [])].filter(([name]) => name.startsWith('redline-'))\
    .flatMap(([name, all]) => [...all].map((range) => ({ words: `${name.slice(8)}: ${range}`, range, frame }))))";

pub(crate) fn cases() -> Vec<Case> {
    let missing = Roundcube::missing()
        .map(|reason| format!("{reason}; `cargo xtask test` installs it from Debian's packages"));
    let case = |name: &str, mode| {
        Case::added(
            format!("roundcube {name}: underline, rewrite, undo, Send guard, and what arrives"),
            move |tab| async move { whole(&tab, mode).await },
        )
        .unless(missing.clone())
    };
    vec![case("HTML", Mode::Html), case("plain text", Mode::Plain)]
}

async fn whole(tab: &Tab, mode: Mode) -> Outcome {
    let roundcube = Roundcube::start(mode)?;
    tab.wait_added().await?;
    compose(tab, &roundcube, mode).await?;
    rewrite_and_undo(tab, mode).await?;
    tab.click(".formbuttons .send, a.send").await?;
    tab.wait_ours("dialog .push").await?;
    same("messages delivered while it asks", roundcube.delivered().len(), 0)?;
    tab.click_ours("dialog .push").await?;
    let with = delivered(tab, &roundcube, 1).await?;
    let bare = tab.companion().await?;
    compose(bare, &roundcube, mode).await?;
    bare.click(".formbuttons .send, a.send").await?;
    let without = delivered(bare, &roundcube, 2).await?;
    ensure(with.contains("number one"), format!("the words arrive: {with}"))?;
    same("message with and without the extension", with, without)
}

/// Signs in, opens a new message and writes the draft into it.
async fn compose(tab: &Tab, roundcube: &Roundcube, mode: Mode) -> Outcome {
    tab.mail.forward(roundcube.port());
    tab.driver.goto(HOME).await?;
    tab.click("#rcmloginuser").await?;
    tab.keys("applicant@example.com").await?;
    tab.click("#rcmloginpwd").await?;
    tab.keys(&format!("{PASSWORD}\n")).await?;
    tab.wait("the inbox", "!!document.querySelector('#messagelist')").await?;
    tab.driver.goto(format!("{HOME}?_task=mail&_action=compose&_to=director@example.com")).await?;
    let (ready, field) = match mode {
        Mode::Html => ("window.tinymce?.activeEditor?.initialized === true", "#composebody_ifr"),
        Mode::Plain => ("!!document.querySelector('#composebody')", "#composebody"),
    };
    tab.wait("the editor", ready).await?;
    tab.click("#compose-subject").await?;
    tab.keys("Thank you for the interview").await?;
    tab.click(field).await?;
    tab.keys(DRAFT).await?;
    tab.wait("the draft in the editor", &format!("{}.includes('number one')", body(mode))).await
}

/// The message in the page, byte for byte.
fn body(mode: Mode) -> &'static str {
    match mode {
        Mode::Html => "document.querySelector('#composebody_ifr').contentDocument.body.innerHTML",
        Mode::Plain => "document.querySelector('#composebody').value",
    }
}

async fn rewrite_and_undo(tab: &Tab, mode: Mode) -> Outcome {
    let before = tab.text(body(mode)).await?;
    match mode {
        Mode::Html => {
            let words = format!("JSON.stringify({RANGES}.map((one) => one.words))");
            tab.wait(
                "the underline",
                &format!("{words} === {}", json!(json!(underlines(DRAFT)).to_string())),
            )
            .await?;
            tab.hover(underline_point(tab).await?).await?;
        }
        Mode::Plain => {
            tab.wait_ours(".mirror .risk").await?;
            tab.next_finding().await?;
        }
    }
    tab.click_ours(".card .rewrite").await?;
    let wanted = json!(after_rewrite(DRAFT));
    let reads = format!("{}.replaceAll('&nbsp;', ' ').includes({wanted})", body(mode));
    tab.wait("the rewrite", &reads).await?;
    tab.undo().await?;
    tab.wait("the old words", &format!("{} === {}", body(mode), json!(before))).await
}

async fn underline_point(tab: &Tab) -> Outcome<Point> {
    let script = format!(
        "(([one]) => {{ const box = one.range.getClientRects()[0]; const frame = one.frame?.getBoundingClientRect() ?? {{ x: 0, y: 0 }};\
         return [Math.round(frame.x + box.x + box.width / 2), Math.round(frame.y + box.y + box.height / 2)]; }})({RANGES})"
    );
    let place = tab.value(&script).await?;
    let number = |at: usize| place.get(at).and_then(serde_json::Value::as_i64).unwrap_or_default();
    Ok(Point { x: number(0), y: number(1) })
}

/// The last of so many messages.
async fn delivered(tab: &Tab, roundcube: &Roundcube, count: usize) -> Outcome<String> {
    tab.until("the message to arrive", || async {
        Ok((roundcube.delivered().len() >= count).then_some(()))
    })
    .await?;
    let all = roundcube.delivered();
    same("messages delivered", all.len(), count)?;
    Ok(lasting(&all[count - 1]))
}
