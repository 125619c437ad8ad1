//! The vacancy form, in the spirit of the JTGO guide: job details, advert details, qualifications.

use super::question::{Kind, Question, Section, To, When};
use crate::console::words;

const CONTRACTS: &[(&str, &str)] = &[
    ("PERMANENT", "Permanent"),
    ("FIXED_TERM", "Fixed term"),
    ("LOCUM", "Locum"),
    ("TRAINING", "Training"),
    ("APPRENTICESHIP", "Apprenticeship"),
    ("VOLUNTARY", "Voluntary"),
    ("SECONDMENT", "Secondment"),
    ("HONORARY", "Honorary"),
    ("BANK", "Bank"),
    ("NHS_RESERVIST", "NHS reservist"),
];

const UNITS: &[(&str, &str)] = &[
    ("DAYS", "Days"),
    ("WEEKS", "Weeks"),
    ("MONTHS", "Months"),
    ("YEARS", "Years"),
];

const PATTERNS: &[(&str, &str)] = &[
    ("FULL_TIME", "Full time"),
    ("PART_TIME", "Part time"),
    ("JOB_SHARE", "Job share"),
    ("FLEXIBLE_WORKING", "Flexible working"),
    ("HOME_OR_REMOTE_WORKING", "Home or remote working"),
    ("COMPRESSED_HOURS", "Compressed hours"),
    ("TERM_TIME_HOURS", "Term time hours"),
    ("ANNUALISED_HOURS", "Annualised hours"),
];

const GROUPS: &[(&str, &str)] = &[
    ("CLINICAL_SERVICES", "Additional clinical services"),
    (
        "PROF_SCIENTIFIC_AND_TECHNICAL",
        "Additional professional scientific and technical",
    ),
    ("ADMINISTRATIVE_AND_CLERICAL", "Administrative and clerical"),
    ("ALLIED_HEALTH_PROF", "Allied health professionals"),
    ("ESTATES_AND_ANCILLARY", "Estates and ancillary"),
    ("HEALTHCARE_SCIENTISTS", "Healthcare scientists"),
    ("MEDICAL_AND_DENTAL", "Medical and dental"),
    (
        "NURSING_AND_MIDWIFERY_REGD",
        "Nursing and midwifery registered",
    ),
    ("STUDENTS", "Students"),
];

const SCHEMES: &[(&str, &str)] = &[
    ("AGENDA_FOR_CHANGE", "Agenda for Change"),
    ("HOSPITAL_MEDICAL_AND_DENTAL", "Hospital medical and dental"),
    ("OTHER", "Other"),
];

const BANDS: &[(&str, &str)] = &[
    ("BAND_2", "Band 2"),
    ("BAND_3", "Band 3"),
    ("BAND_4", "Band 4"),
    ("BAND_5", "Band 5"),
    ("BAND_6", "Band 6"),
    ("BAND_7", "Band 7"),
    ("BAND_8A", "Band 8a"),
    ("BAND_8B", "Band 8b"),
    ("BAND_8C", "Band 8c"),
    ("BAND_8D", "Band 8d"),
    ("BAND_9", "Band 9"),
    ("CONSULTANT", "Consultant"),
    ("SPECIALTY_DOCTOR", "Specialty doctor"),
    ("SPECIALTY_REGISTRAR", "Specialty registrar"),
    ("SPECIALIST", "Specialist"),
    ("FOUNDATION_DOCTOR", "Foundation doctor"),
    ("DOCTOR_OTHER", "Doctor, other"),
    ("VERY_SENIOR_MANAGER", "Very senior manager"),
];

const PERIODS: &[(&str, &str)] = &[
    ("YEAR", "A year"),
    ("MONTH", "A month"),
    ("WEEK", "A week"),
    ("DAY", "A day"),
    ("HOUR", "An hour"),
    ("SESSION", "A session"),
];

const YES_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No")];

/// What the three texts with a minimum take.
pub(super) const SUMMARY: (usize, usize) = (100, 1_500);

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
                Kind::One(&[
                    ("HOURS_A_WEEK", "Hours a week"),
                    ("SESSIONS_A_WEEK", "Sessions a week"),
                ]),
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
                Kind::Radios(&[
                    ("FIXED", "A fixed salary"),
                    ("RANGE", "A range"),
                    ("DEPENDS_ON_EXPERIENCE", "Depends on experience"),
                ]),
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
                Kind::One(&[("England", "England"), ("Wales", "Wales")]),
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
                Kind::Box(Some(SUMMARY)),
                "/jobOverview",
                To::Text,
            ),
            ask(
                "mainDuties",
                "Main duties of the job",
                "",
                Kind::Box(Some(SUMMARY)),
                "/mainDuties",
                To::Text,
            ),
            ask(
                "aboutOrganisation",
                "About the organisation",
                "",
                Kind::Box(Some(SUMMARY)),
                "/aboutOrganisation",
                To::Text,
            ),
            ask(
                "jobDescription",
                "Job description (detailed)",
                "",
                Kind::Box(Some((1, 10_000))),
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
                Kind::One(&[
                    ("EXTERNAL", "Everybody"),
                    ("INTERNAL", "The employer's own staff"),
                ]),
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
                Kind::One(&[
                    ("NONE", "None"),
                    ("BASIC", "Basic"),
                    ("STANDARD_OR_ENHANCED", "Standard or enhanced"),
                ]),
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
