//! Who reads: most readers pass over what they do not know, and one library does not.

use axum::extract::FromRequestParts;
use http::header::{ACCEPT, USER_AGENT};
use http::request::Parts;

use crate::journal::Entry;
use crate::journal::wiremock::Logged;

/// Which members an entry is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::control) enum Shape {
    /// WireMock's and ours.
    Whole,
    /// WireMock's alone: its Java library refuses a document with any other. It says what it is
    /// made with and nothing of what it accepts.
    Strict,
}

impl Shape {
    /// One entry.
    pub(super) fn logged(self, entry: &Entry) -> Logged {
        match self {
            Self::Whole => Logged::from(entry),
            Self::Strict => Logged::strict(entry),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Shape {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let agent = head
            .headers
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        let of_java = agent.is_some_and(|agent| agent.starts_with("Apache-HttpClient/"));
        Ok(match of_java && !head.headers.contains_key(ACCEPT) {
            true => Self::Strict,
            false => Self::Whole,
        })
    }
}
