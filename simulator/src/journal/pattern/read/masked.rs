//! Masking the secrets of a pattern, so that it can be compared with what the journal holds.

use serde_json::{Map, Value};

use crate::journal::Journal;

/// Members whose text is a regular expression, in which a mask must stand for itself.
const REGULAR: [&str; 4] = ["matches", "doesNotMatch", "urlPattern", "urlPathPattern"];

/// The pattern, with every secret in it masked as `journal` masks those of exchanges.
pub(super) fn masked(pattern: &Value, journal: &Journal) -> Value {
    match pattern {
        Value::String(text) => journal.masked(text).into(),
        Value::Array(items) => items.iter().map(|item| masked(item, journal)).collect(),
        Value::Object(members) => {
            let members = members.iter();
            let masked = members.map(|(name, value)| (name.clone(), member(name, value, journal)));
            masked.collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

fn member(name: &str, value: &Value, journal: &Journal) -> Value {
    match value {
        Value::String(text) if REGULAR.contains(&name) => {
            let masked = journal.masked(text);
            if masked == *text {
                return masked.into();
            }
            masked.replace("[secret:", r"\[secret:").into()
        }
        other => masked(other, journal),
    }
}
