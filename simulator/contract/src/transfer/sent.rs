//! The typed transfer.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::{
    ApplicantStatus, DbsLevel, EuSettlement, PermitToWork, RecordType, RegistrationBody, Route,
    Workforce,
};
use crate::limits::{REFERENCE, REFERENCES, REGISTRATION_STATUS, SHORT_TEXT};
use crate::rule;

/// What an ATS sends for one applicant, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// The ATS's own reference of the applicant.
    #[schemars(length(min = 1, max = REFERENCE), extend("x-rules" = [rule::ESR_REFERENCE]))]
    pub ats_reference: String,
    /// Where the applicant stands in the ATS.
    #[schemars(extend("x-rules" = [rule::ESR_STATUS]))]
    pub applicant_status: ApplicantStatus,
    /// Whom ESR shall look for.
    #[schemars(extend("x-rules" = [rule::ESR_PERSON, rule::ESR_MATCH]))]
    pub person: Person,
    /// What was checked.
    #[schemars(extend("x-rules" = [rule::ESR_CHECKS, rule::ESR_IDENTITY, rule::ESR_OCCUPATIONAL_HEALTH]))]
    pub checks: Checks,
}

/// The three fields that are used to perform matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Person {
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub first_name: String,
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub last_name: String,
    pub date_of_birth: Date,
}

/// The six records; at least one is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Checks {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::ESR_DBS]))]
    pub dbs: Option<Dbs>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::ESR_REGISTRATION, rule::ESR_SUPERSEDE]))]
    pub professional_registration: Option<ProfessionalRegistration>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = REFERENCES), extend("x-rules" = [rule::ESR_REFERENCES]))]
    pub references: Vec<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::ESR_CHECKLIST]))]
    pub employment_checklist: Option<EmploymentChecklist>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::ESR_RIGHT_TO_WORK]))]
    pub illegal_working_checklist: Option<IllegalWorkingChecklist>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-rules" = [rule::ESR_EU_STATUS]))]
    pub eu_status: Option<EuStatus>,
}

impl Checks {
    /// The records that are there, in the order of the contract.
    pub fn records(&self) -> Vec<RecordType> {
        let there = |record: &RecordType| match record {
            RecordType::Dbs => self.dbs.is_some(),
            RecordType::ProfessionalRegistration => self.professional_registration.is_some(),
            RecordType::References => !self.references.is_empty(),
            RecordType::EmploymentChecklist => self.employment_checklist.is_some(),
            RecordType::IllegalWorkingChecklist => self.illegal_working_checklist.is_some(),
            RecordType::EuStatus => self.eu_status.is_some(),
        };
        RecordType::ALL.iter().copied().filter(there).collect()
    }
}

/// A Disclosure and Barring Service check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Dbs {
    pub level: DbsLevel,
    /// Twelve digits as text: leading zeros matter.
    #[schemars(regex(pattern = "^[0-9]{12}$"))]
    pub certificate_number: String,
    pub issue_date: Date,
    pub workforce: Workforce,
    pub child_barred_list: bool,
    pub adult_barred_list: bool,
    pub update_service: bool,
}

/// A registration with a professional body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct ProfessionalRegistration {
    pub body: RegistrationBody,
    /// GMC: 7 digits; GDC: 3 to 6 characters.
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub number: String,
    #[schemars(length(min = 1, max = REGISTRATION_STATUS))]
    pub status: String,
    pub expiry_date: Date,
}

/// One reference that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct Reference {
    #[schemars(length(min = 1, max = SHORT_TEXT))]
    pub organisation: String,
    pub from: Date,
    pub to: Date,
    pub received_date: Date,
    pub satisfactory: bool,
}

/// The employment checklist, without anything of occupational health.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct EmploymentChecklist {
    pub qualifications_checked: bool,
    pub sponsorship_required: bool,
    pub completed_date: Date,
}

/// How the right to work was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct IllegalWorkingChecklist {
    pub route: Route,
    pub permit_to_work: PermitToWork,
    pub checked_date: Date,
    /// Absent where the right to work has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
}

/// The outcome of the EU settlement scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the members are the fields of the contract, under its names"
)]
pub struct EuStatus {
    pub status: EuSettlement,
    pub checked_date: Date,
}
