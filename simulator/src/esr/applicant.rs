//! One applicant as ESR holds it.

use contract::codes::{ApplicantSource, PersonType, RegistrationBody};
use contract::transfer::{Person, ProfessionalRegistration};
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::number::ApplicantNumber;

/// One applicant. Names stand as they were loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Applicant {
    /// ESR's number.
    pub applicant_number: ApplicantNumber,
    /// The employer.
    pub vpd: String,
    /// Who put it into ESR.
    pub source: ApplicantSource,
    /// As loaded.
    pub first_name: String,
    /// As loaded.
    pub last_name: String,
    /// Day of birth.
    pub date_of_birth: Date,
    /// The last name before this one, where the feed knows it; nothing is matched by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_last_name: Option<String>,
    /// The post, at most 15 digits; with the employer it tells applicants apart.
    pub position_id: String,
    /// The post's shorter number, at most 10 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position_number: Option<String>,
    /// The day the doctor is expected to start, where the feed knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub projected_hire_date: Option<Date>,
    /// The registration ESR holds, from the feed or from a transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professional_registration: Option<Registration>,
    /// Applicant or employee.
    pub person_type: PersonType,
    /// Whether the record is in use.
    pub open: bool,
    /// When it was first loaded, on the sandbox clock.
    pub loaded_at: Timestamp,
    /// The one transfer, once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_id: Option<String>,
}

/// A professional registration as ESR holds it: the feed need not fill it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// Which register.
    pub body: RegistrationBody,
    /// As text: leading zeros matter.
    pub number: String,
    /// In words, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The last day, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<Date>,
}

impl From<ProfessionalRegistration> for Registration {
    fn from(sent: ProfessionalRegistration) -> Self {
        Self {
            body: sent.body,
            number: sent.number,
            status: Some(sent.status),
            expiry_date: Some(sent.expiry_date),
        }
    }
}

impl Applicant {
    /// The three fields that matches are made by.
    pub fn person(&self) -> Person {
        Person {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            date_of_birth: self.date_of_birth,
        }
    }
}
