//! What must have been seen.

use serde_json::{Value, json};

use super::{closed, described, flag, one_or_many, refers, text, whole, words};
use crate::evidence::{Action, Outcome};
use crate::requirements::Registry;
use crate::scenario::check::OUTCOMES;
use crate::scenario::step::FAULTS;

pub(super) fn definitions() -> Value {
    json!({
        "check": check(),
        "requirement": words(Registry::embedded().rows().iter().map(|row| row.id.as_str())),
        "alternative": closed("One way to be right.", &[], with_expectations(json!({
            "grade": described(words(["pass", "warn"]), "What it is worth; pass unless said."),
        }))),
        "fact": closed("Something that was observed.", &[], with_expectations(json!({
            "person": text("The step, by its id, that a person could do."),
            "fault": described(words(FAULTS.iter().map(|(word, _)| *word)), "A fault of this type that fired."),
        }))),
        "wire": wire(),
        "outcome": outcome(),
        "told_user": told_user(),
        "attested": closed("What a person said they saw.", &["id"], json!({ "id": text("The attestation.") })),
        "matcher": matcher(),
        "source": source(),
        "pointed": {
            "type": ["object", "null"],
            "propertyNames": { "pattern": "^(/|$)" },
            "additionalProperties": refers("matcher"),
        },
    })
}

fn check() -> Value {
    let mut check = closed(
        "One thing that must have been seen.",
        &["id", "requirement"],
        with_expectations(json!({
            "id": { "type": "string", "pattern": "^[a-z0-9-]+$", "description": "Unique in the file." },
            "requirement": described(refers("requirement"), "What it shows; `conformance explain ID` tells of each."),
            "given": described(
                one_or_many(refers("fact")),
                "What must have been observed for the check to mean anything; else it is inconclusive."),
            "when": described(
                one_or_many(refers("fact")),
                "What must have been observed for the check to be about anything; else it is not applicable."),
            "any_of": described(one_or_many(refers("alternative")), "Any of these; the best that holds counts."),
        })),
    );
    let needs = ["wire", "outcome", "told_user", "attested", "any_of"];
    check["anyOf"] = needs
        .iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
    check
}

/// The words of expectations, which stand in checks, alternatives and facts alike.
fn with_expectations(mut members: Value) -> Value {
    for name in ["wire", "outcome", "told_user", "attested"] {
        members[name] = refers(name);
    }
    members
}

fn counted(mut members: Value) -> Value {
    members["count"] = whole("Exactly so many.");
    members["at_least"] = whole("At least so many; 1 where nothing is said.");
    members["at_most"] = whole("At most so many.");
    members
}

fn wire() -> Value {
    closed(
        "What the client sent.",
        &["operation"],
        counted(json!({
            "operation": refers("operation"),
            "name": text("Only on behalf of acts of this name."),
            "step": text("Only on behalf of this act, or while this step ran."),
            "after": text("Only after this step."),
            "answered": closed("Only those that were answered so.", &[], json!({
                "status": refers("matcher"),
                "code": refers("matcher"),
                "committed": flag("Whether the service did it."),
                "delivered": flag("Whether the answer arrived."),
            })),
            "body": described(refers("pointed"), "The request's body, by JSON Pointer."),
            "headers": {
                "description": "Request headers, in any case.",
                "type": ["object", "null"],
                "additionalProperties": refers("matcher"),
            },
            "response": described(refers("pointed"), "The answer's body, by JSON Pointer."),
        })),
    )
}

/// Which act is meant.
fn of_act(mut members: Value) -> Value {
    members["name"] = text("The last act of this name.");
    members["action"] = words(Action::ALL.map(Action::word));
    members["step"] = text("The act, by the id of its step.");
    members
}

fn outcome() -> Value {
    let mut outcome = closed(
        "What the client reported.",
        &["name"],
        of_act(json!({
            "is": described(one_or_many(words(OUTCOMES.map(Outcome::word))), "One word, or several that are all right."),
            "state": refers("matcher"),
            "reference": refers("matcher"),
            "attempts": refers("matcher"),
        })),
    );
    let needs = ["is", "state", "reference", "attempts"];
    outcome["anyOf"] = needs
        .iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
    outcome
}

fn told_user() -> Value {
    closed(
        "What a person using the ATS would read.",
        &["name"],
        counted(of_act(json!({
            "severity": one_or_many(words(["error", "warning", "info"])),
            "field": text("The ATS's dotted path: salary.minimum."),
            "matches": { "type": "string", "format": "regex", "description": "A regular expression that finds something in the text." },
        }))),
    )
}

fn matcher() -> Value {
    let one = |properties: Value| {
        let names: Vec<&String> = properties
            .as_object()
            .into_iter()
            .flat_map(|members| members.keys())
            .collect();
        json!({ "type": "object", "required": names, "additionalProperties": false, "properties": properties })
    };
    json!({ "description": "What a value must be.", "anyOf": [
        { "type": ["string", "number", "boolean", "null", "array"] },
        one(json!({ "is": { "description": "This very value, also a list or an object." } })),
        one(json!({ "re": { "type": "string", "format": "regex", "description": "Text in which this regular expression finds something." } })),
        one(json!({ "one_of": { "description": "One of these values." } })),
        one(json!({ "between": {
            "description": "A number from the first to the second.",
            "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 } })),
        one(json!({ "absent": flag("Not there, null or empty; with false: there.") })),
        one(json!({ "same_as": refers("source") })),
    ] })
}

fn source() -> Value {
    let pointer =
        || json!({ "type": "string", "pattern": "^(/|$)", "description": "JSON Pointer." });
    let on_wire = |part: &str, schema: Value| {
        closed(
            "In the first such exchange.",
            &["wire", part],
            json!({
                "wire": refers("operation"),
                "name": text("On behalf of this name."),
                part: schema,
            }),
        )
    };
    json!({ "description": "Where another value stands.", "oneOf": [
        closed("What the ATS was given last under a name.", &["input", "at"], json!({
            "input": text("The symbolic name."),
            "at": pointer(),
        })),
        on_wire("body", pointer()),
        on_wire("header", text("The name of a request header.")),
        on_wire("response", pointer()),
    ] })
}
