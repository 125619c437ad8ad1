//! What a run leaves behind: for people, for CI, and for judging again.

pub mod events;
mod exchange;
pub mod folder;
pub mod junit;
pub mod make;
pub mod progress;
pub mod record;
pub mod terminal;
