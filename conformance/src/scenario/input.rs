//! What the ATS holds in a scenario: a complete, valid default with the scenario's changes merged on.

use std::ops::Range;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::diagnostic::{Notes, did_you_mean};
use super::fields::{self, Fields};
use super::node::{Kind, Node};
use super::scalar;
use crate::evidence::Action;
use crate::judge::mapping;

/// What changes are told against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Base {
    /// A vacancy and a doctor as they might be, with every optional part: what scenarios change.
    #[default]
    Usual,
    /// As little as the contract takes, in plain letters: what generated cases change, so that
    /// whatever they hold beside it matters.
    Plain,
}

impl Base {
    const fn vacancy(self) -> &'static str {
        match self {
            Self::Usual => include_str!("defaults/staff_nurse.json"),
            Self::Plain => include_str!("defaults/plain_vacancy.json"),
        }
    }

    const fn applicant(self) -> &'static str {
        match self {
            Self::Usual => include_str!("defaults/doctor.json"),
            Self::Plain => include_str!("defaults/plain_applicant.json"),
        }
    }

    const fn esr_applicant(self) -> &'static str {
        match self {
            Self::Usual => include_str!("defaults/esr_applicant.json"),
            Self::Plain => include_str!("defaults/plain_esr_applicant.json"),
        }
    }

    /// The input of an action before anything is changed, unique by `nth` (from 0) name.
    pub(crate) fn input(self, action: Action, nth: usize) -> Value {
        let (text, member, reference, told) = match action {
            Action::PostVacancy | Action::UpdateVacancy => (
                self.vacancy(),
                "vacancy",
                "job_reference",
                format!("277-26-{:04}", 141 + nth),
            ),
            Action::TransferEmploymentChecks => (
                self.applicant(),
                "applicant",
                "ats_reference",
                format!("T-2026-{:04}", 1 + nth),
            ),
        };
        let mut input = read(text);
        input[member][reference] = Value::String(told);
        input
    }

    /// Makes room for what a change mentions: a group of members that the plain input does not have
    /// begins as a plain and valid one, so that a change says no more than what matters.
    pub(crate) fn make_room(self, input: &mut Value, with: &Node) {
        if self == Self::Usual {
            return;
        }
        for (path, plain) in GROUPS.iter() {
            let Some(mentioned) = mentioned(with, path) else {
                continue;
            };
            let place = place(input, path);
            if place.is_null() && matches!(mentioned.kind, Kind::Map(_)) {
                *place = plain.clone();
            }
        }
    }

    /// Completes the items of lists of records, which a change gives as a whole.
    pub(crate) fn complete(self, input: &mut Value) {
        if self == Self::Usual {
            return;
        }
        for (path, plain) in GROUPS.iter() {
            let pointer = format!("/applicant/{}", path.replace('.', "/"));
            if let Some(Value::Array(items)) = input.pointer_mut(&pointer) {
                items.iter_mut().for_each(|item| complete(item, plain));
            }
        }
    }

    /// The applicant whom ESR holds unless it is said otherwise: sent by TIS.
    pub(crate) fn in_esr(self, nth: usize) -> Value {
        let mut applicant = read(self.esr_applicant());
        applicant["positionId"] = Value::String(format!("{}", 500_000_001 + nth));
        applicant
    }
}

/// The groups of members that a plain input does not have, each as it is when it is only mentioned.
static GROUPS: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    let groups = read(include_str!("defaults/plain_groups.json"));
    let groups = groups.as_object().cloned().unwrap_or_default();
    groups.into_iter().collect()
});

fn mentioned<'a>(with: &'a Node, path: &str) -> Option<&'a Node> {
    path.split('.').try_fold(with, |node, name| {
        let Kind::Map(entries) = &node.kind else {
            return None;
        };
        entries
            .iter()
            .find(|(key, _)| key.text == name)
            .map(|(_, node)| node)
    })
}

/// The place of a group in the input of either kind of action; null where it is of the other kind.
fn place<'a>(input: &'a mut Value, path: &str) -> &'a mut Value {
    let member = if path.starts_with("checks.") {
        "applicant"
    } else {
        "vacancy"
    };
    path.split('.')
        .fold(&mut input[member], |place, name| &mut place[name])
}

fn complete(item: &mut Value, plain: &Value) {
    let (Some(item), Some(plain)) = (item.as_object_mut(), plain.as_object()) else {
        return;
    };
    for (name, value) in plain {
        item.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("the defaults are JSON")
}

/// The input of an action before a scenario changes anything.
pub(crate) fn default_input(action: Action, nth: usize) -> Value {
    Base::Usual.input(action, nth)
}

/// The applicant whom ESR holds unless the scenario says otherwise.
pub(crate) fn default_applicant(nth: usize) -> Value {
    Base::Usual.in_esr(nth)
}

static VACANCY_WORDS: LazyLock<Vec<String>> = LazyLock::new(mapping::vacancy_words);
static APPLICANT_WORDS: LazyLock<Vec<String>> = LazyLock::new(mapping::applicant_words);

/// Merges `with:` onto an input (RFC 7396: `null` takes a member away, lists are replaced).
pub(crate) fn merge_input(input: &mut Value, action: Action, with: &Node, notes: &Notes) {
    let (member, known) = match action {
        Action::PostVacancy | Action::UpdateVacancy => ("vacancy", &*VACANCY_WORDS),
        Action::TransferEmploymentChecks => ("applicant", &*APPLICANT_WORDS),
    };
    let merge = Merge {
        notes,
        known: Some(known),
    };
    merge.onto(&mut input[member], with, "");
}

/// Merges members that are not in the ATS's words (an ESR applicant, an amendment).
pub(crate) fn merge_free(onto: &mut Value, with: &Node, notes: &Notes) {
    Merge { notes, known: None }.onto(onto, with, "");
}

/// What an ATS holds as numbers, also where a story began with a text in that place.
const NUMBERS: [&str; 5] = [
    "salary.amount",
    "salary.minimum",
    "salary.maximum",
    "working_hours.amount",
    "contract_duration.length",
];

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
                self.refuse_other_type(node, default, &value, path);
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
    fn refuse_other_type(&self, node: &Node, default: &Value, value: &Value, path: &str) {
        if default.is_string() && !value.is_string() && !NUMBERS.contains(&path) {
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
    if !notes.has_room(&value.span, length) {
        return None;
    }
    let repeat = repeat.as_deref().unwrap_or(FILLING);
    let filling: String = repeat.chars().cycle().take(length - edges).collect();
    Some(format!("{start}{filling}{end}"))
}

/// Dull on purpose. The last character of a filling may be a space, which counts like any other.
const FILLING: &str = "The quick brown fox jumps over the lazy dog and reads the rota twice. ";
