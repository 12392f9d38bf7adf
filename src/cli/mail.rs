//! Mail: bytes of one message in, its words out. Headers and HTML are left behind; the parsing is `mail-parser`'s.

use std::borrow::Cow;

use mail_parser::{Address, Message, MessageParser, PartType};

use crate::html;

/// The words of a mail that are judged.
#[derive(Debug, Default)]
pub(crate) struct Mail {
    /// The text body, the parts of a mixed one under each other; HTML alone is turned into text.
    pub(crate) body: String,
    /// The subject line.
    pub(crate) subject: Option<String>,
    /// The addressees, as a mail program shows them.
    pub(crate) to: Option<String>,
}

/// Reads one mail; a message with no body at all has an empty one.
pub(crate) fn read(bytes: &[u8]) -> Mail {
    let Some(message) = MessageParser::default().parse(bytes) else { return Mail::default() };
    Mail {
        body: body(&message),
        subject: message.subject().map(str::to_owned),
        to: message.to().map(addressees).filter(|to| !to.is_empty()),
    }
}

fn body(message: &Message<'_>) -> String {
    let parts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(words) => Some(Cow::Borrowed(words.as_ref())),
        PartType::Html(words) => Some(Cow::Owned(html::text(words))),
        _ => None,
    });
    parts.fold(String::new(), |mut all, part| {
        if !all.is_empty() && !all.ends_with('\n') {
            all.push('\n');
        }
        all + &part
    })
}

fn addressees(to: &Address<'_>) -> String {
    let shown = to.iter().map(|one| match (one.name(), one.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default().to_owned(),
    });
    shown.collect::<Vec<_>>().join(", ")
}
