//! Clients of both services, as an applicant tracking system (ATS) would have them.
//!
//! [`reference`] does what a good ATS does. A [`wayward`] client is the same client with one
//! named [`Flaw`]: it proves that the check which should notice the flaw does.
//! Both meet the services as a stranger does: over HTTP, knowing the published contract alone.

mod api;
mod ats;
mod conduct;
mod desk;
mod esr;
mod fields;
mod form;
mod http;
mod intention;
mod memory;
mod nhs_jobs;
mod refused;
mod session;
mod wayward;
mod writing;

pub use api::act::{Act, Action, UnknownAction};
pub use api::begin::{Begin, EsrAccess, NhsJobsAccess};
pub use api::client::{Client, Session};
pub use api::hello::{AdapterName, HelloReply, Subject};
pub use api::report::{Outcome, Report, Severity, Told};
pub use ats::reference;
pub use wayward::{Flaw, UnknownFlaw, wayward};
