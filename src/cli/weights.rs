//! The meaning layer's weights, built into the program and unpacked once.

use std::sync::{Arc, OnceLock};

use redline::engine::Meaning;

/// The meaning layer; unpacked at the first call, shared by all threads.
pub(crate) fn meaning() -> Arc<Meaning> {
    static MEANING: OnceLock<Arc<Meaning>> = OnceLock::new();
    let unpack = || Meaning::from_bytes(include_bytes!("../../model/meaning.bin")).map(Arc::new);
    Arc::clone(MEANING.get_or_init(|| unpack().expect("the committed weights are tested")))
}
