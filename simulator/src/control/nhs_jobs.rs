//! `…/nhs-jobs/vacancies`: what a person sees and does in the NHS Jobs account.

use axum::Json;
use contract::vacancy::Vacancy;
use serde_json::{Map, Value, json};

use super::body::Document;
use super::path::{Id, OfSandbox};
use super::refused::ControlRefused;
use crate::nhs_jobs::{AmendError, PersonError, Record};
use crate::sandbox::world::vacancy_rules;

/// `GET …/nhs-jobs/vacancies`: every vacancy, oldest first.
pub(super) async fn list(OfSandbox(site): OfSandbox) -> Json<Value> {
    let at = site.now();
    let vacancies = site.world().nhs_jobs.iter().cloned().collect::<Vec<_>>();
    let vacancies = vacancies
        .iter()
        .map(|record| record.answer(at))
        .collect::<Vec<_>>();
    Json(json!({ "vacancies": vacancies }))
}

/// `GET …/nhs-jobs/vacancies/{id}`: one vacancy with its history.
pub(super) async fn one(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
) -> Result<Json<Value>, ControlRefused> {
    let at = site.now();
    let world = site.world();
    let record = world.nhs_jobs.named(&id).map(
        |record: &Record| json!({ "vacancy": record.answer(at), "history": record.history() }),
    );
    record
        .map(Json)
        .ok_or_else(|| ControlRefused::not_found(PersonError::Unknown { id }))
}

/// `POST …/nhs-jobs/vacancies/{id}/publish`: a person publishes a draft.
pub(super) async fn publish(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
) -> Result<Json<Vacancy>, ControlRefused> {
    let at = site.now();
    Ok(Json(site.world().nhs_jobs.publish(&id, at)?))
}

/// `POST …/nhs-jobs/vacancies/{id}/close`: a person closes a vacancy early.
pub(super) async fn close(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
) -> Result<Json<Vacancy>, ControlRefused> {
    let at = site.now();
    Ok(Json(site.world().nhs_jobs.close(&id, at)?))
}

/// `POST …/nhs-jobs/vacancies/{id}/amend`: a person changes the members that are sent.
pub(super) async fn amend(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
    Document(members): Document<Map<String, Value>>,
) -> Result<Json<Vacancy>, ControlRefused> {
    let at = site.now();
    let mut world = site.world();
    let rules = vacancy_rules(world.settings, at);
    Ok(Json(world.nhs_jobs.amend(&id, &members, &rules, at)?))
}

impl From<PersonError> for ControlRefused {
    fn from(error: PersonError) -> Self {
        match error {
            PersonError::Unknown { .. } => Self::not_found(error),
            PersonError::Closed | PersonError::ClosingDateOver { .. } => Self::conflict(error),
        }
    }
}

impl From<AmendError> for ControlRefused {
    fn from(error: AmendError) -> Self {
        let detail = error.to_string();
        match error {
            AmendError::Unknown { .. } => Self::not_found(detail),
            AmendError::Closed => Self::conflict(detail),
            AmendError::NotAmendable { .. } => Self::conflict(detail).fields(error.fields()),
            AmendError::Invalid { .. } => Self::invalid(detail).fields(error.fields()),
        }
    }
}
