//! Certificates: that a client behaved as required, with everything that this follows from.
//!
//! ```text
//! run.json + evidence + scenarios → issue → certificate.json, certificate.html
//! certificate.json → read → rebuild with the same judge → compare → verified, or what is not so
//! ```
//!
//! A certificate has few members that are given (who the client says it is, when it ran, the seed,
//! the scenarios, the evidence); everything else in it is derived from them by [`issue`]. To verify
//! one is to derive it again and to compare. `README.md` beside this file says for people what that
//! proves, and what it cannot prove.

mod addresses;
mod compare;
mod coverage;
mod digest;
mod fits;
mod issue;
mod library;
mod objections;
mod of_run;
mod page;
mod read;
mod record;
#[cfg(test)]
pub(crate) mod sample;
mod statement;
mod strict;
mod verify;
mod versions;
mod write;

pub use issue::{Given, NotJudged, Story, certificate};
pub use library::Library;
pub use objections::objections;
pub use of_run::{NoCertificate, certify};
pub use page::Page;
pub(crate) use page::moment;
#[cfg(test)]
pub(crate) use read::parse;
pub use read::{Document, NotRead, read};
pub use record::{Certificate, schema};
pub use verify::{Differs, Verification, Verified, verify};
pub use write::{TooLarge, text};

/// The first member of a certificate: what it is and in which version.
pub const FORMAT: &str = "conformance-certificate/1";

/// The certificate, in the folder of the reports.
pub const FILE: &str = "certificate.json";

/// The certificate for people, beside it.
pub const PAGE: &str = "certificate.html";
