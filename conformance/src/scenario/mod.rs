//! Scenarios: short stories about a client, as data.
//!
//! A scenario is one YAML file. It says why a client's users would care, what is given, what is
//! done, and what must have been seen. `scenarios/README.md` teaches the notation; this module
//! reads it, and tells every mistake of every file at once.

pub mod check;
pub(crate) mod diagnostic;
pub(crate) mod fields;
pub mod given;
pub(crate) mod input;
mod load;
pub mod matcher;
pub(crate) mod node;
mod scalar;
mod schema;
pub mod step;
mod why;

#[cfg(test)]
mod tests;

use crate::evidence::Action;

pub use check::Check;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use given::Given;
pub(crate) use load::actions;
pub use load::{load, read};
pub use schema::schema;
pub(crate) use schema::story_definitions;
pub use step::Step;

/// A scenario, ready to execute.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The file's path without its extension, relative to the scenarios folder, with `/`.
    pub id: String,
    /// What the client does when it is right.
    pub title: String,
    /// Why a client's users would care: the file's first comment.
    pub why: String,
    /// The actions that the adapter must support.
    pub requires: Vec<Action>,
    /// The world before the first step.
    pub given: Given,
    /// What is done, in order, `repeat` unrolled.
    pub steps: Vec<Step>,
    /// What must have been seen.
    pub checks: Vec<Check>,
}

impl Scenario {
    /// The folders above the file: `nhs-jobs/draft`.
    #[must_use]
    pub fn area(&self) -> &str {
        self.id.rsplit_once('/').map_or("", |(area, _)| area)
    }
}
