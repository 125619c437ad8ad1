//! The interfaces described: OpenAPI 3.1 documents made from the code, and a page to read them on.
//!
//! Names, codes, limits, rules and refusals come from the contract and from the types that are
//! really read and written, so a description cannot say something else than the simulator does.
//! Schemas are made with schemars rather than utoipa: the same type is described once as it is
//! read and once as it is answered, limits are expressions (the constants of `contract::limits`),
//! and JSON Schema 2020-12, which it writes, is the dialect of OpenAPI 3.1.

mod call;
mod control;
mod document;
mod headers;
mod held;
mod page;
mod public;
mod refusals;
mod rules;
mod schemas;
mod shape;

use contract::operation::Operation;
use serde_json::Value;

pub(crate) use held::Held;
pub use page::STYLE;

/// Where the control interface serves [`STYLE`].
pub const STYLE_AT: &str = "/__admin/description/style.css";

/// The description of the public interface.
///
/// `base` is the absolute address of the public listener, without a final slash.
pub fn public(base: &str) -> Value {
    public::describe(base)
}

/// The description of the control interface.
///
/// `base` is the absolute address of the control listener, without a final slash.
pub fn control(base: &str) -> Value {
    control::describe(base)
}

/// The body that the public description shows for an operation; nothing where it takes no JSON.
pub(crate) fn example_sent(operation: Operation) -> Option<Value> {
    public::example_sent(operation)
}

/// A page on which a description can be read, without a script and without a network; its style
/// sheet is [`STYLE`], to be served at the address `stylesheet`.
pub fn page(description: &Value, stylesheet: &str) -> String {
    page::render(description, stylesheet)
}
