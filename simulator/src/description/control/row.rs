//! One call of the control interface.

use serde_json::{Map, Value, json};

use super::examples;
use super::refusals::{self, Reason};
use crate::description::call::{Call, in_path};

/// Where a call answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Once, for the whole simulator.
    Simulator,
    /// For the default sandbox, and below `/sandboxes/{sandbox}` for any other.
    Sandbox,
}

/// One call.
#[derive(Debug, Clone)]
pub(super) struct Row {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    scope: Scope,
    tag: &'static str,
    summary: &'static str,
    description: &'static str,
    open: bool,
    parameters: Vec<Value>,
    body: Option<Value>,
    answers: Map<String, Value>,
    reasons: Vec<Reason>,
}

impl Row {
    /// A call, by its name, method and path below `/__admin`, or below a sandbox.
    pub(super) fn new(
        scope: Scope,
        name: &'static str,
        method: &'static str,
        path: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            name,
            method,
            path,
            scope,
            tag: "",
            summary,
            description: "",
            open: false,
            parameters: Vec::new(),
            body: None,
            answers: Map::new(),
            reasons: Vec::new(),
        }
    }

    /// In this group.
    pub(super) const fn tagged(mut self, tag: &'static str) -> Self {
        self.tag = tag;
        self
    }

    /// What else there is to know.
    pub(super) const fn about(mut self, description: &'static str) -> Self {
        self.description = description;
        self
    }

    /// Lets everybody in, token or not.
    pub(super) const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// With a parameter of the query.
    pub(super) fn query(mut self, parameter: Value) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// With a JSON document as its body; an empty body stands for `{}`.
    pub(super) fn takes(mut self, schema: &Value, example: &Value) -> Self {
        self.body = Some(json!({
            "description": "The media type is not asked for; an empty body stands for `{}`.",
            "content": { "application/json": {
                "schema": schema, "examples": { "one": { "value": example } },
            } },
        }));
        let of_documents = [Reason::Invalid, Reason::Malformed, Reason::TooLarge];
        self.reasons.extend(of_documents);
        self
    }

    /// As [`Row::takes`], and the document has members that must be there.
    pub(super) fn needs(self, schema: &Value, example: &Value) -> Self {
        let mut row = self.takes(schema, example);
        if let Some(body) = &mut row.body {
            body["required"] = json!(true);
            body["description"] = json!("The media type is not asked for.");
        }
        row
    }

    /// Answers a JSON document.
    pub(super) fn answers(self, status: u16, about: &str, schema: &Value, example: &Value) -> Self {
        let content = json!({ "schema": schema, "examples": { "one": { "value": example } } });
        self.content(status, about, "application/json", &content)
    }

    /// Answers something in another media type.
    pub(super) fn content(
        mut self,
        status: u16,
        about: &str,
        media: &str,
        content: &Value,
    ) -> Self {
        let answer = json!({ "description": about, "content": { media: content } });
        self.answers.insert(status.to_string(), answer);
        self
    }

    /// Answers another media type too: a JSON document where the type says so, or else text.
    pub(super) fn also_as(mut self, status: u16, media: &str, example: &Value) -> Self {
        let kind = if media.ends_with("+json") {
            "object"
        } else {
            "string"
        };
        let answer = self.answers.get_mut(&status.to_string());
        if let Some(content) = answer.and_then(|answer| answer.get_mut("content")) {
            content[media] = examples::content(&json!({ "type": kind }), example);
        }
        self
    }

    /// Answers without a body.
    pub(super) fn empty(mut self, status: u16, about: &str) -> Self {
        self.answers
            .insert(status.to_string(), json!({ "description": about }));
        self
    }

    /// May refuse for these reasons.
    pub(super) fn refuses(mut self, reasons: &[Reason]) -> Self {
        self.reasons.extend(reasons);
        self
    }

    /// The calls: one, or one for the default sandbox and one for any.
    pub(super) fn into_calls(self) -> Vec<Call> {
        match self.scope {
            Scope::Simulator => vec![self.call(self.name.to_owned(), "")],
            Scope::Sandbox => vec![
                self.call(self.name.to_owned(), ""),
                self.call(format!("{}OfSandbox", self.name), "/sandboxes/{sandbox}"),
            ],
        }
    }

    fn call(&self, name: String, below: &str) -> Call {
        let path = match self.path.strip_prefix("//") {
            Some(root) => format!("/{root}"),
            None => format!("/__admin{below}{}", self.path),
        };
        let mut parameters = of_path(&path);
        parameters.extend(self.parameters.iter().cloned());
        let mut responses = refusals::responses(&self.reasons);
        for (status, answer) in self.answers.clone() {
            join(responses.entry(status).or_insert(Value::Null), answer);
        }
        Call {
            name,
            method: self.method,
            parameters,
            path,
            tag: self.tag,
            summary: self.summary,
            description: self.description.to_owned(),
            security: if self.open {
                json!([])
            } else {
                json!([{ "controlToken": [] }, {}])
            },
            body: self.body.clone(),
            responses,
            served: true,
        }
    }
}

/// An answer beside the refusals of the same status: each media type has its own. Where the answer
/// is empty no media type is named, for then every answer of that status would have to have a body.
fn join(response: &mut Value, answer: Value) {
    let refused = response["content"].take();
    *response = match refused {
        Value::Object(refused) if answer.get("content").is_some() => {
            let mut joined = answer;
            for (media, content) in refused {
                joined["content"][media] = content;
            }
            joined
        }
        _ => answer,
    };
}

fn of_path(path: &str) -> Vec<Value> {
    let segments = path.split('/');
    let named = segments.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    named.map(parameter).collect()
}

fn parameter(name: &str) -> Value {
    let (description, example) = about(name);
    let mut parameter = in_path(name, description, example);
    if name == "vpd" {
        parameter["schema"]["pattern"] = json!("^[0-9]{1,10}$");
    }
    parameter
}

fn about(name: &str) -> (&'static str, &'static str) {
    match name {
        "sandbox" => (
            "The id of a sandbox; `default` is the one at the root.",
            "default",
        ),
        "vacancy" => ("The id or the reference of a vacancy.", "C9309-26-0264"),
        "request" => ("The id of an exchange: its `X-Request-Id`.", "0f3k9s"),
        "scenario" => ("The name of what has a state.", "credential-api-key"),
        "mapping" => ("The id of a stub mapping.", "0f3k9s"),
        "fault" => ("The id of an armed fault.", "fault-1"),
        "applicant" => ("ESR's number of an applicant.", "20000001"),
        "person" => ("ESR's number of a person's applicant record.", "20000001"),
        "vpd" => (
            "The employer's Virtual Private Database number: 1 to 10 digits.",
            "078",
        ),
        "credential" => ("The stable word of a credential.", "api-key"),
        "lever" => (
            "What is done to it: `expire`, `revoke`, `unlink` or `restore`.",
            "expire",
        ),
        _ => ("What the path is about.", "example"),
    }
}
