//! The typed vacancy.

use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::{
    ContractType, DbsCheck, DurationUnit, HoursUnit, PayBand, PayScheme, SalaryPeriod, SalaryType,
    StaffGroup, VacancyStatus, Visibility, WorkingPattern,
};
use crate::limits::{
    DESCRIPTION, DURATION, HOURS_A_WEEK, LimitProfile, PERSON_SPECIFICATION, REFERENCE, SHORT_TEXT,
    TITLE, URL,
};
use crate::money::Amount;
use crate::problem::FieldError;
use crate::rule;

// The default profile's lengths, for the description of the interface.
const SUMMARY_LEAST: usize = LimitProfile::Nhsbsa.summary().least;
const SUMMARY_MOST: usize = LimitProfile::Nhsbsa.summary().most;

/// An absolute https address with a host, as the reader judges it.
const HTTPS: &str = r"^[Hh][Tt][Tt][Pp][Ss]://[^\s/?#\x00-\x1f\x7f-\x9f][^\s\x00-\x1f\x7f-\x9f]*$";

/// One e-mail address, as the reader judges it.
const EMAIL: &str =
    r"^[^@\s\x00-\x1f\x7f-\x9f]+@[^@.\s\x00-\x1f\x7f-\x9f]+(\.[^@.\s\x00-\x1f\x7f-\x9f]+)+$";

const fn external() -> Visibility {
    Visibility::External
}

/// What an ATS says of a vacancy. Texts stand as they were sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Draft {
    #[schemars(length(min = 1, max = TITLE), extend("x-rules" = [rule::NJ_TITLE_PRESENT, rule::NJ_TITLE]))]
    pub job_title: String,
    #[schemars(length(min = 1, max = REFERENCE), extend("x-rules" = [rule::NJ_REFERENCE]))]
    pub job_reference: String,
    #[schemars(extend("x-rules" = [rule::NJ_CONTRACT_TYPE]))]
    pub contract_type: ContractType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_DURATION, rule::NJ_NO_DURATION]))]
    pub contract_duration: Option<ContractDuration>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-rules" = [rule::NJ_WORKING_PATTERN]))]
    pub working_patterns: Vec<WorkingPattern>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_WORKING_HOURS]))]
    pub working_hours: Option<WorkingHours>,
    #[schemars(extend("x-rules" = [rule::NJ_STAFF_GROUP]))]
    pub staff_group: StaffGroup,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT), extend("x-rules" = [rule::NJ_AREA_OF_WORK]))]
    pub area_of_work: Option<String>,
    #[schemars(extend("x-rules" = [rule::NJ_PAY_SCHEME]))]
    pub pay_scheme: PayScheme,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_PAY_BAND]))]
    pub pay_band: Option<PayBand>,
    #[schemars(extend("x-rules" = [rule::NJ_SALARY, rule::NJ_SALARY_BAND]))]
    pub salary: Salary,
    #[schemars(length(min = SUMMARY_LEAST, max = SUMMARY_MOST), extend("x-rules" = [rule::NJ_SUMMARY]))]
    pub job_overview: String,
    #[schemars(length(min = SUMMARY_LEAST, max = SUMMARY_MOST), extend("x-rules" = [rule::NJ_SUMMARY]))]
    pub main_duties: String,
    #[schemars(length(min = SUMMARY_LEAST, max = SUMMARY_MOST), extend("x-rules" = [rule::NJ_SUMMARY]))]
    pub about_organisation: String,
    #[schemars(length(min = 1, max = DESCRIPTION), extend("x-rules" = [rule::NJ_DESCRIPTION_PRESENT, rule::NJ_DESCRIPTION]))]
    pub job_description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_PERSON_SPECIFICATION]))]
    pub person_specification: Option<PersonSpecification>,
    #[schemars(extend("x-rules" = [rule::NJ_LOCATION]))]
    pub location: Location,
    #[schemars(extend("x-rules" = [rule::NJ_CONTACT]))]
    pub contact: Contact,
    #[schemars(extend("x-rules" = [rule::NJ_CLOSING_DATE]))]
    pub closing_date: Date,
    #[schemars(length(max = URL), regex(pattern = HTTPS), extend("x-rules" = [rule::NJ_APP_URL]))]
    pub apply_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_DBS]))]
    pub dbs_check: Option<DbsCheck>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_YES_NO]))]
    pub skilled_worker_sponsorship: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_YES_NO]))]
    pub professional_registration_required: Option<bool>,
    /// External unless the ATS says otherwise.
    #[serde(default = "external")]
    #[schemars(extend("x-rules" = [rule::NJ_VISIBILITY]))]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ContractDuration {
    /// 1 to 999.
    #[schemars(range(min = 1, max = DURATION))]
    pub length: i64,
    /// Of what.
    pub unit: DurationUnit,
}

/// Hours or sessions a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WorkingHours {
    /// More than 0; halves and quarters occur.
    #[schemars(extend("maximum" = HOURS_A_WEEK))]
    pub amount: Amount,
    /// Of what.
    pub unit: HoursUnit,
}

/// How the post is paid. Which amounts are there is told by `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Salary {
    /// Fixed, a range, or depending on experience.
    #[serde(rename = "type")]
    #[schemars(extend("x-rules" = [rule::NJ_SALARY]))]
    pub kind: SalaryType,
    /// The one amount of a fixed salary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_SALARY_VALID, rule::NJ_SALARY_NUMBER, rule::NJ_SALARY_PRECISION, rule::NJ_SALARY_UNEXPECTED]))]
    pub amount: Option<Amount>,
    /// The least of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_SALARY_VALID, rule::NJ_SALARY_NUMBER, rule::NJ_SALARY_PRECISION, rule::NJ_SALARY_ORDER, rule::NJ_SALARY_UNEXPECTED]))]
    pub minimum: Option<Amount>,
    /// The greatest of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_SALARY_VALID, rule::NJ_SALARY_NUMBER, rule::NJ_SALARY_PRECISION, rule::NJ_SALARY_UNEXPECTED]))]
    pub maximum: Option<Amount>,
    /// What the amounts are paid for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::NJ_SALARY_PERIOD, rule::NJ_SALARY_UNEXPECTED]))]
    pub period: Option<SalaryPeriod>,
    /// Text after the amounts, such as "pro rata".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT))]
    pub details: Option<String>,
}

/// Three headings of criteria.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Criteria {
    /// What an applicant must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = PERSON_SPECIFICATION))]
    pub essential: Option<String>,
    /// What an applicant should have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = PERSON_SPECIFICATION))]
    pub desirable: Option<String>,
}

/// Where the post is: one location only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Location {
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub address_line1: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT))]
    pub address_line2: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT))]
    pub address_line3: Option<String>,
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub town: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT))]
    pub county: Option<String>,
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub postcode: String,
    /// `Wales` has a pay floor of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT))]
    pub country: Option<String>,
}

/// Whom candidates may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Contact {
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT))]
    pub job_title: Option<String>,
    #[schemars(length(max = SHORT_TEXT), regex(pattern = EMAIL))]
    pub email: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = SHORT_TEXT))]
    pub phone: Option<String>,
}

/// A vacancy as NHS Jobs answers it: the draft's fields flat, beside what NHS Jobs adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Vacancy {
    /// NHS Jobs' own id.
    pub vacancy_id: String,
    /// Employer code, year, sequence: `C9309-26-0264`.
    pub reference: String,
    /// 1 at creation, one more at each change.
    #[schemars(range(min = 1))]
    pub version: u64,
    /// Draft, published or closed.
    pub status: VacancyStatus,
    /// What the ATS said; shared, because the one who answers it keeps it as well.
    #[serde(flatten)]
    pub draft: Arc<Draft>,
    /// What was accepted with a warning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<FieldError>,
}
