//! Why a pattern is not understood.

use contract::pointer::Pointer;
use serde_json::{Value, json};

/// A pattern is not understood, or takes too much work: where, and what would do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{title}, at `{pointer}`: {detail}")]
pub(crate) struct NoPattern {
    title: &'static str,
    /// JSON Pointer of the place.
    pub(crate) pointer: String,
    /// What is wrong there, and what would do.
    pub(crate) detail: String,
}

impl NoPattern {
    pub(super) fn at(pointer: &Pointer, detail: impl Into<String>) -> Self {
        Self {
            title: "The request pattern is not understood",
            pointer: pointer.to_string(),
            detail: detail.into(),
        }
    }

    /// The pattern is understood, and looking for it would cost too much.
    pub(super) fn too_much(detail: &str) -> Self {
        Self {
            title: "The request pattern takes too much work",
            pointer: String::new(),
            detail: detail.to_owned(),
        }
    }

    /// In WireMock's shape, which its client libraries read into their own errors.
    pub(crate) fn wiremock(&self) -> Value {
        json!({ "errors": [{
            "code": 10,
            "source": { "pointer": self.pointer },
            "title": self.title,
            "detail": self.detail,
        }] })
    }
}
