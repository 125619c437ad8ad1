//! Calls that WireMock's libraries make and that mean little here: settings and stub mappings.
//!
//! What is asked is answered truthfully; what would have to change the services is refused, with
//! what does the same here.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::path::{Id, OfSandbox};

/// A refusal in WireMock's shape, which its libraries read into their own errors.
#[derive(Debug)]
pub(super) struct WireMockRefused {
    pub(super) status: StatusCode,
    pub(super) title: String,
    pub(super) detail: &'static str,
}

impl IntoResponse for WireMockRefused {
    fn into_response(self) -> Response {
        let code = match self.status {
            StatusCode::NOT_FOUND => 404,
            _ => 11,
        };
        let error = json!({ "code": code, "title": self.title, "detail": self.detail });
        (self.status, Json(json!({ "errors": [error] }))).into_response()
    }
}

/// `GET …/settings`.
pub(super) async fn settings(OfSandbox(_): OfSandbox) -> Json<Value> {
    Json(settings_told())
}

/// There is nothing to set.
pub(crate) fn settings_told() -> Value {
    json!({ "settings": { "proxyPassThrough": false } })
}

/// `POST …/settings`, and other methods: there is nothing to set.
pub(super) async fn no_settings(OfSandbox(_): OfSandbox) -> WireMockRefused {
    WireMockRefused {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "Global settings are read only here".to_owned(),
        detail: "for a delay arm a fault: POST …/faults {\"type\": \"latency\", \"attributes\": \
            {\"latencyMs\": 500}}",
    }
}

/// `GET …/mappings`, and what else lists stubs: there are none.
pub(super) async fn mappings(OfSandbox(_): OfSandbox) -> Json<Value> {
    Json(mappings_told())
}

/// There are no stubs.
pub(crate) fn mappings_told() -> Value {
    json!({ "mappings": [], "meta": { "total": 0 } })
}

/// `POST …/mappings/reset` and `DELETE …/mappings`: there are none afterwards, as before.
pub(super) async fn no_mappings_left(OfSandbox(_): OfSandbox) -> Json<Value> {
    Json(json!({}))
}

/// `GET …/mappings/{id}`.
pub(super) async fn no_mapping(OfSandbox(_): OfSandbox, Id(id): Id) -> WireMockRefused {
    let shown = id.chars().take(80).collect::<String>();
    WireMockRefused {
        status: StatusCode::NOT_FOUND,
        title: format!("Stub mapping {shown} does not exist"),
        detail: READ_ONLY,
    }
}

const READ_ONLY: &str = "the services answer by their own rules: arm a fault (POST …/faults), use a \
    magic value (GET …/magic-values), or set up the world that you need (POST …/nhs-jobs/…, \
    POST …/esr/applicants, POST …/credentials/{id}/{lever})";

/// `POST …/mappings` and whatever else would change stubs.
pub(super) async fn no_stubs(OfSandbox(_): OfSandbox) -> WireMockRefused {
    WireMockRefused {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "Stub mappings are read only here".to_owned(),
        detail: READ_ONLY,
    }
}
