//! What an ATS holds, in its own words: made from the same table as the reader's.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{closed, refers, whole};
use crate::evidence::Action;
use crate::judge::mapping;
use crate::scenario::input::default_input;

pub(super) fn definitions() -> Value {
    let vacancy = default_input(Action::PostVacancy, 0);
    let applicant = default_input(Action::TransferEmploymentChecks, 0);
    json!({
        "vacancy": group(&Tree::of(&mapping::vacancy_words()), &vacancy["vacancy"]),
        "applicant": group(&Tree::of(&mapping::applicant_words()), &applicant["applicant"]),
        "made_text": closed("A text of so many characters.", &["$text"], json!({ "$text": closed(
            "A character is a Unicode scalar value.", &["length"],
            json!({
                "length": whole("How many characters, the edges included."),
                "start": { "type": "string" },
                "end": { "type": "string" },
                "repeat": { "type": "string", "description": "What is repeated in between." },
            })) })),
    })
}

/// Dotted paths as a tree.
#[derive(Default)]
struct Tree {
    below: BTreeMap<String, Tree>,
}

impl Tree {
    fn of(paths: &[String]) -> Self {
        let mut root = Self::default();
        for path in paths {
            let words = path.split('.').map(str::to_owned);
            words.fold(&mut root, |tree, word| tree.below.entry(word).or_default());
        }
        root
    }
}

/// A mapping of the words below; `also_held` is free, since what is in it is nobody's contract.
fn group(tree: &Tree, default: &Value) -> Value {
    let member = |(word, tree): (&String, &Tree)| {
        let default = &default[word];
        let schema = if word == "also_held" || tree.below.is_empty() {
            leaf(default)
        } else if default.is_array() {
            json!({ "type": ["array", "null"], "items": group(tree, &default[0]) })
        } else {
            group(tree, default)
        };
        (word.clone(), schema)
    };
    let properties: Map<String, Value> = tree.below.iter().map(member).collect();
    json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
}

/// Where the ATS holds text, a bare number is refused, since it would reach the client as one.
fn leaf(default: &Value) -> Value {
    if default.is_string() {
        json!({ "anyOf": [{ "type": ["string", "null", "array"] }, refers("made_text")] })
    } else {
        Value::Bool(true)
    }
}
