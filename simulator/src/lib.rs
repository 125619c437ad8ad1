//! The simulator.

pub mod esr;
pub mod nhs_jobs;
pub mod sandbox;
