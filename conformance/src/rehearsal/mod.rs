//! A short conversation with an adapter, to see whether it speaks the protocol: each reply is held
//! against the published schema, and what arrived at the simulator against what was said.
//!
//! It judges no client. What it finds is what would make a run an error, with what to do.

mod conversation;
mod print;
mod remedy;

use crate::protocol::schema::Complaint;

pub use conversation::rehearse;
pub use print::{Line, lines};

/// One question of the conversation and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scene {
    /// What was asked: `act post_vacancy`.
    pub asked: String,
    /// What was answered, in a few words.
    pub said: String,
    /// What arrived at the simulator meanwhile: `POST … → 201`.
    pub arrived: Vec<String>,
    /// What is wrong.
    pub complaints: Vec<Complaint>,
    /// Whether all that is wrong was told of an earlier question already: what broke stays broken.
    pub repeats: bool,
}
