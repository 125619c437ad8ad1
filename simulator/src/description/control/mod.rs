//! The control interface described: a row for each call.

mod bodies;
mod conditions;
mod examples;
mod journal;
mod pattern;
mod people;
mod refusals;
mod row;
mod simulator;
mod state;
mod wiremock;
mod world;

use contract::problem::Problem;
use serde_json::{Map, Value, json};

use self::row::Row;
use super::call::{Call, paths};
use super::document::Document;
use super::schemas::Schemas;

/// What this interface calls itself.
const TITLE: &str = "NHS Jobs and ESR, simulated: control interface";

const TAGS: &[(&str, &str)] = &[
    (
        simulator::SANDBOXES,
        "Small worlds: created, listed, reset, deleted.",
    ),
    (
        journal::TAG,
        "Every exchange of a sandbox, in WireMock's shapes.",
    ),
    (
        world::TAG,
        "Time, misbehaviour, credentials and the whole state of a sandbox.",
    ),
    (
        people::NHS_JOBS,
        "What a person does in the NHS Jobs account.",
    ),
    (
        people::ESR,
        "What TIS and Hicom load into ESR, and what people in HR do.",
    ),
    (
        simulator::OPERATIONS,
        "Health, version, descriptions and the end.",
    ),
];

const ABOUT: &str = "The control interface: what tests and teachers do behind the simulated \
    services' back. None of it is part of the real services, so every rule here is of provenance \
    `simulator`. Names and shapes are WireMock's where it has them. A sandbox's part answers below \
    `/__admin` for the default sandbox and below `/__admin/sandboxes/{sandbox}` for any. Off \
    loopback every call but `ready` asks for the control token.";

/// The description of the control interface at `base`.
pub(super) fn describe(base: &str) -> Value {
    let mut schemas = Schemas::new();
    schemas.answered::<Problem>();
    let calls = calls(&mut schemas);
    let mut schemas = schemas.into_components();
    conditions::add(&mut schemas);
    schemas.insert("RequestPattern".to_owned(), pattern::request());
    schemas.insert("ValuePattern".to_owned(), pattern::value());
    schemas.insert("WireMockErrors".to_owned(), pattern::errors());
    schemas.insert("FaultSent".to_owned(), pattern::fault());
    // The rule of these documents is no rule of the contract.
    schemas["FieldError"]["properties"]["rule"]["description"] = json!("The rule behind it.");
    Document {
        title: TITLE,
        about: ABOUT,
        servers: json!([{ "url": base }]),
        tags: TAGS,
        paths: paths(&calls),
        schemas,
        components: components(),
    }
    .into_value()
}

fn calls(schemas: &mut Schemas) -> Vec<Call> {
    let mut rows = simulator::rows(schemas);
    rows.extend(journal::rows(schemas));
    rows.extend(wiremock::rows(schemas));
    rows.extend(world::rows(schemas));
    rows.extend(people::rows(schemas));
    rows.into_iter().flat_map(Row::into_calls).collect()
}

fn components() -> Map<String, Value> {
    let text = json!({ "type": "string" });
    let components = json!({
        "headers": {
            "WWW-Authenticate": { "required": true, "schema": text },
            "Allow": { "required": true, "schema": text },
        },
        "securitySchemes": { "controlToken": {
            "type": "http", "scheme": "bearer",
            "description": "The token of `--control-token`; on loopback there need be none.",
        } },
    });
    components.as_object().cloned().unwrap_or_default()
}
