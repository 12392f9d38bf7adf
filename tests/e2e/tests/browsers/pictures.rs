//! Pictures of our own pages and surfaces for people to look at: light, dark, Arabic, at 200 % zoom (half the width), and
//! in the user's own colours; written to `screenshots/`. `cargo xtask test picture` makes them.

use std::path::Path;

use redline_e2e::expected::underlines;
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Medium, Outcome, Tab};
use serde_json::json;
use thirtyfour::Key;

use crate::companion::{holds, own_page, page_beside};

const DRAFT: &str = "Dear Dr. Raman,\nThank you for the interview on Tuesday. I will rank your program number one.\n\
    Please send me your decision as soon as possible.\nWith kind regards,\nAmara Okafor";
/// A record of two programs: one owed a thank-you, one an answer. Dates are filled in where `{n}` days ago is meant.
pub(crate) const RECORD: &str = "(() => { const ago = (days) => new Date(Date.now() - days * 864e5).toISOString().slice(0, 16) + 'Z';\
    return { redlineLedger: 1, programs: [\
      { name: 'Kestrel Genetics Residency', keys: ['kestrel.edu'], zone: 'central', interviews: [ago(3)],\
        received: { at: ago(2), level: 3 }, sent: [{ at: ago(20), kind: 'inquiry' }, { at: ago(9), kind: 'update', left: ['rank-promise'] }] },\
      { name: 'plains.edu', keys: ['plains.edu'], sent: [{ at: ago(12), kind: 'thank-you' }] }] }; })()";
/// The window of a popup, a whole popup unrolled, and the usual window.
const POPUP: (u32, u32) = (500, 640);
const USUAL: (u32, u32) = (1360, 900);
const HALF: (u32, u32) = (680, 700);

/// How our surfaces are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Light,
    Dark,
    Arabic,
    Zoomed,
    OwnColours,
}

impl Look {
    const ALL: [Self; 5] = [Self::Light, Self::Dark, Self::Arabic, Self::Zoomed, Self::OwnColours];

    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Arabic => "ar",
            Self::Zoomed => "zoomed",
            Self::OwnColours => "own-colours",
        }
    }

    fn settings(self) -> serde_json::Value {
        match self {
            Self::Arabic => json!({ "language": "ar", "appearance": "light" }),
            Self::Dark => json!({ "language": "en", "appearance": "dark" }),
            _ => json!({ "language": "en", "appearance": "light" }),
        }
    }

    /// The practice webmail's own look.
    fn theme(self) -> &'static str {
        if self == Self::Dark { "theme=dark" } else { "" }
    }

    fn window(self) -> (u32, u32) {
        if self == Self::Zoomed { HALF } else { USUAL }
    }
}

pub(crate) fn cases() -> Vec<Case> {
    type Steps =
        fn(std::sync::Arc<Tab>, Look) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send>>;
    let parts: [(&str, Steps); 4] = [
        ("pages", |tab, look| Box::pin(async move { pages(&tab, look).await })),
        ("popup", |tab, look| Box::pin(async move { popup(&tab, look).await })),
        ("reader", |tab, look| Box::pin(async move { reader(&tab, look).await })),
        ("webmail", |tab, look| Box::pin(async move { webmail(&tab, look).await })),
    ];
    let mut cases = Vec::new();
    for look in Look::ALL {
        for (part, steps) in parts {
            let case = Case::redline(format!("picture {part} {}", look.name()), move |tab| {
                steps(tab, look)
            });
            cases.push(case.only(Browser::Chromium));
        }
    }
    cases
}

/// Makes these all that is kept.
async fn keep(tab: &Tab, settings: &serde_json::Value, record: &str) -> Outcome {
    own_page(tab, "practice").await?;
    let script = format!(
        "const done = arguments[0]; const store = chrome.storage.local;\
         store.clear().then(() => store.set({{ settings: {settings}, ...({record} ? {{ ledger: {record} }} : {{}}) }})).then(done);"
    );
    tab.driver.execute_async(script, Vec::new()).await?;
    Ok(())
}

async fn pages(tab: &Tab, look: Look) -> Outcome {
    keep(tab, &look.settings(), "null").await?;
    shown(tab, look, look.window()).await?;
    for page in ["welcome", "options", "practice"] {
        own_page(tab, page).await?;
        if page == "practice" {
            tab.click("#example").await?;
        }
        if page != "options" {
            holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
        }
        if page == "options" {
            tab.value("document.querySelector('#topics summary').click()").await?;
            tab.value("document.querySelector('#erase').click()").await?;
            tab.value("scrollTo(0, 0)").await?;
        }
        whole(tab, look, page).await?;
    }
    tab.click("#tab-read").await?;
    tab.click("#message").await?;
    tab.keys("We plan to rank you highly.").await?;
    holds(tab, "the reply", "document.querySelector('.reply .letter') !== null").await?;
    whole(tab, look, "practice-reader").await?;
    if look == Look::Light {
        tab.click("#tab-check").await?;
        tab.show_on(Medium::Paper).await?;
        picture(tab, look, "practice-on-paper").await?;
        tab.show_on(Medium::Screen).await?;
    }
    end(tab).await
}

/// The popup beside a draft.
async fn popup(tab: &Tab, look: Look) -> Outcome {
    keep(tab, &look.settings(), RECORD).await?;
    Mail::Gmail.write_for(tab, look.theme(), Route::Click, DRAFT).await?;
    tab.wait_underlined(&underlines(DRAFT)).await?;
    page_beside(tab, "popup").await?;
    shown(tab, look, POPUP).await?;
    holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
    picture(tab, look, "popup-checklist").await?;
    for part in ["write", "season", "ledger"] {
        tab.click(&format!("#tab-{part}")).await?;
        let filled =
            format!("document.querySelector('#view-{part}').textContent.trim().length > 20");
        holds(tab, "the part", &filled).await?;
        whole(tab, look, &format!("popup-{part}")).await?;
    }
    end(tab).await
}

/// The popup's reader beside received messages.
async fn reader(tab: &Tab, look: Look) -> Outcome {
    keep(tab, &look.settings(), "null").await?;
    for level in [1, 3, 4, 5] {
        shown(tab, Look::Light, USUAL).await?;
        tab.fresh().await?;
        tab.open(&format!("{}#inbox/m{level}", Mail::Gmail.url(look.theme()))).await?;
        tab.middle(".a3s").await?;
        page_beside(tab, "popup").await?;
        shown(tab, look, POPUP).await?;
        tab.click("#tab-read").await?;
        holds(tab, "the reply", "document.querySelector('.reply .letter') !== null").await?;
        holds(tab, "the note", "document.querySelector('.noted button') !== null").await?;
        whole(tab, look, &format!("popup-reader-{level}")).await?;
    }
    end(tab).await
}

/// Card and dialog in the webmail.
async fn webmail(tab: &Tab, look: Look) -> Outcome {
    keep(tab, &look.settings(), "null").await?;
    shown(tab, look, look.window()).await?;
    Mail::Outlook.write_for(tab, look.theme(), Route::Click, DRAFT).await?;
    tab.wait_underlined(&underlines(DRAFT)).await?;
    tab.chord(&[Key::Alt, Key::Shift], ".").await?;
    tab.wait_ours(".card").await?;
    picture(tab, look, "card").await?;
    tab.keys("\u{e00c}").await?;
    Mail::Outlook.press(tab, Route::CtrlEnter).await?;
    tab.wait_ours("dialog .push").await?;
    picture(tab, look, "dialog").await?;
    end(tab).await
}

async fn shown(tab: &Tab, look: Look, (width, height): (u32, u32)) -> Outcome {
    let medium = if look == Look::OwnColours { Medium::OwnColours } else { Medium::Screen };
    tab.show_on(medium).await?;
    Ok(tab.driver.set_window_rect(0, 0, width, height).await?)
}

/// Everything of a page or popup, unrolled.
async fn whole(tab: &Tab, look: Look, name: &str) -> Outcome {
    let rect = tab.driver.get_window_rect().await?;
    tab.value("(() => { const main = document.querySelector('body.popup main'); if (main) main.style.maxHeight = 'none'; return 0; })()").await?;
    let tall = tab.value("document.documentElement.scrollHeight").await?.as_u64().unwrap_or(900);
    let width = u32::try_from(rect.width).unwrap_or(USUAL.0);
    // The window's own bar takes its part.
    let tall = u32::try_from(tall.clamp(300, 6000)).unwrap_or(900) + 150;
    tab.driver.set_window_rect(0, 0, width, tall).await?;
    picture(tab, look, name).await?;
    tab.driver.set_window_rect(0, 0, width, u32::try_from(rect.height).unwrap_or(USUAL.1)).await?;
    Ok(())
}

/// Leaves the browser as it was found.
async fn end(tab: &Tab) -> Outcome {
    shown(tab, Look::Light, USUAL).await?;
    keep(tab, &json!({}), "null").await
}

async fn picture(tab: &Tab, look: Look, name: &str) -> Outcome {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../screenshots"));
    std::fs::create_dir_all(folder)?;
    tab.screenshot(&folder.join(format!("{name}-{}.png", look.name()))).await
}
