//! WireMock's request patterns and the faults to be armed: documents that their readers take apart
//! by hand.

use serde_json::{Map, Value, json};

use crate::faults::{Attribute, KINDS, Kind, Reach};

/// A request pattern; `{}` wants every request.
pub(super) fn request() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let value = json!({ "$ref": "#/components/schemas/ValuePattern" });
    let values = json!({ "type": "object", "additionalProperties": value });
    let words = json!({ "type": "array", "items": { "type": "string" } });
    let method = json!({ "anyOf": [
        text,
        { "type": "object", "properties": { "oneOf": words, "noneOf": words }, "minProperties": 1 },
    ] });
    json!({
        "type": "object",
        "description": "WireMock's request pattern, as far as a journal needs it; `{}` wants every \
            request. At most one of the members that say which address. Secrets are compared as \
            the masks that the journal holds. A member that is not understood is refused by name.",
        "properties": {
            "method": method, "url": text, "urlPath": text, "urlPattern": text,
            "urlPathPattern": text, "urlPathTemplate": text, "pathParameters": values,
            "headers": values, "queryParameters": values, "cookies": values,
            "formParameters": values,
            "basicAuthCredentials": {
                "type": "object",
                "properties": { "username": { "type": "string" }, "password": { "type": "string" } },
                "required": ["username", "password"],
            },
            "bodyPatterns": { "type": "array", "items": value },
            "scheme": text, "host": value, "port": { "type": "integer", "minimum": 0 },
            "clientIp": value,
        },
    })
}

/// A path, and what a value there must be like.
fn judged(path: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["expression"],
        "properties": { "expression": path },
    })
}

/// A pattern for one value: it says one thing, with its switches.
pub(super) fn value() -> Value {
    let text = json!({ "type": "string" });
    // Anything else counts as false.
    let flag = json!({});
    let path = json!({
        "type": "string", "maxLength": 1000,
        "description": "JSONPath by RFC 9535; `.length()` at its end counts.",
    });
    let one = json!({ "$ref": "#/components/schemas/ValuePattern" });
    let several = json!({ "type": "array", "minItems": 1, "items": one });
    let one_of = [
        "equalTo",
        "binaryEqualTo",
        "contains",
        "doesNotContain",
        "matches",
        "doesNotMatch",
        "absent",
        "equalToJson",
        "matchesJsonPath",
        "and",
        "or",
        "not",
        "hasExactly",
        "includes",
    ];
    json!({
        "type": "object",
        "description": "WireMock's pattern for a header, a parameter or a body. Regular expressions \
            match the whole value and have no look-around.",
        "properties": {
            "equalTo": text, "binaryEqualTo": text, "contains": text, "doesNotContain": text,
            "matches": text, "doesNotMatch": text, "absent": {}, "equalToJson": {},
            "matchesJsonPath": { "anyOf": [path, judged(&path)] },
            "and": several, "or": several, "not": one, "hasExactly": several, "includes": several,
            "caseInsensitive": flag, "ignoreArrayOrder": flag, "ignoreExtraElements": flag,
        },
        "oneOf": one_of.map(|name| json!({ "required": [name] })),
        "additionalProperties": false,
    })
}

/// A refusal in WireMock's shape.
pub(super) fn errors() -> Value {
    json!({
        "type": "object",
        "description": "A refusal as WireMock's libraries read it.",
        "required": ["errors"],
        "properties": { "errors": { "type": "array", "minItems": 1, "items": {
            "type": "object",
            "required": ["code", "title", "detail"],
            "properties": {
                "code": { "type": "integer" },
                "source": {
                    "type": "object",
                    "properties": { "pointer": {
                        "type": "string", "description": "JSON Pointer of the place.",
                    } },
                },
                "title": { "type": "string" },
                "detail": { "type": "string", "description": "What is wrong, and what would do." },
            },
        } } },
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
