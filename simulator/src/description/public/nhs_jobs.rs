//! NHS Jobs towards an ATS, as the description tells it.

use contract::operation::Operation;
use contract::refusal::Refusal;
use contract::vacancy::{Draft, Vacancy};
use serde_json::{Value, json};

use super::answers::Vacancies;
use super::row::{Access, Row};
use super::{examples, json_refusals, paging, reference_to_update};
use crate::description::call::{answer, in_query, json_body};
use crate::description::headers;
use crate::description::schemas::Schemas;

/// The rows of NHS Jobs.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    vec![
        create(schemas),
        update(schemas),
        get(schemas),
        list(schemas),
    ]
}

fn create(schemas: &mut Schemas) -> Row {
    let examples = json!({ "staffNurse": { "value": examples::vacancy_sent() } });
    Row {
        operation: Operation::CreateVacancy,
        summary: "Create a draft vacancy",
        description: "Creates a draft. Nobody sees it until a person signs in to the NHS Jobs \
            account, reviews it and publishes it. A `jobReference` may repeat; send an \
            `Idempotency-Key` so that a repeated request creates nothing twice.",
        access: Access::NhsJobs,
        parameters: vec![idempotency_key()],
        body: Some(json_body(
            "The vacancy.",
            &schemas.sent::<Draft>(),
            &examples,
        )),
        answers: vec![(
            201,
            vacancy(
                schemas,
                "The draft as created.",
                1,
                &["Location", "Idempotent-Replayed"],
            ),
        )],
        refusals: json_refusals(&[Refusal::IdempotencyKeyReused, Refusal::QuotaExceeded]),
        served: true,
    }
}

fn update(schemas: &mut Schemas) -> Row {
    let examples = json!({ "staffNurse": { "value": examples::update_sent() } });
    // Described by way of the draft: it is the same document with a version.
    schemas.sent::<Draft>();
    Row {
        operation: Operation::UpdateVacancy,
        summary: "Replace a draft vacancy",
        description: "Replaces a draft whole; what is left out is gone. Only whilst the vacancy is \
            a draft: once it is published it is edited in the NHS Jobs account, and every update is \
            refused and changes nothing. Whether it is a draft is judged before the version.",
        access: Access::NhsJobs,
        parameters: vec![idempotency_key()],
        body: Some(json_body(
            "The vacancy, and the version it was made from.",
            &reference_to_update(),
            &examples,
        )),
        answers: vec![(
            200,
            vacancy(
                schemas,
                "The draft as it now stands.",
                2,
                &["Idempotent-Replayed"],
            ),
        )],
        refusals: json_refusals(&[
            Refusal::VacancyNotFound,
            Refusal::VacancyNotDraft,
            Refusal::VersionStale,
            Refusal::IdempotencyKeyReused,
        ]),
        served: true,
    }
}

fn get(schemas: &mut Schemas) -> Row {
    Row {
        operation: Operation::GetVacancy,
        summary: "Read a vacancy back",
        description: "One of the organisation's own vacancies, whatever its status. Whether the \
            real service has such a call is not public (provenance `simulator`).",
        access: Access::NhsJobs,
        parameters: Vec::new(),
        body: None,
        answers: vec![(200, vacancy(schemas, "The vacancy as it stands.", 1, &[]))],
        refusals: vec![Refusal::VacancyNotFound],
        served: true,
    }
}

fn list(schemas: &mut Schemas) -> Row {
    let text = json!({ "type": "string" });
    let mut parameters = vec![in_query(
        "jobReference",
        "Only vacancies with this `jobReference`.",
        &text,
    )];
    parameters.extend(paging());
    let schema = schemas.answered::<Vacancies>();
    let example = json!({
        "vacancies": [examples::vacancy(1)], "page": 1, "limit": 50, "totalPages": 1, "total": 1,
    });
    let found = json!({ "schema": schema, "examples": { "one": { "value": example } } });
    let headers = headers::public(&["Link"]);
    Row {
        operation: Operation::ListVacancies,
        summary: "Find one's own vacancies",
        description: "The organisation's vacancies, oldest first, page by page; an empty list where \
            there are none (provenance `simulator`).",
        access: Access::NhsJobs,
        parameters,
        body: None,
        answers: vec![(
            200,
            answer("A page of vacancies.", headers, "application/json", found),
        )],
        refusals: vec![Refusal::ValidationFailed],
        served: true,
    }
}

fn vacancy(schemas: &mut Schemas, description: &str, version: u64, more: &[&str]) -> Value {
    let example = json!({ "staffNurse": { "value": examples::vacancy(version) } });
    let content = json!({ "schema": schemas.answered::<Vacancy>(), "examples": example });
    answer(
        description,
        headers::public(more),
        "application/json",
        content,
    )
}

fn idempotency_key() -> Value {
    json!({ "$ref": "#/components/parameters/Idempotency-Key" })
}
