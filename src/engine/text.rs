//! Temporary stand-in until the regions module lands.
use super::span::Span;
pub(crate) fn own_spans(text: &str, _foreign: &[Span]) -> Vec<Span> {
    vec![Span::new(0, text.len())]
}
pub(crate) fn sentences(text: &str, own: Span) -> impl Iterator<Item = Span> {
    let mut out = Vec::new();
    let mut start = own.start();
    for (i, c) in text[own.start()..own.end()].char_indices() {
        if matches!(c, '.' | '?' | '!' | '\n') {
            let end = own.start() + i + c.len_utf8();
            if !text[start..end].trim().is_empty() {
                let lead = text[start..end].len() - text[start..end].trim_start().len();
                out.push(Span::new(start + lead, start + lead + text[start..end].trim().len()));
            }
            start = end;
        }
    }
    if !text[start..own.end()].trim().is_empty() {
        let s = &text[start..own.end()];
        let lead = s.len() - s.trim_start().len();
        out.push(Span::new(start + lead, start + lead + s.trim().len()));
    }
    out.into_iter()
}
