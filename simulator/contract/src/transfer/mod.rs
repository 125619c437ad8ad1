//! The one-off transfer of employment checks, and its result.

mod bounds;
mod checks;
mod read;
mod registration;
mod result;
mod sent;

pub use bounds::out_of_bounds;
pub use read::{Rules, read};
pub use result::{RecordResult, TransferResult};
pub use sent::{
    Checks, Dbs, EmploymentChecklist, EuStatus, IllegalWorkingChecklist, Person,
    ProfessionalRegistration, Reference, Transfer,
};
