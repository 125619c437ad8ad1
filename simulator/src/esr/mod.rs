//! ESR: the applicants of the employers, and the one-off transfer of employment checks onto one.
//!
//! Order of judgement for a transfer, after credentials, data that must never travel, and fields:
//! the applicant's status in the ATS, then the match, then what is in scope, then once only.
//! Whatever is refused leaves applicants and transfers as they were and does not use up the one
//! transfer; only the operator's notes grow.

mod applicant;
mod book;
mod close;
mod correct;
mod difference;
mod employer;
mod find;
mod history;
mod index;
mod keep;
mod key;
mod listing;
mod load;
mod load_request;
mod name;
mod near_miss;
mod number;
mod saved;
mod scope;
mod transfer;

pub use applicant::{Applicant, Registration};
pub use book::Book;
pub use close::UnknownApplicant;
pub use correct::Correction;
pub use difference::{Difference, DifferenceKind, Field};
pub use employer::{Activation, Door, NotAVpd};
pub use history::{Act, Event};
pub use keep::{KeepError, Kept};
pub use load::Confirmation;
pub use load_request::LoadRequest;
pub use near_miss::{Candidate, Duplicates, NearMiss};
pub use number::{ApplicantNumber, NoApplicantNumber, Numbering};
pub use scope::Scope;
pub use transfer::{StoredTransfer, TransferError};

#[cfg(test)]
mod facts;
#[cfg(test)]
mod sample;
#[cfg(test)]
pub(crate) use sample::transfer as sample_transfer;
