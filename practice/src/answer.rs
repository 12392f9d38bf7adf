//! From a request to an answer: which page, which headers, and the record of what was sent.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::Arc;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION};
use hyper::{Method, Request, Response, StatusCode};

use crate::assets::{
    ASSETS, EDITOR_COMMAND, EDITORS, GMAIL, OUTLOOK, START, default_editor, generated,
};
use crate::policy::{self, Policy, Webmail};
use crate::record::{Outbox, SentMessage};
use crate::visits::Visits;

/// A message longer than this is refused, in bytes.
const LONGEST: usize = 16 << 20;

/// What `?lang=` and `?theme=` may say; nothing else of the address reaches the page.
const LANGUAGES: [&str; 5] = ["en", "es", "ar", "hi", "zh"];
const THEMES: [&str; 3] = ["system", "light", "dark"];

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

pub(crate) type Answer = Response<Full<Bytes>>;

/// What every connection shares.
pub(crate) struct Site {
    pub(crate) outbox: Arc<Outbox>,
    pub(crate) visits: Arc<Visits>,
    pub(crate) editor: Option<PathBuf>,
}

impl Site {
    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Answer {
        self.visits.asked(&request);
        let path = request.uri().path().to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        if request.method() == Method::POST {
            return self.record(&path, request).await;
        }
        if let Some(name) = path.strip_prefix("/assets/") {
            return self.asset(name);
        }
        if path.strip_prefix("/editors/").is_some_and(is_word) {
            return editors(&query);
        }
        match (webmail(&request), path.as_str()) {
            (_, "/sent.json") => plain(StatusCode::OK, JSON, json(&self.outbox.all())),
            (Some(Webmail::Gmail), "/mail/u/0/" | "/mail/u/0/popout") => {
                page(Webmail::Gmail, &query)
            }
            (Some(Webmail::Gmail), _) => moved("/mail/u/0/", &query),
            (Some(Webmail::Outlook), "/mail/0/" | "/mail/0/deeplink/compose") => {
                page(Webmail::Outlook, &query)
            }
            (Some(Webmail::Outlook), _) => moved("/mail/0/", &query),
            (None, "/") => plain(StatusCode::OK, HTML, START.to_owned()),
            (None, _) => plain(StatusCode::NOT_FOUND, TEXT, "There is nothing here.".to_owned()),
        }
    }

    async fn record(&self, path: &str, request: Request<Incoming>) -> Answer {
        let body = Limited::new(request.into_body(), LONGEST).collect().await;
        let Ok(body) = body.map(http_body_util::Collected::to_bytes) else {
            return plain(StatusCode::PAYLOAD_TOO_LARGE, TEXT, format!("at most {LONGEST} bytes"));
        };
        match path {
            "/sent" => match serde_json::from_slice::<SentMessage>(&body) {
                Ok(message) => self.outbox.add(message),
                Err(error) => return plain(StatusCode::BAD_REQUEST, TEXT, error.to_string()),
            },
            "/undo" => self.outbox.undo(&String::from_utf8_lossy(&body)),
            _ => {
                return plain(StatusCode::NOT_FOUND, TEXT, "Post to /sent or /undo.".to_owned());
            }
        }
        plain(StatusCode::OK, JSON, "{}".to_owned())
    }

    fn asset(&self, name: &str) -> Answer {
        if name == "rooster.js" {
            return bundle(self.editor.clone().unwrap_or_else(default_editor));
        }
        let made = name.strip_prefix("generated/").and_then(|name| name.strip_suffix(".js"));
        if let Some(name) = made.filter(|name| is_word(name)) {
            return bundle(generated(name));
        }
        match ASSETS.iter().find(|asset| asset.path == name) {
            Some(asset) => plain(StatusCode::OK, asset.kind, asset.text.to_owned()),
            None => plain(StatusCode::NOT_FOUND, TEXT, "There is no such file.".to_owned()),
        }
    }
}

fn bundle(path: PathBuf) -> Answer {
    match std::fs::read_to_string(path) {
        Ok(text) => plain(StatusCode::OK, "text/javascript; charset=utf-8", text),
        Err(_) => {
            let help = format!("The editor has not been built yet. Run: {EDITOR_COMMAND}");
            plain(StatusCode::NOT_FOUND, TEXT, help)
        }
    }
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A page around one editor; most webmails that people run themselves send no policy, and neither does this one.
fn editors(query: &str) -> Answer {
    let theme = value(query, "theme").filter(|theme| THEMES.contains(theme)).unwrap_or("system");
    plain(StatusCode::OK, HTML, EDITORS.replace("{{theme}}", theme))
}

fn webmail<B>(request: &Request<B>) -> Option<Webmail> {
    let host = request.headers().get(HOST)?.to_str().ok()?;
    let name = host.split(':').next().unwrap_or_default();
    match name {
        "mail.google.com" => Some(Webmail::Gmail),
        _ if name.starts_with("outlook.") => Some(Webmail::Outlook),
        _ => None,
    }
}

fn page(webmail: Webmail, query: &str) -> Answer {
    let nonce = format!("{:016x}", RandomState::new().hash_one("nonce"));
    let lang = value(query, "lang").filter(|lang| LANGUAGES.contains(lang)).unwrap_or("en");
    let theme = value(query, "theme").filter(|theme| THEMES.contains(theme)).unwrap_or("system");
    let html = match webmail {
        Webmail::Gmail => GMAIL,
        Webmail::Outlook => OUTLOOK,
    };
    let html = html
        .replace("{{nonce}}", &nonce)
        .replace("{{lang}}", lang)
        .replace("{{dir}}", if lang == "ar" { "rtl" } else { "ltr" })
        .replace("{{theme}}", theme);
    let mut answer = plain(StatusCode::OK, HTML, html);
    for policy in policy::headers(webmail, Policy::of_query(value(query, "csp")), &nonce) {
        let policy = policy.parse().expect("our policies are plain ASCII");
        answer.headers_mut().append(CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

fn moved(path: &str, query: &str) -> Answer {
    let target = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    let mut answer = plain(StatusCode::FOUND, TEXT, String::new());
    match target.parse() {
        Ok(target) => answer.headers_mut().insert(LOCATION, target),
        Err(_) => {
            answer.headers_mut().insert(LOCATION, "/".parse().expect("a slash is a header value"))
        }
    };
    answer
}

fn plain(status: StatusCode, kind: &'static str, text: String) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(text)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, kind.parse().expect("our content types are plain ASCII"));
    headers.insert(CACHE_CONTROL, "no-cache".parse().expect("plain ASCII"));
    answer
}

fn json(messages: &[SentMessage]) -> String {
    serde_json::to_string(messages).expect("strings and booleans always serialise")
}
