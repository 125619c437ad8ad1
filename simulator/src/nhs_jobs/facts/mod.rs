//! Facts and laws of a vacancy's life.

mod ats;
mod laws;
mod person;
