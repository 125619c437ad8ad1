//! One field of a refusal: what was expected, what was there, and by which rule.

use contract::problem::FieldError;
use contract::provenance::Provenance;
use contract::rule::{self, Rule};
use contract::text;
use serde::Serialize;
use serde_json::{Value, json};

use super::source;

/// How much of a text is shown, in characters.
const SHOWN: usize = 200;

/// A rule with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RuleTold {
    pub(crate) id: &'static str,
    pub(crate) text: &'static str,
    pub(crate) provenance: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) source: Value,
}

/// A field that was refused, or warned of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FieldTold {
    /// JSON Pointer into the body that was sent.
    pub(crate) pointer: String,
    pub(crate) code: String,
    pub(crate) message: String,
    /// What would do.
    pub(crate) expected: String,
    /// What stood there; `null` where nothing did.
    pub(crate) actual: Value,
    /// How long it was as the rule counts, in characters, where it was text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) actual_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rule: Option<RuleTold>,
}

impl RuleTold {
    pub(super) fn of(rule: &Rule) -> Self {
        let provenance: Provenance = rule.provenance;
        Self {
            id: rule.id,
            text: rule.text,
            provenance: provenance.word(),
            meaning: provenance.meaning(),
            source: source(rule.source),
        }
    }
}

impl FieldTold {
    pub(super) fn of(error: &FieldError, sent: Option<&Value>) -> Self {
        let found = sent.and_then(|sent| sent.pointer(&error.field));
        let rule = rule::find(&error.rule);
        Self {
            pointer: error.field.clone(),
            code: error.code.clone(),
            message: error.message.clone(),
            expected: expected(error, rule),
            actual: found.map_or(Value::Null, shown),
            actual_length: found.and_then(Value::as_str).map(text::length),
            rule: rule.map(RuleTold::of),
        }
    }
}

// Most messages say what would do; where one says only what is wrong, the rule does.
fn expected(error: &FieldError, rule: Option<&Rule>) -> String {
    for said in [" must be ", "must be ", " must ", "; at least "] {
        if let Some((_, wanted)) = error.message.split_once(said) {
            let least = if said == "; at least " {
                "at least "
            } else {
                ""
            };
            return format!("{least}{wanted}");
        }
    }
    match error.code.as_str() {
        "UNKNOWN_FIELD" | "NOT_EXPECTED" | "SALARY_NOT_EXPECTED" => "nothing here".to_owned(),
        _ => rule.map_or_else(|| error.message.clone(), |rule| rule.text.to_owned()),
    }
}

fn shown(value: &Value) -> Value {
    match value {
        Value::String(text) if text.chars().nth(SHOWN).is_some() => {
            let start = text.chars().take(SHOWN).collect::<String>();
            json!(format!("{start}…"))
        }
        Value::Array(_) | Value::Object(_) if value.to_string().len() > 4 * SHOWN => {
            json!(format!(
                "{} of {} bytes",
                kind(value),
                value.to_string().len()
            ))
        }
        other => other.clone(),
    }
}

fn kind(value: &Value) -> &'static str {
    if value.is_array() {
        "an array"
    } else {
        "an object"
    }
}
