//! Who the visitors are: one cookie each, and which of them have shown the token.
//!
//! The word that forms send along follows from the cookie and a secret of this process, so nothing
//! is kept for a visitor who only looks.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::sandbox::clock::Stopwatch;
use crate::sandbox::secret::{NoEntropy, SecretHash, unguessable};

/// How long a visitor stays signed in, in microseconds of real time: a working day.
const SIGNED_IN: u64 = 12 * 60 * 60 * 1_000_000;
/// How many visitors may be signed in; with more, the one who signed in first must again.
const SIGNED_IN_AT_MOST: usize = 1_000;

/// What the console knows of its visitors.
#[derive(Debug)]
pub(super) struct Sessions {
    key: String,
    since: Stopwatch,
    // Until when, by the hash of the cookie.
    signed_in: Mutex<BTreeMap<SecretHash, u64>>,
}

impl Sessions {
    /// Nobody has come yet.
    pub(super) fn new() -> Result<Self, NoEntropy> {
        Ok(Self {
            key: unguessable()?,
            since: Stopwatch::start(),
            signed_in: Mutex::default(),
        })
    }

    /// A word that no other visitor has.
    pub(super) fn draw() -> Result<String, NoEntropy> {
        unguessable()
    }

    /// What the forms of a visitor send along.
    pub(super) fn form_token(&self, cookie: &str) -> String {
        let digest = SecretHash::of(&format!("{}/{cookie}/{}", self.key, self.key));
        digest
            .bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Whether a form was one of this visitor's, in a time that tells nothing.
    pub(super) fn is_form_token(&self, cookie: &str, sent: &str) -> bool {
        SecretHash::of(&self.form_token(cookie)).same(&SecretHash::of(sent))
    }

    /// Remembers that a visitor has shown the token.
    pub(super) fn sign_in(&self, cookie: &str) {
        let until = self.since.elapsed_micros() + SIGNED_IN;
        let mut signed_in = self.signed_in();
        if signed_in.len() >= SIGNED_IN_AT_MOST {
            let first = signed_in.iter().min_by_key(|(_, until)| **until);
            let first = first.map(|(hash, _)| *hash);
            first.map(|hash| signed_in.remove(&hash));
        }
        signed_in.insert(SecretHash::of(cookie), until);
    }

    /// Forgets that a visitor has shown it.
    pub(super) fn sign_out(&self, cookie: &str) {
        self.signed_in().remove(&SecretHash::of(cookie));
    }

    /// Whether a visitor has shown it, and not too long ago.
    pub(super) fn is_signed_in(&self, cookie: &str) -> bool {
        let now = self.since.elapsed_micros();
        let mut signed_in = self.signed_in();
        let hash = SecretHash::of(cookie);
        let until = signed_in.get(&hash).copied();
        if until.is_some_and(|until| until <= now) {
            signed_in.remove(&hash);
        }
        until.is_some_and(|until| now < until)
    }

    fn signed_in(&self) -> MutexGuard<'_, BTreeMap<SecretHash, u64>> {
        self.signed_in
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_belongs_to_the_visitor_it_was_made_for() {
        let sessions = Sessions::new().unwrap();
        let other = Sessions::new().unwrap();
        let token = sessions.form_token("a");

        assert!(sessions.is_form_token("a", &token));
        assert!(!sessions.is_form_token("b", &token));
        assert!(!sessions.is_form_token("a", ""));
        assert!(!other.is_form_token("a", &token));
    }

    #[test]
    fn only_so_many_are_signed_in_and_the_first_goes_first() {
        let sessions = Sessions::new().unwrap();
        sessions.sign_in("first");
        for visitor in 0..SIGNED_IN_AT_MOST {
            sessions.sign_in(&visitor.to_string());
        }

        assert!(sessions.is_signed_in("999") && !sessions.is_signed_in("first"));
        sessions.sign_out("999");
        assert!(!sessions.is_signed_in("999"));
    }
}
