//! Pages and redirects, as handlers answer them.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};

use super::trouble::Trouble;

/// What a handler answers.
pub(super) type Answered = Result<Response, Trouble>;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A page.
pub(super) fn page(template: &impl Template) -> Response {
    page_with(StatusCode::OK, template)
}

/// A page that is not quite what was asked for: a form that was refused, for example.
pub(super) fn page_with(status: StatusCode, template: &impl Template) -> Response {
    let body = template
        .render()
        .expect("every value of the template can be written");
    (status, [(CONTENT_TYPE, HTML)], body).into_response()
}

/// What the next page tells of what a form did. The door makes it a cookie that is read once.
#[derive(Debug, Clone)]
pub(super) struct Said(pub(super) String);

/// On to another page of the console, after a form has done what it should.
pub(super) fn go(path: &str, said: impl Into<String>) -> Response {
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response();
    let said = said.into();
    if !said.is_empty() {
        response.extensions_mut().insert(Said(said));
    }
    response
}
