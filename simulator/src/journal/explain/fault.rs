//! What a fault did, and what a good client does about it.

use serde::Serialize;

use crate::faults::KINDS;

/// A fault that befell an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct FaultTold {
    /// Its kind.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// What it did.
    pub(crate) what: &'static str,
    /// What is done about it.
    pub(crate) remedy: &'static str,
}

const NOT_DONE: &str = "Recruiter: wait, and do not enter it a second time by hand. Support: look \
    whether it arrived. Developer: nothing was done, which the client cannot know; it repeats the \
    same request with the same Idempotency-Key.";
const DONE: &str = "Recruiter: wait, and do not enter it a second time by hand. Support: look \
    whether it arrived. Developer: the change was made, which the client cannot know; it repeats the \
    same request with the same Idempotency-Key and gets the first answer.";
const UNREADABLE: &str = "Recruiter: wait, and do not enter it a second time by hand. Support: \
    look whether it arrived. Developer: a body that cannot be read whole is an unknown outcome; read \
    back what was changed, or repeat the same request with the same Idempotency-Key. Tell the user \
    nothing that was not read.";
const TOLERANT: &str = "Recruiter: nothing to do. Support: if users notice, tell the developer. \
    Developer: accept what is not known beside what is: services grow. The \
    outcome stands.";
const PATIENT: &str = "Recruiter: wait. Support: find out whether the service or the network is slow. \
    Developer: wait for as long as the deadline allows, and do not send a second \
    request beside the first.";

impl FaultTold {
    /// The fault of this kind.
    pub(crate) fn of(kind: &'static str) -> Self {
        let (what, remedy) = match kind {
            "latency" => ("The answer was held back on purpose.", PATIENT),
            "slow_body" => (
                "The body of the answer was sent in small pieces on purpose.",
                PATIENT,
            ),
            "bandwidth" => ("The answer was sent slowly on purpose.", PATIENT),
            "status" => (
                "The fault answered in place of the service; the request was not looked at.",
                "Recruiter: wait; a good ATS sends again by itself. Support: find out whether the \
                 service is down. Developer: wait as long as Retry-After says where there is one, and repeat the \
                 same request with the same key, a few times at most.",
            ),
            "drop_before_commit" => (
                "The connection was cut on purpose before the request was looked at; nothing was \
                 changed.",
                NOT_DONE,
            ),
            "commit_then_drop" => (
                "The request was carried out, and its answer was lost on purpose: the connection \
                 was cut instead.",
                DONE,
            ),
            "commit_then_hang" => (
                "The request was carried out, and its answer was held back on purpose until nobody \
                 waits for it.",
                DONE,
            ),
            "truncate" => (
                "The answer was cut off on purpose in the middle of its body.",
                UNREADABLE,
            ),
            "malformed_json" => ("The body of the answer was spoilt on purpose.", UNREADABLE),
            "connection_reset" => ("The connection was reset on purpose.", UNREADABLE),
            "unknown_field" => (
                "A member that nobody knows was added to the answer.",
                TOLERANT,
            ),
            "unknown_enum" => (
                "A code that nobody knows was put into the answer.",
                TOLERANT,
            ),
            "expire_token" => (
                "The access token was made to run out on purpose.",
                "Recruiter: nothing to do; a good ATS renews it without a word. Support: if users \
                 see this, tell the developer. Developer: obtain a new token, once, and repeat the request with it.",
            ),
            "revoke_key" => (
                "The API key was withdrawn on purpose.",
                "Recruiter: tell your ATS supplier's support. Support: ask for a new key. Developer: tell the user that it is a matter of \
                 configuration, and do not repeat the request.",
            ),
            "duplicate_delivery" => (
                "The request was delivered twice on purpose, as a network may do.",
                "Recruiter: nothing to do. Support: look whether there are two of anything, and tell \
                 the developer. Developer: send an Idempotency-Key with whatever changes something.",
            ),
            _ => (about(kind), UNREADABLE),
        };
        Self { kind, what, remedy }
    }
}

// What the list of kinds says, where nothing is said here: WireMock's four are among them.
fn about(kind: &str) -> &'static str {
    let known = KINDS.iter().find(|known| known.name == kind);
    known.map_or("A fault of this sandbox befell the exchange.", |known| {
        known.about
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_fault_there_is_has_words() {
        for kind in KINDS {
            let told = FaultTold::of(kind.name);

            assert!(told.what.ends_with('.'), "{}: {}", kind.name, told.what);
            assert_ne!(told.what, about("no such kind"), "{}", kind.name);
            for who in ["Recruiter: ", "Support: ", "Developer: "] {
                assert!(told.remedy.contains(who), "{}: {}", kind.name, told.remedy);
            }
        }
    }
}
