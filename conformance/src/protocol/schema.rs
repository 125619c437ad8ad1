//! The published schema of the protocol, and what is wrong with a reply by it.

use std::sync::LazyLock;

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::{Value, json};

/// The JSON Schema of every message. Kept by hand beside the page that explains it; tests hold
/// every message against it.
pub const SCHEMA: &str = include_str!("../../starters/protocol.schema.json");

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(SCHEMA).expect("the published schema is JSON"));

/// Something wrong with a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Where and what, with the offending value.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// Everything that is wrong with the `ok` of an op.
#[must_use]
pub fn complaints(op: &str, ok: &Value) -> Vec<Complaint> {
    let name = match op {
        "hello" | "act" | "settle" => format!("{op}.ok"),
        _ => "empty".to_owned(),
    };
    let errors = validator(&name);
    let errors = errors.iter_errors(ok);
    errors
        .map(|error| {
            let place = error.instance_path().as_str();
            complaint(&name, place, error.kind(), error.to_string())
        })
        .collect()
}

fn validator(name: &str) -> Validator {
    let schema = json!({ "$ref": format!("#/$defs/{name}"), "$defs": DOCUMENT["$defs"] });
    jsonschema::draft202012::new(&schema).expect("the published schema is one")
}

fn complaint(name: &str, place: &str, kind: &Kind, message: String) -> Complaint {
    let (place, what, remedy) = match kind {
        Kind::Required { property } => {
            let member = property.as_str().unwrap_or_default();
            let place = format!("{place}/{member}");
            let meant = meaning(name, &place);
            let remedy = format!("add `{member}`: {meant}");
            (place, "it is missing".to_owned(), remedy)
        }
        Kind::AdditionalProperties { unexpected } => {
            let names = unexpected.join("`, `");
            let remedy = "leave it out, or look for a slip of the pen in its name".to_owned();
            let what = format!("the protocol knows no `{names}` here");
            (place.to_owned(), what, remedy)
        }
        Kind::OneOfNotValid { .. } | Kind::Enum { .. } => {
            let what = message
                .split(" is not ")
                .next()
                .map(|value| format!("{value} is none of the words that are known here"));
            let remedy = format!("say one of {}", words(name, place).join(", "));
            (place.to_owned(), what.unwrap_or(message), remedy)
        }
        _ => (place.to_owned(), message, meaning(name, place)),
    };
    Complaint {
        what: format!("/ok{place}: {what}"),
        remedy,
    }
}

/// What the schema says of a place in an `ok`.
fn meaning(name: &str, place: &str) -> String {
    let said = part(name, place).and_then(|part| part["description"].as_str());
    said.unwrap_or("see the protocol page").to_owned()
}

/// The words that may stand at a place.
fn words(name: &str, place: &str) -> Vec<String> {
    let Some(part) = part(name, place) else {
        return Vec::new();
    };
    let listed = part["enum"].as_array().into_iter().flatten();
    let each = part["oneOf"].as_array().into_iter().flatten();
    let each = each.map(|one| &one["const"]);
    listed
        .chain(each)
        .filter_map(|word| Some(format!("`{}`", word.as_str()?)))
        .collect()
}

/// The part of the schema that describes a place. One that only points elsewhere is followed, for
/// as long as it has nothing to say itself.
fn part(name: &str, place: &str) -> Option<&'static Value> {
    let mut here = &DOCUMENT["$defs"][name];
    for step in place.split('/').skip(1) {
        here = followed(here);
        here = match step.parse::<usize>() {
            Ok(_) if here.get("items").is_some() => &here["items"],
            _ => here["properties"].get(step)?,
        };
    }
    Some(followed(here))
}

fn followed(mut here: &'static Value) -> &'static Value {
    while let Some(pointer) = here["$ref"].as_str().and_then(|to| to.strip_prefix('#')) {
        match DOCUMENT.pointer(pointer) {
            Some(there) => here = there,
            None => break,
        }
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(op: &str, ok: &Value) -> String {
        let complaints = complaints(op, ok).into_iter();
        let lines = complaints.map(|one| format!("{}\n  {}", one.what, one.remedy));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_reply_as_the_page_has_it_is_not_complained_of() {
        let act =
            json!({"outcome": "accepted", "told_user": [{"severity": "info", "text": "Sent."}]});

        assert_eq!(told("act", &act), "");
        assert_eq!(told("settle", &json!({"idle": true})), "");
        assert_eq!(told("end", &json!({})), "");
    }

    #[test]
    fn every_complaint_says_where_what_and_what_to_do() {
        let act = json!({"outcome": "ok", "told_user": [{"severity": "fatal"}], "attempts": -1, "refrence": "V-1"});

        let act = told("act", &act);
        let settle = told("settle", &json!({"idle": "yes"}));

        for line in [
            "/ok/attempts: -1 is less than the minimum of 0\n  How often this action was sent",
            "/ok/outcome: \"ok\" is none of the words that are known here\n  say one of `accepted`, ",
            "/ok/told_user/0/text: it is missing\n  add `text`: What a person using the ATS would read.",
            "/ok/told_user/0/severity: \"fatal\" is none of the words that are known here\n  say one of `error`, `warning`, `info`",
            "/ok: the protocol knows no `refrence` here\n  leave it out, or look for a slip",
        ] {
            assert!(act.contains(line), "{line}\nis not in\n{act}");
        }
        assert!(
            settle.starts_with("/ok/idle: \"yes\" is not of type \"boolean\""),
            "{settle}"
        );
    }
}
