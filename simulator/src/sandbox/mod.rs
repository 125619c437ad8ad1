//! A sandbox: a small world of its own, and the registry that holds them all.
//!
//! Sandboxes share nothing. What a sandbox is, apart from its secrets, is a [`world::World`]: one
//! serialisable value that costs the same to copy whatever it holds. Time and chance come from it.

pub mod clock;
pub mod credentials;
pub mod door;
pub mod employer;
pub mod fixtures;
pub mod idempotency;
pub mod log;
pub mod london;
pub mod options;
pub mod page;
pub mod quota;
pub mod registry;
pub mod secret;
pub mod seed;
pub mod state;
pub mod tokens;
pub mod world;

mod index;
mod instance;
mod origin;

/// The rule behind a refused field of the control interface, whose documents are this simulator's
/// own.
pub const CONTROL_RULE: &str = "SIM-CTL-01";

#[cfg(test)]
mod facts;
#[cfg(test)]
mod sample;
