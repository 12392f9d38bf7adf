//! The letters in every language of the interface: names of fields and hints are in that language, the letter is English;
//! filled there is nothing to say of it, unfilled every open field is marked and found.

use redline_e2e::failure::{ensure, same};
use redline_e2e::{Case, Outcome, Tab};
use serde_json::{Value, json};

use crate::companion::{holds, own_page, text_in};

const LANGUAGES: [&str; 10] = ["en", "es", "pt_BR", "ar", "hi", "ur", "fa", "zh_CN", "ru", "fr"];

/// What a careful writer fills in.
const VALUES: &str = "({ name: 'Ana Prado', degree: 'MD', director: 'Chen', interviewer: 'Chen', sender: 'Chen', coordinator: 'Ms. Ortega',
    program: 'Tamarack', 'aamc-id': '16004471', year: '2027', 'interview-date': 'December 4', date: 'December 4', 'other-date': 'December 4',
    reason: 'the shared clinic with neurology', experience: 'I have kept a registry of children with storage disorders',
    'prior-training': 'three years of pediatrics', news: 'our paper on splice variants was accepted', 'visa-status': 'a B-1 visa' })";

pub(crate) fn cases() -> Vec<Case> {
    LANGUAGES
        .map(|language| {
            Case::redline(
                format!("own: letters, {language}: filled clean, unfilled marked"),
                move |tab| async move { letters(&tab, language).await },
            )
        })
        .into()
}

async fn letters(tab: &Tab, language: &str) -> Outcome {
    let set = format!(
        "const done = arguments[arguments.length - 1]; const store = (globalThis.browser ?? chrome).storage.local;\
         store.clear().then(() => store.set({{ settings: {{ language: '{language}' }} }})).then(done);"
    );
    tab.in_own_page(&set, Vec::new()).await?;
    own_page(tab, "practice").await?;
    tab.click("#tab-write").await?;
    holds(tab, "the letters", "document.querySelectorAll('#letters option').length > 10").await?;
    let ids = tab
        .value("[...document.querySelectorAll('#letters option')].map((one) => one.value)")
        .await?;
    for id in ids.as_array().into_iter().flatten().filter_map(Value::as_str) {
        letter(tab, language, id).await?;
    }
    let clear = "const done = arguments[arguments.length - 1]; (globalThis.browser ?? chrome).storage.local.clear().then(done);";
    tab.in_own_page(clear, Vec::new()).await.map(drop)
}

async fn letter(tab: &Tab, language: &str, id: &str) -> Outcome {
    let choose = format!(
        "(() => {{ const pick = document.querySelector('#letters select'); pick.value = {}; pick.dispatchEvent(new Event('change'));
           for (const field of document.querySelectorAll('#letters .ours')) {{ field.value = ''; field.dispatchEvent(new Event('input')); }}
           return pick.selectedOptions[0].textContent; }})()",
        json!(id)
    );
    let title = tab.text(&choose).await?;
    same(
        "the letter's title",
        title,
        text_in(language, &format!("letter_{}", id.replace('-', "_"))),
    )?;
    let fields = tab.value("[...document.querySelectorAll('#letters .field')].map((one) => [one.querySelector('.ours').name, one.querySelector('span').textContent])").await?;
    let mut labels = Vec::new();
    for field in fields.as_array().into_iter().flatten() {
        let name = field[0].as_str().unwrap_or_default().replace('-', "_");
        let label = text_in(language, &name);
        same(
            &format!("{id}: the name of {name}"),
            field[1].as_str().unwrap_or_default(),
            label.as_str(),
        )?;
        labels.push(label);
    }
    let hint = tab.text("document.querySelector('#letters .letter + .hint').textContent").await?;
    ensure(
        labels.iter().all(|label| hint.contains(label)),
        format!("{id}: still open, not said: {hint}"),
    )?;
    // Unfilled: each field stays marked, in the letter and in the draft.
    insert(tab).await?;
    let found = "CSS.highlights.get('redline-hygiene').size === document.querySelectorAll('#letters .letter .body mark').length \
        && document.querySelectorAll('#letters .letter mark').length > 0";
    holds(tab, &format!("{id}: every open field found"), found).await?;
    // Filled: nothing to say.
    let fill = format!(
        "(() => {{ const values = {VALUES};
           for (const field of document.querySelectorAll('#letters .ours')) {{ field.value = values[field.name.slice(6)] ?? 'the Thursday variant board'; field.dispatchEvent(new Event('input')); }}
           return document.querySelectorAll('#letters mark').length; }})()"
    );
    same(&format!("{id}: marks left when all is filled"), tab.value(&fill).await?, json!(0))?;
    insert(tab).await?;
    let fine = text_in(language, "nothingFound");
    let clean = format!(
        "document.querySelector('#body').textContent.includes('Ana Prado') && document.querySelector('#verdict').textContent === {}",
        json!(fine)
    );
    let waited = holds(tab, &format!("{id}: clean when filled"), &clean).await;
    if waited.is_err() {
        let seen = tab.text("`${document.querySelector('#verdict').textContent}: ${document.querySelector('#list').textContent}`").await?;
        same(&format!("{id}, filled"), seen, fine)?;
    }
    waited
}

/// Puts the letter into the emptied draft.
async fn insert(tab: &Tab) -> Outcome {
    let empty = "(() => { const subject = document.querySelector('#subject'); subject.value = ''; subject.dispatchEvent(new Event('input', { bubbles: true }));
        document.querySelector('#body').focus(); document.execCommand('selectAll'); document.execCommand('delete'); return 0; })()";
    tab.value(empty).await?;
    holds(tab, "an empty draft", "document.querySelector('#body').textContent.trim() === ''")
        .await?;
    tab.value("(document.querySelector('#letters .main').click(), 0)").await?;
    holds(
        tab,
        "the letter in the draft",
        "document.querySelector('#body').textContent.trim().length > 100",
    )
    .await
}
