//! The control interface described.
use serde_json::Value;
pub(super) fn describe(_base: &str) -> Value {
    Value::Null
}
