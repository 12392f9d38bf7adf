//! The main job as a person meets it, with a picture of each step in `screenshots/`; `cargo xtask run --headless` is this.

use std::path::Path;

use redline_e2e::expected::{after_rewrite, underlines};
use redline_e2e::mail::Route;
use redline_e2e::{Browser, Case, Mail, Outcome, Tab};

use crate::companion::{english, own_page, reads};
use crate::job::wait_text;

const DRAFT: &str = "Dear Dr. Raman,\nThank you for the interview on Tuesday. Our talk about the undiagnosed clinic stayed with me.\n\
    I will rank your program number one. Please send me your decision as soon as possible.\nWith kind regards,\nAmara Okafor";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for theme in ["light", "dark"] {
            let name = format!("tour {} {theme}", mail.name());
            let case = Case::redline(name, move |tab| async move { tour(&tab, mail, theme).await });
            cases.push(case.only(Browser::Chromium));
        }
    }
    let store = Case::redline("tour store pictures", |tab| async move { store(&tab).await });
    cases.push(store.only(Browser::Chromium));
    let pages = Case::redline("tour pages", |tab| async move { pages(&tab).await });
    cases.push(pages.only(Browser::Chromium));
    cases
}

/// Type, look, open the card, replace, undo, press Send, and send all the same.
async fn tour(tab: &Tab, mail: Mail, theme: &str) -> Outcome {
    let name = |step: &str| format!("{}-{theme}-{step}", mail.name());
    mail.write_for(tab, &format!("theme={theme}"), Route::Click, DRAFT).await?;
    tab.wait_underlined(&underlines(DRAFT)).await?;
    picture(tab, &name("1-underlines")).await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card .rewrite").await?;
    picture(tab, &name("2-card")).await?;
    tab.click_ours(".card .rewrite").await?;
    wait_text(tab, mail, &after_rewrite(DRAFT)).await?;
    picture(tab, &name("3-replaced")).await?;
    tab.undo().await?;
    wait_text(tab, mail, DRAFT).await?;
    tab.wait_underlined(&underlines(DRAFT)).await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    picture(tab, &name("4-checklist")).await?;
    tab.click_ours("dialog .push").await?;
    tab.sent_once().await.map(|_| ())
}

/// What the stores show, in their size; people copy them to `docs/store/pictures/`.
async fn store(tab: &Tab) -> Outcome {
    let mail = Mail::Gmail;
    let frame = tab.value("[outerWidth - innerWidth, outerHeight - innerHeight]").await?;
    let frame = |at: usize| frame[at].as_u64().and_then(|size| u32::try_from(size).ok());
    let (wide, high) = (1280 + frame(0).unwrap_or(0), 800 + frame(1).unwrap_or(0));
    tab.driver.set_window_rect(0, 0, wide, high).await?;
    mail.write_for(tab, "", Route::Click, DRAFT).await?;
    tab.wait_underlined(&underlines(DRAFT)).await?;
    picture(tab, "store-1-underlines").await?;
    tab.hover(tab.underline_point().await?).await?;
    tab.wait_ours(".card .rewrite").await?;
    picture(tab, "store-2-card").await?;
    mail.press(tab, Route::Click).await?;
    tab.wait_ours("dialog .push").await?;
    picture(tab, "store-3-checklist").await?;
    own_page(tab, "practice").await?;
    tab.click("#tab-read").await?;
    tab.click("#message").await?;
    tab.keys(
        "Dear Amara, it was a pleasure to meet you. We plan to rank you highly. Best, Dr. Raman",
    )
    .await?;
    reads(tab, ".level", &english("level3")).await?;
    picture(tab, "store-4-reader").await?;
    own_page(tab, "options").await?;
    picture(tab, "store-5-options").await?;
    Ok(tab.driver.set_window_rect(0, 0, 1360, 900).await?)
}

/// The extension's own pages.
async fn pages(tab: &Tab) -> Outcome {
    let extension = tab.extension_address().await?;
    for page in ["welcome", "practice", "options", "popup"] {
        tab.driver.goto(format!("{extension}/www/{page}.html")).await?;
        tab.wait("the page's contents", "document.querySelector('main').childElementCount > 0")
            .await?;
        picture(tab, &format!("page-{page}")).await?;
    }
    Ok(())
}

async fn picture(tab: &Tab, name: &str) -> Outcome {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../screenshots"));
    std::fs::create_dir_all(folder)?;
    tab.screenshot(&folder.join(format!("{name}.png"))).await
}
