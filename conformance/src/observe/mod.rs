//! Observing: no adapter; a person acts at a real ATS, and says what it shows.
//!
//! [`Person`] is one more way to drive a client, and [`Sitting`] leads them through the tasks, essential
//! ones first. The judge gets what it gets of an adapter: the journal, and what was reported, here a
//! person's attestation. A [`Session`] outlives a sitting, so that nothing that was done is lost.

mod account;
mod afterwards;
mod calendar;
mod choice;
mod copy;
mod field;
mod form;
mod happening;
mod introduction;
mod keys;
mod leave;
mod order;
mod overview;
mod person;
mod place;
mod references;
mod session;
mod settings;
mod sitting;
mod standing;
mod talk;
mod task;
mod traffic;

pub use calendar::day_in_london;
pub use introduction::{Known, introduce, subject};
pub use keys::Keys;
pub use leave::Leave;
pub use overview::{first, overview};
pub use person::{Person, Terms};
pub use place::Place;
pub use session::{Kept, NoSession, Session, folder};
pub use sitting::{Ended, Sitting};
pub use standing::Circumstances;
pub use talk::{Gone, Talk};
