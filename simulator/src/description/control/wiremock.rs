//! What WireMock's libraries call beside the journal.

use serde_json::{Value, json};

use super::bodies::Done;
use super::examples;
use super::row::{Row, Scope};
use crate::control::{mappings_told, settings_told};
use crate::description::schemas::Schemas;

/// The rows.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    let done = schemas.answered::<Done>();
    let rows = near_misses().into_iter().chain(scenarios(&done));
    rows.chain(settings())
        .chain(mappings(&done))
        .map(|row| row.tagged(super::journal::TAG))
        .collect()
}

fn row(name: &'static str, method: &'static str, path: &'static str, summary: &'static str) -> Row {
    Row::new(Scope::Sandbox, name, method, path, summary)
}

fn errors() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/WireMockErrors" });
    examples::content(&schema, &examples::pattern_refused())
}

fn near_misses() -> Vec<Row> {
    let any = json!({ "type": "object" });
    let near = examples::object(&examples::near_misses());
    let told = |row: Row| row.content(200, "In WireMock's shape.", "application/json", &near);
    let removed = examples::object(&json!({ "serveEvents": [] }));
    let value = json!({ "$ref": "#/components/schemas/ValuePattern" });
    let operation = json!({
        "matchesJsonPath": { "expression": "$.operation", "equalTo": "issueToken" },
    });
    vec![
        told(row(
            "listRequestNearMisses",
            "GET",
            "/near-misses",
            "Near misses of what asked for no operation",
        )),
        told(row(
            "findNearMissesOfRequest",
            "POST",
            "/near-misses/request",
            "Operations that a request comes near to",
        ))
        .takes(&any, &json!({ "url": "/esr/statu", "method": "GET" })),
        row(
            "removeRequestsByMetadata",
            "POST",
            "/requests/remove-by-metadata",
            "Forget exchanges by what the simulator knows of them",
        )
        .content(200, "What was forgotten.", "application/json", &removed)
        .about("The pattern is matched against the `simulator` member of each exchange.")
        .needs(&value, &operation)
        .content(
            422,
            super::journal::NO_PATTERN,
            "application/json",
            &errors(),
        ),
    ]
}

fn scenarios(done: &Value) -> Vec<Row> {
    let wanted = json!({
        "type": "object", "properties": { "state": { "type": ["string", "null"] } },
    });
    vec![
        row(
            "listScenarios",
            "GET",
            "/scenarios",
            "List what has a state",
        )
        .about("Credentials, employers, and the newest 1,000 vacancies.")
        .content(
            200,
            "In WireMock's shape.",
            "application/json",
            &examples::object(&examples::scenarios()),
        ),
        row(
            "resetScenarios",
            "POST",
            "/scenarios/reset",
            "Put every lever back",
        )
        .about("Vacancies stay as they are: they only go forward.")
        .answers(200, "Done.", done, &json!({})),
        row(
            "setScenario",
            "PUT",
            "/scenarios/{scenario}/state",
            "Set the state of one",
        )
        .takes(&wanted, &json!({ "state": "expired" }))
        .answers(200, "Done.", done, &json!({}))
        .content(
            404,
            "There is no such scenario, or sandbox.",
            "application/json",
            &errors(),
        )
        .content(
            422,
            "It cannot have this state.",
            "application/json",
            &errors(),
        ),
    ]
}

fn settings() -> Vec<Row> {
    let read_only = |row: Row| {
        row.about("The refusal says what does the same here.")
            .content(422, "Nothing can be set.", "application/json", &errors())
    };
    vec![
        row(
            "getSettings",
            "GET",
            "/settings",
            "Read WireMock's global settings",
        )
        .content(
            200,
            "There is nothing to set.",
            "application/json",
            &examples::object(&settings_told()),
        ),
        read_only(row(
            "postSettings",
            "POST",
            "/settings",
            "Refused: nothing can be set",
        )),
        read_only(row(
            "putSettings",
            "PUT",
            "/settings",
            "Refused: nothing can be set",
        )),
        read_only(row(
            "patchSettings",
            "PATCH",
            "/settings",
            "Refused: nothing can be set",
        )),
    ]
}

fn mappings(done: &Value) -> Vec<Row> {
    let refused = |name, method, path| {
        row(
            name,
            method,
            path,
            "Refused: the services answer by their own rules",
        )
        .about("The refusal says what does the same here.")
        .content(422, "Stubs are read only.", "application/json", &errors())
    };
    let listed = |name, method, path| {
        row(name, method, path, "List stub mappings: there are none").content(
            200,
            "None.",
            "application/json",
            &examples::object(&mappings_told()),
        )
    };
    let gone = |name, method, path| {
        row(name, method, path, "Forget stub mappings: there are none").answers(
            200,
            "There are none.",
            done,
            &json!({}),
        )
    };
    vec![
        listed("listMappings", "GET", "/mappings"),
        listed("listUnmatchedMappings", "GET", "/mappings/unmatched"),
        listed("findMappings", "POST", "/mappings/find-by-metadata"),
        gone("forgetMappings", "DELETE", "/mappings"),
        gone("resetMappings", "POST", "/mappings/reset"),
        refused("createMapping", "POST", "/mappings"),
        refused("importMappings", "POST", "/mappings/import"),
        refused("saveMappings", "POST", "/mappings/save"),
        refused("putMapping", "PUT", "/mappings/{mapping}"),
        refused("deleteMapping", "DELETE", "/mappings/{mapping}"),
        row(
            "getMapping",
            "GET",
            "/mappings/{mapping}",
            "Refused: there is no such stub",
        )
        .content(404, "There is none.", "application/json", &errors()),
    ]
}
