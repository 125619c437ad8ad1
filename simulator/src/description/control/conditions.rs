//! What one member of a document of the control interface says about another.

use serde_json::{Map, Value, json};

use super::state;

/// Adds the conditions to the schemas that are sent.
pub(super) fn add(schemas: &mut Map<String, Value>) {
    if let Some(movement) = schemas.get_mut("MovementSent") {
        movement["oneOf"] = movements();
    }
    if let Some(options) = schemas.get_mut("SandboxOptionsSent") {
        options["anyOf"] = copy_or_new();
    }
}

/// Each action has its own members.
fn movements() -> Value {
    let nothing = json!({ "type": "null" });
    let something = json!({ "type": "string" });
    json!([
        { "properties": { "action": { "enum": ["freeze", "run"] }, "duration": nothing } },
        {
            "properties": { "action": { "const": "set" }, "instant": something, "duration": nothing },
            "required": ["instant"],
        },
        {
            "properties": { "action": { "const": "advance" }, "duration": something, "instant": nothing },
            "required": ["duration"],
        },
    ])
}

/// A copy, and a saved sandbox, bring their own seed and world.
fn copy_or_new() -> Value {
    let nothing = json!({ "type": "null" });
    json!([
        { "properties": { "from": nothing, "state": nothing } },
        { "properties": { "seed": nothing, "fixtures": nothing, "state": nothing } },
        {
            "properties": {
                "seed": nothing, "fixtures": nothing, "from": nothing, "state": state::document(),
            },
            "required": ["state"],
        },
    ])
}
