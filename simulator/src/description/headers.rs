//! The headers of answers.

use serde_json::{Map, Value, json};

/// The headers that every answer of the public interface has.
const ON_EVERY_PUBLIC: [&str; 4] = ["X-Request-Id", "Date", "X-Simulator", "X-Simulator-Explain"];

/// Every header of a description, for its components.
pub(super) fn components() -> Value {
    json!({
        "X-Request-Id": header(true, "The id of this exchange, deterministic per sandbox; the \
            journal and the logs have the same one.", &json!({ "type": "string" })),
        "Date": header(true, "What the sandbox's clock shows, as an HTTP date.",
            &json!({ "type": "string" })),
        "X-Simulator": header(false, "Says that a simulator answers, and which version. Absent \
            where the simulator was started with `--pure`.", &json!({ "type": "string" })),
        "X-Simulator-Explain": header(false, "Where this answer is explained: the page of the \
            refusal, or the exchange in the journal. Absent where the simulator was started with \
            `--pure`.", &json!({ "type": "string" })),
        "Location": header(true, "Where what was created is read back, or where candidates apply.",
            &json!({ "type": "string", "format": "uri" })),
        "Link": header(false, "The first, previous, next and last page of the list (RFC 8288), where \
            there is more than one.", &json!({ "type": "string" })),
        "Retry-After": header(false, "How long to wait, always in whole seconds.",
            &json!({ "type": "integer", "minimum": 0 })),
        "Allow": header(true, "The methods that this path takes.", &json!({ "type": "string" })),
        "WWW-Authenticate": header(false, "How to authenticate.", &json!({ "type": "string" })),
        "Idempotent-Replayed": header(false, "`true` where the answer is the first one to this \
            `Idempotency-Key`, given again. Absent where the simulator was started with \
            `--pure`.", &json!({ "type": "string", "const": "true" })),
        "Cache-Control": header(true, "A token must not be kept by anybody on the way (RFC 6749, \
            section 5.1).", &json!({ "type": "string", "const": "no-store" })),
        "Pragma": header(true, "As `Cache-Control`, for old proxies.",
            &json!({ "type": "string", "const": "no-cache" })),
    })
}

fn header(required: bool, description: &str, schema: &Value) -> Value {
    json!({ "description": description, "required": required, "schema": schema })
}

/// The headers of one answer of the public interface: those of every answer, and some more.
pub(super) fn public(more: &[&str]) -> Map<String, Value> {
    named(ON_EVERY_PUBLIC.iter().chain(more))
}

/// References to headers by their names.
pub(super) fn named<'a>(names: impl Iterator<Item = &'a &'a str>) -> Map<String, Value> {
    let reference = |name: &&str| json!({ "$ref": format!("#/components/headers/{name}") });
    names
        .map(|name| ((*name).to_owned(), reference(name)))
        .collect()
}
