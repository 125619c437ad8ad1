//! What the ATS holds in a scenario: a complete, valid default with the scenario's changes merged on.

use std::ops::Range;

use serde_json::{Map, Value};

use super::diagnostic::{Notes, did_you_mean};
use super::fields::{self, Fields};
use super::node::{Kind, Node};
use super::scalar;
use crate::evidence::Action;
use crate::judge::mapping;

/// The input of an action before the scenario changes anything, unique by `nth` (from 0) name.
pub(crate) fn default_input(action: Action, nth: usize) -> Value {
    let (text, member, reference, told) = match action {
        Action::PostVacancy | Action::UpdateVacancy => (
            include_str!("defaults/staff_nurse.json"),
            "vacancy",
            "job_reference",
            format!("277-26-{:04}", 141 + nth),
        ),
        Action::TransferEmploymentChecks => (
            include_str!("defaults/doctor.json"),
            "applicant",
            "ats_reference",
            format!("T-2026-{:04}", 1 + nth),
        ),
    };
    let mut input: Value = serde_json::from_str(text).expect("the defaults are JSON");
    input[member][reference] = Value::String(told);
    input
}

/// The applicant whom ESR holds unless the scenario says otherwise: the default doctor, sent by TIS.
pub(crate) fn default_applicant(nth: usize) -> Value {
    let text = include_str!("defaults/esr_applicant.json");
    let mut applicant: Value = serde_json::from_str(text).expect("the default is JSON");
    applicant["positionId"] = Value::String(format!("{}", 500_000_001 + nth));
    applicant
}

/// Merges `with:` onto an input (RFC 7396: `null` takes a member away, lists are replaced).
pub(crate) fn merge_input(input: &mut Value, action: Action, with: &Node, notes: &Notes) {
    let (member, known) = match action {
        Action::PostVacancy | Action::UpdateVacancy => ("vacancy", mapping::vacancy_words()),
        Action::TransferEmploymentChecks => ("applicant", mapping::applicant_words()),
    };
    let merge = Merge {
        notes,
        known: Some(&known),
    };
    merge.onto(&mut input[member], with, "");
}

/// Merges members that are not in the ATS's words (an ESR applicant, an amendment).
pub(crate) fn merge_free(onto: &mut Value, with: &Node, notes: &Notes) {
    Merge { notes, known: None }.onto(onto, with, "");
}

struct Merge<'a> {
    notes: &'a Notes,
    known: Option<&'a [String]>,
}

impl Merge<'_> {
    fn onto(&self, target: &mut Value, patch: &Node, path: &str) {
        let Kind::Map(entries) = &patch.kind else {
            *target = self.value(patch, target, path);
            return;
        };
        if let Some(text) = generated_text(patch, self.notes) {
            *target = Value::String(text);
            return;
        }
        if !target.is_object() {
            *target = Value::Object(Map::new());
        }
        for (key, node) in entries {
            let path = joined(path, &key.text);
            self.refuse_unknown(&path, &key.span);
            if fields::is_null(node) {
                target
                    .as_object_mut()
                    .map(|members| members.remove(&key.text));
            } else {
                self.onto(&mut target[&key.text], node, &path);
            }
        }
    }

    fn value(&self, node: &Node, default: &Value, path: &str) -> Value {
        match &node.kind {
            Kind::List(items) => {
                Value::Array(items.iter().map(|item| self.item(item, path)).collect())
            }
            Kind::Scalar { text, plain: true } => {
                let value = scalar::value(text);
                self.refuse_other_type(node, default, &value);
                value
            }
            Kind::Scalar { text, .. } => Value::String(text.clone()),
            Kind::Map(_) => Value::Null,
        }
    }

    fn item(&self, node: &Node, path: &str) -> Value {
        let mut item = Value::Null;
        self.onto(&mut item, node, path);
        item
    }

    /// A band `6` without quotes is a number, and would reach the client as one.
    fn refuse_other_type(&self, node: &Node, default: &Value, value: &Value) {
        if default.is_string() && !value.is_string() {
            let title = format!("the ATS holds text here, and `{value}` is none");
            self.notes
                .refuse(&node.span, title, format!("write \"{value}\""));
        }
    }

    fn refuse_unknown(&self, path: &str, span: &Range<usize>) {
        let Some(known) = self.known else { return };
        let free = path.starts_with("also_held.");
        if !free && !known.iter().any(|word| word == path) {
            let remedy = did_you_mean(path, known.iter().map(String::as_str));
            let title = format!("an ATS holds no `{path}`");
            self.notes.refuse(span, title, remedy);
        }
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

/// `{ $text: { length: 1501 } }`: a text of so many characters; `start` and `end` are part of them.
fn generated_text(node: &Node, notes: &Notes) -> Option<String> {
    let Kind::Map(entries) = &node.kind else {
        return None;
    };
    let [(key, value)] = entries.as_slice() else {
        return None;
    };
    if key.text != "$text" {
        return None;
    }
    let given = Fields::of(value, notes)?;
    let length = given
        .need("length")
        .and_then(|length| fields::whole(length, notes));
    let (start, end) = (
        given.text("start").unwrap_or_default(),
        given.text("end").unwrap_or_default(),
    );
    let repeat = given.text("repeat").filter(|repeat| !repeat.is_empty());
    given.refuse_unknown();
    let length = usize::try_from(length?)
        .unwrap_or(usize::MAX)
        .min(2_000_000);
    let edges = start.chars().count() + end.chars().count();
    if edges > length {
        notes.note(
            &value.span,
            "`start` and `end` are longer than `length`",
            None,
        );
        return None;
    }
    let repeat = repeat.as_deref().unwrap_or(FILLING);
    let filling: String = repeat.chars().cycle().take(length - edges).collect();
    Some(format!("{start}{filling}{end}"))
}

/// Dull on purpose. The last character of a filling may be a space, which counts like any other.
const FILLING: &str = "The quick brown fox jumps over the lazy dog and reads the rota twice. ";
