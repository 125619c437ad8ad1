//! `getStatus`: whether the ESR interface is up.

use http::StatusCode;
use serde_json::json;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::magic;
use crate::public::visit::Visit;

/// Answers that it is: where it is not, a fault answers instead.
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit(visit)?;
    magic::in_header(visit)?;
    Ok(Answer::json(StatusCode::OK, &json!({ "status": "UP" })))
}
