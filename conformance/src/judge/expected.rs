//! What an input means on the wire.

use serde_json::{Map, Value};

use super::mapping::{APPLICANT, Kind, Row, VACANCY};
use crate::evidence::{ActRecord, Action};

/// What an input means on the wire.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expected {
    /// The body, as far as the contract has words for what is held.
    pub(crate) body: Value,
    /// Words that are in no code list: where they would stand, and what the ATS holds.
    pub(crate) unknown: Vec<(String, Value)>,
}

/// What the input of an act means on the wire.
pub(crate) fn of(act: &ActRecord) -> Expected {
    let (rows, member) = match act.action {
        Action::PostVacancy | Action::UpdateVacancy => (VACANCY, "vacancy"),
        Action::TransferEmploymentChecks => (APPLICANT, "applicant"),
    };
    let mut expected = Expected {
        body: Value::Object(Map::new()),
        unknown: Vec::new(),
    };
    expected.add(rows, &act.input[member], "");
    expected
}

impl Expected {
    fn add(&mut self, rows: &[Row], held: &Value, below: &str) {
        for row in rows {
            let Some(value) = at(held, row.ats).filter(|value| !is_nothing(value)) else {
                continue;
            };
            let place = format!("{below}{}", row.wire);
            match row.kind {
                Kind::Same => put(&mut self.body, &place, value.clone()),
                Kind::Items => put(&mut self.body, &place, joined(value)),
                Kind::Code(of) => self.add_code(of, value, &place),
                Kind::Records(rows) => self.add_records(rows, value, &place),
            }
        }
    }

    fn add_code(&mut self, of: fn(&str) -> Option<&'static str>, value: &Value, place: &str) {
        let known = |word: &Value| word.as_str().and_then(of).map(Value::from);
        let meant = match value {
            Value::Array(words) => words
                .iter()
                .map(known)
                .collect::<Option<Vec<_>>>()
                .map(Value::from),
            word => known(word),
        };
        match meant {
            Some(meant) => put(&mut self.body, place, meant),
            None => self.unknown.push((place.to_owned(), value.clone())),
        }
    }

    fn add_records(&mut self, rows: &[Row], value: &Value, place: &str) {
        let Some(records) = value.as_array() else {
            put(&mut self.body, place, value.clone());
            return;
        };
        put(
            &mut self.body,
            place,
            Value::Array(vec![Value::Object(Map::new()); records.len()]),
        );
        for (nth, record) in records.iter().enumerate() {
            self.add(rows, record, &format!("{place}/{nth}"));
        }
    }
}

/// Null, an empty text, list or object: nothing is held there.
pub(crate) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn at<'a>(held: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.')
        .try_fold(held, |value, name| value.get(name))
}

fn joined(value: &Value) -> Value {
    let Some(items) = value.as_array() else {
        return value.clone();
    };
    let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    texts.map_or_else(|| value.clone(), |texts| Value::String(texts.join("<br>")))
}

/// Puts a value at a pointer, making the objects on the way; arrays on the way exist already.
fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut place = body;
    for name in pointer.split('/').skip(1) {
        place = match place {
            Value::Array(items) => {
                let nth: usize = name
                    .parse()
                    .expect("a pointer into a list made here has an index");
                &mut items[nth]
            }
            other => {
                if !other.is_object() {
                    *other = Value::Object(Map::new());
                }
                &mut other[name]
            }
        };
    }
    *place = value;
}
