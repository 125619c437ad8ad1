//! The typed vacancy.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::{
    ContractType, DbsCheck, DurationUnit, HoursUnit, PayBand, PayScheme, SalaryPeriod, SalaryType,
    StaffGroup, VacancyStatus, Visibility, WorkingPattern,
};
use crate::money::Amount;
use crate::problem::FieldError;

/// What an ATS says of a vacancy. Texts stand as they were sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Draft {
    pub job_title: String,
    pub job_reference: String,
    pub contract_type: ContractType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_duration: Option<ContractDuration>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working_patterns: Vec<WorkingPattern>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
    pub staff_group: StaffGroup,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_of_work: Option<String>,
    pub pay_scheme: PayScheme,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_band: Option<PayBand>,
    pub salary: Salary,
    pub job_overview: String,
    pub main_duties: String,
    pub about_organisation: String,
    pub job_description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_specification: Option<PersonSpecification>,
    pub location: Location,
    pub contact: Contact,
    pub closing_date: Date,
    pub apply_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dbs_check: Option<DbsCheck>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skilled_worker_sponsorship: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professional_registration_required: Option<bool>,
    /// External unless the ATS says otherwise.
    pub visibility: Visibility,
}

/// A replacement of a draft, with the version it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The vacancy as it shall stand.
    pub draft: Draft,
    /// The version that the ATS last saw.
    pub version: u64,
}

/// How long a contract runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractDuration {
    /// 1 to 999.
    pub length: i64,
    /// Of what.
    pub unit: DurationUnit,
}

/// Hours or sessions a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// More than 0; halves and quarters occur.
    pub amount: Amount,
    /// Of what.
    pub unit: HoursUnit,
}

/// How the post is paid. Which amounts are there is told by `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salary {
    /// Fixed, a range, or depending on experience.
    #[serde(rename = "type")]
    pub kind: SalaryType,
    /// The one amount of a fixed salary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The least of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Amount>,
    /// The greatest of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Amount>,
    /// What the amounts are paid for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<SalaryPeriod>,
    /// Text after the amounts, such as "pro rata".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

/// Three headings of criteria.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSpecification {
    /// What an applicant has learnt.
    #[serde(default)]
    pub qualifications: Criteria,
    /// What an applicant has done.
    #[serde(default)]
    pub experience: Criteria,
    /// What an applicant can do.
    #[serde(default)]
    pub skills: Criteria,
}

/// Criteria under one heading: text, items separated by `<br>`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// What an applicant must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub essential: Option<String>,
    /// What an applicant should have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desirable: Option<String>,
}

/// Where the post is: one location only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Location {
    pub address_line1: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_line3: Option<String>,
    pub town: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    pub postcode: String,
    /// `Wales` has a pay floor of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Whom candidates may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Contact {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    pub email: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A vacancy as NHS Jobs answers it: the draft's fields flat, beside what NHS Jobs adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Vacancy {
    /// NHS Jobs' own id.
    pub vacancy_id: String,
    /// Employer code, year, sequence: `C9309-26-0264`.
    pub reference: String,
    /// 1 at creation, one more at each change.
    pub version: u64,
    /// Draft, published or closed.
    pub status: VacancyStatus,
    /// What the ATS said.
    #[serde(flatten)]
    pub draft: Draft,
    /// What was accepted with a warning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<FieldError>,
}
