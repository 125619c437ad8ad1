//! Why a pattern is not understood.

use contract::pointer::Pointer;
use serde_json::{Value, json};

/// A pattern is not understood: where, and what would be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the request pattern is not understood at `{pointer}`: {detail}")]
pub(crate) struct NoPattern {
    /// JSON Pointer of the place.
    pub(crate) pointer: String,
    /// What is wrong there, and what would do.
    pub(crate) detail: String,
}

impl NoPattern {
    pub(super) fn at(pointer: &Pointer, detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer.to_string(),
            detail: detail.into(),
        }
    }

    /// In WireMock's shape, which its client libraries read into their own errors.
    pub(crate) fn wiremock(&self) -> Value {
        json!({ "errors": [{
            "code": 10,
            "source": { "pointer": self.pointer },
            "title": "The request pattern is not understood",
            "detail": self.detail,
        }] })
    }
}
