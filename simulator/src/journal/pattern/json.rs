//! `equalToJson`: two documents compared by value, with every difference told at its place.

use std::collections::BTreeMap;

use contract::pointer::Pointer;
use serde_json::{Map, Value};

use super::NoPattern;
use super::part::Difference;
use super::regular::Expression;
use super::work::Work;

/// Most differences that are told of one document.
const TOLD: usize = 20;
/// Longest arrays that are compared in any order, which takes time by the square; longer ones are
/// compared in order.
const ANY_ORDER: usize = 2_000;

/// How a placeholder with an expression begins.
const EXPRESSION: &str = "${json-unit.regex}";

/// How documents are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Leniency {
    /// `ignoreArrayOrder`.
    pub(super) any_order: bool,
    /// `ignoreExtraElements`.
    pub(super) more_allowed: bool,
}

/// The document that is wanted, and how it is compared.
#[derive(Debug)]
pub(crate) struct Wanted {
    document: Value,
    leniency: Leniency,
    // By the text of their placeholders: compiled once, not for every exchange.
    expressions: Expressions,
}

type Expressions = BTreeMap<String, Expression>;

impl Wanted {
    /// Reads the placeholders of a document.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] where one of them has an expression that is not understood.
    pub(super) fn read(
        document: Value,
        leniency: Leniency,
        at: &Pointer,
    ) -> Result<Self, NoPattern> {
        let mut expressions = Expressions::new();
        expressions_in(&document, at, &mut expressions)?;
        Ok(Self {
            document,
            leniency,
            expressions,
        })
    }

    /// Whether a document is the same but for what is ignored.
    pub(super) fn is(&self, read: &Value, work: &Work) -> bool {
        self.differ(read, 1, work).is_empty()
    }

    /// Where a document differs, as far as it is told.
    pub(super) fn differences(&self, read: &Value, work: &Work) -> Vec<Difference> {
        self.differ(read, TOLD, work)
    }

    /// How many values the greater of the two documents has.
    pub(super) fn size(&self, read: &Value) -> usize {
        size(&self.document).max(size(read))
    }

    fn differ(&self, read: &Value, most: usize, work: &Work) -> Vec<Difference> {
        let mut found = Differences {
            wanted: self,
            work,
            told: Vec::new(),
            most,
        };
        found.compare(&self.document, read, &Pointer::root());
        found.told
    }
}

fn expressions_in(
    document: &Value,
    at: &Pointer,
    expressions: &mut Expressions,
) -> Result<(), NoPattern> {
    match document {
        Value::String(text) => {
            if let Some(expression) = text.strip_prefix(EXPRESSION) {
                expressions.insert(text.clone(), Expression::whole(expression, at)?);
            }
            Ok(())
        }
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| expressions_in(item, at, expressions)),
        Value::Object(members) => members
            .values()
            .try_for_each(|member| expressions_in(member, at, expressions)),
        _ => Ok(()),
    }
}

/// How many values a document has.
fn size(document: &Value) -> usize {
    match document {
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}

struct Differences<'w> {
    wanted: &'w Wanted,
    work: &'w Work,
    told: Vec<Difference>,
    most: usize,
}

impl Differences<'_> {
    fn compare(&mut self, wanted: &Value, read: &Value, at: &Pointer) {
        if self.told.len() >= self.most || !self.work.step() {
            return;
        }
        match (wanted, read) {
            (Value::Object(wanted), Value::Object(read)) => self.members(wanted, read, at),
            (Value::Array(wanted), Value::Array(read)) => self.items(wanted, read, at),
            _ if self.same_value(wanted, read) => (),
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
        let more_allowed = self.wanted.leniency.more_allowed;
        for (name, value) in unasked.filter(|_| !more_allowed) {
            self.tell(&at.member(name), None, Some(value));
        }
    }

    fn items(&mut self, wanted: &[Value], read: &[Value], at: &Pointer) {
        if self.wanted.leniency.any_order && wanted.len().max(read.len()) <= ANY_ORDER {
            return self.items_in_any_order(wanted, read, at);
        }
        for (index, wanted) in wanted.iter().enumerate() {
            match read.get(index) {
                Some(read) => self.compare(wanted, read, &at.item(index)),
                None => self.tell(&at.item(index), Some(wanted), None),
            }
        }
        let more_allowed = self.wanted.leniency.more_allowed;
        let more = read.iter().enumerate().skip(wanted.len());
        for (index, more) in more.filter(|_| !more_allowed) {
            self.tell(&at.item(index), None, Some(more));
        }
    }

    fn items_in_any_order(&mut self, wanted: &[Value], read: &[Value], at: &Pointer) {
        let mut left = read.iter().enumerate().collect::<Vec<_>>();
        for (index, wanted) in wanted.iter().enumerate() {
            let place = left.iter().position(|(_, read)| self.same(wanted, read));
            match place {
                Some(place) => drop(left.swap_remove(place)),
                None => self.tell(&at.item(index), Some(wanted), None),
            }
        }
        let more_allowed = self.wanted.leniency.more_allowed;
        for (index, more) in left.into_iter().filter(|_| !more_allowed) {
            self.tell(&at.item(index), None, Some(more));
        }
    }

    fn same(&self, wanted: &Value, read: &Value) -> bool {
        let mut found = Differences {
            told: Vec::new(),
            most: 1,
            ..*self
        };
        found.compare(wanted, read, &Pointer::root());
        found.told.is_empty()
    }

    fn same_value(&self, wanted: &Value, read: &Value) -> bool {
        match (wanted, read) {
            (Value::Number(wanted), Value::Number(read)) => {
                wanted == read || wanted.as_f64() == read.as_f64()
            }
            (Value::String(text), read) => self.placeholder(text, read).unwrap_or(wanted == read),
            _ => wanted == read,
        }
    }

    // The placeholders that WireMock has from JsonUnit.
    fn placeholder(&self, text: &str, read: &Value) -> Option<bool> {
        if let Some(expression) = self.wanted.expressions.get(text) {
            let read = read.as_str();
            return Some(read.is_some_and(|read| expression.is_match(read, self.work)));
        }
        let inner = text.strip_prefix("${json-unit.")?;
        Some(match inner.strip_suffix('}')? {
            "ignore" | "ignore-element" => true,
            "any-string" => read.is_string(),
            "any-number" => read.is_number(),
            "any-boolean" => read.is_boolean(),
            _ => return None,
        })
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

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

    fn wanted(document: &Value, leniency: Leniency) -> Wanted {
        Wanted::read(document.clone(), leniency, &Pointer::root()).unwrap()
    }

    fn same(document: &Value, read: &Value, leniency: Leniency) -> bool {
        wanted(document, leniency).is(read, &Work::of(Duration::MAX))
    }

    fn differences(document: &Value, read: &Value, leniency: Leniency) -> Vec<Difference> {
        wanted(document, leniency).differences(read, &Work::of(Duration::MAX))
    }

    #[test]
    fn an_expression_in_a_placeholder_is_bounded_as_any_other() {
        let huge = json!({"a": ["${json-unit.regex}((a{1000}){1000}){1000}"]});

        let refused = Wanted::read(huge, STRICT, &Pointer::root()).unwrap_err();

        assert!(refused.to_string().contains("too large"), "{refused}");
    }

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
