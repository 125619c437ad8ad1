//! What is in scope of the transfer, and why what is not is not.

use contract::codes::{ApplicantSource, PersonType};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::applicant::Applicant;

/// How an applicant stands towards the transfer. In the order of what is told first where several
/// match and none is in scope: open records before closed ones, because a forgotten historic
/// record is not why the transfer fails while an open one is there (provenance `simulator`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Scope {
    /// An open applicant that TIS or Hicom sent. Sources name TIS alone; that Hicom counts is
    /// inferred from the activation rule.
    InScope,
    /// An employee (stated: not in scope).
    Employee,
    /// Created by hand or by e-Recruitment (stated: not in scope).
    NotFromTis,
    /// Sent by TIS or Hicom, and closed.
    Closed,
    /// An employee, and closed.
    ClosedEmployee,
    /// Created by hand or by e-Recruitment, and closed.
    ClosedNotFromTis,
}

impl Scope {
    /// How an applicant stands.
    pub fn of(applicant: &Applicant) -> Self {
        let employee = applicant.person_type == PersonType::Employee;
        let fed = matches!(
            applicant.source,
            ApplicantSource::Tis | ApplicantSource::Hicom
        );
        match (applicant.open, employee, fed) {
            (true, true, _) => Self::Employee,
            (true, false, false) => Self::NotFromTis,
            (true, false, true) => Self::InScope,
            (false, true, _) => Self::ClosedEmployee,
            (false, false, false) => Self::ClosedNotFromTis,
            (false, false, true) => Self::Closed,
        }
    }

    /// Whether the record is still in use.
    pub fn is_open(self) -> bool {
        self < Self::Closed
    }
}
