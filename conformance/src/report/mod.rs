//! What a run leaves behind: for people, for CI, and for judging again.

mod by_requirement;
pub mod csv;
pub mod ctrf;
pub mod difference;
pub mod events;
mod exchange;
pub mod folder;
pub mod format;
pub mod har;
pub mod html;
pub mod junit;
pub mod known;
pub mod make;
pub mod markdown;
pub mod merge;
pub mod progress;
pub mod record;
#[cfg(test)]
mod sample;
pub mod stored;
pub mod terminal;
pub(crate) mod words;

#[cfg(test)]
mod tests;
