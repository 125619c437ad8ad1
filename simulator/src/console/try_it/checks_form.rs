//! The checks form: an applicant's employment checks, as an ATS holds them.

use super::question::{Kind, Question, Section, To, When};

const YES_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No")];

/// The box of each record, and of what must never travel.
pub(super) const SEND: &str = "send";

const fn ask(
    name: &'static str,
    label: &'static str,
    kind: Kind,
    at: &'static str,
    to: To,
) -> Question {
    Question {
        name,
        label,
        hint: "",
        kind,
        at,
        to,
        when: None,
    }
}

const fn of(record: &'static [&'static str], question: Question) -> Question {
    Question {
        when: Some(When {
            name: SEND,
            is: record,
        }),
        ..question
    }
}

const fn line(name: &'static str, label: &'static str, at: &'static str) -> Question {
    ask(name, label, Kind::Line, at, To::Text)
}

const fn yes_no(name: &'static str, label: &'static str, at: &'static str) -> Question {
    ask(name, label, Kind::One(YES_NO), at, To::Flag)
}

const DBS: &[&str] = &["DBS"];
const REGISTRATION: &[&str] = &["PROFESSIONAL_REGISTRATION"];
const REFERENCES: &[&str] = &["REFERENCES"];
const CHECKLIST: &[&str] = &["EMPLOYMENT_CHECKLIST"];
const RIGHT_TO_WORK: &[&str] = &["ILLEGAL_WORKING_CHECKLIST"];
const EU_STATUS: &[&str] = &["EU_STATUS"];

/// The form.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        title: "Applicant",
        about: "ESR looks for the applicant by first name, last name and date of birth.",
        questions: &[
            line("firstName", "First name", "/person/firstName"),
            line("lastName", "Last name", "/person/lastName"),
            Question {
                hint: "Such as 1996-02-29",
                ..line("dateOfBirth", "Date of birth", "/person/dateOfBirth")
            },
            Question {
                hint: "One that begins with SIM- makes something happen",
                ..line("atsReference", "ATS reference", "/atsReference")
            },
            ask(
                "applicantStatus",
                "Status in the ATS",
                Kind::One(&[
                    ("OUTCOME_RECRUITED", "Outcome recruited"),
                    ("OFFERED", "Offered"),
                    ("CHECKS_IN_PROGRESS", "Checks in progress"),
                    ("WITHDRAWN", "Withdrawn"),
                ]),
                "/applicantStatus",
                To::Text,
            ),
            Question {
                hint: "The first six are eligible for transfer. The last two never travel: a good \
                    ATS cannot send them",
                ..ask(
                    SEND,
                    "Records to send",
                    Kind::Boxes(&[
                        ("DBS", "DBS"),
                        ("PROFESSIONAL_REGISTRATION", "Professional registration"),
                        ("REFERENCES", "References"),
                        ("EMPLOYMENT_CHECKLIST", "Employment checklist"),
                        ("ILLEGAL_WORKING_CHECKLIST", "Illegal working checklist"),
                        ("EU_STATUS", "EU status"),
                        ("IDENTITY", "Identity documents"),
                        ("OCCUPATIONAL_HEALTH", "Occupational health"),
                    ]),
                    "/checks",
                    To::Nowhere,
                )
            },
        ],
    },
    Section {
        title: "DBS",
        about: "",
        questions: &[
            of(
                DBS,
                ask(
                    "dbsLevel",
                    "Level",
                    Kind::One(&[
                        ("BASIC", "Basic"),
                        ("STANDARD", "Standard"),
                        ("ENHANCED", "Enhanced"),
                    ]),
                    "/checks/dbs/level",
                    To::Text,
                ),
            ),
            of(
                DBS,
                Question {
                    hint: "12 digits",
                    ..line(
                        "dbsNumber",
                        "Certificate number",
                        "/checks/dbs/certificateNumber",
                    )
                },
            ),
            of(DBS, line("dbsDate", "Issue date", "/checks/dbs/issueDate")),
            of(
                DBS,
                ask(
                    "dbsWorkforce",
                    "Workforce",
                    Kind::One(&[
                        ("CHILD", "Child"),
                        ("ADULT", "Adult"),
                        ("CHILD_AND_ADULT", "Child and adult"),
                        ("OTHER", "Other"),
                    ]),
                    "/checks/dbs/workforce",
                    To::Text,
                ),
            ),
            of(
                DBS,
                yes_no(
                    "dbsChild",
                    "Children's barred list checked",
                    "/checks/dbs/childBarredList",
                ),
            ),
            of(
                DBS,
                yes_no(
                    "dbsAdult",
                    "Adults' barred list checked",
                    "/checks/dbs/adultBarredList",
                ),
            ),
            of(
                DBS,
                yes_no("dbsUpdate", "Update service", "/checks/dbs/updateService"),
            ),
        ],
    },
    Section {
        title: "Professional registration",
        about: "",
        questions: &[
            of(
                REGISTRATION,
                ask(
                    "registrationBody",
                    "Body",
                    Kind::One(&[
                        ("GMC", "General Medical Council"),
                        ("GDC", "General Dental Council"),
                    ]),
                    "/checks/professionalRegistration/body",
                    To::Text,
                ),
            ),
            of(
                REGISTRATION,
                Question {
                    hint: "GMC: 7 digits. GDC: 3 to 6 characters",
                    ..line(
                        "registrationNumber",
                        "Registration number",
                        "/checks/professionalRegistration/number",
                    )
                },
            ),
            of(
                REGISTRATION,
                line(
                    "registrationStatus",
                    "Registration status",
                    "/checks/professionalRegistration/status",
                ),
            ),
            of(
                REGISTRATION,
                line(
                    "registrationExpiry",
                    "Registered until",
                    "/checks/professionalRegistration/expiryDate",
                ),
            ),
        ],
    },
    Section {
        title: "Reference",
        about: "",
        questions: &[
            of(
                REFERENCES,
                line(
                    "referenceOrganisation",
                    "Organisation",
                    "/checks/references/0/organisation",
                ),
            ),
            of(
                REFERENCES,
                line(
                    "referenceFrom",
                    "Worked there from",
                    "/checks/references/0/from",
                ),
            ),
            of(
                REFERENCES,
                line("referenceTo", "Worked there to", "/checks/references/0/to"),
            ),
            of(
                REFERENCES,
                line(
                    "referenceReceived",
                    "Reference received",
                    "/checks/references/0/receivedDate",
                ),
            ),
            of(
                REFERENCES,
                yes_no(
                    "referenceSatisfactory",
                    "Satisfactory",
                    "/checks/references/0/satisfactory",
                ),
            ),
        ],
    },
    Section {
        title: "Employment checklist",
        about: "",
        questions: &[
            of(
                CHECKLIST,
                yes_no(
                    "qualificationsChecked",
                    "Qualifications checked",
                    "/checks/employmentChecklist/qualificationsChecked",
                ),
            ),
            of(
                CHECKLIST,
                yes_no(
                    "sponsorshipRequired",
                    "Sponsorship required",
                    "/checks/employmentChecklist/sponsorshipRequired",
                ),
            ),
            of(
                CHECKLIST,
                line(
                    "checklistDate",
                    "Checklist completed",
                    "/checks/employmentChecklist/completedDate",
                ),
            ),
        ],
    },
    Section {
        title: "Illegal working checklist",
        about: "",
        questions: &[
            of(
                RIGHT_TO_WORK,
                ask(
                    "route",
                    "How the right to work was checked",
                    Kind::One(&[
                        ("LIST_A", "List A documents"),
                        ("LIST_B", "List B documents"),
                        ("ONLINE", "Home Office online service"),
                        ("IDSP", "Identity service provider"),
                    ]),
                    "/checks/illegalWorkingChecklist/route",
                    To::Text,
                ),
            ),
            of(
                RIGHT_TO_WORK,
                ask(
                    "permitToWork",
                    "Permit to work",
                    Kind::One(&[
                        ("UK/Irish National", "UK/Irish National"),
                        ("EU settlement scheme", "EU settlement scheme"),
                        ("EU pre-settled status", "EU pre-settled status"),
                        ("Skilled worker", "Skilled worker"),
                        ("Student visa", "Student visa"),
                        ("Post graduate visa", "Post graduate visa"),
                        ("Dependant/Spouse visa", "Dependant/Spouse visa"),
                    ]),
                    "/checks/illegalWorkingChecklist/permitToWork",
                    To::Text,
                ),
            ),
            of(
                RIGHT_TO_WORK,
                line(
                    "rightToWorkDate",
                    "Right to work checked",
                    "/checks/illegalWorkingChecklist/checkedDate",
                ),
            ),
            of(
                RIGHT_TO_WORK,
                line(
                    "rightToWorkUntil",
                    "Valid to",
                    "/checks/illegalWorkingChecklist/validTo",
                ),
            ),
        ],
    },
    Section {
        title: "EU status",
        about: "",
        questions: &[
            of(
                EU_STATUS,
                ask(
                    "euStatus",
                    "EU settlement",
                    Kind::One(&[
                        ("SETTLED", "Settled"),
                        ("PRE_SETTLED", "Pre-settled"),
                        ("NOT_APPLICABLE", "Not applicable"),
                    ]),
                    "/checks/euStatus/status",
                    To::Text,
                ),
            ),
            of(
                EU_STATUS,
                line(
                    "euStatusDate",
                    "EU status checked",
                    "/checks/euStatus/checkedDate",
                ),
            ),
        ],
    },
];
