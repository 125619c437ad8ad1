//! The secrets that a request presents, read from its headers.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::journal::API_KEY;

/// The bearer token, where the request has one.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(AUTHORIZATION)?
        .to_str()
        .ok()
        .and_then(bearer_of)
}

/// The bearer token of an `Authorization` header.
pub(crate) fn bearer_of(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// The API key, where the request has one.
pub(crate) fn api_key(headers: &HeaderMap) -> Option<&str> {
    headers.get(API_KEY)?.to_str().ok().map(str::trim)
}
