//! The calls of ESR.

use reqwest::Method;
use serde_json::Value;

use crate::api::begin::Begin;
use crate::http::call::Call;

/// Obtains an access token: client credentials in the form, never in the address.
pub(super) fn token(begin: &Begin) -> Call {
    let access = &begin.esr;
    Call::new(Method::POST, &access.token_url, &[]).form(vec![
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", access.client_id.clone()),
        ("client_secret", access.client_secret.clone()),
    ])
}

/// The one-off transfer.
pub(super) fn transfer(begin: &Begin, token: &str, body: Value) -> Call {
    call(begin, token, Method::POST, &[]).json(body)
}

/// The result of a transfer again.
pub(super) fn result(begin: &Begin, token: &str, transfer_id: &str) -> Call {
    call(begin, token, Method::GET, &[transfer_id])
}

fn call(begin: &Begin, token: &str, method: Method, below: &[&str]) -> Call {
    let access = &begin.esr;
    let mut segments = vec![
        "dit",
        "v1",
        "employers",
        access.vpd.as_str(),
        "employment-checks",
    ];
    segments.extend(below);
    Call::new(method, &access.base_url, &segments)
        .header("authorization", format!("Bearer {token}"))
}
