//! Arming a fault, in the control interface's own words.

use contract::operation::Operation;
use serde_json::{Map, Value, json};

use super::Do;
use crate::scenario::diagnostic::Notes;
use crate::scenario::fields::{self, Fields};
use crate::scenario::node::{Kind, Node};

/// The types of fault, each with the attributes it may have.
pub(crate) const FAULTS: [Type; 15] = [
    ("latency", &["latencyMs", "jitterMs"]),
    ("slow_body", &["durationMs", "chunks"]),
    ("bandwidth", &["bytesPerSecond"]),
    ("status", &["status", "retryAfterSeconds", "code"]),
    ("drop_before_commit", &[]),
    ("commit_then_drop", &[]),
    ("commit_then_hang", &["hangMs"]),
    ("truncate", &["bytes"]),
    ("malformed_json", &[]),
    ("connection_reset", &[]),
    ("unknown_field", &[]),
    ("unknown_enum", &[]),
    ("expire_token", &[]),
    ("revoke_key", &[]),
    ("duplicate_delivery", &[]),
];

/// Reads `fault:`: a mapping that arms one, or the word `none`, which disarms all.
pub(super) fn read(node: &Node, notes: &Notes) -> Option<Do> {
    if matches!(&node.kind, Kind::Scalar { text, .. } if text == "none") {
        return Some(Do::ClearFaults);
    }
    let members = Fields::of(node, notes)?;
    let types = FAULTS.map(|(word, attributes)| (word, (word, attributes)));
    members.need("type");
    let kind = members.word("type", &types);
    let attributes = members.get("attributes");
    let (operation, skip) = (matched(&members), members.whole("skip"));
    let (times, toxicity) = (members.whole("times").unwrap_or(1), members.get("toxicity"));
    let toxicity = toxicity.map(fields::json);
    members.refuse_unknown();
    let (kind, allowed) = kind?;
    let mut fault = json!({ "type": kind, "times": times });
    if let Some(attributes) = attributes {
        fault["attributes"] = read_attributes(attributes, allowed, notes);
    }
    if let Some(operation) = operation {
        fault["match"] = json!({ "operation": operation.name() });
    }
    let others = [("skip", skip.map(Value::from)), ("toxicity", toxicity)];
    for (name, value) in others
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    {
        fault[name] = value;
    }
    Some(Do::Fault { fault })
}

type Type = (&'static str, &'static [&'static str]);

fn matched(members: &Fields<'_>) -> Option<Operation> {
    let inner = Fields::of(members.get("match")?, members.notes)?;
    inner.need("operation");
    let operation = inner.word("operation", &operations());
    inner.refuse_unknown();
    operation
}

/// Every type of fault by its name.
pub(crate) fn faults() -> [(&'static str, &'static str); 15] {
    FAULTS.map(|(word, _)| (word, word))
}

/// Every operation by its name.
pub(crate) fn operations() -> [(&'static str, Operation); 12] {
    Operation::ALL.map(|operation| (operation.name(), operation))
}

fn read_attributes(node: &Node, allowed: &'static [&'static str], notes: &Notes) -> Value {
    let Some(members) = Fields::of(node, notes) else {
        return Value::Null;
    };
    let read = |name: &&'static str| {
        let value = fields::json(members.get(name)?);
        Some(((*name).to_owned(), value))
    };
    let attributes: Map<_, _> = allowed.iter().filter_map(read).collect();
    members.refuse_unknown();
    Value::Object(attributes)
}
