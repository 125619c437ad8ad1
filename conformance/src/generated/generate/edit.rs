//! A change of what the ATS holds.

use proptest::strategy::{SBoxedStrategy, Strategy, Union};
use serde_json::{Map, Value};

/// Some members by their dotted paths; null takes one away.
pub(super) type Edit = Vec<(&'static str, Value)>;

/// A strategy that threads may share.
pub(super) type Shared<T> = SBoxedStrategy<T>;

/// One of several, by weight.
pub(super) fn any<T: std::fmt::Debug + 'static>(several: Vec<(u32, Shared<T>)>) -> Shared<T> {
    Union::new_weighted(several).sboxed()
}

/// One member changed.
pub(super) fn one(path: &'static str, value: Shared<Value>) -> Shared<Edit> {
    value.prop_map(move |value| vec![(path, value)]).sboxed()
}

/// Changes put together as `with:` of a step.
pub(super) fn patch(edits: &[Edit]) -> Value {
    let mut patch = Value::Object(Map::new());
    for (path, value) in edits.iter().flatten() {
        put(&mut patch, path, value.clone());
    }
    patch
}

fn put(patch: &mut Value, path: &str, value: Value) {
    let mut place = patch;
    for name in path.split('.') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[name];
    }
    *place = value;
}
