//! One call of an interface, as a description tells it.

use serde_json::{Map, Value, json};

/// What is said of a call that is in the contract and not served yet.
const NOT_YET: &str = "Not served by this version yet: it answers `NOT_FOUND`.";

/// One call: a method at a path.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// The one name of the call.
    pub(super) name: String,
    /// The method, in capitals.
    pub(super) method: &'static str,
    /// The path, with its parameters in braces.
    pub(super) path: String,
    /// The group it is listed in.
    pub(super) tag: &'static str,
    /// What it does, in a few words.
    pub(super) summary: &'static str,
    /// What else there is to know.
    pub(super) description: String,
    /// What it asks for to be let in; nothing where it lets everybody in.
    pub(super) security: Value,
    /// Parameters of path, query and header.
    pub(super) parameters: Vec<Value>,
    /// The request's body, where it has one.
    pub(super) body: Option<Value>,
    /// Every answer, by status.
    pub(super) responses: Map<String, Value>,
    /// Whether this version serves it; what it does not serve yet is `NOT_FOUND`.
    pub(super) served: bool,
}

impl Call {
    /// The operation object.
    pub(super) fn operation(&self) -> Value {
        let mut operation = json!({
            "operationId": self.name,
            "tags": [self.tag],
            "summary": self.summary,
            "description": self.description,
            "security": self.security,
            "responses": self.responses,
        });
        if !self.parameters.is_empty() {
            operation["parameters"] = json!(self.parameters);
        }
        if let Some(body) = &self.body {
            operation["requestBody"] = body.clone();
        }
        if !self.served {
            let told = format!("{}\n\n{NOT_YET}", self.description);
            operation["description"] = json!(told.trim_start());
            operation["x-served"] = json!(false);
        }
        operation
    }
}

/// The paths object of some calls.
pub(super) fn paths(calls: &[Call]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for call in calls {
        let path = paths.entry(call.path.clone()).or_insert_with(|| json!({}));
        path[call.method.to_lowercase()] = call.operation();
    }
    Value::Object(paths)
}

/// A parameter of the path; it names something and so is never empty.
pub(super) fn in_path(name: &str, description: &str, example: &str) -> Value {
    let schema = json!({ "type": "string", "minLength": 1 });
    parameter("path", name, description, &schema, Some(example), true)
}

/// A parameter of the query that may be left out.
pub(super) fn in_query(name: &str, description: &str, schema: &Value) -> Value {
    parameter("query", name, description, schema, None, false)
}

/// A parameter in any place.
pub(super) fn parameter(
    place: &str,
    name: &str,
    description: &str,
    schema: &Value,
    example: Option<&str>,
    required: bool,
) -> Value {
    let mut parameter = json!({
        "in": place, "name": name, "description": description, "required": required,
        "schema": schema,
    });
    if let Some(example) = example {
        parameter["example"] = json!(example);
    }
    parameter
}

/// A JSON body with examples, which must be there.
pub(super) fn json_body(description: &str, schema: &Value, examples: &Value) -> Value {
    json!({
        "required": true,
        "description": description,
        "content": { "application/json": { "schema": schema, "examples": examples } },
    })
}

/// An answer with a body of some media type.
pub(super) fn answer(
    description: &str,
    headers: Map<String, Value>,
    media: &str,
    content: Value,
) -> Value {
    json!({ "description": description, "headers": headers, "content": { media: content } })
}
