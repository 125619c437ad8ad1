//! What a runner needs to know of a client: the adapter protocol's words as Rust types.
//!
//! Every type that crosses the protocol has serde's form of it (`snake_case`), so an adapter can
//! be written with these types and a driver can read any adapter's lines into them.

pub(crate) mod act;
pub(crate) mod begin;
pub(crate) mod client;
pub(crate) mod hello;
pub(crate) mod report;
