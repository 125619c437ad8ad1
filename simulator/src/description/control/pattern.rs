//! WireMock's request patterns and the faults to be armed: documents that their readers take apart
//! by hand.

use serde_json::{Map, Value, json};

use crate::faults::{Attribute, KINDS, Kind, Reach};

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

/// The part of JSONPath that is read: members, items and wildcards.
const JSON_PATH: &str = r"^\$(\.(\*|[A-Za-z0-9_-]+)|\[(\*|[0-9]{1,9}|'[^'\]]*')\])*$";

/// A path, and what a value there must be like.
fn judged(path: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["expression"],
        "properties": { "expression": path },
        "minProperties": 2,
    })
}

/// A pattern for one value: it says one thing, with its switches.
pub(super) fn value() -> Value {
    let text = json!({ "type": "string" });
    // Anything else counts as false.
    let flag = json!({});
    let path = json!({ "type": "string", "pattern": JSON_PATH });
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
            "matchesJsonPath": { "anyOf": [path, judged(&path)] },
            "caseInsensitive": flag, "ignoreArrayOrder": flag, "ignoreExtraElements": flag,
        },
        "oneOf": one_of.map(|name| json!({ "required": [name] })),
        "additionalProperties": false,
    })
}

/// A fault to be armed: one alternative for each kind that this simulator has.
pub(super) fn fault() -> Value {
    let kinds = KINDS.iter().map(kind).collect::<Vec<_>>();
    json!({
        "type": "object",
        "description": "A misbehaviour of this sandbox: after `skip` exchanges that match, `times` \
            in number, each with the probability `toxicity`, drawn from the sandbox's seed.",
        "required": ["type"],
        "properties": {
            "type": { "enum": KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>() },
            "attributes": { "type": "object" },
            "match": {
                "type": "object",
                "description": "Absent: any public operation.",
                "properties": { "operation": { "enum": operations(Reach::Every) } },
                "additionalProperties": false,
            },
            "skip": { "type": "integer", "minimum": 0, "maximum": u64::MAX, "default": 0 },
            "times": { "type": ["integer", "null"], "minimum": 1, "maximum": u64::MAX,
                "description": "Absent: until removed." },
            "toxicity": { "type": "number", "minimum": 0, "maximum": 1, "default": 1 },
        },
        "oneOf": kinds,
        "additionalProperties": false,
    })
}

fn kind(kind: &Kind) -> Value {
    let of = |attribute: &Attribute| (attribute.name.to_owned(), attribute.schema());
    let required = kind
        .attributes
        .iter()
        .filter(|attribute| attribute.required);
    let required: Vec<&str> = required.map(|attribute| attribute.name).collect();
    let mut alternative = json!({
        "description": kind.about,
        "properties": {
            "type": { "const": kind.name },
            "match": { "properties": { "operation": { "enum": operations(kind.reach) } } },
            "attributes": {
                "type": "object",
                "properties": kind.attributes.iter().map(of).collect::<Map<_, _>>(),
                "required": required,
                "additionalProperties": false,
            },
        },
    });
    if kind.name == "status" {
        alternative["properties"]["attributes"]["anyOf"] = needs_code();
    }
    if !required.is_empty() {
        alternative["required"] = json!(["attributes"]);
    }
    alternative
}

fn operations(reach: Reach) -> Vec<Value> {
    let names = reach.operations().map(|one| json!(one.name()));
    names.chain([Value::Null]).collect()
}

/// A status without a usual refusal names one.
fn needs_code() -> Value {
    json!([
        { "properties": { "status": { "enum": [429, 500, 502, 503, 504] } } },
        { "properties": { "code": { "type": "string" } }, "required": ["code"] },
    ])
}
