//! The form as a table: every input of a vacancy, section by section.

use contract::codes::{
    ContractType, DbsCheck, DurationUnit, HoursUnit, PayBand, PayScheme, SalaryPeriod, SalaryType,
    StaffGroup, Visibility, WorkingPattern,
};

use super::row::{Kind, Row, row};
use crate::console::words::FOR_A_WHILE;

macro_rules! wire {
    ($code:ty) => {
        || <$code>::ALL.iter().map(|code| code.wire()).collect()
    };
}

const JOB: &[Row] = &[
    row("jobTitle", "Job title", Kind::Text).hint("Up to 70 characters"),
    row("jobReference", "Job reference", Kind::Text).hint("The ATS's own reference"),
    row(
        "contractType",
        "Contract type",
        Kind::Code(wire!(ContractType)),
    ),
    row(
        "contractDuration/length",
        "How long the contract runs",
        Kind::Number,
    )
    .hint("A whole number, such as 6")
    .when("contractType", FOR_A_WHILE),
    row(
        "contractDuration/unit",
        "Days, weeks, months or years",
        Kind::Code(wire!(DurationUnit)),
    )
    .when("contractType", FOR_A_WHILE),
    row(
        "workingPatterns",
        "Working patterns",
        Kind::Codes(wire!(WorkingPattern)),
    ),
    row("workingHours/amount", "Working hours", Kind::Number),
    row(
        "workingHours/unit",
        "Hours or sessions",
        Kind::Code(wire!(HoursUnit)),
    ),
    row("staffGroup", "Staff group", Kind::Code(wire!(StaffGroup))),
    row("areaOfWork", "Area of work", Kind::Text),
];

const PAY: &[Row] = &[
    row("payScheme", "Pay scheme", Kind::Code(wire!(PayScheme))),
    row("payBand", "Band or grade", Kind::Code(wire!(PayBand))),
    row("salary/type", "Salary type", Kind::Code(wire!(SalaryType))),
    row("salary/amount", "Salary, in pounds", Kind::Number).when("salary/type", &["FIXED"]),
    row("salary/minimum", "Lowest salary, in pounds", Kind::Number).when("salary/type", &["RANGE"]),
    row("salary/maximum", "Highest salary, in pounds", Kind::Number)
        .when("salary/type", &["RANGE"]),
    row(
        "salary/period",
        "Paid for each",
        Kind::Code(wire!(SalaryPeriod)),
    )
    .when("salary/type", &["FIXED", "RANGE"]),
    row("salary/details", "Details of the salary", Kind::Text),
];

const TEXTS: &[Row] = &[
    row("jobOverview", "Job overview", Kind::Summary),
    row("mainDuties", "Main duties", Kind::Summary),
    row("aboutOrganisation", "About the organisation", Kind::Summary),
    row("jobDescription", "Job description", Kind::Long(10)),
];

const SPECIFICATION: &[Row] = &[
    row(
        "personSpecification/qualifications/essential",
        "Essential qualifications",
        Kind::Items,
    ),
    row(
        "personSpecification/qualifications/desirable",
        "Desirable qualifications",
        Kind::Items,
    ),
    row(
        "personSpecification/experience/essential",
        "Essential experience",
        Kind::Items,
    ),
    row(
        "personSpecification/experience/desirable",
        "Desirable experience",
        Kind::Items,
    ),
    row(
        "personSpecification/skills/essential",
        "Essential skills",
        Kind::Items,
    ),
    row(
        "personSpecification/skills/desirable",
        "Desirable skills",
        Kind::Items,
    ),
];

const PLACE: &[Row] = &[
    row("location/addressLine1", "Address line 1", Kind::Text),
    row("location/addressLine2", "Address line 2", Kind::Text),
    row("location/addressLine3", "Address line 3", Kind::Text),
    row("location/town", "Town or city", Kind::Text),
    row("location/county", "County", Kind::Text),
    row("location/postcode", "Postcode", Kind::Text),
    row("location/country", "Country", Kind::Text),
];

const CONTACT: &[Row] = &[
    row("contact/name", "Name of the contact", Kind::Text),
    row("contact/jobTitle", "Their job title", Kind::Text),
    row("contact/email", "E-mail address", Kind::Text),
    row("contact/phone", "Telephone number", Kind::Text),
];

const APPLYING: &[Row] = &[
    row("closingDate", "Closing date", Kind::Day).hint("For example, 18 12 2026"),
    row("applyUrl", "Address of the application form", Kind::Text)
        .hint("Candidates are sent there to apply"),
    row("dbsCheck", "DBS check", Kind::Code(wire!(DbsCheck))),
    row(
        "skilledWorkerSponsorship",
        "Skilled worker sponsorship",
        Kind::Flag,
    ),
    row(
        "professionalRegistrationRequired",
        "Professional registration required",
        Kind::Flag,
    ),
    row(
        "visibility",
        "Who sees the advert",
        Kind::Code(wire!(Visibility)),
    ),
];

/// The form from top to bottom.
pub(super) const SECTIONS: [(&str, &[Row]); 7] = [
    ("The job", JOB),
    ("Pay", PAY),
    ("The advert", TEXTS),
    ("Person specification", SPECIFICATION),
    ("Where", PLACE),
    ("Contact", CONTACT),
    ("Applying", APPLYING),
];

/// Every input, in the order of the form.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    SECTIONS.iter().flat_map(|(_, rows)| rows.iter())
}
