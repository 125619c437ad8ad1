//! What the errors of the token endpoint mean: RFC 6749 has its own, and no page of ours.

use contract::rule;
use serde_json::{Value, json};

use super::source;

/// One error, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TokenError {
    /// As it was answered.
    pub(super) error: String,
    /// What happened.
    pub(super) what: String,
    /// Why the service refuses it.
    pub(super) why: &'static str,
    /// Who does what now.
    pub(super) remedy: &'static str,
}

impl TokenError {
    /// The error that a body holds, where it is one.
    pub(super) fn of(body: &[u8]) -> Option<Self> {
        let answered = serde_json::from_slice::<Value>(body).ok()?;
        let error = answered["error"].as_str()?;
        let (why, remedy) = meaning(error);
        let description = answered["error_description"].as_str().unwrap_or(error);
        Some(Self {
            error: error.to_owned(),
            what: format!("No token was issued: {description}."),
            why,
            remedy,
        })
    }

    /// Where the errors come from.
    pub(super) fn provenance() -> Option<Value> {
        let rule = rule::find(rule::ESR_CREDENTIALS)?;
        Some(json!({
            "word": rule.provenance.word(),
            "meaning": rule.provenance.meaning(),
            "source": source(rule.source),
        }))
    }
}

fn meaning(error: &str) -> (&'static str, &'static str) {
    match error {
        "invalid_client" => (
            "ESR does not know a supplier with this client id and secret, or has disabled it \
             (RFC 6749, section 5.2).",
            "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: check \
             client id and secret of the ESR integration. Developer: do not ask again until they \
             have been changed.",
        ),
        "unsupported_grant_type" => (
            "The one grant of this endpoint is for programs, not for people (RFC 6749, section 4.4).",
            "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: pass the \
             answer on to the developer. Developer: send `grant_type=client_credentials`.",
        ),
        "invalid_request" => (
            "A parameter is missing, stands twice, or the client authenticates in two ways at once \
             (RFC 6749, section 5.2).",
            "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: pass the \
             answer on to the developer. Developer: send `grant_type`, `client_id` and `client_secret` once each, as \
             application/x-www-form-urlencoded; or id and secret by Basic.",
        ),
        _ => (
            "The endpoint could not do what it should.",
            "Recruiter: wait; a good ATS asks again by itself. Support: find out whether the service is \
             down. Developer: ask again, a few times at most, after a pause that grows.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_in_its_own_words_and_anything_else_is_none() {
        let body = br#"{"error":"invalid_client","error_description":"no such supplier"}"#;

        let told = TokenError::of(body).unwrap();

        assert_eq!(told.what, "No token was issued: no such supplier.");
        assert!(told.remedy.contains("Support: "));
        assert_eq!(TokenError::of(b"{}"), None);
    }
}
