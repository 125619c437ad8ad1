//! The one place where a refusal of the control interface becomes HTTP.

use axum::Json;
use axum::response::{IntoResponse, Response};
use contract::problem::{FieldError, Problem};
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::Value;

use crate::journal::pattern::NoPattern;

/// A refusal of the control interface: a problem document for the person who tests.
#[derive(Debug, Clone)]
pub(crate) struct ControlRefused {
    status: StatusCode,
    code: &'static str,
    detail: String,
    errors: Vec<FieldError>,
    // What is answered instead of a problem document, to readers of WireMock's shapes.
    document: Option<Value>,
}

impl From<NoPattern> for ControlRefused {
    fn from(refused: NoPattern) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let mut own = Self::new(status, "VALIDATION_FAILED", &refused);
        own.document = Some(refused.wiremock());
        own
    }
}

impl ControlRefused {
    /// The document or a member of it is not what it should be.
    pub(super) fn invalid(detail: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "VALIDATION_FAILED", detail)
    }

    /// The document is no JSON.
    pub(super) fn malformed(detail: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "MALFORMED_JSON", detail)
    }

    /// Members of the document that are not what they should be.
    pub(super) fn members(errors: Vec<FieldError>) -> Self {
        let said = errors.iter().map(|error| error.message.as_str());
        Self::invalid(said.collect::<Vec<_>>().join("; ")).fields(errors)
    }

    /// What is named does not exist.
    pub(super) fn not_found(detail: impl ToString) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", detail)
    }

    /// What is asked for does not go with how things stand.
    pub(super) fn conflict(detail: impl ToString) -> Self {
        Self::new(StatusCode::CONFLICT, "CONFLICT", detail)
    }

    /// There is no room.
    pub(super) fn quota(detail: impl ToString) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "QUOTA_EXCEEDED", detail)
    }

    /// The token is missing or wrong.
    pub(super) fn unauthorised(detail: impl ToString) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "TOKEN_INVALID", detail)
    }

    /// The request comes from a place that may not drive a simulator.
    pub(super) fn forbidden(detail: impl ToString) -> Self {
        Self::new(StatusCode::FORBIDDEN, "FOREIGN_ORIGIN", detail)
    }

    /// The default sandbox is being seeded.
    pub(super) fn unready() -> Self {
        let detail = "the default sandbox is being seeded; ask again in a moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "NOT_READY", detail)
    }

    /// The simulator could not do what it should.
    pub(super) fn internal(detail: impl ToString) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", detail)
    }

    /// The body is larger than is read, or broke off.
    pub(super) fn body(status: StatusCode, detail: impl ToString) -> Self {
        Self::new(status, "BODY_NOT_READ", detail)
    }

    /// Nothing answers at the path.
    pub(super) fn no_route() -> Self {
        Self::not_found(
            "nothing answers at this path; the control interface is at `/__admin`, and a sandbox's \
             part of it at `/__admin/sandboxes/{sandbox}`",
        )
    }

    /// The path is right and the method is not.
    pub(super) fn wrong_method() -> Self {
        let detail = "the path is right, the method is not; `Allow` says which are";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", detail)
    }

    /// With the fields that were refused.
    pub(super) fn fields(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    fn new(status: StatusCode, code: &'static str, detail: impl ToString) -> Self {
        Self {
            status,
            code,
            detail: detail.to_string(),
            errors: Vec::new(),
            document: None,
        }
    }
}

impl IntoResponse for ControlRefused {
    fn into_response(self) -> Response {
        if let Some(document) = self.document {
            return (self.status, Json(document)).into_response();
        }
        let problem = Problem {
            kind: "about:blank".to_owned(),
            title: self
                .status
                .canonical_reason()
                .unwrap_or_default()
                .to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            code: self.code.to_owned(),
            errors: self.errors,
            vacancy_status: None,
            edit_in: None,
            current_version: None,
        };
        let body = serde_json::to_vec(&problem).expect("a problem's members serialise");
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer realm=\"simulator control\"");
            headers.insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
