//! What is answered beside the contract's own documents.

use contract::limits::TOKEN_SECONDS;
use contract::vacancy::Vacancy;
use jiff::civil::Date;
use schemars::JsonSchema;

/// A page of an organisation's vacancies, oldest first.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "described here, written by the handler")]
pub(super) struct Vacancies {
    /// What is on the page; nothing beyond the last one.
    vacancies: Vec<Vacancy>,
    /// Which page, counted from 1.
    page: usize,
    /// The most vacancies a page could hold.
    limit: usize,
    /// How many pages the whole list fills.
    total_pages: usize,
    /// How long the whole list is.
    total: usize,
}

/// A page of an employer's applicants in scope that have had no transfer.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "described here, written by the handler")]
pub(super) struct Applicants {
    /// What is on the page; nothing beyond the last one.
    applicants: Vec<AwaitingApplicant>,
    /// Which page, counted from 1.
    page: usize,
    /// The most applicants a page could hold.
    limit: usize,
    /// How many pages the whole list fills.
    total_pages: usize,
    /// How long the whole list is.
    total: usize,
}

/// What a supplier sees of an applicant: what it can match on, and nothing else.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "described here, written by the handler")]
pub(super) struct AwaitingApplicant {
    /// ESR's number.
    applicant_number: String,
    /// As loaded.
    first_name: String,
    /// As loaded.
    last_name: String,
    /// Day of birth.
    date_of_birth: Date,
    /// The post, at most 15 digits.
    position_id: String,
    /// The post's shorter number, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    position_number: Option<String>,
}

/// An access token (RFC 6749, section 5.1).
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described here, written by the handler")]
pub(super) struct Token {
    /// To be sent as `Authorization: Bearer`.
    access_token: String,
    /// How it is sent.
    #[schemars(extend("const" = "Bearer"))]
    token_type: String,
    /// How long it lives, in seconds of the sandbox clock.
    #[schemars(extend("const" = TOKEN_SECONDS))]
    expires_in: i64,
}

/// Why no token was issued (RFC 6749, section 5.2).
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described here, written by the handler")]
pub(super) struct TokenError {
    /// The error's code.
    error: TokenErrorCode,
    /// What happened this time.
    error_description: String,
}

/// The codes of RFC 6749, section 5.2, as far as they occur.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "described here, written by the handler")]
pub(super) enum TokenErrorCode {
    /// The request is not a form, lacks a parameter or has one twice.
    InvalidRequest,
    /// Client id and secret are not those of an enabled supplier.
    InvalidClient,
    /// The only grant is `client_credentials`.
    UnsupportedGrantType,
    /// No token can be drawn.
    ServerError,
}

/// Whether the ESR interface is up.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described here, written by the handler")]
pub(super) struct Status {
    /// Where it is not, a fault answers instead.
    #[schemars(extend("const" = "UP"))]
    status: String,
}
