//! The recorder: what left a browser during the cases, and what lies in the extension's storage afterwards.
//!
//! Every name and every port leads to the practice webmail, which notes who came. What its own pages ask for is known;
//! anything else has left the page without its doing, and the suite fails.

use std::collections::BTreeSet;

use practice::Visit;
use serde_json::Value;

use crate::browser::Load;
use crate::failure::Outcome;
use crate::tab::Tab;

/// What the webmail's pages understand after the `?`; anything else there would be carried out of the page.
const WORDS: [&str; 6] = ["lang", "theme", "csp", "churn", "signature", "draft"];

/// Names that the browsers themselves ask for, with nothing loaded: updates, settings, the check for a captive portal.
const BROWSERS_OWN: [&str; 13] = [
    "start.duckduckgo.com",
    "accounts.google.com",
    "clients2.google.com",
    "www.google.com",
    "update.googleapis.com",
    "redirector.gvt1.com",
    "optimizationguide-pa.googleapis.com",
    "android.clients.google.com",
    "mtalk.google.com",
    ".mozilla.com",
    ".mozilla.org",
    ".mozilla.net",
    ".firefox.com",
];

/// Fewer letters than this prove nothing: a setting may hold a word by chance.
const SENTENCE: usize = 20;

/// What the recorder has seen in one browser.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// Cases that were run behind it, each with its browser, in their order.
    pub(crate) cases: Vec<String>,
    /// Requests and connections.
    pub(crate) visits: usize,
    /// What no page asks for, with the case during which it came.
    pub(crate) strange: Vec<String>,
    /// Sentences typed that were looked for in the extension's storage.
    pub(crate) sentences: usize,
}

impl Record {
    /// Takes over what another one has seen.
    pub(crate) fn add(&mut self, other: &Self) {
        self.cases.extend(other.cases.iter().cloned());
        self.visits += other.visits;
        self.strange.extend(other.strange.iter().cloned());
        self.sentences += other.sentences;
    }

    /// The figures in one line, and the list of what was covered.
    pub(crate) fn text(&self) -> (String, String) {
        let line = format!(
            "recorder: {} cases, {} requests and connections seen; {} typed sentences looked for in the extension's storage; \
             {} that should not be",
            self.cases.len(),
            self.visits,
            self.sentences,
            self.strange.len()
        );
        let strange = self.strange.iter().map(|one| format!("SHOULD NOT BE {one}\n"));
        let cases = self.cases.iter().map(|one| format!("{one}\n"));
        let list =
            format!("{line}\n\n{}{}", strange.collect::<String>(), cases.collect::<String>());
        (line, list)
    }

    /// Notes what came since the last look; `case` is what was run.
    pub(crate) fn look(&mut self, tab: &Tab, case: &str) {
        let visits = tab.mail.take_visits();
        self.visits += visits.len();
        let strange = visits.iter().filter(|visit| !is_the_pages_own(visit));
        self.strange.extend(strange.map(|visit| {
            let what = visit.request.as_deref().unwrap_or("a connection");
            format!("{}: {case}: {what} to {:?}", tab.browser.name(), visit.host)
        }));
    }

    /// Looks for every sentence typed in this browser in whatever the extension keeps.
    ///
    /// # Errors
    ///
    /// When its page cannot be opened.
    pub(crate) async fn search_storage(&mut self, tab: &Tab) -> Outcome {
        if tab.load != Load::Redline {
            return Ok(());
        }
        tab.fresh().await?;
        let stored = tab.stored().await?;
        let typed = tab.journal.typed();
        self.sentences += typed.len();
        let found = typed.iter().filter(|sentence| holds(&stored, sentence));
        self.strange
            .extend(found.map(|words| format!("{}: stored: {words:?}", tab.browser.name())));
        Ok(())
    }
}

/// Whether the practice webmail's pages ask for this by themselves.
fn is_the_pages_own(visit: &Visit) -> bool {
    let host = visit.host.as_str();
    let browsers = |own: &str| host == own || (own.starts_with('.') && host.ends_with(own));
    if BROWSERS_OWN.into_iter().any(browsers) {
        return true;
    }
    if !practice::HOSTS.contains(&host) && host != "127.0.0.1" {
        return false;
    }
    visit.request.as_deref().is_none_or(is_a_known_request)
}

fn is_a_known_request(request: &str) -> bool {
    let (method, target) = request.split_once(' ').unwrap_or((request, ""));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let fields = query.split('&').filter(|field| !field.is_empty());
    let mut names = fields.map(|field| field.split('=').next().unwrap_or_default());
    match (method, path) {
        ("POST", "/sent" | "/undo") | ("GET", "/sent.json" | "/favicon.ico") => query.is_empty(),
        ("GET", _) if path.starts_with("/assets/") => query.is_empty(),
        ("GET", _) => names.all(|name| WORDS.contains(&name)),
        _ => false,
    }
}

/// Whether any string in a stored value holds these words.
fn holds(stored: &Value, words: &str) -> bool {
    match stored {
        Value::String(text) => text.contains(words),
        Value::Array(all) => all.iter().any(|one| holds(one, words)),
        Value::Object(all) => all.iter().any(|(key, one)| key.contains(words) || holds(one, words)),
        _ => false,
    }
}

/// The sentences in what was typed: lines long enough to be known again.
pub(crate) fn sentences(typed: &str) -> BTreeSet<String> {
    // Enter, as a driver has it; keys such as the arrows are of the same block.
    let lines = typed.split(|c: char| c == '\n' || ('\u{e000}'..='\u{f8ff}').contains(&c));
    let long = lines.map(str::trim).filter(|line| line.chars().count() >= SENTENCE);
    long.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn own(host: &str, request: Option<&str>) -> bool {
        is_the_pages_own(&Visit { host: host.into(), request: request.map(str::to_owned) })
    }

    #[test]
    fn what_the_pages_ask_for_is_known() {
        assert!(own("mail.google.com", Some("GET /mail/u/0/?lang=en&theme=dark")));
        assert!(own("outlook.live.com", Some("GET /assets/outlook/app.js")));
        assert!(own("mail.google.com", Some("POST /sent")));
        assert!(own("mail.google.com", None));
    }

    #[test]
    fn what_carries_words_away_is_not() {
        assert!(!own("example.com", None));
        assert!(!own("mail.google.com.example.com", Some("GET /")));
        assert!(!own("mail.google.com", Some("GET /assets/app.js?words=secret")));
        assert!(!own("mail.google.com", Some("GET /mail/u/0/?words=secret")));
        assert!(!own("mail.google.com", Some("POST /log")));
        assert!(!own("notmozilla.com", None));
    }

    #[test]
    fn words_are_found_wherever_they_are_kept() {
        let stored =
            json!({ "local": { "a": ["x", { "b": "so I will rank you first, he said" }] } });
        assert!(holds(&stored, "I will rank you first"));
        assert!(!holds(&stored, "I will rank you second"));
    }

    #[test]
    fn only_whole_sentences_are_looked_for() {
        let found =
            sentences("Dear Dr. Raman,\u{e007}I will rank your program number one.\u{e007}");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["I will rank your program number one."]);
    }
}
