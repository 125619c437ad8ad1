//! A page to read a description on.
use serde_json::Value;
/// The style sheet.
pub const STYLE: &str = "";
pub(super) fn render(_d: &Value, _s: &str) -> String {
    String::new()
}
