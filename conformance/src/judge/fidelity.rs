//! Comparing what was meant with what was sent.

use contract::text::with_lf;
use serde_json::Value;

use super::expected::{Expected, is_nothing};
use super::words::short;

/// One place where they differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) pointer: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
}

/// Every difference. Numbers go by value, CRLF is LF; what the ATS does not hold may be absent,
/// null, empty, false or the contract's default; anything else there is invented.
pub(crate) fn differences(expected: &Expected, actual: &Value) -> Vec<Difference> {
    let mut comparison = Comparison {
        expected,
        found: Vec::new(),
    };
    comparison.compare(Some(&expected.body), Some(actual), "");
    comparison.compare_unknown(actual);
    comparison.found
}

struct Comparison<'a> {
    expected: &'a Expected,
    found: Vec<Difference>,
}

impl Comparison<'_> {
    fn compare(&mut self, expected: Option<&Value>, actual: Option<&Value>, at: &str) {
        if self.is_set_aside(at) {
            return;
        }
        match (expected, actual) {
            (None, None) => {}
            (None, Some(actual)) => self.invented(actual, at),
            (Some(expected), None) => self.note(at, short(expected), "nothing".to_owned()),
            (Some(expected), Some(actual)) => self.values(expected, actual, at),
        }
    }

    fn values(&mut self, expected: &Value, actual: &Value, at: &str) {
        match (expected, actual) {
            (Value::Object(wanted), Value::Object(sent)) => {
                let others = sent.keys().filter(|name| !wanted.contains_key(*name));
                for name in wanted.keys().chain(others) {
                    self.compare(wanted.get(name), sent.get(name), &below(at, name));
                }
            }
            (Value::Array(wanted), Value::Array(sent)) => self.lists(wanted, sent, at),
            _ if same(expected, actual) => {}
            _ => self.note(at, short(expected), short(actual)),
        }
    }

    /// The order of codes says nothing; records go in the order in which they are held.
    fn lists(&mut self, wanted: &[Value], sent: &[Value], at: &str) {
        let codes = wanted.iter().chain(sent).all(Value::is_string);
        if codes && in_some_order(wanted, sent) {
            return;
        }
        if codes || wanted.len() != sent.len() {
            self.note(at, short(&Value::from(wanted)), short(&Value::from(sent)));
            return;
        }
        for (nth, (wanted, sent)) in wanted.iter().zip(sent).enumerate() {
            self.values(wanted, sent, &below(at, &nth.to_string()));
        }
    }

    fn invented(&mut self, actual: &Value, at: &str) {
        let default = at == "/visibility" && actual == "EXTERNAL";
        let empty = is_nothing(actual) || actual == &Value::Bool(false);
        match actual {
            _ if empty || default => {}
            Value::Object(members) => {
                for (name, value) in members {
                    self.compare(None, Some(value), &below(at, name));
                }
            }
            _ => self.note(at, "nothing there".to_owned(), short(actual)),
        }
    }

    /// The version is the client's own to add; words in no code list are compared on their own.
    fn is_set_aside(&self, at: &str) -> bool {
        at == "/version" || self.expected.unknown.iter().any(|(place, _)| place == at)
    }

    /// For a word that the contract does not know there is nothing faithful but the word itself.
    fn compare_unknown(&mut self, actual: &Value) {
        for (place, held) in &self.expected.unknown {
            let Some(sent) = actual.pointer(place).filter(|sent| !is_nothing(sent)) else {
                continue;
            };
            let as_held = sent == held || upper(sent) == upper(held);
            if !as_held {
                let pointer = place.clone();
                let expected = format!("{}, for which the contract has no code", short(held));
                self.found.push(Difference {
                    pointer,
                    expected,
                    actual: short(sent),
                });
            }
        }
    }

    fn note(&mut self, at: &str, expected: String, actual: String) {
        let pointer = if at.is_empty() {
            "the whole body".to_owned()
        } else {
            at.to_owned()
        };
        self.found.push(Difference {
            pointer,
            expected,
            actual,
        });
    }
}

fn upper(value: &Value) -> String {
    value.to_string().to_uppercase()
}

fn below(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Whether two values mean the same.
pub(crate) fn same(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::String(wanted), Value::String(sent)) => with_lf(wanted) == with_lf(sent),
        (Value::Number(wanted), Value::Number(sent)) => wanted.as_f64() == sent.as_f64(),
        // An ATS that holds an amount as text may send the number it says.
        (Value::String(wanted), Value::Number(sent)) => wanted
            .parse::<f64>()
            .ok()
            .is_some_and(|wanted| sent.as_f64() == Some(wanted)),
        (Value::Array(wanted), Value::Array(sent)) => {
            wanted.len() == sent.len()
                && wanted
                    .iter()
                    .zip(sent)
                    .all(|(wanted, sent)| same(wanted, sent))
        }
        (Value::Object(wanted), Value::Object(sent)) => {
            wanted
                .iter()
                .all(|(name, wanted)| sent.get(name).is_some_and(|sent| same(wanted, sent)))
                && sent
                    .iter()
                    .all(|(name, sent)| wanted.contains_key(name) || is_nothing(sent))
        }
        _ => expected == actual,
    }
}

fn in_some_order(wanted: &[Value], sent: &[Value]) -> bool {
    let mut left: Vec<&Value> = sent.iter().collect();
    let mut take = |wanted: &Value| {
        let at = left.iter().position(|sent| same(wanted, sent));
        at.map(|at| left.swap_remove(at)).is_some()
    };
    wanted.len() == sent.len() && wanted.iter().all(&mut take)
}
