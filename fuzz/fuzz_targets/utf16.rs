//! Positions in UTF-16 lead to bytes and back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::Utf16;

fuzz_target!(|text: &str| {
    for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
        assert_eq!(Utf16::of_byte(text, byte).to_byte(text), byte);
    }
    // A place within a pair, or beyond the end, is some place between characters.
    for units in 0..text.len() as u32 + 3 {
        assert!(text.is_char_boundary(Utf16::new(units).to_byte(text)));
    }
});
