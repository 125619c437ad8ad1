//! `…/credentials`: the levers behind the refusals 401 and 403.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::path::OfSandbox;
use super::refused::ControlRefused;
use crate::app::Site;
use crate::sandbox::credentials::{CredentialId, Lever, LeverError};

/// `GET …/credentials`: each by its stable word, how it stands and what can be done to it.
pub(super) async fn list(OfSandbox(site): OfSandbox) -> Json<Value> {
    let ids = site
        .world()
        .credentials
        .iter()
        .map(|(id, _)| id)
        .collect::<Vec<_>>();
    let credentials = ids
        .into_iter()
        .map(|id| told(&site, id))
        .collect::<Vec<_>>();
    Json(json!({ "credentials": credentials }))
}

/// `POST …/credentials/{id}/{lever}`: expire, revoke, unlink or restore.
pub(super) async fn pull(
    OfSandbox(site): OfSandbox,
    Path(path): Path<BTreeMap<String, String>>,
) -> Result<Json<Value>, ControlRefused> {
    let part = |name| path.get(name).map(String::as_str).unwrap_or_default();
    let id: CredentialId = part("id")
        .parse()
        .map_err(|error: LeverError| ControlRefused::not_found(error))?;
    let lever = Lever::from_word(part("lever")).ok_or_else(|| {
        ControlRefused::not_found("a lever is `expire`, `revoke`, `unlink` or `restore`")
    })?;
    site.sandbox.pull(id, lever).map_err(|error| match error {
        LeverError::Unknown { .. } => ControlRefused::not_found(error),
        LeverError::NotApplicable { .. } => ControlRefused::conflict(error),
    })?;
    Ok(Json(told(&site, id)))
}

fn told(site: &Site, id: CredentialId) -> Value {
    let standing = site.world().credentials.standing(id);
    let levers = id
        .levers()
        .iter()
        .map(|lever| lever.word())
        .collect::<Vec<_>>();
    json!({ "id": id, "standing": standing, "levers": levers })
}
