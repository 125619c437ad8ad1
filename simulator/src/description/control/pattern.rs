//! WireMock's request patterns and the faults to be armed: documents that their readers take apart
//! by hand.

use contract::operation::Operation;
use contract::refusal::Refusal;
use serde_json::{Map, Value, json};

use crate::faults;

/// A request pattern; `{}` wants every request.
pub(super) fn request() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let values = json!({
        "type": "object", "additionalProperties": { "$ref": "#/components/schemas/ValuePattern" },
    });
    json!({
        "type": "object",
        "description": "WireMock's request pattern, as far as a journal needs it; `{}` wants every \
            request. A member that is not understood is refused by name.",
        "properties": {
            "method": text, "url": text, "urlPath": text, "urlPattern": text,
            "urlPathPattern": text, "headers": values, "queryParameters": values,
            "bodyPatterns": {
                "type": "array", "items": { "$ref": "#/components/schemas/ValuePattern" },
            },
        },
        "additionalProperties": false,
    })
}

/// A pattern for one value: it says one thing, with its switches.
pub(super) fn value() -> Value {
    let text = json!({ "type": "string" });
    let flag = json!({ "type": "boolean" });
    let one_of = [
        "equalTo",
        "contains",
        "doesNotContain",
        "matches",
        "doesNotMatch",
        "absent",
        "equalToJson",
        "matchesJsonPath",
    ];
    json!({
        "type": "object",
        "description": "WireMock's pattern for a header, a parameter or a body. Regular expressions \
            match the whole value.",
        "properties": {
            "equalTo": text, "contains": text, "doesNotContain": text, "matches": text,
            "doesNotMatch": text, "absent": {}, "equalToJson": {},
            "matchesJsonPath": { "type": ["string", "object"] },
            "caseInsensitive": flag, "ignoreArrayOrder": flag, "ignoreExtraElements": flag,
        },
        "oneOf": one_of.map(|name| json!({ "required": [name] })),
        "additionalProperties": false,
    })
}

/// A fault to be armed: one alternative for each kind that this simulator has.
pub(super) fn fault() -> Value {
    let kinds = faults::names().map(kind).collect::<Vec<_>>();
    json!({
        "type": "object",
        "description": "A misbehaviour of this sandbox: after `skip` exchanges that match, `times` \
            in number, each with the probability `toxicity`, drawn from the sandbox's seed.",
        "required": ["type"],
        "properties": {
            "type": { "enum": faults::names().collect::<Vec<_>>() },
            "attributes": { "type": "object" },
            "match": {
                "type": "object",
                "description": "Absent: any public operation.",
                "properties": { "operation": {
                    "enum": Operation::ALL.iter().map(|one| json!(one.name()))
                        .chain([Value::Null]).collect::<Vec<_>>(),
                } },
                "additionalProperties": false,
            },
            "skip": { "type": "integer", "minimum": 0, "maximum": u64::MAX, "default": 0 },
            "times": { "type": ["integer", "null"], "minimum": 0, "maximum": u64::MAX,
                "description": "Absent: until removed." },
            "toxicity": { "type": "number", "minimum": 0, "maximum": 1, "default": 1 },
        },
        "oneOf": kinds,
        "additionalProperties": false,
    })
}

fn kind(name: &'static str) -> Value {
    let (properties, required) = attributes(name);
    let mut alternative = json!({
        "properties": {
            "type": { "const": name },
            "attributes": {
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            },
        },
    });
    if !required.is_empty() {
        alternative["required"] = json!(["attributes"]);
    }
    alternative
}

/// The attributes of a kind of fault, and which of them are needed.
fn attributes(kind: &str) -> (Map<String, Value>, &'static [&'static str]) {
    let millis = json!({ "type": "integer", "minimum": 0, "maximum": 300_000 });
    let count = json!({ "type": "integer", "minimum": 1 });
    let (properties, required): (Value, &[&str]) = match kind {
        "latency" => (
            json!({ "latencyMs": millis, "jitterMs": millis }),
            &["latencyMs"],
        ),
        "slow_body" => (
            json!({ "durationMs": millis, "chunks": count }),
            &["durationMs"],
        ),
        "bandwidth" => (json!({ "bytesPerSecond": count }), &["bytesPerSecond"]),
        "status" => (
            json!({
                "status": { "type": "integer", "minimum": 400, "maximum": 599 },
                "retryAfterSeconds": { "type": ["integer", "null"], "minimum": 0 },
                "code": {
                    "description": "The refusal it names; needed beside a status that has no usual \
                        one (429, 500, 502, 503 and 504 have).",
                    "enum": Refusal::ALL.iter().map(|one| json!(one.code()))
                        .chain([Value::Null]).collect::<Vec<_>>(),
                },
            }),
            &["status"],
        ),
        "commit_then_hang" => (json!({ "hangMs": millis }), &["hangMs"]),
        "truncate" => (
            json!({ "bytes": { "type": "integer", "minimum": 0 } }),
            &["bytes"],
        ),
        _ => (json!({}), &[]),
    };
    (
        properties.as_object().cloned().unwrap_or_default(),
        required,
    )
}
