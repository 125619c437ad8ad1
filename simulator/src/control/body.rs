//! Reading a document of the control interface.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::aside::elsewhere;
use super::refused::ControlRefused;

/// A larger document is read where nobody else waits for it, in bytes.
const LARGE: usize = 64 * 1024;

/// A JSON document; an empty body stands for `{}`.
///
/// The media type is not asked for: people send these by hand.
#[derive(Debug)]
pub(super) struct Document<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Send + 'static> FromRequest<S> for Document<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let bytes = Bytes::from_request(request, state).await.map_err(|error| {
            let status = error.status();
            let detail = if status == StatusCode::PAYLOAD_TOO_LARGE {
                format!("the document has more than {} bytes", super::BODY_BYTES)
            } else {
                error.body_text()
            };
            ControlRefused::body(status, detail).into_response()
        })?;
        let read = match bytes.len() {
            0 => serde_json::from_slice(b"{}"),
            1..=LARGE => serde_json::from_slice(&bytes),
            _ => elsewhere(move || serde_json::from_slice(&bytes)).await,
        };
        read.map(Self)
            .map_err(|error| unreadable(&error).into_response())
    }
}

// Where it is JSON, the reader's words say which member is meant.
fn unreadable(error: &serde_json::Error) -> ControlRefused {
    match error.classify() {
        Category::Data => {
            ControlRefused::invalid(format!("the document is not understood: {error}"))
        }
        _ => ControlRefused::malformed(format!("the body is not well-formed JSON: {error}")),
    }
}
