//! Generated inputs: what no one wrote a scenario for is made up, judged, shrunk and kept.
//!
//! A [`Case`] is a concrete story in the notation of scenarios, told against a plain vacancy and a
//! plain applicant. The generators make cases of both axes, what the ATS holds and how the services
//! behave; a case becomes an ordinary scenario, is attempted like one, and the judge looks at it.

pub mod bench;
pub mod campaign;
pub mod case;
pub mod file;
pub mod generate;
pub(crate) mod notation;
pub mod promote;
pub mod property;
pub mod reduce;
mod schema;
pub mod shrinking;
pub mod statistics;
pub mod story;
pub mod tally;
mod words;

pub use bench::{Bench, Tried};
pub use campaign::Campaign;
pub use case::Case;
pub use file::CaseFile;
pub use generate::Generator;
pub use schema::schema;

/// What the input of an act means on the wire, by the contract's own text; `None` where it holds
/// words that the contract has no code for.
#[must_use]
pub fn meant(act: &crate::scenario::step::Act) -> Option<serde_json::Value> {
    crate::judge::meant(act)
}
