//! Who came: every request, and every TLS connection by the name it asked for. In memory only.
//!
//! Browsers in the tests are led here whatever they ask for, so this is a record of everything that left them.

use std::sync::{Mutex, PoisonError};

use hyper::Request;
use hyper::header::HOST;

/// A connection or a request, as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The name that was asked for, without a port; empty where none was given.
    pub host: String,
    /// Method and target, such as `GET /mail/u/0/?lang=en`; `None` for a TLS greeting, whatever becomes of it.
    pub request: Option<String>,
}

/// All visits since they were last asked for.
#[derive(Debug, Default)]
pub(crate) struct Visits(Mutex<Vec<Visit>>);

impl Visits {
    /// Notes the name in a TLS greeting.
    pub(crate) fn greeted(&self, name: Option<&str>) {
        self.add(Visit { host: name.unwrap_or_default().to_owned(), request: None });
    }

    /// Notes a request.
    pub(crate) fn asked<B>(&self, request: &Request<B>) {
        let header = request.headers().get(HOST).and_then(|host| host.to_str().ok());
        let host = header.or(request.uri().host()).unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default().to_owned();
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        self.add(Visit { host, request: Some(format!("{} {target}", request.method())) });
    }

    /// Gives all of them and forgets them.
    pub(crate) fn take(&self) -> Vec<Visit> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn add(&self, visit: Visit) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(visit);
    }
}
