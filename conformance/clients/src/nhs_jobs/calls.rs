//! The calls of NHS Jobs.

use reqwest::Method;
use serde_json::Value;

use crate::api::begin::Begin;
use crate::http::call::Call;

/// Creates a draft.
pub(super) fn create(begin: &Begin, body: Value) -> Call {
    call(begin, Method::POST, &[]).json(body)
}

/// Replaces a draft.
pub(super) fn update(begin: &Begin, vacancy_id: &str, body: Value) -> Call {
    call(begin, Method::PUT, &[vacancy_id]).json(body)
}

/// Reads one vacancy back.
pub(super) fn get(begin: &Begin, vacancy_id: &str) -> Call {
    call(begin, Method::GET, &[vacancy_id])
}

/// Finds one's own vacancies by the reference that the ATS gave them.
pub(super) fn list(begin: &Begin, job_reference: &str) -> Call {
    call(begin, Method::GET, &[]).query("jobReference", job_reference)
}

fn call(begin: &Begin, method: Method, below: &[&str]) -> Call {
    let access = &begin.nhs_jobs;
    let mut segments = vec![
        "organisations",
        access.organisation_id.as_str(),
        "vacancies",
    ];
    segments.extend(below);
    Call::new(method, &access.base_url, &segments)
        .header("x-api-key", &access.api_key)
        .header("x-account-id", &access.account_id)
}
