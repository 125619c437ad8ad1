//! What the user wants, and the idempotency key that names it: the same wish is sent with the same
//! key, and another one never is.

use sha2::{Digest as _, Sha256};

use super::super::fields::Fields;
use crate::sandbox::secret::unguessable;

/// A wish as the page keeps it between two sends.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    /// Its key.
    pub(super) key: String,
    /// A hash of what was sent with it.
    pub(super) hash: String,
}

impl Wish {
    /// The wish that a form brings back.
    pub(super) fn of(fields: &Fields) -> Self {
        Self {
            key: fields.trimmed("key"),
            hash: fields.trimmed("sent"),
        }
    }

    /// The wish to send this: the same one where it is the same request, and otherwise a new one.
    pub(super) fn sending(self, request: &str) -> Self {
        let digest = Sha256::digest(request.as_bytes());
        let hash: String = digest
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        if hash == self.hash && is_key(&self.key) {
            return self;
        }
        // Without entropy a request goes out without a key, as that of many an ATS does.
        let key = unguessable().unwrap_or_default();
        Self { key, hash }
    }

    /// The header, where there is a key.
    pub(super) fn header(&self) -> Option<(&'static str, String)> {
        (!self.key.is_empty()).then(|| ("Idempotency-Key", self.key.clone()))
    }
}

// What a page brings back is only ever a key of ours, or it was tampered with.
fn is_key(key: &str) -> bool {
    (1..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_request_keeps_its_key_and_another_one_gets_another() {
        let first = Wish::default().sending("POST a");
        let again = first.clone().sending("POST a");
        let corrected = again.clone().sending("POST b");

        assert_eq!(first.key, again.key);
        assert_ne!(again.key, corrected.key);
        assert!(is_key(&first.key));
    }

    #[test]
    fn a_key_that_is_none_of_ours_is_not_sent() {
        let first = Wish::default().sending("POST a");
        let tampered = Wish {
            key: "a\r\nb".to_owned(),
            ..first
        };

        assert!(is_key(&tampered.sending("POST a").key));
    }
}
