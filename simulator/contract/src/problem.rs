//! Problem details (RFC 9457) as every refusal is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::reading::FieldCode;

/// The body of a refusal, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The page that explains the refusal: `{public}/problems/{code}`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same words for every refusal with this code.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// What happened this time.
    pub detail: String,
    /// The stable code of the whole refusal.
    pub code: String,
    /// Every refused field, where fields were judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The status of the vacancy that is no draft (`VACANCY_NOT_DRAFT`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacancy_status: Option<String>,
    /// Where the vacancy must be edited instead (`VACANCY_NOT_DRAFT`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit_in: Option<String>,
    /// The version that an update must carry (`VERSION_STALE`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version: Option<u64>,
}

/// The pointer of a refused `Idempotency-Key`: the one it would have if headers were members.
pub const IDEMPOTENCY_KEY: &str = "/Idempotency-Key";

/// One refused field, or one warning: they have the same members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldError {
    /// JSON Pointer of the field; a missing member has the pointer it would have, and so has a
    /// parameter of the query, or the header `Idempotency-Key`.
    pub field: String,
    /// What is wrong with it, as a stable code.
    #[schemars(extend("enum" = FieldCode::ALL.map(FieldCode::code)))]
    pub code: String,
    /// The rule behind it, see [`crate::rule`].
    pub rule: String,
    /// What is wrong and what would do, in words; never repeats personal data.
    pub message: String,
}
