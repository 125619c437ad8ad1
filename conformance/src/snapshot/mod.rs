//! Recorded results: one normalised transcript per scenario, and what differs from it.
//!
//! A difference is never a conformance failure. It says that something changed.

mod folder;
mod names;
mod snap;
mod transcript;

pub use folder::{Difference, Folder, FolderError};
pub use snap::{NotASnap, Snap};
pub use transcript::transcript;

use crate::evidence::Evidence;
use crate::verdict::AttemptVerdict;

/// The snapshot of an attempt.
#[must_use]
pub fn snap_of(title: &str, evidence: &Evidence, verdict: &AttemptVerdict) -> Snap {
    Snap::new(title, &transcript(evidence, verdict))
}
