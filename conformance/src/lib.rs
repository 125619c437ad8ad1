//! Makes an applicant tracking system act against the simulator, and judges what it sent and what
//! it told its user.
//!
//! ```text
//! scenario → attempt → driver → adapter → client under test → sandbox → journal
//!                         │ report                              │ wire
//!                         └──────────── judge (pure) ───────────┘ → verdicts → reports, snapshots
//! ```

pub mod driver;
pub mod evidence;
pub mod protocol;
