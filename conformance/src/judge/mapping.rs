//! How the ATS's words stand on the wire.
//!
//! Written from the contract's text, apart from the clients and from the simulator, so that a
//! mistake of theirs is seen here; only the code lists are shared.

use contract::codes::{
    ApplicantStatus, ContractType, DbsCheck, DbsLevel, DurationUnit, EuSettlement, HoursUnit,
    PayBand, PayScheme, PermitToWork, RegistrationBody, Route, SalaryPeriod, SalaryType,
    StaffGroup, Visibility, Workforce, WorkingPattern,
};

/// One value: where the ATS holds it, and where it stands on the wire.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Dotted path below `vacancy` or `applicant`.
    pub(crate) ats: &'static str,
    /// JSON Pointer.
    pub(crate) wire: &'static str,
    pub(crate) kind: Kind,
}

/// What becomes of a value on its way.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// It stays as it is: text, number or flag.
    Same,
    /// A code, or a list of codes, of one of the contract's lists.
    Code(fn(&str) -> Option<&'static str>),
    /// A list becomes one text, its items separated by `<br>`.
    Items,
    /// A list of records, each member by these rows.
    Records(&'static [Row]),
}

const fn same(ats: &'static str, wire: &'static str) -> Row {
    Row {
        ats,
        wire,
        kind: Kind::Same,
    }
}

const fn code(ats: &'static str, wire: &'static str, of: fn(&str) -> Option<&'static str>) -> Row {
    Row {
        ats,
        wire,
        kind: Kind::Code(of),
    }
}

const fn items(ats: &'static str, wire: &'static str) -> Row {
    Row {
        ats,
        wire,
        kind: Kind::Items,
    }
}

macro_rules! word {
    ($list:ty) => {
        |word: &str| <$list>::from_ats(word).ok().map(<$list>::wire)
    };
}

/// A vacancy.
pub(crate) const VACANCY: &[Row] = &[
    same("job_title", "/jobTitle"),
    same("job_reference", "/jobReference"),
    code("contract_type", "/contractType", word!(ContractType)),
    same("contract_duration.length", "/contractDuration/length"),
    code(
        "contract_duration.unit",
        "/contractDuration/unit",
        word!(DurationUnit),
    ),
    code(
        "working_patterns",
        "/workingPatterns",
        word!(WorkingPattern),
    ),
    same("working_hours.amount", "/workingHours/amount"),
    code("working_hours.unit", "/workingHours/unit", word!(HoursUnit)),
    code("staff_group", "/staffGroup", word!(StaffGroup)),
    same("area_of_work", "/areaOfWork"),
    code("pay_scheme", "/payScheme", word!(PayScheme)),
    code("pay_band", "/payBand", word!(PayBand)),
    code("salary.type", "/salary/type", word!(SalaryType)),
    same("salary.amount", "/salary/amount"),
    same("salary.minimum", "/salary/minimum"),
    same("salary.maximum", "/salary/maximum"),
    code("salary.period", "/salary/period", word!(SalaryPeriod)),
    same("salary.details", "/salary/details"),
    same("job_overview", "/jobOverview"),
    same("main_duties", "/mainDuties"),
    same("about_organisation", "/aboutOrganisation"),
    same("job_description", "/jobDescription"),
    items(
        "person_specification.qualifications.essential",
        "/personSpecification/qualifications/essential",
    ),
    items(
        "person_specification.qualifications.desirable",
        "/personSpecification/qualifications/desirable",
    ),
    items(
        "person_specification.experience.essential",
        "/personSpecification/experience/essential",
    ),
    items(
        "person_specification.experience.desirable",
        "/personSpecification/experience/desirable",
    ),
    items(
        "person_specification.skills.essential",
        "/personSpecification/skills/essential",
    ),
    items(
        "person_specification.skills.desirable",
        "/personSpecification/skills/desirable",
    ),
    same("location.address_line_1", "/location/addressLine1"),
    same("location.address_line_2", "/location/addressLine2"),
    same("location.address_line_3", "/location/addressLine3"),
    same("location.town", "/location/town"),
    same("location.county", "/location/county"),
    same("location.postcode", "/location/postcode"),
    same("location.country", "/location/country"),
    same("contact.name", "/contact/name"),
    same("contact.job_title", "/contact/jobTitle"),
    same("contact.email", "/contact/email"),
    same("contact.phone", "/contact/phone"),
    same("closing_date", "/closingDate"),
    same("apply_url", "/applyUrl"),
    code("dbs_check", "/dbsCheck", word!(DbsCheck)),
    same("skilled_worker_sponsorship", "/skilledWorkerSponsorship"),
    same(
        "professional_registration_required",
        "/professionalRegistrationRequired",
    ),
    code("visibility", "/visibility", word!(Visibility)),
];

/// An applicant and the checks.
pub(crate) const APPLICANT: &[Row] = &[
    same("ats_reference", "/atsReference"),
    code("status", "/applicantStatus", word!(ApplicantStatus)),
    same("first_name", "/person/firstName"),
    same("last_name", "/person/lastName"),
    same("date_of_birth", "/person/dateOfBirth"),
    code("checks.dbs.level", "/checks/dbs/level", word!(DbsLevel)),
    same(
        "checks.dbs.certificate_number",
        "/checks/dbs/certificateNumber",
    ),
    same("checks.dbs.issue_date", "/checks/dbs/issueDate"),
    code(
        "checks.dbs.workforce",
        "/checks/dbs/workforce",
        word!(Workforce),
    ),
    same(
        "checks.dbs.child_barred_list",
        "/checks/dbs/childBarredList",
    ),
    same(
        "checks.dbs.adult_barred_list",
        "/checks/dbs/adultBarredList",
    ),
    same("checks.dbs.update_service", "/checks/dbs/updateService"),
    code(
        "checks.professional_registration.body",
        "/checks/professionalRegistration/body",
        word!(RegistrationBody),
    ),
    same(
        "checks.professional_registration.number",
        "/checks/professionalRegistration/number",
    ),
    same(
        "checks.professional_registration.status",
        "/checks/professionalRegistration/status",
    ),
    same(
        "checks.professional_registration.expiry_date",
        "/checks/professionalRegistration/expiryDate",
    ),
    Row {
        ats: "checks.references",
        wire: "/checks/references",
        kind: Kind::Records(REFERENCE),
    },
    same(
        "checks.employment_checklist.qualifications_checked",
        "/checks/employmentChecklist/qualificationsChecked",
    ),
    same(
        "checks.employment_checklist.sponsorship_required",
        "/checks/employmentChecklist/sponsorshipRequired",
    ),
    same(
        "checks.employment_checklist.completed_date",
        "/checks/employmentChecklist/completedDate",
    ),
    code(
        "checks.illegal_working_checklist.route",
        "/checks/illegalWorkingChecklist/route",
        word!(Route),
    ),
    code(
        "checks.illegal_working_checklist.permit_to_work",
        "/checks/illegalWorkingChecklist/permitToWork",
        word!(PermitToWork),
    ),
    same(
        "checks.illegal_working_checklist.checked_date",
        "/checks/illegalWorkingChecklist/checkedDate",
    ),
    same(
        "checks.illegal_working_checklist.valid_to",
        "/checks/illegalWorkingChecklist/validTo",
    ),
    code(
        "checks.eu_status.status",
        "/checks/euStatus/status",
        word!(EuSettlement),
    ),
    same(
        "checks.eu_status.checked_date",
        "/checks/euStatus/checkedDate",
    ),
];

const REFERENCE: &[Row] = &[
    same("organisation", "/organisation"),
    same("from", "/from"),
    same("to", "/to"),
    same("received_date", "/receivedDate"),
    same("satisfactory", "/satisfactory"),
];

/// Every dotted path at which an ATS may hold something of a vacancy, groups included.
pub(crate) fn vacancy_words() -> Vec<String> {
    words(VACANCY, "")
}

/// Every dotted path at which an ATS may hold something of an applicant, groups included.
pub(crate) fn applicant_words() -> Vec<String> {
    let mut words = words(APPLICANT, "");
    let held = [
        "employer_vpd",
        "also_held",
        "also_held.identity",
        "also_held.occupational_health",
    ];
    words.extend(held.map(str::to_owned));
    words
}

fn words(rows: &[Row], below: &str) -> Vec<String> {
    let mut words = Vec::new();
    for row in rows {
        let path = format!("{below}{}", row.ats);
        let borders = path.match_indices('.').map(|(at, _)| path[..at].to_owned());
        words.extend(borders.collect::<Vec<_>>());
        if let Kind::Records(rows) = row.kind {
            words.extend(self::words(rows, &format!("{path}.")));
        }
        words.push(path);
    }
    words.sort();
    words.dedup();
    words
}

/// The ATS's path of a wire pointer, where one of the rows has it.
pub(crate) fn ats_path(pointer: &str) -> Option<&'static str> {
    VACANCY
        .iter()
        .chain(APPLICANT)
        .find(|row| row.wire == pointer)
        .map(|row| row.ats)
}
