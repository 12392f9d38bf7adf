//! Regions cover any text without gap or overlap, and sentences lie in order within the writer's own words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redline::engine::text::{regions, sentences, writer_spans};

fuzz_target!(|text: &str| {
    let mut end = 0;
    for region in regions(text).iter() {
        assert_eq!(region.span.start(), end);
        end = region.span.end();
    }
    assert_eq!(end, text.len());
    for own in writer_spans(text, &[]).own {
        let mut at = own.start();
        for sentence in sentences(text, own) {
            assert!(sentence.start() >= at && sentence.end() <= own.end() && !sentence.is_empty());
            at = sentence.end();
        }
    }
});
