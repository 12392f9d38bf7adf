//! Pictures of the practice webmail in light and dark, for people to look at; they are written to `screenshots/`.

use std::path::Path;

use redline_e2e::{Case, Mail, Outcome, Tab};

const TEXT: &str = "Dear Dr. Raman,\nThank you for taking the time to speak with me on Tuesday. Our conversation about the \
    continuity clinic stayed with me.\nI enjoyed meeting the residents, and I hope to see your hospital again.\nWith kind regards,\nAmara Okafor";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mail in Mail::ALL {
        for theme in ["light", "dark"] {
            cases.push(Case::bare(
                format!("picture {} {theme}", mail.name()),
                move |tab| async move { picture(&tab, mail, theme).await },
            ));
        }
    }
    cases
}

async fn picture(tab: &Tab, mail: Mail, theme: &str) -> Outcome {
    mail.new_message(tab, &format!("theme={theme}")).await?;
    tab.keys(TEXT).await?;
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../screenshots"));
    std::fs::create_dir_all(folder)?;
    tab.screenshot(&folder.join(format!(
        "webmail-{}-{theme}-{}.png",
        mail.name(),
        tab.browser.name()
    )))
    .await
}
