//! The bench itself: what the other cases rely on.

use practice::Visit;
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
        Case::bare(
            "bench: a request to anywhere is recorded, and leads nowhere",
            |tab| async move { is_recorded(&tab).await },
        ),
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

/// What the recorder stands on: a page that does send something away is seen doing it, by name, port and address.
async fn is_recorded(tab: &Tab) -> Outcome {
    tab.driver.goto(format!("http://127.0.0.1:{}/", tab.mail.port())).await?;
    for address in
        ["https://example.com/away?words=mine", "http://example.org:8080/", "https://192.0.2.7/"]
    {
        tab.js(&format!(
            "void fetch('{address}', {{ mode: 'no-cors' }}).catch(() => null) ?? true"
        ))
        .await?;
    }
    let mut seen = Vec::new();
    let wanted = ["example.com", "example.org", "192.0.2.7"];
    tab.until("the recorder to see all three", || {
        seen.extend(tab.mail.take_visits());
        let all = wanted.iter().all(|name| seen.iter().any(|visit| is_request_to(visit, name)));
        async move { Ok(all.then_some(())) }
    })
    .await?;
    let query = |visit: &&Visit| visit.request.as_deref() == Some("GET /away?words=mine");
    ensure(seen.iter().any(|visit| query(&visit)), "the whole request is recorded".to_owned())
}

fn is_request_to(visit: &Visit, name: &str) -> bool {
    visit.host == name && visit.request.is_some()
}
