//! Following a path through a document, step by step, as long as the work may go on.

use jsonpath_rust::parser::model::{Segment, Selector};
use serde_json::Value;

use super::super::work::Work;
use super::expressions::Expressions;

/// Most values that are held at once for one part of a path; one may be selected many times.
const HELD: usize = 1_000_000;

const TOO_MANY: &str = "the JSONPath selects more than 1,000,000 values of one document; name each \
    member once, and use fewer `..` and `*`";

/// One path through one document.
pub(super) struct Follow<'v, 'p> {
    pub(super) root: &'v Value,
    pub(super) expressions: &'p Expressions,
    pub(super) work: &'p Work,
}

impl<'v, 'p> Follow<'v, 'p> {
    pub(super) const fn new(root: &'v Value, expressions: &'p Expressions, work: &'p Work) -> Self {
        Self {
            root,
            expressions,
            work,
        }
    }

    /// What segments lead to.
    pub(super) fn query(&self, segments: &[Segment], from: &'v Value) -> Vec<&'v Value> {
        let mut values = vec![from];
        for segment in segments {
            let mut next = Vec::new();
            for value in values {
                self.segment(segment, value, &mut next);
            }
            values = next;
        }
        values
    }

    // As deep as the document, which its reader bounds.
    fn segment(&self, segment: &Segment, value: &'v Value, found: &mut Vec<&'v Value>) {
        if !self.work.step() {
            return;
        }
        match segment {
            Segment::Selector(selector) => self.select(selector, value, found),
            Segment::Selectors(all) => {
                for selector in all {
                    self.select(selector, value, found);
                }
            }
            Segment::Descendant(inner) => {
                self.segment(inner, value, found);
                for child in children(value) {
                    self.segment(segment, child, found);
                }
            }
        }
    }

    fn select(&self, selector: &Selector, value: &'v Value, found: &mut Vec<&'v Value>) {
        match selector {
            Selector::Name(name) => self.add(value.get(name), found),
            Selector::Index(index) => self.add(item(value, *index), found),
            Selector::Wildcard => self.add(children(value), found),
            Selector::Slice(start, end, step) => {
                self.add(slice(value, *start, *end, step.unwrap_or(1)), found);
            }
            Selector::Filter(filter) => {
                let held = children(value).filter(|child| self.holds(filter, child));
                self.add(held, found);
            }
        }
    }

    fn add(&self, values: impl IntoIterator<Item = &'v Value>, found: &mut Vec<&'v Value>) {
        for value in values {
            if !self.work.step() {
                return;
            }
            found.push(value);
            if found.len() > HELD {
                return self.work.give_up(TOO_MANY);
            }
        }
    }
}

/// The members or items of a value.
fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Object(members) => Box::new(members.values()),
        Value::Array(items) => Box::new(items.iter()),
        _ => Box::new(std::iter::empty()),
    }
}

/// An item by its place; from the end, where that is negative.
pub(super) fn item(value: &Value, index: i64) -> Option<&Value> {
    let items = value.as_array()?;
    let place = match usize::try_from(index) {
        Ok(place) => place,
        Err(_) => items
            .len()
            .checked_sub(usize::try_from(index.unsigned_abs()).ok()?)?,
    };
    items.get(place)
}

/// RFC 9535, 2.3.4.2.2.
fn slice(
    value: &Value,
    start: Option<i64>,
    end: Option<i64>,
    step: i64,
) -> Box<dyn Iterator<Item = &Value> + '_> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let place = |index: i64| {
        if index >= 0 {
            index
        } else {
            length.saturating_add(index)
        }
    };
    let stride = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
    let at = |place: i64| usize::try_from(place).unwrap_or_default();
    if step > 0 {
        let lower = place(start.unwrap_or(0)).clamp(0, length);
        let upper = place(end.unwrap_or(length)).clamp(lower, length);
        return Box::new(items[at(lower)..at(upper)].iter().step_by(stride));
    }
    if step == 0 {
        return Box::new(std::iter::empty());
    }
    let upper = place(start.unwrap_or(length - 1)).clamp(-1, length - 1);
    let lower = end.map_or(-1, place).clamp(-1, upper);
    let between = &items[at(lower + 1)..at(upper + 1)];
    Box::new(between.iter().rev().step_by(stride))
}
