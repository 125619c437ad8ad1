//! The fields of the form 'Post to NHS Jobs', in the form's order.

use contract::limits;

use super::Kind::{Code, CodeList, Day, Flag, Items, Number, Text};
use super::{Field, Length, code};

const TITLE: Length = Length {
    least: 1,
    most: limits::TITLE,
};
const REFERENCE: Length = Length {
    least: 1,
    most: limits::REFERENCE,
};
/// 100 to 1,500 characters.
pub(crate) const SUMMARY: Length = {
    let span = limits::LimitProfile::Nhsbsa.summary();
    Length {
        least: span.least,
        most: span.most,
    }
};
const DESCRIPTION: Length = Length {
    least: 1,
    most: limits::DESCRIPTION,
};

/// Every field of a vacancy.
///
/// The summaries' limits are those of the default profile (100 to 1,500). A service set to a
/// narrower one says so itself, and its refusal is shown.
#[rustfmt::skip]
pub(crate) const FIELDS: &[Field] = &[
    Field::new("job_title", "/jobTitle", "Job title", Text(TITLE)).required(),
    Field::new("job_reference", "/jobReference", "Job reference", Text(REFERENCE)).required(),
    Field::new("contract_type", "/contractType", "Contract type", Code(code::CONTRACT_TYPE)).required(),
    Field::new("contract_duration.length", "/contractDuration/length", "Duration length", Number),
    Field::new("contract_duration.unit", "/contractDuration/unit", "Duration unit", Code(code::DURATION_UNIT)),
    Field::new("working_patterns", "/workingPatterns", "Working pattern", CodeList(code::WORKING_PATTERN)),
    Field::new("working_hours.amount", "/workingHours/amount", "Working hours", Number),
    Field::new("working_hours.unit", "/workingHours/unit", "Hours or sessions", Code(code::HOURS_UNIT)),
    Field::new("staff_group", "/staffGroup", "Staff group", Code(code::STAFF_GROUP)).required(),
    Field::new("area_of_work", "/areaOfWork", "Area of work", Text(Length::ANY)),
    Field::new("pay_scheme", "/payScheme", "Pay scheme", Code(code::PAY_SCHEME)).required(),
    Field::new("pay_band", "/payBand", "Pay band", Code(code::PAY_BAND)),
    Field::new("salary.type", "/salary/type", "Pay type", Code(code::SALARY_TYPE)).required(),
    Field::new("salary.amount", "/salary/amount", "Salary", Number),
    Field::new("salary.minimum", "/salary/minimum", "Lowest salary", Number),
    Field::new("salary.maximum", "/salary/maximum", "Highest salary", Number),
    Field::new("salary.period", "/salary/period", "Salary period", Code(code::SALARY_PERIOD)),
    Field::new("salary.details", "/salary/details", "More details of pay", Text(Length::ANY)),
    Field::new("job_overview", "/jobOverview", "Job overview", Text(SUMMARY)).required(),
    Field::new("main_duties", "/mainDuties", "Main duties of the job", Text(SUMMARY)).required(),
    Field::new("about_organisation", "/aboutOrganisation", "About the organisation", Text(SUMMARY)).required(),
    Field::new("job_description", "/jobDescription", "Job description", Text(DESCRIPTION)).required(),
    Field::new("person_specification.qualifications.essential", "/personSpecification/qualifications/essential", "Essential qualifications", Items),
    Field::new("person_specification.qualifications.desirable", "/personSpecification/qualifications/desirable", "Desirable qualifications", Items),
    Field::new("person_specification.experience.essential", "/personSpecification/experience/essential", "Essential experience", Items),
    Field::new("person_specification.experience.desirable", "/personSpecification/experience/desirable", "Desirable experience", Items),
    Field::new("person_specification.skills.essential", "/personSpecification/skills/essential", "Essential skills", Items),
    Field::new("person_specification.skills.desirable", "/personSpecification/skills/desirable", "Desirable skills", Items),
    Field::new("location.address_line_1", "/location/addressLine1", "Address line 1", Text(Length::ANY)).required(),
    Field::new("location.address_line_2", "/location/addressLine2", "Address line 2", Text(Length::ANY)),
    Field::new("location.address_line_3", "/location/addressLine3", "Address line 3", Text(Length::ANY)),
    Field::new("location.town", "/location/town", "Town", Text(Length::ANY)).required(),
    Field::new("location.county", "/location/county", "County", Text(Length::ANY)),
    Field::new("location.postcode", "/location/postcode", "Postcode", Text(Length::ANY)).required(),
    Field::new("location.country", "/location/country", "Country", Text(Length::ANY)),
    Field::new("contact.name", "/contact/name", "Contact name", Text(Length::ANY)).required(),
    Field::new("contact.job_title", "/contact/jobTitle", "Contact's job title", Text(Length::ANY)),
    Field::new("contact.email", "/contact/email", "Contact e-mail", Text(Length::ANY)).required(),
    Field::new("contact.phone", "/contact/phone", "Contact telephone", Text(Length::ANY)),
    Field::new("closing_date", "/closingDate", "Closing date", Day).required(),
    Field::new("apply_url", "/applyUrl", "Address of the application form", Text(Length::ANY)).required(),
    Field::new("dbs_check", "/dbsCheck", "DBS check", Code(code::DBS_CHECK)),
    Field::new("skilled_worker_sponsorship", "/skilledWorkerSponsorship", "Skilled Worker sponsorship", Flag),
    Field::new("professional_registration_required", "/professionalRegistrationRequired", "Professional registration", Flag),
    Field::new("visibility", "/visibility", "Advertised where", Code(code::VISIBILITY)),
];
