//! Makes an applicant tracking system act against the simulator, and judges what it sent and what
//! it told its user.
//!
//! ```text
//! scenario → attempt → driver → adapter → client under test → sandbox → journal
//!                         │ report                              │ wire
//!                         └──────────── judge (pure) ───────────┘ → verdicts → reports, snapshots
//! ```

pub mod attempt;
pub mod certificate;
pub mod cli;
pub mod control;
pub mod driver;
pub mod evidence;
pub mod generated;
pub mod judge;
pub mod observe;
pub mod probe;
pub mod protocol;
pub mod rehearsal;
pub mod report;
pub mod requirements;
pub mod run;
pub mod scenario;
pub mod seed;
pub mod simulator;
pub mod snapshot;
pub mod time;
pub mod verdict;
