//! The examples of the control interface: answers of a simulator, recorded.

use serde_json::{Value, json};

/// Why a salary was refused.
pub(super) fn explanation() -> Value {
    example(include_str!("examples/explanation.json"))
}

/// What a wait brought.
pub(super) fn waited() -> Value {
    example(include_str!("examples/waited.json"))
}

/// One exchange.
pub(super) fn exchange() -> Value {
    waited()["requests"][0].clone()
}

/// What came nearest where a wait brought nothing.
pub(super) fn waited_in_vain() -> Value {
    example(include_str!("examples/waited_in_vain.json"))
}

/// What a stray request was perhaps meant for.
pub(super) fn near_misses() -> Value {
    example(include_str!("examples/near_misses.json"))
}

/// A journal as HAR.
pub(super) fn har() -> Value {
    example(include_str!("examples/journal.har"))
}

/// A journal, a line for each exchange.
pub(super) fn ndjson() -> Value {
    json!(format!("{}\n", exchange()))
}

/// A journal as a script.
pub(super) fn script() -> Value {
    json!(include_str!("examples/journal.sh"))
}

/// What has a state.
pub(super) fn scenarios() -> Value {
    example(include_str!("examples/scenarios.json"))
}

/// A pattern that is none.
pub(super) fn pattern_refused() -> Value {
    example(include_str!("examples/pattern_refused.json"))
}

/// A document of this schema, with its example.
pub(super) fn content(schema: &Value, example: &Value) -> Value {
    json!({ "schema": schema, "examples": { "one": { "value": example } } })
}

/// A text, with its example.
pub(super) fn text(example: &str) -> Value {
    content(&json!({ "type": "string" }), &json!(example))
}

/// An object with the members of its example.
pub(super) fn object(example: &Value) -> Value {
    let members = example.as_object();
    let members = members.map(|members| members.keys().collect::<Vec<_>>());
    content(
        &json!({ "type": "object", "x-members": members.unwrap_or_default() }),
        example,
    )
}

fn example(text: &str) -> Value {
    serde_json::from_str(text).expect("the examples are JSON")
}
