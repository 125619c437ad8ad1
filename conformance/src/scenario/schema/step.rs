//! What is done.

use serde_json::{Map, Value, json};

use super::{closed, described, refers, text, whole, words};
use crate::scenario::step::{CREDENTIALS, FAULTS, operations};

pub(super) fn definitions() -> Value {
    let mut kinds = vec![
        refers("act_vacancy"),
        refers("act_applicant"),
        refers("settle"),
        refers("advance"),
        refers("fault"),
        refers("attest"),
        refers("repeat"),
    ];
    let persons = persons();
    kinds.extend(persons.keys().map(|name| refers(name)));
    let mut all = json!({
        "step": { "oneOf": kinds },
        "operation": words(operations().map(|(word, _)| word)),
        "act_vacancy": act(&["post_vacancy", "update_vacancy"], "vacancy"),
        "act_applicant": act(&["transfer_employment_checks"], "applicant"),
        "settle": step("settle", json!({ "settle": closed(
            "Until the client says that it is idle.", &[],
            json!({
                "quiet_ms": whole("How long it must be quiet, in milliseconds; 100 unless said."),
                "listen_ms": whole("How long to go on listening once the client has said that it is idle, in milliseconds; 0 unless said."),
            })) })),
        "advance": step("advance", json!({ "advance": {
            "type": "string", "pattern": "^P",
            "description": "Moves the sandbox clock forward, ISO 8601: PT1H, P3D." } })),
        "fault": step("fault", json!({ "fault": {
            "description": "Arms a fault; `none` disarms all.",
            "anyOf": [{ "const": "none" }, refers("fault_armed")] } })),
        "fault_armed": { "oneOf": faults() },
        "attest": attest(),
        "repeat": step("repeat", json!({ "repeat": closed(
            "The steps again and again.", &["times", "steps"],
            json!({
                "times": { "type": "integer", "minimum": 1, "maximum": 100 },
                "steps": { "type": "array", "items": refers("step") },
            })) })),
    });
    if let Value::Object(all) = &mut all {
        all.extend(persons);
    }
    all
}

fn attest() -> Value {
    let mut attest = step(
        "attest",
        json!({
            "attest": text("The id by which checks refer to the answer."),
            "ask": text("What a person is asked, to be answered yes or no."),
        }),
    );
    attest["required"] = json!(["attest", "ask"]);
    attest
}

/// A step with its `id`; the first member says what kind it is.
fn step(kind: &str, mut properties: Value) -> Value {
    properties["id"] = text("A label by which checks refer to this step.");
    json!({
        "type": "object",
        "required": [kind],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn act(actions: &[&str], input: &str) -> Value {
    let mut act = step(
        "act",
        json!({
            "act": described(words(actions.iter().copied()), "What a person asks the client for."),
            "name": text("Symbolic (job1): what is asked later under the same name is about the same thing."),
            "with": described(refers(input), "Changes to what the ATS holds, in the ATS's words; null takes a member away."),
            "deadline_ms": whole("How long the client may take, in milliseconds; 20000 unless said."),
        }),
    );
    act["required"] = json!(["act", "name"]);
    act
}

fn faults() -> Vec<Value> {
    let fault = |(kind, attributes): &(&str, &[&str])| {
        let attributes: Map<String, Value> =
            attributes.iter().map(|name| attribute(name)).collect();
        closed(
            "A fault of the service.",
            &["type"],
            json!({
                "type": { "const": kind },
                "attributes": closed("How much.", &[], Value::Object(attributes)),
                "match": closed("Which requests it meets.", &["operation"], json!({ "operation": refers("operation") })),
                "times": whole("How many requests it meets; 1 unless said."),
                "skip": whole("How many it lets through before."),
                "toxicity": { "type": "number", "minimum": 0, "maximum": 1, "description": "How likely it is." },
            }),
        )
    };
    FAULTS.iter().map(fault).collect()
}

fn attribute(name: &str) -> (String, Value) {
    let schema = if name == "code" {
        json!({ "type": "string" })
    } else {
        json!({ "type": "integer", "minimum": 0 })
    };
    (name.to_owned(), schema)
}

/// What people do, each with what it needs beside the word.
fn persons() -> Map<String, Value> {
    let vacancy = || json!({ "name": text("Which vacancy, by its symbolic name.") });
    let record = || json!({ "of": text("Which record of ESR, by its symbolic name.") });
    let with = |mut members: Value, what: &str| {
        members["with"] = json!({ "type": ["object", "null"], "description": what });
        members
    };
    let credential = json!({ "credential": words(CREDENTIALS.map(|(word, _)| word)) });
    let loaded = json!({
        "as": text("The symbolic name by which later steps refer to the record."),
        "with": refers("esr_applicant"),
    });
    let rows = [
        (
            "vacancy",
            &["publish", "close"][..],
            vacancy(),
            &["name"][..],
        ),
        (
            "amend",
            &["amend"],
            with(vacancy(), "What changes, in the wire's words."),
            &["name", "with"],
        ),
        ("load", &["load_applicant"], loaded, &["as"]),
        (
            "record",
            &["close_record", "keep_record"],
            record(),
            &["of"],
        ),
        (
            "correct",
            &["correct_record"],
            with(record(), "What changes, in the control interface's words."),
            &["of", "with"],
        ),
        (
            "credential",
            &[
                "expire_credential",
                "revoke_credential",
                "unlink_credential",
                "restore_credential",
            ],
            credential,
            &["credential"],
        ),
        (
            "activation",
            &["set_activation"],
            json!({ "to": refers("activation") }),
            &["to"],
        ),
    ];
    rows.into_iter()
        .map(|(name, does, members, needed)| {
            (format!("person_{name}"), person(does, members, needed))
        })
        .collect()
}

fn person(does: &[&str], mut members: Value, needed: &[&str]) -> Value {
    members["person"] = described(
        words(does.iter().copied()),
        "What a person does in NHS Jobs or in ESR.",
    );
    let mut person = step("person", members);
    let required: Vec<&str> = ["person"].iter().chain(needed).copied().collect();
    person["required"] = json!(required);
    person
}
