//! JSON as a person would write it: in one line, what matters first, nothing invisible.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// A value in one line, with a space after each comma and colon and nothing invisible in it.
#[must_use]
pub(crate) fn line(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members: Vec<String> = ordered(members)
                .into_iter()
                .map(|(name, value)| format!("{}: {}", quoted(name), line(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(line).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// What a step does comes first, as a person would write it.
pub(crate) fn ordered(members: &Map<String, Value>) -> Vec<(&String, &Value)> {
    const FIRST: [&str; 10] = [
        "act",
        "settle",
        "advance",
        "fault",
        "person",
        "type",
        "operation",
        "name",
        "as",
        "of",
    ];
    let rank = |name: &str| {
        FIRST
            .iter()
            .position(|first| *first == name)
            .unwrap_or(FIRST.len())
    };
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by_key(|(name, _)| rank(name));
    members
}

/// In quotes; what cannot be seen, or changes how the line is shown, is escaped.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            seen if is_seen(seen) => quoted.push(seen),
            hidden if (hidden as u32) <= 0xffff => {
                let _ = write!(quoted, "\\u{:04x}", hidden as u32);
            }
            far => quoted.push(far),
        }
    }
    quoted.push('"');
    quoted
}

fn is_seen(letter: char) -> bool {
    let drawn = letter.is_alphanumeric()
        || "\u{a3}\u{20ac}\u{2013}\u{2014}\u{2018}\u{2019}\u{201c}\u{201d}\u{2026}\u{2022}\u{2122}"
            .contains(letter);
    // A mark that joins the letter before it would be read as part of it.
    (letter.is_ascii() && !letter.is_ascii_control())
        || (drawn && !('\u{300}'..'\u{370}').contains(&letter))
}
