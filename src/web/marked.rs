//! Shows a rewrite as the whole sentence it would make, with what is new marked.

use web_sys::HtmlElement;

use super::apply::common_ends;
use super::dom;
use super::host::Host;
use crate::engine::Rewrite;

/// Fills `button` with the sentence after the rewrite. `sentence` is its start in the text and its words. Gives back
/// the words that are shown.
pub(super) fn show(
    host: &Host,
    button: &HtmlElement,
    rewrite: &Rewrite,
    sentence: &(usize, String),
) -> String {
    let (start, words) = sentence;
    let from = rewrite.span.start().saturating_sub(*start);
    let to = rewrite.span.end().saturating_sub(*start);
    // A rewrite that reaches beyond its sentence is shown by itself.
    let (head, old, tail) = match (words.get(..from), words.get(from..to), words.get(to..)) {
        (Some(head), Some(old), Some(tail)) if rewrite.span.start() >= *start => (head, old, tail),
        _ => ("", "", ""),
    };
    let whole = format!("{head}{}{tail}", rewrite.text);
    if whole.trim().is_empty() {
        dom::add_words(button, &host.message("removeSentence"));
        return String::new();
    }
    let (same_start, same_end) = common_ends(old, &rewrite.text);
    let new = &rewrite.text[same_start..rewrite.text.len() - same_end];
    dom::add_words(button, format!("{head}{}", &rewrite.text[..same_start]).trim_start());
    if !new.is_empty() {
        dom::add(button, &dom::make_text("ins", "", new));
    }
    dom::add_words(
        button,
        format!("{}{tail}", &rewrite.text[rewrite.text.len() - same_end..]).trim_end(),
    );
    whole.trim().to_owned()
}
