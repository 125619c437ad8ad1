//! Filters: whether a member or item is one that a path asks for.

use std::borrow::Cow;
use std::cmp::Ordering;

use jsonpath_rust::parser::model::{
    Comparable, Comparison, Filter, FilterAtom, FnArg, Literal, SingularQuery,
    SingularQuerySegment, Test, TestFunction,
};
use serde_json::{Value, json};

use super::follow::{Follow, item};

/// A value that is compared; `None` is the RFC's `Nothing`.
type Compared<'v> = Option<Cow<'v, Value>>;

impl<'v> Follow<'v, '_> {
    /// Whether a filter holds for a value.
    pub(super) fn holds(&self, filter: &Filter, value: &'v Value) -> bool {
        // Not a step: comparing two texts takes as long as they are.
        if !self.work.goes_on() {
            return false;
        }
        match filter {
            Filter::Or(all) => all.iter().any(|one| self.holds(one, value)),
            Filter::And(all) => all.iter().all(|one| self.holds(one, value)),
            Filter::Atom(FilterAtom::Filter { expr, not }) => self.holds(expr, value) != *not,
            Filter::Atom(FilterAtom::Test { expr, not }) => self.test(expr, value) != *not,
            Filter::Atom(FilterAtom::Comparison(compared)) => self.compares(compared, value),
        }
    }

    fn test(&self, test: &Test, value: &'v Value) -> bool {
        match test {
            Test::Function(function) => match &**function {
                TestFunction::Match(given, text) => self.is_like(true, given, text, value),
                TestFunction::Search(given, text) => self.is_like(false, given, text, value),
                // Refused when the path was read.
                _ => false,
            },
            query => !self.nodes(query, value).is_empty(),
        }
    }

    fn is_like(&self, whole: bool, given: &FnArg, text: &FnArg, value: &'v Value) -> bool {
        let FnArg::Literal(Literal::String(text)) = text else {
            return false;
        };
        let expression = self.expressions.get(whole, text);
        let given = self.argument(given, value);
        let given = given.as_deref().and_then(Value::as_str);
        expression
            .zip(given)
            .is_some_and(|(expression, given)| expression.is_match(given, self.work))
    }

    fn nodes(&self, query: &Test, value: &'v Value) -> Vec<&'v Value> {
        match query {
            Test::RelQuery(segments) => self.query(segments, value),
            Test::AbsQuery(query) => self.query(&query.segments, self.root),
            Test::Function(_) => Vec::new(),
        }
    }

    fn argument(&self, given: &FnArg, value: &'v Value) -> Compared<'v> {
        match given {
            FnArg::Literal(literal) => Some(Cow::Owned(read(literal))),
            FnArg::Test(test) => match &**test {
                Test::Function(function) => self.function(function, value),
                query => only(&self.nodes(query, value)),
            },
            FnArg::Filter(_) => None,
        }
    }

    fn function(&self, function: &TestFunction, value: &'v Value) -> Compared<'v> {
        let nodes = |given: &FnArg| match given {
            FnArg::Test(test) => self.nodes(test, value),
            _ => Vec::new(),
        };
        match function {
            TestFunction::Length(given) => length(self.argument(given, value)?.as_ref()),
            TestFunction::Count(given) => Some(Cow::Owned(json!(nodes(given).len()))),
            TestFunction::Value(given) => only(&nodes(given)),
            _ => None,
        }
    }

    fn compares(&self, compared: &Comparison, value: &'v Value) -> bool {
        let (left, right) = compared.vals();
        let (left, right) = (self.compared(left, value), self.compared(right, value));
        let (left, right) = (left.as_deref(), right.as_deref());
        let less = |one, other| order(one, other) == Some(Ordering::Less);
        match compared {
            Comparison::Eq(..) => self.same(left, right),
            Comparison::Ne(..) => !self.same(left, right),
            Comparison::Lt(..) => less(left, right),
            Comparison::Gt(..) => less(right, left),
            Comparison::Lte(..) => less(left, right) || self.same(left, right),
            Comparison::Gte(..) => less(right, left) || self.same(left, right),
        }
    }

    /// Numbers are the same by their value, at any depth.
    fn same(&self, one: Option<&Value>, other: Option<&Value>) -> bool {
        if !self.work.step() {
            return false;
        }
        match (one, other) {
            (Some(Value::Number(one)), Some(Value::Number(other))) => {
                one == other || one.as_f64() == other.as_f64()
            }
            (Some(Value::Array(one)), Some(Value::Array(other))) => {
                let mut pairs = one.iter().zip(other);
                one.len() == other.len()
                    && pairs.all(|(one, other)| self.same(Some(one), Some(other)))
            }
            (Some(Value::Object(one)), Some(Value::Object(other))) => {
                let mut members = one.iter();
                one.len() == other.len()
                    && members.all(|(name, value)| self.same(Some(value), other.get(name)))
            }
            (one, other) => one == other,
        }
    }

    fn compared(&self, compared: &Comparable, value: &'v Value) -> Compared<'v> {
        match compared {
            Comparable::Literal(literal) => Some(Cow::Owned(read(literal))),
            Comparable::Function(function) => self.function(function, value),
            Comparable::SingularQuery(SingularQuery::Current(segments)) => {
                singular(segments, value)
            }
            Comparable::SingularQuery(SingularQuery::Root(segments)) => {
                singular(segments, self.root)
            }
        }
    }
}

fn singular<'v>(segments: &[SingularQuerySegment], from: &'v Value) -> Compared<'v> {
    let mut at = from;
    for segment in segments {
        at = match segment {
            SingularQuerySegment::Name(name) => at.get(name)?,
            SingularQuerySegment::Index(index) => item(at, *index)?,
        };
    }
    Some(Cow::Borrowed(at))
}

fn only<'v>(nodes: &[&'v Value]) -> Compared<'v> {
    match nodes {
        [one] => Some(Cow::Borrowed(*one)),
        _ => None,
    }
}

fn length(value: &Value) -> Compared<'static> {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => return None,
    };
    Some(Cow::Owned(json!(length)))
}

fn read(literal: &Literal) -> Value {
    match literal {
        Literal::Int(number) => json!(number),
        Literal::Float(number) => json!(number),
        Literal::String(text) => json!(text),
        Literal::Bool(whether) => json!(whether),
        Literal::Null => Value::Null,
    }
}

fn order(one: Option<&Value>, other: Option<&Value>) -> Option<Ordering> {
    match (one?, other?) {
        (Value::Number(one), Value::Number(other)) => match (one.as_i64(), other.as_i64()) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
        },
        (Value::String(one), Value::String(other)) => Some(one.cmp(other)),
        _ => None,
    }
}
