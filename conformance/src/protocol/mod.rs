//! The adapter protocol, version 1: what the runner asks and what an adapter may answer.
//!
//! UTF-8, one JSON object a line. The same objects travel whichever way an adapter is driven, so
//! nothing here knows of pipes or sockets.

mod arm;
mod call;
mod reply;
pub mod schema;
mod violation;

pub use arm::{Arm, Unreadable};
pub use call::{ActParams, AttemptParams, Call, HelloParams, Request, SettleParams};
pub use reply::Reply;
pub(crate) use reply::beginning;
pub use violation::{Carried, Violation};

/// The version that is spoken.
pub const VERSION: &str = "1";

/// The longest line or body an adapter may send, its line feed not counted: 4 MiB.
pub const LONGEST_LINE: usize = 4 * 1024 * 1024;
