//! What people do: in the NHS Jobs account, in TIS and Hicom, in HR.

use contract::vacancy::{Draft, Vacancy};
use serde_json::{Value, json};

use super::bodies::{
    ApplicantLoad, ApplicantsTold, ConfirmationsTold, Correction, EmployerStanding, EmployerTold,
    EmployersTold, NearMissesTold, VacanciesTold, VacancyTold,
};
use super::refusals::Reason;
use super::row::{Row, Scope};
use crate::description::public::example_vacancy;
use crate::description::schemas::Schemas;
use crate::esr::{Applicant, Kept};

pub(super) const NHS_JOBS: &str = "NHS Jobs account";
pub(super) const ESR: &str = "ESR";

/// The rows.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    let vacancies = vacancies(schemas)
        .into_iter()
        .map(|row| row.tagged(NHS_JOBS));
    let esr = employers(schemas)
        .into_iter()
        .chain(applicants(schemas))
        .chain(cleansing(schemas));
    vacancies.chain(esr.map(|row| row.tagged(ESR))).collect()
}

fn row(name: &'static str, method: &'static str, path: &'static str, summary: &'static str) -> Row {
    Row::new(Scope::Sandbox, name, method, path, summary)
}

fn vacancies(schemas: &mut Schemas) -> Vec<Row> {
    let vacancy = schemas.answered::<Vacancy>();
    let all = schemas.answered::<VacanciesTold>();
    let one = schemas.answered::<VacancyTold>();
    let example = example_vacancy();
    let created =
        json!({ "at": "2026-11-02T09:00:00Z", "by": "ats", "kind": "created", "version": 1 });
    let told = json!({ "vacancy": example, "history": { "changes": [created], "forgotten": 0 } });
    let act = |row: Row| {
        row.answers(200, "The vacancy as it now stands.", &vacancy, &example)
            .refuses(&[Reason::Conflict])
    };
    vec![
        row("listVacancies", "GET", "/nhs-jobs/vacancies", "List every vacancy")
            .answers(200, "Oldest first.", &all, &json!({ "vacancies": [example] })),
        row("getVacancy", "GET", "/nhs-jobs/vacancies/{vacancy}", "Read a vacancy and its history")
            .answers(200, "The vacancy and who changed it.", &one, &told),
        act(row("publishVacancy", "POST", "/nhs-jobs/vacancies/{vacancy}/publish", "Publish a draft"))
            .about("Publishing twice keeps the first time. From here on the ATS may not change it."),
        act(row("closeVacancy", "POST", "/nhs-jobs/vacancies/{vacancy}/close", "Close a vacancy")),
        act(row("amendVacancy", "POST", "/nhs-jobs/vacancies/{vacancy}/amend", "Amend a vacancy"))
            .about("Changes the members that are sent, each whole; `null` takes an optional one away. \
                The version goes up. After publishing only contract type, working pattern and hours, \
                staff group, area of work, texts, location, contact and closing date (stated: \
                NHSBSA KA-25658).")
            .takes(&amendment(schemas), &json!({ "areaOfWork": "Acute medicine" })),
    ]
}

/// Any members of a draft.
fn amendment(schemas: &mut Schemas) -> Value {
    schemas.sent::<Draft>();
    json!({
        "type": "object",
        "description": "Any members of a draft.",
        "propertyNames": { "not": { "enum": ["vacancyId", "reference", "version", "status", "warnings"] } },
    })
}

fn employers(schemas: &mut Schemas) -> Vec<Row> {
    let list = schemas.answered::<EmployersTold>();
    let one = schemas.answered::<EmployerTold>();
    let example = json!({ "vpd": "078", "activation": "activated" });
    let pending = json!({ "vpd": "078", "activation": "pending" });
    let standing = schemas.sent::<EmployerStanding>();
    let about = "Say whether an employer's interface is on";
    let set = |name, method| {
        row(name, method, "/esr/employers/{vpd}", about)
            .about("An employer that ESR does not know yet is added.")
            .needs(&standing, &json!({ "activation": "pending" }))
            .answers(200, "How it stands now.", &one, &pending)
    };
    vec![
        row(
            "listEmployers",
            "GET",
            "/esr/employers",
            "List the employers",
        )
        .answers(200, "By VPD.", &list, &json!({ "employers": [example] })),
        row(
            "getEmployer",
            "GET",
            "/esr/employers/{vpd}",
            "Ask whether an employer's interface is on",
        )
        .answers(200, "How it stands.", &one, &example),
        set("activateEmployer", "PUT"),
        set("pullEmployerLever", "POST"),
    ]
}

fn applicants(schemas: &mut Schemas) -> Vec<Row> {
    let one = schemas.sent::<ApplicantLoad>();
    let load = json!({ "anyOf": [one, { "type": "array", "items": one, "maxItems": 10_000 }] });
    let sent = json!({ "firstName": "Aoife", "lastName": "O'Brien", "dateOfBirth": "1996-02-29" });
    let confirmed = json!({ "confirmations": [{
        "loadStatusCode": "SUCCESS", "applicantNumber": "20000001", "vpd": "078",
        "positionId": "100000000000001",
    }] });
    let held = json!({
        "applicantNumber": "20000001", "vpd": "078", "source": "TIS", "firstName": "Aoife",
        "lastName": "O'Brien", "dateOfBirth": "1996-02-29", "positionId": "100000000000001",
        "personType": "APPLICANT", "open": true, "loadedAt": "2026-11-02T09:00:00Z",
    });
    let confirmations = schemas.answered::<ConfirmationsTold>();
    let list = schemas.answered::<ApplicantsTold>();
    let notes = schemas.answered::<NearMissesTold>();
    vec![
        row(
            "listApplicants",
            "GET",
            "/esr/applicants",
            "List every applicant",
        )
        .answers(
            200,
            "In the order of loading.",
            &list,
            &json!({ "applicants": [held] }),
        ),
        row(
            "loadApplicants",
            "POST",
            "/esr/applicants",
            "Load applicants, one or an array",
        )
        .about(
            "As the TIS and Hicom feeds do, or a person by hand, or e-Recruitment. Each load \
                adds one, unless employer and position repeat.",
        )
        .takes(&load, &sent)
        .answers(201, "Every applicant is in.", &confirmations, &confirmed)
        .answers(
            200,
            "At least one is not; its confirmation says why.",
            &confirmations,
            &confirmed,
        ),
        row(
            "closeApplicant",
            "POST",
            "/esr/applicants/{applicant}/close",
            "Close a historic record",
        )
        .answers(
            200,
            "The record as it now stands.",
            &schemas.answered::<Applicant>(),
            &held,
        ),
        row(
            "listNearMisses",
            "GET",
            "/esr/near-misses",
            "Read whom refused transfers may have meant",
        )
        .answers(
            200,
            "Newest first.",
            &notes,
            &json!({ "nearMisses": [], "duplicates": [] }),
        ),
    ]
}

fn cleansing(schemas: &mut Schemas) -> Vec<Row> {
    let held = json!({
        "applicantNumber": "20000001", "vpd": "078", "source": "TIS", "firstName": "Aoife",
        "lastName": "O'Brien", "dateOfBirth": "1996-02-29", "positionId": "100000000000001",
        "personType": "APPLICANT", "open": true, "loadedAt": "2026-11-02T09:00:00Z",
    });
    let one = schemas.answered::<Applicant>();
    let kept = schemas.answered::<Kept>();
    vec![
        row(
            "correctPerson",
            "POST",
            "/esr/persons/{person}",
            "Correct a name or a date of birth",
        )
        .about("Of one record; from here on it is found under what was corrected.")
        .needs(
            &schemas.sent::<Correction>(),
            &json!({ "lastName": "O'Brien" }),
        )
        .answers(200, "The record as it now stands.", &one, &held),
        row(
            "keepApplicant",
            "POST",
            "/esr/applicants/{applicant}/keep",
            "Choose one of duplicates",
        )
        .about(
            "Closes every other open applicant of the employer with the same names and date of \
                birth, by the sandbox's matching, whoever put it there.",
        )
        .answers(
            200,
            "The record that is kept, and those that were closed for it.",
            &kept,
            &json!({ "kept": held, "closed": [] }),
        )
        .refuses(&[Reason::Conflict]),
    ]
}
