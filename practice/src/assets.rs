//! The files of the pages, embedded; and the one that is built by npm, read when it is asked for.

use std::path::{Path, PathBuf};

/// What makes the editor of the Outlook-like page, run in the project's root folder.
pub const EDITOR_COMMAND: &str =
    "npm --prefix practice ci --ignore-scripts && npm --prefix practice run build";

/// The bundled RoosterJS editor, if it has been built.
///
/// # Errors
///
/// A sentence that says it is missing and which command makes it.
pub fn editor_bundle() -> Result<PathBuf, String> {
    let path = default_editor();
    if path.is_file() {
        return Ok(path);
    }
    Err(format!("the editor of the Outlook-like page is missing; make it with: {EDITOR_COMMAND}"))
}

/// Where the editor is built, beside this crate's source.
pub(crate) fn default_editor() -> PathBuf {
    generated("rooster")
}

/// Where a bundle is built; `name` is a word of small letters.
pub(crate) fn generated(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("generated").join(name).with_extension("js")
}

/// One embedded file.
pub(crate) struct Asset {
    pub(crate) path: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) text: &'static str,
}

const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

macro_rules! asset {
    ($kind:expr, $path:literal) => {
        Asset { path: $path, kind: $kind, text: include_str!(concat!("../pages/", $path)) }
    };
}

/// Everything below `/assets/`.
pub(crate) const ASSETS: &[Asset] = &[
    asset!(CSS, "shared/base.css"),
    asset!(JS, "shared/dom.js"),
    asset!(JS, "shared/early.js"),
    asset!(JS, "shared/labels.js"),
    asset!(JS, "shared/messages.js"),
    asset!(JS, "shared/outbox.js"),
    asset!(JS, "shared/watch.js"),
    asset!(CSS, "gmail/gmail.css"),
    asset!(CSS, "editors/editors.css"),
    asset!(JS, "editors/app.js"),
    asset!(JS, "gmail/app.js"),
    asset!(JS, "gmail/button.js"),
    asset!(JS, "gmail/compose.js"),
    asset!(JS, "gmail/recipients.js"),
    asset!(JS, "gmail/schedule.js"),
    asset!(JS, "gmail/toolbar.js"),
    asset!(JS, "gmail/view.js"),
    asset!(CSS, "outlook/outlook.css"),
    asset!(JS, "outlook/app.js"),
    asset!(JS, "outlook/compose.js"),
    asset!(JS, "outlook/editor.js"),
    asset!(JS, "outlook/view.js"),
];

pub(crate) const EDITORS: &str = include_str!("../pages/editors/index.html");
pub(crate) const GMAIL: &str = include_str!("../pages/gmail/index.html");
pub(crate) const OUTLOOK: &str = include_str!("../pages/outlook/index.html");
pub(crate) const START: &str = include_str!("../pages/start.html");
