//! A ledger's file that someone brings along is read or refused, and what was read is written the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::ledger::Ledger;

fuzz_target!(|text: &str| {
    if let Ok(ledger) = Ledger::from_json(text) {
        let written = ledger.to_json();
        let again = Ledger::from_json(&written).expect("what was written is read");
        assert_eq!(again.to_json(), written);
    }
});
