//! What a person wants done once, and the key that says so to the service.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::api::act::Action;

/// One intention: however often it is sent, it is to be done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Intention {
    pub(crate) attempt: String,
    pub(crate) action: Action,
    pub(crate) name: String,
    /// 1 for the first intention of this action under this name.
    pub(crate) number: u32,
}

/// Which `Idempotency-Key` goes with a send: the intention, and how many sends there were before.
/// A habit: a wayward client replaces it.
pub(crate) type Keys = fn(&Intention, u32) -> Option<String>;

/// The same key for every send of one intention, another for every other.
pub(crate) fn one_key_each(intention: &Intention, _: u32) -> Option<String> {
    Some(intention.key())
}

impl Intention {
    /// A key made of the intention alone: no chance, no clock, and nothing in it can be read back.
    pub(crate) fn key(&self) -> String {
        let Self {
            attempt,
            action,
            name,
            number,
        } = self;
        // Lengths keep neighbouring members apart, whatever is in them.
        let told = format!(
            "{}:{attempt} {action} {}:{name} {number}",
            attempt.len(),
            name.len()
        );
        let digest = Sha256::digest(told.as_bytes());
        digest.iter().take(16).fold(String::new(), |mut key, byte| {
            let _ = write!(key, "{byte:02x}");
            key
        })
    }
}

/// Which intentions there were, and which of them are still open.
#[derive(Debug, Default)]
pub(crate) struct Intentions {
    latest: BTreeMap<(Action, String), Latest>,
}

#[derive(Debug)]
struct Latest {
    number: u32,
    /// The body, while nobody knows whether it was done.
    open: Option<Value>,
}

impl Intentions {
    /// The intention behind an action: the open one when the same thing is asked for again, so that
    /// a second press of the button is not a second vacancy; else a new one.
    pub(crate) fn meant(
        &mut self,
        attempt: &str,
        action: Action,
        name: &str,
        body: &Value,
    ) -> Intention {
        let latest = self
            .latest
            .entry((action, name.to_owned()))
            .or_insert(Latest {
                number: 0,
                open: None,
            });
        if latest.open.as_ref() != Some(body) {
            *latest = Latest {
                number: latest.number + 1,
                open: Some(body.clone()),
            };
        }
        Intention {
            attempt: attempt.to_owned(),
            action,
            name: name.to_owned(),
            number: latest.number,
        }
    }

    /// What was sent under this name and may or may not have been done.
    pub(crate) fn open(&self, action: Action, name: &str) -> Option<&Value> {
        self.latest.get(&(action, name.to_owned()))?.open.as_ref()
    }

    /// The intention has come to an end, one way or the other.
    pub(crate) fn conclude(&mut self, intention: &Intention) {
        let latest = self
            .latest
            .get_mut(&(intention.action, intention.name.clone()));
        if let Some(latest) = latest {
            latest.open = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn post(intentions: &mut Intentions, body: &Value) -> Intention {
        intentions.meant("a1", Action::PostVacancy, "job1", body)
    }

    #[test]
    fn a_key_depends_on_the_intention_alone() {
        let intention = post(&mut Intentions::default(), &json!({}));

        insta::assert_snapshot!(intention.key(), @"4fced6f1e2178b26ec1a2ee57d46ff57");
    }

    #[test]
    fn neighbouring_words_do_not_run_together() {
        let key = |attempt: &str, name: &str| {
            let (attempt, name) = (attempt.to_owned(), name.to_owned());
            Intention {
                attempt,
                action: Action::PostVacancy,
                name,
                number: 1,
            }
            .key()
        };

        assert_ne!(key("a", "b c"), key("a b", "c"));
    }

    #[test]
    fn asking_again_while_nobody_knows_is_the_same_intention() {
        let mut intentions = Intentions::default();
        let body = json!({ "jobTitle": "Nurse" });

        let first = post(&mut intentions, &body);
        let again = post(&mut intentions, &body);
        let changed = post(&mut intentions, &json!({ "jobTitle": "Staff Nurse" }));

        assert_eq!(first, again);
        assert_ne!(first.key(), changed.key());
    }

    #[test]
    fn a_concluded_intention_is_not_taken_up_again() {
        let mut intentions = Intentions::default();
        let first = post(&mut intentions, &json!({}));

        intentions.conclude(&first);

        assert_eq!(intentions.open(Action::PostVacancy, "job1"), None);
        assert_ne!(post(&mut intentions, &json!({})).key(), first.key());
    }
}
