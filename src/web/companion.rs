//! What our own pages ask besides what webmail does: reading a message, season, ledger and hours. Values and JSON in,
//! plain objects out; of a page only the meaning layer is kept. What webmail loads is built without (feature `pages`).

use std::cell::RefCell;
use std::sync::Arc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::field;
use super::letter::now;
use super::plain::object;
use super::settings::Saved;
use crate::engine::address::Recipient;
use crate::engine::calendar::Moment;
use crate::engine::hours::Zone;
use crate::engine::ledger::{Ledger, Received, is_for_program};
use crate::engine::reading as reading_of;
use crate::engine::{Meaning, Span, text};
use crate::wire;

thread_local! {
    /// The meaning layer, once its weights have come.
    static MEANING: RefCell<Option<Arc<Meaning>>> = const { RefCell::new(None) };
}

/// Messages are read with the meaning layer from now on.
pub(super) fn use_meaning(meaning: Arc<Meaning>) {
    MEANING.with(|slot| slot.replace(Some(meaning)));
}

/// Reads a message from a program: gives its level, the sentences that decide it, and the ids of the replies that fit.
#[wasm_bindgen]
pub fn read(message: &str) -> Array {
    let meaning = MEANING.with(|slot| slot.borrow().clone());
    let found = reading_of::read(message, meaning.as_deref());
    let texts = |all: Vec<&str>| all.into_iter().map(JsValue::from).collect::<Array>();
    let sentences = found.evidence.iter().map(|evidence| sentence_around(message, evidence.span));
    let mut sentences: Vec<&str> = sentences.collect();
    sentences.dedup();
    let replies = reading_of::LEVELS[usize::from(found.level)].replies;
    Array::of3(&found.level.into(), &texts(sentences), &texts(replies.to_vec()))
}

fn sentence_around(message: &str, words: Span) -> &str {
    let whole = Span::new(0, message.len());
    let found = text::sentences(message, whole).find(|sentence| sentence.overlaps(words));
    field::slice(message, found.unwrap_or(words))
}

/// The season by these settings (`match`, `seasonDates`) at this moment; see [`wire::Season`].
#[wasm_bindgen]
pub fn season(settings: JsValue) -> JsValue {
    let now = now();
    let season = Saved::from_value(&settings).season(now.day());
    object(&wire::Season::of(&season, now))
}

/// What the ledger holds and what is owed, for showing; see [`wire::Ledger`].
///
/// # Errors
///
/// Where the text is no ledger: one sentence that says where and what.
#[wasm_bindgen]
pub fn ledger(json: &str) -> Result<JsValue, JsValue> {
    Ok(object(&wire::Ledger::of(&ledger_of(json)?, now())))
}

/// One ledger with all that another one has and it has not, as JSON. Also the check of a file before it is imported.
///
/// # Errors
///
/// Where one of the texts is no ledger: one sentence that says where and what.
#[wasm_bindgen]
pub fn merge_ledgers(ours: &str, theirs: &str) -> Result<String, JsValue> {
    let mut all = ledger_of(ours)?;
    all.merge(&ledger_of(theirs)?);
    Ok(all.to_json())
}

/// A ledger in which it is noted that a program wrote at this moment (milliseconds since 1970) and how its message was
/// read, as JSON. A sender that no program in it has becomes one; an older message than the one noted changes nothing.
///
/// # Errors
///
/// Where the text is no ledger: one sentence that says where and what.
#[wasm_bindgen]
pub fn note_received(json: &str, from: &str, at: f64, level: u8) -> Result<String, JsValue> {
    let mut all = ledger_of(json)?;
    let received = Received { at: Moment::from_millis(at), level: level.min(5) };
    let from = Recipient::all(from);
    all.program_for(&from);
    all.receive(&from, received);
    Ok(all.to_json())
}

/// The name of the program that this sender belongs to in a ledger; none where it is no program there.
///
/// # Errors
///
/// Where the text is no ledger: one sentence that says where and what.
#[wasm_bindgen]
pub fn program_of(json: &str, from: &str) -> Result<Option<String>, JsValue> {
    let all = ledger_of(json)?;
    Ok(all.program(&Recipient::all(from)).map(|program| program.name.clone()))
}

/// Whether a message speaks as those between an applicant and a program do: no other is anything for the ledger.
#[wasm_bindgen]
pub fn speaks_of_program(subject: &str, message: &str) -> bool {
    is_for_program(subject, message)
}

/// Ids of the zones that have a name, in the order of a list to choose from.
#[wasm_bindgen]
pub fn zones() -> Array {
    Zone::NAMED.iter().map(|zone| JsValue::from(zone.to_string())).collect()
}

/// An empty text is an empty ledger.
fn ledger_of(json: &str) -> Result<Ledger, JsValue> {
    if json.is_empty() {
        return Ok(Ledger::default());
    }
    Ledger::from_json(json).map_err(|fault| fault.to_string().into())
}
