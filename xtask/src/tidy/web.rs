//! Rules for what runs in a page: nothing is sent or loaded, nothing is kept elsewhere, no markup is made from strings,
//! and the manifest asks for no more than PRIVACY.md gives a reason for.

use serde_json::Value;

use super::{Problem, Source};

/// Everything that runs in a browser.
const FOLDERS: &[&str] = &["extension/", "www/", "src/web/"];
const KINDS: &[&str] = &[".js", ".html", ".rs"];

/// The files that may fetch, and only files of the package itself.
const FETCHES: &[&str] = &["extension/browser.js", "extension/machine.js"];
/// The one file that may load code, of the package itself.
const LOADS: &str = "extension/machine.js";

/// Ways out of the machine, in JavaScript and as web-sys names them. An address that is loaded is a way out as well.
const NETWORK: &[&str] = &[
    "importScripts",
    "import_scripts",
    "SharedWorker",
    "Worker(",
    "Worker::new",
    "serviceWorker",
    "service_worker",
    "RTCDataChannel",
    "WebSocketStream",
    "fetchLater",
    "PresentationRequest",
    "sendNativeMessage",
    "connectNative",
    "new Image",
    "HtmlImageElement",
    "new Audio",
    "HtmlAudioElement",
    "FontFace",
    "createElement(\"script\")",
    "createElement(\"iframe\")",
    "createElement(\"img\")",
    "createElement(\"link\")",
    "createElement(\"form\")",
    ".src =",
    ".srcset =",
    "set_src(",
    "window.open",
    "open_with_url",
    "location.href =",
    "location.assign",
    "location = ",
    "set_href(",
    "requestSubmit",
    "submit()",
    "XMLHttpRequest",
    "XmlHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "send_beacon",
    "RTCPeerConnection",
    "RtcPeerConnection",
    "BroadcastChannel",
    "fetch_with",
];

/// Places where the page, or another extension, could read what is kept; and where erasing ours would not reach.
const KEPT: &[&str] = &[
    "localStorage",
    "local_storage",
    "sessionStorage",
    "session_storage",
    "indexedDB",
    "indexed_db",
    "document.cookie",
    "set_cookie",
    "caches.",
    "storage.sync",
    "window.name",
];

/// What a style sheet loads by itself.
const STYLES: &[&str] = &["url(", "@import", "image-set("];

/// Everything the manifest may ask for; PRIVACY.md has the reason for each.
const PERMISSIONS: &[&str] = &["activeTab", "scripting", "storage"];

/// Ways to make markup, or code, from a string.
const MARKUP: &[&str] = &[
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "set_inner_html",
    "set_outer_html",
    "insert_adjacent_html",
    "setHTMLUnsafe",
    "set_html_unsafe",
    "createContextualFragment",
    "create_contextual_fragment",
    "DOMParser",
    "DomParser",
    "new Function",
    "eval(",
];

/// Nothing is sent: no network API, `fetch` in one file only and for files of the package, no remote address loaded.
pub(super) fn network(source: &Source) -> Vec<Problem> {
    let mut problems = words(source, NETWORK, "nothing may leave this machine");
    if !FETCHES.contains(&source.path.as_str()) {
        problems.extend(words(
            source,
            &["fetch("],
            "only extension/browser.js and machine.js may fetch, files of the package",
        ));
    }
    let loads = [
        "src=\"http",
        "src=\"//",
        "srcset=\"http",
        "action=\"",
        "rel=\"preconnect",
        "rel=\"dns-prefetch",
    ];
    problems.extend(words(source, &loads, "nothing is loaded from elsewhere"));
    if source.path != LOADS {
        problems.extend(words(
            source,
            &["import("],
            "only extension/machine.js may load code, of the package",
        ));
    }
    problems.extend(words(source, KEPT, "what is kept, is kept in the extension's own storage"));
    problems.extend(words_in(source, &[".css"], STYLES, "a style sheet loads nothing"));
    problems
}

/// The manifest asks for fixed webmails and the permissions known here, and its pages may speak to nobody.
pub(super) fn manifest(source: &Source) -> Vec<Problem> {
    if source.path != "manifest.json" {
        return Vec::new();
    }
    let manifest: Value = match serde_json::from_str(&source.text) {
        Ok(manifest) => manifest,
        Err(error) => return vec![source.problem(error.line(), error.to_string())],
    };
    let list = |name: &str| manifest[name].as_array().cloned().unwrap_or_default();
    let all = list("permissions").into_iter().chain(list("optional_permissions"));
    let unknown = all.filter(|one| !PERMISSIONS.iter().any(|known| one == known));
    let mut problems: Vec<_> = unknown
        .map(|one| source.problem(1, format!("permission {one}: PRIVACY.md has no reason for it")))
        .collect();
    let wide = |host: &Value| {
        let host = host.as_str().unwrap_or_default();
        !host.starts_with("https://") || host.starts_with("https://*")
    };
    let hosts = list("host_permissions").into_iter().filter(wide);
    problems.extend(hosts.map(|host| source.problem(1, format!("{host} is not one webmail"))));
    let policy = manifest.pointer("/content_security_policy/extension_pages");
    let policy = policy.and_then(Value::as_str).unwrap_or_default();
    let parts: Vec<&str> = policy.split(';').map(str::trim).collect();
    for needed in
        ["default-src 'none'", "connect-src 'self'", "form-action 'none'", "base-uri 'none'"]
    {
        if !parts.contains(&needed) {
            problems.push(source.problem(1, format!("the pages' policy lacks `{needed}`")));
        }
    }
    for forbidden in ["externally_connectable", "update_url", "sandbox"] {
        if manifest.get(forbidden).is_some() {
            problems.push(source.problem(1, format!("`{forbidden}`: nobody outside is spoken to")));
        }
    }
    problems
}

/// No HTML and no code is made from strings.
pub(super) fn markup(source: &Source) -> Vec<Problem> {
    words(source, MARKUP, "no markup and no code is made from strings")
}

fn words(source: &Source, forbidden: &[&str], why: &str) -> Vec<Problem> {
    words_in(source, KINDS, forbidden, why)
}

fn words_in(source: &Source, kinds: &[&str], forbidden: &[&str], why: &str) -> Vec<Problem> {
    if !source.is_below(FOLDERS) || !source.ends(kinds) {
        return Vec::new();
    }
    let in_line = |(line, code): (usize, &str)| {
        let hit = forbidden.iter().find(|word| code.contains(**word));
        hit.map(|word| source.problem(line, format!("`{word}`: {why}")))
    };
    source.code().filter_map(in_line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{expect, source};
    use super::*;

    #[test]
    fn a_way_out_is_found_in_both_languages() {
        let js = source("extension/x.js", "// x\nnavigator.sendBeacon(u, t);\n");
        expect(&network(&js), &[("extension/x.js:2", "sendBeacon")]);
        let rust = source("src/web/x.rs", "//! x\nlet s = web_sys::WebSocket::new(u);\n");
        expect(&network(&rust), &[("src/web/x.rs:2", "WebSocket")]);
    }

    #[test]
    fn one_file_may_fetch() {
        let text = "// x\nfetch(own);\n";
        expect(&network(&source("www/x.js", text)), &[("www/x.js:2", "fetch(")]);
        expect(&network(&source("extension/browser.js", text)), &[]);
    }

    #[test]
    fn an_address_that_is_loaded_is_a_way_out() {
        let js =
            source("extension/x.js", "// x\nnew Image().src = u;\nwindow.open(u);\nimport(u);\n");
        expect(
            &network(&js),
            &[
                ("extension/x.js:2", "new Image"),
                ("extension/x.js:3", "window.open"),
                ("extension/x.js:4", "import("),
            ],
        );
        let css = source("www/x.css", "/* x */\na { background: url(https://x) }\n");
        expect(&network(&css), &[("www/x.css:2", "url(")]);
    }

    #[test]
    fn nothing_is_kept_where_the_page_can_read_it() {
        let js = source("extension/x.js", "// x\nlocalStorage.a = b;\n");
        expect(&network(&js), &[("extension/x.js:2", "localStorage")]);
    }

    #[test]
    fn the_manifest_asks_for_little() {
        let good = r#"{"permissions": ["storage"], "host_permissions": ["https://mail.google.com/*"],
            "content_security_policy": {"extension_pages": "default-src 'none'; connect-src 'self'; form-action 'none'; base-uri 'none'"}}"#;
        expect(&manifest(&source("manifest.json", good)), &[]);
        let bad = r#"{"permissions": ["tabs"], "host_permissions": ["<all_urls>"], "externally_connectable": {},
            "content_security_policy": {"extension_pages": "default-src 'none'; connect-src *; form-action 'none'; base-uri 'none'"}}"#;
        let at = "manifest.json:1";
        expect(
            &manifest(&source("manifest.json", bad)),
            &[
                (at, "tabs"),
                (at, "one webmail"),
                (at, "connect-src 'self'"),
                (at, "externally_connectable"),
            ],
        );
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        let page =
            source("www/x.html", "<!doctype html>\n<script src=\"https://x/y.js\"></script>\n");
        expect(&network(&page), &[("www/x.html:2", "elsewhere")]);
    }

    #[test]
    fn markup_from_strings_is_found() {
        let text = "// innerHTML in a comment is fine\na.innerHTML = b;\n";
        expect(&markup(&source("www/x.js", text)), &[("www/x.js:2", "innerHTML")]);
        expect(&markup(&source("practice/pages/x.js", text)), &[]);
    }
}
