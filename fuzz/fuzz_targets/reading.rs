//! Any message is read: a level from 0 to 5, and evidence between characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::reading::read;

fuzz_target!(|message: &str| {
    let reading = read(message, None);
    assert!(reading.level <= 5);
    for evidence in reading.evidence {
        assert!(message.get(evidence.span.start()..evidence.span.end()).is_some());
    }
});
