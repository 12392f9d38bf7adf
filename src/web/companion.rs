//! What our own pages ask of season, ledger and hours: values and JSON in, plain objects out. No page state is kept.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::letter::now;
use super::plain::object;
use super::settings::Saved;
use crate::engine::address::Recipient;
use crate::engine::calendar::Moment;
use crate::engine::hours::Zone;
use crate::engine::ledger::{Ledger, Received, is_for_program};
use crate::wire;

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
    Ok(object(&wire::Ledger::of(&read(json)?, now())))
}

/// One ledger with all that another one has and it has not, as JSON. Also the check of a file before it is imported.
///
/// # Errors
///
/// Where one of the texts is no ledger: one sentence that says where and what.
#[wasm_bindgen]
pub fn merge_ledgers(ours: &str, theirs: &str) -> Result<String, JsValue> {
    let mut all = read(ours)?;
    all.merge(&read(theirs)?);
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
    let mut all = read(json)?;
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
    let all = read(json)?;
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
fn read(json: &str) -> Result<Ledger, JsValue> {
    if json.is_empty() {
        return Ok(Ledger::default());
    }
    Ledger::from_json(json).map_err(|fault| fault.to_string().into())
}
