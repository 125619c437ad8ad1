//! `…/esr`: what the TIS and Hicom feeds load, and what people in HR do.

use axum::Json;
use axum::extract::Path;
use contract::codes::LoadStatus;
use contract::problem::FieldError;
use contract::reading::{self, FieldCode, Notes, document};
use contract::settings::Settings;
use http::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::body::Document;
use super::path::{Id, OfSandbox};
use super::refused::ControlRefused;
use crate::esr::{Activation, Applicant, Confirmation, Correction, KeepError, Kept, LoadRequest};
use crate::sandbox::CONTROL_RULE as RULE;
use crate::sandbox::london;
use crate::sandbox::page::Paging;

/// Reads what `PUT …/esr/employers/{vpd}` says: `{"activation": "pending"}`.
fn activation(sent: &Value) -> Result<Activation, Vec<FieldError>> {
    let notes = Notes::new(Settings::default());
    let read = document(&reading::Json::from(sent), RULE, &notes).and_then(|sent| {
        let given = sent
            .value("activation")
            .map(Value::from)
            .unwrap_or_default();
        let read = serde_json::from_value(given).ok();
        if read.is_none() {
            let message = "`activation` must be one of activated, pending, none";
            sent.refuse("activation", FieldCode::UnknownCode, RULE, message);
        }
        sent.refuse_unknown(RULE);
        read
    });
    notes.finish(read).map(|reading| reading.value)
}

/// `GET …/esr/employers`: every employer that ESR knows, by VPD, and where it stands.
pub(super) async fn employers(OfSandbox(site): OfSandbox) -> Json<Value> {
    let world = site.world();
    let told = |(vpd, activation)| json!({ "vpd": vpd, "activation": activation });
    Json(json!({ "employers": world.esr.employers().map(told).collect::<Vec<_>>() }))
}

/// `GET …/esr/employers/{vpd}`: where one stands.
pub(super) async fn employer(
    OfSandbox(site): OfSandbox,
    Path(path): Path<BTreeMap<String, String>>,
) -> Result<Json<Value>, ControlRefused> {
    let vpd = path.get("vpd").map(String::as_str).unwrap_or_default();
    let world = site.world();
    let known = world.esr.employers().find(|(known, _)| *known == vpd);
    let (vpd, activation) = known.ok_or_else(|| {
        ControlRefused::not_found(format!(
            "ESR has no employer with the VPD `{vpd}`; `PUT` its activation here to add it"
        ))
    })?;
    Ok(Json(json!({ "vpd": vpd, "activation": activation })))
}

/// `PUT` or `POST …/esr/employers/{vpd}`: whether its TIS or Hicom interface is on. The other
/// levers are posted, so this one may be too.
pub(super) async fn activate(
    OfSandbox(site): OfSandbox,
    Path(path): Path<BTreeMap<String, String>>,
    Document(sent): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let activation = activation(&sent).map_err(ControlRefused::members)?;
    let vpd = path.get("vpd").map(String::as_str).unwrap_or_default();
    site.world()
        .esr
        .set_activation(vpd, activation)
        .map_err(ControlRefused::invalid)?;
    Ok(Json(json!({ "vpd": vpd, "activation": activation })))
}

/// `GET …/esr/applicants`: every applicant, in the order of loading.
pub(super) async fn list(OfSandbox(site): OfSandbox) -> Json<Value> {
    let book = site.world().esr.clone();
    let pages = book
        .applicants(Paging::new(1, Paging::default().limit()))
        .total
        .div_ceil(100);
    let every = (1..=pages).flat_map(|page| book.applicants(Paging::new(page, 100)).items);
    Json(json!({ "applicants": every.collect::<Vec<_>>() }))
}

/// `POST …/esr/applicants`: loads one, or an array of them, and confirms each.
///
/// One that is refused by the feed's own rules is confirmed as failed; the load as a whole is
/// answered `200`, as a confirmation file is written whatever it says.
pub(super) async fn load(
    OfSandbox(site): OfSandbox,
    Document(sent): Document<Value>,
) -> Result<(StatusCode, Json<Value>), ControlRefused> {
    let requests = LoadRequest::read(&sent).map_err(ControlRefused::members)?;
    let at = site.now();
    let most = site.sandbox.quota().applicants;
    let mut world = site.world();
    let vpd = world.employer.vpd.clone();
    let load = |request| world.esr.load(request, &vpd, most, at);
    let confirmations = requests.into_iter().map(load).collect::<Vec<_>>();
    let status = if confirmations.iter().all(is_loaded) {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(json!({ "confirmations": confirmations }))))
}

fn is_loaded(confirmation: &Confirmation) -> bool {
    confirmation.load_status_code == LoadStatus::Success
}

/// `POST …/esr/applicants/{id}/close`: HR closes a historic record.
pub(super) async fn close(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
) -> Result<Json<Applicant>, ControlRefused> {
    let at = site.now();
    site.world()
        .esr
        .close(&id, at)
        .map(Json)
        .map_err(ControlRefused::not_found)
}

/// `POST …/esr/applicants/{id}/keep`: HR chooses one of several records of a person, which closes
/// the others.
pub(super) async fn keep(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
) -> Result<Json<Kept>, ControlRefused> {
    let mut world = site.world();
    let (matching, at) = (world.settings.matching, world.now());
    let kept = world.esr.keep(&id, matching, at);
    kept.map(Json).map_err(|error| match error {
        KeepError::Unknown(_) => ControlRefused::not_found(error),
        KeepError::Closed { .. } | KeepError::Employee { .. } => ControlRefused::conflict(error),
    })
}

/// `POST …/esr/persons/{id}`: HR corrects a name or a date of birth.
pub(super) async fn correct(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
    Document(sent): Document<Value>,
) -> Result<Json<Applicant>, ControlRefused> {
    let at = site.now();
    let correction = Correction::read(&sent, london::date(at)).map_err(ControlRefused::members)?;
    let corrected = site.world().esr.correct(&id, correction, at);
    corrected.map(Json).map_err(ControlRefused::not_found)
}

/// `GET …/esr/near-misses`: whom refused transfers may have meant, and what stood beside a match.
pub(super) async fn near_misses(OfSandbox(site): OfSandbox) -> Json<Value> {
    let book = site.world().esr.clone();
    let near_misses = book.near_misses().iter().rev().collect::<Vec<_>>();
    let duplicates = book.duplicates().iter().rev().collect::<Vec<_>>();
    Json(json!({ "nearMisses": near_misses, "duplicates": duplicates }))
}
