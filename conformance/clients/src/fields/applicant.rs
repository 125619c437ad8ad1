//! What an ATS holds of an applicant and may send: the person and the six records.
//!
//! Identity and occupational health (`also_held`) have no row here. What has no row cannot leave.

use super::Kind::{Code, Day, Digits, Flag, OpenDay, Records, Text};
use super::{Field, Length, code};

/// Every field of a transfer.
#[rustfmt::skip]
pub(crate) const FIELDS: &[Field] = &[
    Field::new("ats_reference", "/atsReference", "Applicant reference", Text(Length::ANY)).required(),
    Field::new("status", "/applicantStatus", "Applicant status", Code(code::APPLICANT_STATUS)).required(),
    Field::new("first_name", "/person/firstName", "First name", Text(Length::ANY)).required(),
    Field::new("last_name", "/person/lastName", "Last name", Text(Length::ANY)).required(),
    Field::new("date_of_birth", "/person/dateOfBirth", "Date of birth", Day).required(),
    Field::new("checks.dbs.level", "/checks/dbs/level", "DBS level", Code(code::DBS_LEVEL)),
    Field::new("checks.dbs.certificate_number", "/checks/dbs/certificateNumber", "DBS certificate number", Digits),
    Field::new("checks.dbs.issue_date", "/checks/dbs/issueDate", "DBS issue date", Day),
    Field::new("checks.dbs.workforce", "/checks/dbs/workforce", "DBS workforce", Code(code::WORKFORCE)),
    Field::new("checks.dbs.child_barred_list", "/checks/dbs/childBarredList", "Children's barred list", Flag),
    Field::new("checks.dbs.adult_barred_list", "/checks/dbs/adultBarredList", "Adults' barred list", Flag),
    Field::new("checks.dbs.update_service", "/checks/dbs/updateService", "DBS Update Service", Flag),
    Field::new("checks.professional_registration.body", "/checks/professionalRegistration/body", "Professional body", Code(code::REGISTRATION_BODY)),
    Field::new("checks.professional_registration.number", "/checks/professionalRegistration/number", "Registration number", Digits),
    Field::new("checks.professional_registration.status", "/checks/professionalRegistration/status", "Registration status", Text(Length::ANY)),
    Field::new("checks.professional_registration.expiry_date", "/checks/professionalRegistration/expiryDate", "Registration expiry date", Day),
    Field::new("checks.references", "/checks/references", "References", Records(REFERENCE)),
    Field::new("checks.employment_checklist.qualifications_checked", "/checks/employmentChecklist/qualificationsChecked", "Qualifications checked", Flag),
    Field::new("checks.employment_checklist.sponsorship_required", "/checks/employmentChecklist/sponsorshipRequired", "Sponsorship required", Flag),
    Field::new("checks.employment_checklist.completed_date", "/checks/employmentChecklist/completedDate", "Checklist completed", Day),
    Field::new("checks.illegal_working_checklist.route", "/checks/illegalWorkingChecklist/route", "Right to work route", Code(code::ROUTE)),
    Field::new("checks.illegal_working_checklist.permit_to_work", "/checks/illegalWorkingChecklist/permitToWork", "Permit to work", Code(code::PERMIT_TO_WORK)),
    Field::new("checks.illegal_working_checklist.checked_date", "/checks/illegalWorkingChecklist/checkedDate", "Right to work checked", Day),
    Field::new("checks.illegal_working_checklist.valid_to", "/checks/illegalWorkingChecklist/validTo", "Right to work valid to", OpenDay),
    Field::new("checks.eu_status.status", "/checks/euStatus/status", "EU settlement status", Code(code::EU_SETTLEMENT)),
    Field::new("checks.eu_status.checked_date", "/checks/euStatus/checkedDate", "EU settlement status checked", Day),
];

/// The fields of one reference, below `checks.references`.
#[rustfmt::skip]
const REFERENCE: &[Field] = &[
    Field::new("organisation", "/organisation", "Referee's organisation", Text(Length::ANY)),
    Field::new("from", "/from", "Employed from", Day),
    Field::new("to", "/to", "Employed to", Day),
    Field::new("received_date", "/receivedDate", "Reference received", Day),
    Field::new("satisfactory", "/satisfactory", "Reference satisfactory", Flag),
];

/// The records of a transfer, in the ATS's words and a person's, by the wire's name in results.
pub(crate) const RECORDS: &[(&str, &str, &str)] = &[
    ("DBS", "checks.dbs", "DBS check"),
    (
        "PROFESSIONAL_REGISTRATION",
        "checks.professional_registration",
        "Professional registration",
    ),
    ("REFERENCES", "checks.references", "References"),
    (
        "EMPLOYMENT_CHECKLIST",
        "checks.employment_checklist",
        "Employment checklist",
    ),
    (
        "ILLEGAL_WORKING_CHECKLIST",
        "checks.illegal_working_checklist",
        "Illegal working checklist",
    ),
    ("EU_STATUS", "checks.eu_status", "EU status"),
];
