//! `equalToJson`: two documents compared by value, with every difference told at its place.

use contract::pointer::Pointer;
use regex::Regex;
use serde_json::{Map, Value};

use super::part::Difference;

/// Most differences that are told of one document.
const TOLD: usize = 20;
/// Longest arrays that are compared in any order, which takes time by the square; longer ones are
/// compared in order.
const ANY_ORDER: usize = 2_000;

/// How documents are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Leniency {
    /// `ignoreArrayOrder`.
    pub(super) any_order: bool,
    /// `ignoreExtraElements`.
    pub(super) more_allowed: bool,
}

/// Whether two documents are the same but for what is ignored.
pub(super) fn same(wanted: &Value, read: &Value, leniency: Leniency) -> bool {
    let mut found = Differences {
        leniency,
        told: Vec::new(),
        most: 1,
    };
    found.compare(wanted, read, &Pointer::root());
    found.told.is_empty()
}

/// Where two documents differ, as far as it is told.
pub(super) fn differences(wanted: &Value, read: &Value, leniency: Leniency) -> Vec<Difference> {
    let mut found = Differences {
        leniency,
        told: Vec::new(),
        most: TOLD,
    };
    found.compare(wanted, read, &Pointer::root());
    found.told
}

/// How many values a document has.
pub(super) fn size(document: &Value) -> usize {
    match document {
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}

struct Differences {
    leniency: Leniency,
    told: Vec<Difference>,
    most: usize,
}

impl Differences {
    fn compare(&mut self, wanted: &Value, read: &Value, at: &Pointer) {
        if self.told.len() >= self.most {
            return;
        }
        match (wanted, read) {
            (Value::Object(wanted), Value::Object(read)) => self.members(wanted, read, at),
            (Value::Array(wanted), Value::Array(read)) => self.items(wanted, read, at),
            _ if same_value(wanted, read) => (),
            _ => self.tell(at, Some(wanted), Some(read)),
        }
    }

    fn members(&mut self, wanted: &Map<String, Value>, read: &Map<String, Value>, at: &Pointer) {
        for (name, value) in wanted {
            let at = at.member(name);
            match read.get(name) {
                Some(read) => self.compare(value, read, &at),
                None => self.tell(&at, Some(value), None),
            }
        }
        let unasked = read.iter().filter(|(name, _)| !wanted.contains_key(*name));
        let more_allowed = self.leniency.more_allowed;
        for (name, value) in unasked.filter(|_| !more_allowed) {
            self.tell(&at.member(name), None, Some(value));
        }
    }

    fn items(&mut self, wanted: &[Value], read: &[Value], at: &Pointer) {
        if self.leniency.any_order && wanted.len().max(read.len()) <= ANY_ORDER {
            return self.items_in_any_order(wanted, read, at);
        }
        for (index, wanted) in wanted.iter().enumerate() {
            match read.get(index) {
                Some(read) => self.compare(wanted, read, &at.item(index)),
                None => self.tell(&at.item(index), Some(wanted), None),
            }
        }
        let more_allowed = self.leniency.more_allowed;
        let more = read.iter().enumerate().skip(wanted.len());
        for (index, more) in more.filter(|_| !more_allowed) {
            self.tell(&at.item(index), None, Some(more));
        }
    }

    fn items_in_any_order(&mut self, wanted: &[Value], read: &[Value], at: &Pointer) {
        let mut left = read.iter().enumerate().collect::<Vec<_>>();
        for (index, wanted) in wanted.iter().enumerate() {
            let leniency = self.leniency;
            let place = left
                .iter()
                .position(|(_, read)| same(wanted, read, leniency));
            match place {
                Some(place) => drop(left.swap_remove(place)),
                None => self.tell(&at.item(index), Some(wanted), None),
            }
        }
        let more_allowed = self.leniency.more_allowed;
        for (index, more) in left.into_iter().filter(|_| !more_allowed) {
            self.tell(&at.item(index), None, Some(more));
        }
    }

    fn tell(&mut self, at: &Pointer, wanted: Option<&Value>, read: Option<&Value>) {
        if self.told.len() < self.most {
            let expected = wanted.map_or_else(|| "nothing".to_owned(), Value::to_string);
            self.told.push(Difference {
                field: at.to_string(),
                expected,
                actual: read.map(Value::to_string),
            });
        }
    }
}

fn same_value(wanted: &Value, read: &Value) -> bool {
    match (wanted, read) {
        (Value::Number(wanted), Value::Number(read)) => {
            wanted == read || wanted.as_f64() == read.as_f64()
        }
        (Value::String(text), read) => placeholder(text, read).unwrap_or(wanted == read),
        _ => wanted == read,
    }
}

// The placeholders that WireMock has from JsonUnit.
fn placeholder(text: &str, read: &Value) -> Option<bool> {
    let inner = text.strip_prefix("${json-unit.")?;
    if let Some(expression) = inner.strip_prefix("regex}") {
        let expression = Regex::new(&format!(r"\A(?:{expression})\z")).ok();
        return Some(
            expression
                .zip(read.as_str())
                .is_some_and(|(regex, text)| regex.is_match(text)),
        );
    }
    Some(match inner.strip_suffix('}')? {
        "ignore" | "ignore-element" => true,
        "any-string" => read.is_string(),
        "any-number" => read.is_number(),
        "any-boolean" => read.is_boolean(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const STRICT: Leniency = Leniency {
        any_order: false,
        more_allowed: false,
    };
    const LENIENT: Leniency = Leniency {
        any_order: true,
        more_allowed: true,
    };

    #[test]
    fn numbers_are_compared_by_value_and_order_only_where_it_counts() {
        let read = json!({"salary": {"minimum": 1.0}, "title": "x", "list": [2, 1]});

        assert!(same(
            &json!({"salary": {"minimum": 1}, "list": [1, 2]}),
            &read,
            LENIENT
        ));
        assert!(!same(
            &json!({"salary": {"minimum": 1}, "list": [1, 2]}),
            &read,
            STRICT
        ));
        assert!(!same(&json!({"list": [1, 1]}), &read, LENIENT));
        let first = Leniency {
            any_order: false,
            more_allowed: true,
        };
        assert!(same(&json!({"list": [2]}), &read, first));
        assert!(!same(&json!({"list": [1]}), &read, first));
    }

    #[test]
    fn every_difference_is_told_at_its_place() {
        let wanted = json!({"a": 1, "b": [1, 2], "c": "x"});
        let read = json!({"a": 2, "b": [1], "d": true});

        let told = differences(&wanted, &read, STRICT);

        let told = told.iter().map(|one| {
            format!(
                "{} {} {}",
                one.field,
                one.expected,
                one.actual.as_deref().unwrap_or("-")
            )
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            ["/a 1 2", "/b/1 2 -", "/c \"x\" -", "/d nothing true"]
        );
    }

    #[test]
    fn wiremocks_placeholders_stand_for_what_they_say() {
        let holds = |wanted: &str, read: Value| {
            same(
                &json!([format!("${{json-unit.{wanted}")]),
                &json!([read]),
                STRICT,
            )
        };

        assert!(holds("ignore}", json!({"a": 1})));
        assert!(holds("any-string}", json!("x")) && !holds("any-string}", json!(1)));
        assert!(holds("any-number}", json!(1)) && !holds("any-boolean}", json!(1)));
        assert!(holds("regex}[A-Z]+", json!("AB")) && !holds("regex}[A-Z]+", json!("Ab")));
    }

    #[test]
    fn a_great_difference_is_told_in_part() {
        let wanted = Value::from((0..1_000).collect::<Vec<_>>());

        assert_eq!(differences(&wanted, &json!([]), STRICT).len(), TOLD);
    }
}
