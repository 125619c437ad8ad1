//! NHS Jobs: the vacancies of one organisation, from draft to closed.
//!
//! An ATS creates a draft and may replace it while it is a draft; everything after that a person
//! does in the NHS Jobs account (stated: the JTGO guide). A refused change changes nothing.
//!
//! Order of judgement for an update, after credentials and fields: the vacancy is known, it is a
//! draft, the version is current.

mod amend;
mod book;
mod change;
mod find;
mod id;
mod index;
mod listing;
mod person;
mod record;
mod saved;
mod search;

pub use amend::{AmendError, is_fixed_by_publishing};
pub use book::{Book, CreateError, UpdateError};
pub use change::{Change, History, Kind, Party};
pub use id::{NoVacancyId, Numbering, VacancyId};
pub use listing::{Listed, Listing};
pub use person::PersonError;
pub use record::Record;
pub use search::{Country, Search};

#[cfg(test)]
mod facts;
#[cfg(test)]
mod sample;
