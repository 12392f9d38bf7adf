//! Any bytes are read as mail: no panic. The command line's own files, as they are.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../src/cli/html.rs"]
mod html;
#[path = "../../src/cli/mail.rs"]
#[expect(dead_code, reason = "only its reading is of interest here")]
mod mail;

fuzz_target!(|bytes: &[u8]| {
    let _ = mail::read(bytes);
});
