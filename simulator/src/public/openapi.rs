//! `/openapi.json`: the description of the public interface.

use contract::refusal::Refusal;
use http::{Method, StatusCode};

use crate::answer::{Answer, JSON};
use crate::description::Held;
use crate::problem::Refused;

/// Where it answers.
pub(super) const PATH: &str = "/openapi.json";

/// Answers the description.
///
/// # Errors
///
/// `METHOD_NOT_ALLOWED` for any method that changes things.
pub(super) fn get(method: &Method, held: &Held) -> Result<Answer, Refused> {
    if method != Method::GET && method != Method::HEAD {
        let detail = format!("`{method}` is not answered here; send GET");
        return Err(Refused::new(Refusal::MethodNotAllowed, detail).allow("GET, HEAD"));
    }
    Ok(Answer::bytes(StatusCode::OK, JSON, held.public()))
}
