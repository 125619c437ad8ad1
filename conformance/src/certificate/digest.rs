//! Digests: SHA-256 over JSON in one form.
//!
//! The form has no white space and the members of each object in the order of their names, numbers
//! as they were written, and text as UTF-8 with nothing escaped but what must be. So a digest
//! survives a program that only indents the file anew, and a few lines in any language make it.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub(super) fn of_bytes(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of a value in the one form.
pub(super) fn of_value(value: &Value) -> String {
    of_bytes(value.to_string().as_bytes())
}

/// SHA-256 of anything that is written as JSON.
pub(super) fn of(written: &impl Serialize) -> String {
    of_value(&value(written))
}

/// As JSON; the members of objects are in the order of their names.
pub(super) fn value(written: &impl Serialize) -> Value {
    serde_json::to_value(written).expect("records have text for names, and no number is infinite")
}

/// SHA-256 of a document without the member that holds it.
pub(super) fn of_document(document: &Value) -> String {
    let mut rest = document.clone();
    if let Some(members) = rest.as_object_mut() {
        members.remove("sha256");
    }
    of_value(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_well_known_one() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(of_bytes(b""), empty);
    }

    #[test]
    fn order_of_members_and_white_space_change_no_digest() {
        let one: Value = serde_json::from_str(r#"{"b": 1.50, "a": [1, "x"]}"#).unwrap();
        let other: Value = serde_json::from_str(r#"{"a":[1,"x"],"b":1.5}"#).unwrap();

        assert_eq!(of_value(&one), of_value(&other));
        assert_eq!(of_value(&one), of_bytes(br#"{"a":[1,"x"],"b":1.5}"#));
    }
}
