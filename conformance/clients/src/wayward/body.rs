//! Spoiling the body of a request.

use serde_json::Value;

use crate::conduct::{Conduct, good};
use crate::fields::Field;
use crate::writing::{FAITHFUL, Writing};

/// Good conduct, but for how texts are written.
pub(super) fn texts(text: fn(&Field, &str) -> String) -> Conduct {
    written(Writing { text, ..FAITHFUL })
}

/// Good conduct, but for the body as a whole.
pub(super) fn whole(body: fn(Value, &Value) -> Value) -> Conduct {
    written(Writing { body, ..FAITHFUL })
}

/// Good conduct, but for how things are written.
pub(super) fn written(writing: Writing) -> Conduct {
    Conduct { writing, ..good() }
}

/// The body without the member at a pointer.
pub(super) fn without(mut body: Value, parent: &str, member: &str) -> Value {
    if let Some(Value::Object(members)) = body.pointer_mut(parent) {
        members.remove(member);
    }
    body
}

/// Drops members of objects, at any depth.
pub(super) fn drop_where(value: &mut Value, gone: fn(&Value) -> bool) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !gone(member));
            members
                .values_mut()
                .for_each(|member| drop_where(member, gone));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drop_where(item, gone)),
        _ => {}
    }
}
