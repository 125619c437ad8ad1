//! `…/faults`: arming, listing and removing misbehaviours.

use axum::Json;
use http::StatusCode;
use serde_json::{Value, json};

use super::body::Document;
use super::path::{Id, OfSandbox};
use super::refused::ControlRefused;
use crate::faults::{ArmError, Armed};

/// `GET …/faults`: those that are armed, in order of arming.
pub(super) async fn list(OfSandbox(site): OfSandbox) -> Json<Value> {
    Json(json!({ "faults": site.faults.list() }))
}

/// `POST …/faults`: arms one.
pub(super) async fn arm(
    OfSandbox(site): OfSandbox,
    Document(asked): Document<Value>,
) -> Result<(StatusCode, Json<Armed>), ControlRefused> {
    let armed = site.faults.arm(&asked).map_err(|error| match error {
        ArmError::Full(_) => ControlRefused::quota(error),
        _ => ControlRefused::invalid(error),
    })?;
    Ok((StatusCode::CREATED, Json(armed)))
}

/// `DELETE …/faults`: removes all.
pub(super) async fn clear(OfSandbox(site): OfSandbox) -> StatusCode {
    site.faults.clear();
    StatusCode::NO_CONTENT
}

/// `DELETE …/faults/{id}`: removes one.
pub(super) async fn disarm(
    OfSandbox(site): OfSandbox,
    Id(id): Id,
) -> Result<StatusCode, ControlRefused> {
    if site.faults.disarm(&id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(ControlRefused::not_found(
        "no armed fault has this id; `GET …/faults` lists them",
    ))
}
