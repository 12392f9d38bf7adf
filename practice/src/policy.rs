//! The security headers of the pages: those the two webmails send today, and a strict one that refuses WebAssembly.

/// Which application a host name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Webmail {
    Gmail,
    Outlook,
}

/// Which policy the page asks for with `?csp=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    Today,
    Strict,
}

impl Policy {
    pub(crate) fn of_query(value: Option<&str>) -> Self {
        match value {
            Some("strict") => Self::Strict,
            _ => Self::Today,
        }
    }
}

/// The values of the `Content-Security-Policy` headers of a page, in order.
pub(crate) fn headers(webmail: Webmail, policy: Policy, nonce: &str) -> Vec<String> {
    let script = match (policy, webmail) {
        (Policy::Strict, _) => "script-src 'self'; object-src 'none'; base-uri 'self'".to_owned(),
        // Gmail's header of 2025: `'unsafe-eval'` lets a content script compile WebAssembly.
        (Policy::Today, Webmail::Gmail) => format!(
            "script-src 'nonce-{nonce}' 'unsafe-inline' 'strict-dynamic' https: http: 'unsafe-eval';\
             object-src 'none';base-uri 'self'"
        ),
        // Outlook's header of 2026: it names WebAssembly itself.
        (Policy::Today, Webmail::Outlook) => format!(
            "script-src 'nonce-{nonce}' *.res.office365.com blob: 'report-sample' 'self' 'wasm-unsafe-eval'; \
             object-src 'none'; base-uri 'self'"
        ),
    };
    vec![script, "require-trusted-types-for 'script'".to_owned()]
}
