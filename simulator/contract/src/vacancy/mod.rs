//! A vacancy as an ATS sends it, and as NHS Jobs answers it.

mod address;
mod band;
mod contract_terms;
mod draft;
mod pay;
mod read;
mod texts;

pub use draft::{
    Contact, ContractDuration, Criteria, Draft, Location, PersonSpecification, Salary, Update,
    Vacancy, WorkingHours,
};
pub use read::{Rules, read_create, read_update};
