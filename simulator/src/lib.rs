//! An independent simulator of the NHS Jobs draft vacancy API and of ESR's Doctors in Training
//! employment checks, for testing applicant tracking systems.
//!
//! Not issued by or affiliated with NHSBSA, NHS England or ESR; synthetic data only.
//!
//! [`start`] answers on two listeners: the public one serves what the simulated services would
//! serve, the control interface everything else. What the services do stands in [`nhs_jobs`] and
//! [`esr`], which know no HTTP; [`sandbox`] holds the small worlds they live in.

pub mod cli;
pub mod description;
pub mod esr;
pub mod nhs_jobs;
pub mod sandbox;

mod answer;
mod app;
mod config;
mod console;
mod control;
mod coverage;
mod faults;
mod journal;
mod metrics;
mod presented;
mod problem;
mod public;
mod rate;
mod server;
mod start;
mod words;

pub use config::{Config, ControlToken, NoControlToken, TlsFiles, TlsOn};
pub use control::ControlInterface;
pub use server::TlsError;
pub use start::{Running, StartError, start};
