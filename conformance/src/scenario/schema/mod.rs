//! The JSON Schema of scenario files, for editors. It is written beside the reader, not made from
//! it; tests hold the two against each other, key by key and word by word.

mod check;
mod given;
mod input;
mod step;

#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::evidence::Action;

/// The schema of one scenario file, JSON Schema 2020-12.
#[must_use]
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of the conformance runner",
        "description": "A short story about a client: what is given, what is done, and what must have been seen. \
            Begin the file with a comment that says why a client's users would care. scenarios/README.md teaches it.",
        "type": "object",
        "required": ["title", "steps", "checks"],
        "additionalProperties": false,
        "properties": {
            "title": text("What the client does when it is right, in one line."),
            "requires": described(
                one_or_many(words(Action::ALL.map(Action::word))),
                "The actions that the client must support. May be left out: it follows from the acts."),
            "given": described(refers("given"), "The world before the first step. All of it may be left out."),
            "steps": described(one_or_many(refers("step")), "What is done, in order."),
            "checks": described(
                one_or_many(refers("check")),
                "What must have been seen, beside the checks that are made on every attempt."),
        },
        "$defs": definitions(),
    })
}

fn definitions() -> Value {
    let mut all = story_definitions();
    if let (Value::Object(all), Value::Object(checks)) = (&mut all, check::definitions()) {
        all.extend(checks);
    }
    all
}

/// What `given` and `steps` refer to: the part that generated cases share.
pub(crate) fn story_definitions() -> Value {
    let mut all = serde_json::Map::new();
    let parts = [
        given::definitions(),
        step::definitions(),
        input::definitions(),
    ];
    for part in parts {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    Value::Object(all)
}

/// A reference to a definition.
fn refers(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// A mapping of these members and no others.
fn closed(description: &str, required: &[&str], properties: Value) -> Value {
    // `settle: {}` and a bare `settle:` say the same.
    let kinds = if required.is_empty() {
        json!(["object", "null"])
    } else {
        json!("object")
    };
    json!({
        "description": description,
        "type": kinds,
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

/// One value alone is a list of one.
fn one_or_many(item: Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

/// Out of a list.
fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    let words: Vec<&str> = words.into_iter().collect();
    json!({ "enum": words })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn flag(description: &str) -> Value {
    json!({ "type": "boolean", "description": description })
}

fn whole(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = Value::from(description);
    schema
}
