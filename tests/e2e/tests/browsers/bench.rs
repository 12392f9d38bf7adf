//! The bench itself: what the other cases rely on.

use redline_e2e::failure::{ensure, same};
use redline_e2e::{Case, Mail, Outcome, Tab};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::bare(
            "bench: sees and presses what is behind a closed shadow root",
            |tab| async move { closed_root(&tab).await },
        ),
        Case::bare("bench: reads underlines as the page has them", |tab| async move {
            underlines(&tab).await
        }),
        Case::bare("bench: no request leaves this computer", |tab| async move {
            stays_home(&tab).await
        }),
    ]
}

async fn closed_root(tab: &Tab) -> Outcome {
    tab.open(&Mail::Gmail.url("")).await?;
    tab.js(
        "(() => { const host = document.createElement('div'); document.documentElement.append(host);\
         host.style.cssText = 'position:fixed;top:300px;left:300px;z-index:99';\
         const button = document.createElement('button'); button.className = 'inner'; button.textContent = 'Press';\
         button.onclick = (event) => (window.pressed = event.isTrusted);\
         host.attachShadow({ mode: 'closed' }).append(button); })()",
    )
    .await?;
    let id = tab.wait_ours(".inner").await?;
    same("text behind the closed root", tab.our_text(&id).await?.as_str(), "Press")?;
    tab.click_ours(".inner").await?;
    tab.wait("a trusted click", "window.pressed === true").await
}

async fn underlines(tab: &Tab) -> Outcome {
    Mail::Gmail.new_message(tab, "").await?;
    tab.keys("one two three").await?;
    tab.js(
        "(() => { const node = document.querySelector('[g_editable]').firstChild; const range = new Range();\
         range.setStart(node, 4); range.setEnd(node, 7);\
         CSS.highlights.set('redline-risk', new Highlight(range)); })()",
    )
    .await?;
    tab.wait_underlined(&["risk: two".to_owned()]).await?;
    let point = tab.underline_point().await?;
    ensure(point.x > 0 && point.y > 0, format!("the underline is at {point:?}"))
}

async fn stays_home(tab: &Tab) -> Outcome {
    tab.open(&Mail::Gmail.url("")).await?;
    let script = "fetch('https://example.com/').then(() => (window.left = true), () => (window.left = false))";
    tab.js(&format!("{script} && true")).await?;
    tab.wait("the request to fail", "window.left === false").await
}
