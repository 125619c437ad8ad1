//! The vacancy form, in the spirit of the JTGO guide: job details, advert details, qualifications.

use contract::limits;

use super::choices::{
    BANDS, CONTRACTS, COUNTRIES, DBS_CHECKS, GROUPS, HOURS_UNITS, PATTERNS, PERIODS, SALARIES,
    SCHEMES, UNITS, VISIBILITIES, YES_NO,
};
use super::question::{Kind, Question, Section, To, When};
use crate::console::words;

const FOR_A_WHILE: When = When {
    name: "contractType",
    is: words::FOR_A_WHILE,
};

const fn when(name: &'static str, is: &'static [&'static str]) -> Option<When> {
    Some(When { name, is })
}

const fn ask(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    kind: Kind,
    at: &'static str,
    to: To,
) -> Question {
    Question {
        name,
        label,
        hint,
        kind,
        at,
        to,
        when: None,
    }
}

const fn line(name: &'static str, label: &'static str, at: &'static str) -> Question {
    ask(name, label, "", Kind::Line, at, To::Text)
}

const fn criteria(name: &'static str, label: &'static str, at: &'static str) -> Question {
    ask(
        name,
        label,
        "One item a line",
        Kind::Box(None),
        at,
        To::Lines,
    )
}

const fn appearing(question: Question, when: Option<When>) -> Question {
    Question { when, ..question }
}

/// The form.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        title: "Job details",
        about: "In an ATS most of this is filled in from the job.",
        questions: &[
            ask(
                "jobTitle",
                "Job title",
                "70 characters at most",
                Kind::Line,
                "/jobTitle",
                To::Text,
            ),
            ask(
                "jobReference",
                "Job reference",
                "The ATS's own. One that begins with SIM- makes something happen",
                Kind::Line,
                "/jobReference",
                To::Text,
            ),
            ask(
                "contractType",
                "Contract type",
                "Fields appear and disappear with it",
                Kind::One(CONTRACTS),
                "/contractType",
                To::Text,
            ),
            appearing(
                ask(
                    "durationLength",
                    "Contract duration",
                    "Where the contract ends: how long it runs",
                    Kind::Line,
                    "/contractDuration/length",
                    To::Number,
                ),
                Some(FOR_A_WHILE),
            ),
            appearing(
                ask(
                    "durationUnit",
                    "Contract duration in",
                    "",
                    Kind::One(UNITS),
                    "/contractDuration/unit",
                    To::Text,
                ),
                Some(FOR_A_WHILE),
            ),
            ask(
                "workingPatterns",
                "Working pattern",
                "",
                Kind::Boxes(PATTERNS),
                "/workingPatterns",
                To::Codes,
            ),
            ask(
                "workingHours",
                "Working hours",
                "",
                Kind::Line,
                "/workingHours/amount",
                To::Number,
            ),
            ask(
                "workingHoursUnit",
                "Working hours in",
                "",
                Kind::One(HOURS_UNITS),
                "/workingHours/unit",
                To::Text,
            ),
            ask(
                "staffGroup",
                "Staff group",
                "",
                Kind::One(GROUPS),
                "/staffGroup",
                To::Text,
            ),
            line("areaOfWork", "Area of work", "/areaOfWork"),
            ask(
                "payScheme",
                "Pay scheme",
                "",
                Kind::One(SCHEMES),
                "/payScheme",
                To::Text,
            ),
            ask(
                "payBand",
                "Band or grade",
                "",
                Kind::One(BANDS),
                "/payBand",
                To::Text,
            ),
            ask(
                "salaryType",
                "Salary",
                "",
                Kind::Radios(SALARIES),
                "/salary/type",
                To::Text,
            ),
            appearing(
                ask(
                    "salaryAmount",
                    "Salary amount",
                    "Where it is fixed",
                    Kind::Line,
                    "/salary/amount",
                    To::Number,
                ),
                when("salaryType", &["FIXED"]),
            ),
            appearing(
                ask(
                    "salaryMinimum",
                    "Salary from",
                    "Where it is a range",
                    Kind::Line,
                    "/salary/minimum",
                    To::Number,
                ),
                when("salaryType", &["RANGE"]),
            ),
            appearing(
                ask(
                    "salaryMaximum",
                    "Salary to",
                    "Where it is a range",
                    Kind::Line,
                    "/salary/maximum",
                    To::Number,
                ),
                when("salaryType", &["RANGE"]),
            ),
            appearing(
                ask(
                    "salaryPeriod",
                    "Paid for",
                    "",
                    Kind::One(PERIODS),
                    "/salary/period",
                    To::Text,
                ),
                when("salaryType", &["FIXED", "RANGE"]),
            ),
            ask(
                "salaryDetails",
                "Salary details",
                "Such as: per annum, pro rata",
                Kind::Line,
                "/salary/details",
                To::Text,
            ),
            line("addressLine1", "Job address", "/location/addressLine1"),
            line("town", "Town or city", "/location/town"),
            line("postcode", "Postcode", "/location/postcode"),
            ask(
                "country",
                "Country",
                "",
                Kind::One(COUNTRIES),
                "/location/country",
                To::Text,
            ),
        ],
    },
    Section {
        title: "Job advert details",
        about: "What candidates read. Three of the texts have a minimum.",
        questions: &[
            ask(
                "jobOverview",
                "Job overview",
                "",
                Kind::Summary,
                "/jobOverview",
                To::Text,
            ),
            ask(
                "mainDuties",
                "Main duties of the job",
                "",
                Kind::Summary,
                "/mainDuties",
                To::Text,
            ),
            ask(
                "aboutOrganisation",
                "About the organisation",
                "",
                Kind::Summary,
                "/aboutOrganisation",
                To::Text,
            ),
            ask(
                "jobDescription",
                "Job description (detailed)",
                "",
                Kind::Box(Some((1, limits::DESCRIPTION))),
                "/jobDescription",
                To::Text,
            ),
            line("contactName", "Contact name", "/contact/name"),
            line("contactJobTitle", "Contact job title", "/contact/jobTitle"),
            line("contactEmail", "Contact email", "/contact/email"),
            line("contactPhone", "Contact telephone", "/contact/phone"),
            ask(
                "closingDate",
                "Closing date",
                "Such as 2026-12-18",
                Kind::Line,
                "/closingDate",
                To::Text,
            ),
            ask(
                "applyUrl",
                "Where candidates apply",
                "The ATS's own page, https",
                Kind::Line,
                "/applyUrl",
                To::Text,
            ),
            ask(
                "visibility",
                "Who may see the advert",
                "",
                Kind::One(VISIBILITIES),
                "/visibility",
                To::Text,
            ),
            ask(
                "documents",
                "Supporting documents",
                "The integration does not carry any",
                Kind::Boxes(&[("yes", "Send a supporting document")]),
                "/supportingDocuments",
                To::Nowhere,
            ),
        ],
    },
    Section {
        title: "Qualifications",
        about: "The person specification, and the checks that the post needs.",
        questions: &[
            criteria(
                "qualificationsEssential",
                "Qualifications: essential",
                "/personSpecification/qualifications/essential",
            ),
            criteria(
                "qualificationsDesirable",
                "Qualifications: desirable",
                "/personSpecification/qualifications/desirable",
            ),
            criteria(
                "experienceEssential",
                "Experience: essential",
                "/personSpecification/experience/essential",
            ),
            criteria(
                "experienceDesirable",
                "Experience: desirable",
                "/personSpecification/experience/desirable",
            ),
            criteria(
                "skillsEssential",
                "Skills: essential",
                "/personSpecification/skills/essential",
            ),
            criteria(
                "skillsDesirable",
                "Skills: desirable",
                "/personSpecification/skills/desirable",
            ),
            ask(
                "dbsCheck",
                "DBS check",
                "",
                Kind::One(DBS_CHECKS),
                "/dbsCheck",
                To::Text,
            ),
            ask(
                "sponsorship",
                "Skilled worker sponsorship",
                "",
                Kind::One(YES_NO),
                "/skilledWorkerSponsorship",
                To::Flag,
            ),
            ask(
                "registration",
                "UK professional registration needed",
                "",
                Kind::One(YES_NO),
                "/professionalRegistrationRequired",
                To::Flag,
            ),
        ],
    },
];
