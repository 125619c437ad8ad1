//! What is true of every object that is sent, and of every object that is answered.

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::rules;

/// Keywords about what a text or a list may hold.
const BOUNDS: [&str; 5] = ["minLength", "maxLength", "pattern", "minItems", "maxItems"];

/// An object as it is read: a member that the contract does not know is refused, and `null` counts
/// as missing.
pub(super) fn sent(schema: &mut Schema) {
    rules::tell(schema);
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    if !members.contains_key("properties") {
        return;
    }
    members
        .entry("additionalProperties")
        .or_insert(Value::Bool(false));
    for property in optional(members) {
        allow_null(property);
    }
}

/// An object as it is answered: a member without a value is left out, never `null`.
///
/// Bounds of texts are those of requests: they count a line break of two characters as one, which
/// JSON Schema cannot say, and an answer gives the text back as it was sent.
pub(super) fn answered(schema: &mut Schema) {
    rules::tell(schema);
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    for bound in BOUNDS {
        members.remove(bound);
    }
    for property in optional(members) {
        forbid_null(property);
    }
}

/// The properties that need not be there.
fn optional(members: &mut Map<String, Value>) -> Vec<&mut Value> {
    let required = members.get("required").cloned().unwrap_or_default();
    let is_required = |name: &str| {
        required
            .as_array()
            .is_some_and(|names| names.iter().any(|required| required == name))
    };
    let Some(Value::Object(properties)) = members.get_mut("properties") else {
        return Vec::new();
    };
    let optional = properties.iter_mut().filter(|(name, _)| !is_required(name));
    optional.map(|(_, property)| property).collect()
}

fn allow_null(property: &mut Value) {
    let Value::Object(members) = property else {
        return;
    };
    if members.get("anyOf").is_some_and(holds_null) {
        return;
    }
    if let Some(Value::String(word)) = members.get("type") {
        let both = json!([word, "null"]);
        members.insert("type".to_owned(), both);
        if let Some(Value::Array(words)) = members.get_mut("enum") {
            words.push(Value::Null);
        }
    } else if let Some(reference) = members.remove("$ref") {
        members.insert(
            "anyOf".to_owned(),
            json!([{ "$ref": reference }, { "type": "null" }]),
        );
    }
}

fn forbid_null(property: &mut Value) {
    let Value::Object(members) = property else {
        return;
    };
    if let Some(Value::Array(types)) = members.get_mut("type") {
        types.retain(|word| word != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            members.insert("type".to_owned(), only);
        }
    }
    if !members.get("anyOf").is_some_and(holds_null) {
        return;
    }
    let Some(Value::Array(mut ways)) = members.remove("anyOf") else {
        return;
    };
    ways.retain(|way| way["type"] != "null");
    match ways.as_slice() {
        [Value::Object(only)] => members.extend(only.clone()),
        _ => drop(members.insert("anyOf".to_owned(), Value::Array(ways))),
    }
}

fn holds_null(ways: &Value) -> bool {
    ways.as_array()
        .is_some_and(|ways| ways.iter().any(|way| way["type"] == "null"))
}
