//! Where things lie in the checkout: sources, what is built, what is shipped.

use std::path::{Path, PathBuf};

/// The project's top folder.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask is a folder of the project, so it has a parent")
}

/// Cargo's output folder; ours lie in it too, so that one `cargo clean` removes everything.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Half-made things and marks of what is fresh.
pub(crate) fn work() -> PathBuf {
    target().join("xtask")
}

/// Programs that the project installed for itself.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// What is shipped.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}
