//! A sandbox saved and loaded.

use serde_json::{Value, json};

use super::bodies::SandboxTold;
use super::examples;
use super::row::{Row, Scope};
use super::simulator::told;
use crate::description::schemas::Schemas;
use crate::sandbox::state::{FORMAT, VERSION};

/// The rows.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    let row = |name, method, summary| Row::new(Scope::Sandbox, name, method, "/state", summary);
    let sandbox = schemas.answered::<SandboxTold>();
    let example = json!({ "format": FORMAT, "version": VERSION, "world": {} });
    let content = examples::content(&document(), &example);
    vec![
        row("getState", "GET", "Save the sandbox")
            .about("One versioned document without id, secrets and base URLs.")
            .content(200, "The state.", "application/json", &content),
        row("putState", "PUT", "Load a saved sandbox")
            .about(
                "The receiver keeps its own id, secrets, base URLs, journal and faults; \
                 organisation, account, client id and VPD are those of the document. A document \
                 with a mistake is refused whole, by the place of each.",
            )
            .needs(&document(), &example)
            .answers(200, "How the sandbox is reached now.", &sandbox, &told()),
    ]
}

/// A saved sandbox, from the outside.
pub(super) fn document() -> Value {
    json!({
        "type": "object",
        "required": ["format", "version", "world"],
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": VERSION },
            "world": { "type": "object", "description": "As it was saved." },
        },
        "additionalProperties": false,
    })
}
