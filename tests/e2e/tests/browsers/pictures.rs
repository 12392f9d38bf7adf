//! Pictures of our own pages and surfaces for people to look at, in light, dark and Arabic; written to `screenshots/`.

use std::path::Path;

use redline_e2e::expected::underlines;
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};
use serde_json::json;

use crate::companion::{holds, open_own, page_beside};

const DRAFT: &str = "Dear Dr. Raman,\nThank you for the interview on Tuesday. I will rank your program number one.\n\
    Please send me your decision as soon as possible.\nWith kind regards,\nAmara Okafor";
/// The window of a popup, and the usual one.
const SMALL: (u32, u32) = (500, 700);
const USUAL: (u32, u32) = (1360, 900);

pub(crate) fn cases() -> Vec<Case> {
    ["light", "dark", "ar"]
        .map(|look| {
            let case = Case::redline(format!("picture pages {look}"), move |tab| async move {
                all(&tab, look).await
            });
            case.only(Browser::Chromium)
        })
        .into()
}

async fn all(tab: &Tab, look: &str) -> Outcome {
    let at = tab.extension_address().await?;
    open_own(tab, &format!("{at}/www/options.html")).await?;
    let settings = if look == "ar" {
        json!({ "language": "ar" })
    } else {
        json!({ "appearance": look, "language": "en" })
    };
    keep(tab, &settings.to_string()).await?;
    popup(tab, look).await?;
    tab.fresh().await?;
    for page in ["welcome", "options", "practice"] {
        open_own(tab, &format!("{at}/www/{page}.html")).await?;
        if page == "practice" {
            tab.click("#example").await?;
            holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
        }
        picture(tab, &format!("{page}-{look}")).await?;
    }
    webmail(tab, look).await?;
    open_own(tab, &format!("{at}/www/options.html")).await?;
    keep(tab, "{}").await
}

async fn keep(tab: &Tab, settings: &str) -> Outcome {
    let script = format!(
        "const done = arguments[0]; chrome.storage.local.set({{ settings: {settings} }}).then(done);"
    );
    tab.driver.execute_async(script, Vec::new()).await?;
    Ok(())
}

/// The popup beside a draft, and beside received messages.
async fn popup(tab: &Tab, look: &str) -> Outcome {
    let theme = if look == "dark" { "theme=dark" } else { "" };
    Mail::Gmail.write_for(tab, theme, Route::Click, DRAFT).await?;
    tab.wait_underlined(&underlines(DRAFT)).await?;
    page_beside(tab, "popup.html").await?;
    size(tab, SMALL).await?;
    holds(tab, "the list", "document.querySelectorAll('#list .item').length > 2").await?;
    picture(tab, &format!("popup-{look}-1-checklist")).await?;
    for part in ["write", "season", "ledger"] {
        tab.click(&format!("#tab-{part}")).await?;
        holds(
            tab,
            "the part",
            &format!("document.querySelector('#view-{part}').textContent.trim().length > 20"),
        )
        .await?;
        picture(tab, &format!("popup-{look}-3-{part}")).await?;
    }
    for level in [3, 4, 5] {
        size(tab, USUAL).await?;
        tab.fresh().await?;
        tab.open(&format!("{}#inbox/m{level}", Mail::Gmail.url(theme))).await?;
        tab.middle(".a3s").await?;
        page_beside(tab, "popup.html").await?;
        size(tab, SMALL).await?;
        tab.click("#tab-read").await?;
        holds(tab, "the reply", "document.querySelector('.reply .letter') !== null").await?;
        tab.value("document.querySelector('main').scrollTo(0, document.querySelector('.level').offsetTop - 60)").await?;
        picture(tab, &format!("popup-{look}-2-reader-level-{level}")).await?;
    }
    tab.value("document.querySelector('.sheet').scrollIntoView()").await?;
    picture(tab, &format!("popup-{look}-2-worksheet")).await?;
    tab.value("document.querySelector('.reply').scrollIntoView()").await?;
    picture(tab, &format!("popup-{look}-2-reply")).await?;
    size(tab, USUAL).await
}

/// Card and dialog in the webmail.
async fn webmail(tab: &Tab, look: &str) -> Outcome {
    let theme = if look == "dark" { "theme=dark" } else { "" };
    Mail::Outlook.write_for(tab, theme, Route::Click, DRAFT).await?;
    tab.wait_underlined(&underlines(DRAFT)).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card").await?;
    picture(tab, &format!("card-{look}")).await?;
    Mail::Outlook.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    picture(tab, &format!("dialog-{look}")).await
}

async fn size(tab: &Tab, (width, height): (u32, u32)) -> Outcome {
    Ok(tab.driver.set_window_rect(0, 0, width, height).await?)
}

async fn picture(tab: &Tab, name: &str) -> Outcome {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../screenshots"));
    std::fs::create_dir_all(folder)?;
    tab.screenshot(&folder.join(format!("{name}.png"))).await
}
