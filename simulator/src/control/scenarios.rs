//! `…/scenarios`: what has a state in this sandbox, as WireMock tells its scenarios.
//!
//! The levers (credentials and employers) can be set to any of their states and are put back by a
//! reset; a vacancy only goes forward, as in the NHS Jobs account.

use axum::Json;
use axum::response::{IntoResponse, Response};
use contract::codes::VacancyStatus;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::Document;
use super::path::{Id, OfSandbox};
use super::wiremock::WireMockRefused;
use crate::app::Site;
use crate::esr::Activation;
use crate::sandbox::credentials::{CredentialId, Lever};

/// Most vacancies that are told, the newest.
const VACANCIES: usize = 1_000;

const CREDENTIAL: &str = "credential-";
const EMPLOYER: &str = "employer-";
const VACANCY: &str = "vacancy-";

/// `GET …/scenarios`.
pub(super) async fn list(OfSandbox(site): OfSandbox) -> Json<Value> {
    let all = [credentials(&site), employers(&site), vacancies(&site)].concat();
    Json(json!({ "scenarios": all }))
}

/// `POST …/scenarios/reset`: every lever as it was at the beginning.
pub(super) async fn reset(OfSandbox(site): OfSandbox) -> Json<Value> {
    let ids = credential_ids(&site);
    for id in ids {
        // Every credential can be restored.
        let _ = site.sandbox.pull(id, Lever::Restore);
    }
    let mut world = site.world();
    let vpds = world.esr.employers().map(|(vpd, _)| vpd.to_owned());
    for vpd in vpds.collect::<Vec<_>>() {
        // Every VPD that is held is one.
        let _ = world.esr.set_activation(&vpd, Activation::default());
    }
    Json(json!({}))
}

/// The state that a scenario shall have; the one it begins with where none is named.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    state: Option<String>,
}

/// `PUT …/scenarios/{name}/state`.
pub(super) async fn set(
    OfSandbox(site): OfSandbox,
    Id(name): Id,
    Document(Wanted { state }): Document<Wanted>,
) -> Response {
    let state = state.as_deref();
    let set = if let Some(id) = name.strip_prefix(CREDENTIAL) {
        set_credential(&site, id, state)
    } else if let Some(vpd) = name.strip_prefix(EMPLOYER) {
        set_employer(&site, vpd, state)
    } else if let Some(reference) = name.strip_prefix(VACANCY) {
        set_vacancy(&site, reference, state)
    } else {
        Err(Refusal::Unknown)
    };
    match set {
        Ok(()) => Json(json!({})).into_response(),
        Err(Refusal::Unknown) => unknown(&name).into_response(),
        Err(Refusal::State(detail)) => no_such_state(&name, state, detail).into_response(),
    }
}

enum Refusal {
    Unknown,
    State(&'static str),
}

fn unknown(name: &str) -> WireMockRefused {
    let shown = name.chars().take(80).collect::<String>();
    WireMockRefused {
        status: StatusCode::NOT_FOUND,
        title: format!("Scenario {shown} does not exist"),
        detail: "GET …/scenarios lists them",
    }
}

fn no_such_state(name: &str, state: Option<&str>, detail: &'static str) -> WireMockRefused {
    let shown = state
        .unwrap_or("Started")
        .chars()
        .take(80)
        .collect::<String>();
    WireMockRefused {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: format!("Scenario {name} does not support state {shown}"),
        detail,
    }
}

fn scenario(name: String, state: &Value, possible: Vec<Value>) -> Value {
    json!({
        "id": name, "name": name, "state": state, "possibleStates": possible, "mappings": [],
    })
}

fn credential_ids(site: &Site) -> Vec<CredentialId> {
    site.world().credentials.iter().map(|(id, _)| id).collect()
}

fn credentials(site: &Site) -> Vec<Value> {
    let ids = credential_ids(site);
    let world = site.world();
    let told = ids.into_iter().map(|id| {
        let states = id.levers().iter().map(|lever| json!(lever.leaves()));
        let state = json!(world.credentials.standing(id));
        scenario(format!("{CREDENTIAL}{id}"), &state, states.collect())
    });
    told.collect()
}

fn employers(site: &Site) -> Vec<Value> {
    let world = site.world();
    let states = || [Activation::Activated, Activation::Pending, Activation::None];
    let told = world.esr.employers().map(|(vpd, activation)| {
        let states = states().iter().map(|state| json!(state)).collect();
        scenario(format!("{EMPLOYER}{vpd}"), &json!(activation), states)
    });
    told.collect()
}

fn vacancies(site: &Site) -> Vec<Value> {
    let at = site.now();
    let book = site.world().nhs_jobs.clone();
    let skip = book.iter().count().saturating_sub(VACANCIES);
    let told = book.iter().skip(skip).map(|record| {
        let vacancy = record.answer(at);
        let states = VacancyStatus::ALL.iter().map(|state| json!(state.wire()));
        let state = json!(vacancy.status.wire());
        scenario(
            format!("{VACANCY}{}", vacancy.reference),
            &state,
            states.collect(),
        )
    });
    told.collect()
}

fn set_credential(site: &Site, id: &str, state: Option<&str>) -> Result<(), Refusal> {
    let id: CredentialId = id.parse().map_err(|_| Refusal::Unknown)?;
    let lever = match state {
        None => Some(Lever::Restore),
        Some(state) => id
            .levers()
            .iter()
            .copied()
            .find(|lever| json!(lever.leaves()) == state),
    };
    let lever = lever.ok_or(Refusal::State("GET …/scenarios tells the possible states"))?;
    site.sandbox.pull(id, lever).map_err(|_| Refusal::Unknown)
}

fn set_employer(site: &Site, vpd: &str, state: Option<&str>) -> Result<(), Refusal> {
    let mut world = site.world();
    if !world.esr.employers().any(|(known, _)| known == vpd) {
        return Err(Refusal::Unknown);
    }
    let wanted = state.map_or_else(|| json!(Activation::default()), |state| json!(state));
    let activation = serde_json::from_value(wanted)
        .map_err(|_| Refusal::State("an employer is activated, pending or none"))?;
    world
        .esr
        .set_activation(vpd, activation)
        .map_err(|_| Refusal::Unknown)
}

fn set_vacancy(site: &Site, reference: &str, state: Option<&str>) -> Result<(), Refusal> {
    let at = site.now();
    let mut world = site.world();
    let Some(now) = world
        .nhs_jobs
        .named(reference)
        .map(|record| record.answer(at).status)
    else {
        return Err(Refusal::Unknown);
    };
    let wanted = state.unwrap_or_else(|| VacancyStatus::Draft.wire());
    let forward = Refusal::State(
        "a vacancy goes from DRAFT to PUBLISHED to CLOSED and never back; POST …/reset begins anew",
    );
    let done = match VacancyStatus::from_wire(wanted) {
        Ok(state) if state == now => return Ok(()),
        Ok(VacancyStatus::Published) => world.nhs_jobs.publish(reference, at),
        Ok(VacancyStatus::Closed) => world.nhs_jobs.close(reference, at),
        Ok(VacancyStatus::Draft) | Err(_) => return Err(forward),
    };
    done.map(drop).map_err(|_| forward)
}
