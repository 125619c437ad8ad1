//! An answer before it becomes bytes on a connection, with what the journal should know of it.

use bytes::Bytes;
use contract::refusal::Refusal;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::Value;

/// `application/json`.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What is answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers that this answer has of its own.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
    /// What the journal should know.
    pub(crate) facts: Facts,
}

/// What lies behind an answer.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The sandbox's state was changed.
    pub(crate) committed: bool,
    /// The refusal that was answered.
    pub(crate) refusal: Option<Refusal>,
    /// The rules behind the answer, each once.
    pub(crate) rules: Vec<String>,
    /// It was answered from an idempotency record.
    pub(crate) replayed: bool,
}

impl Answer {
    /// A JSON document.
    pub(crate) fn json(status: StatusCode, document: &impl Serialize) -> Self {
        let body = serde_json::to_vec(document).expect("an answer's members serialise");
        Self::bytes(status, JSON, body)
    }

    /// A body of some media type.
    pub(crate) fn bytes(status: StatusCode, media: HeaderValue, body: impl Into<Bytes>) -> Self {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, media)]);
        Self {
            status,
            headers,
            body: body.into(),
            facts: Facts::default(),
        }
    }

    /// The same answer with one header more. A value that cannot stand in a header is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Changes the body, where it is a JSON document.
    pub(crate) fn edit_json(&mut self, change: impl FnOnce(&mut Value)) {
        if let Ok(mut document) = serde_json::from_slice(&self.body) {
            change(&mut document);
            self.body = document.to_string().into();
        }
    }

    /// The same answer, which changed the sandbox.
    pub(crate) const fn committed(mut self) -> Self {
        self.facts.committed = true;
        self
    }

    /// The same answer, for these rules.
    pub(crate) fn by_rules<'a>(mut self, rules: impl IntoIterator<Item = &'a str>) -> Self {
        for rule in rules {
            if !self.facts.rules.iter().any(|known| known == rule) {
                self.facts.rules.push(rule.to_owned());
            }
        }
        self
    }
}
