//! Rules for what runs in a page: nothing is sent anywhere, and no markup is made from strings.

use super::{Problem, Source};

/// Everything that runs in a browser.
const FOLDERS: &[&str] = &["extension/", "www/", "src/web/"];
const KINDS: &[&str] = &[".js", ".html", ".rs"];

/// The one file that may fetch, and only files of the package itself.
const FETCHES: &str = "extension/browser.js";

/// Ways out of the machine, in JavaScript and as web-sys names them.
const NETWORK: &[&str] = &[
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
    if source.path != FETCHES {
        problems.extend(words(
            source,
            &["fetch("],
            "only extension/browser.js may fetch, files of the package",
        ));
    }
    problems.extend(words(source, &["src=\"http", "src=\"//"], "nothing is loaded from elsewhere"));
    problems
}

/// No HTML and no code is made from strings.
pub(super) fn markup(source: &Source) -> Vec<Problem> {
    words(source, MARKUP, "no markup and no code is made from strings")
}

fn words(source: &Source, forbidden: &[&str], why: &str) -> Vec<Problem> {
    if !source.is_below(FOLDERS) || !source.ends(KINDS) {
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
