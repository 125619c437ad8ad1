//! `/__admin/sandboxes`: creating, listing, resetting and deleting.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use contract::connection::SandboxConnection;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

use super::body::Document;
use super::path::OfSandbox;
use super::refused::ControlRefused;
use super::state;
use crate::app::{App, Site};
use crate::sandbox::options::Options;
use crate::sandbox::registry::{CreateError, DeleteError};

/// A sandbox as it is told: how to reach it, and how it is set.
#[derive(Serialize)]
pub(super) struct Told {
    #[serde(flatten)]
    connection: SandboxConnection,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    seed: u64,
    settings: contract::settings::Settings,
    now: jiff::Timestamp,
}

impl Told {
    pub(super) fn of(app: &App, site: &Site) -> Self {
        let connection = app.connection(site);
        let world = site.world();
        Self {
            connection,
            name: site.sandbox.name().map(str::to_owned),
            seed: world.seed.0,
            settings: world.settings,
            now: world.now(),
        }
    }
}

/// `POST /__admin/sandboxes`.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Document(mut wanted): Document<Value>,
) -> Result<(StatusCode, Json<Told>), ControlRefused> {
    let saved = wanted.as_object_mut().and_then(|it| it.remove("state"));
    let mut options = Options::read(&wanted).map_err(ControlRefused::members)?;
    if let Some(saved) = saved.filter(|saved| !saved.is_null()) {
        options.state = Some(state::read(&app, &wanted, &saved)?);
    }
    let site = made(&app, options).await?.map_err(not_created)?;
    Ok((StatusCode::CREATED, Json(Told::of(&app, &site))))
}

/// A large world is made where nobody else waits for it.
async fn made(
    app: &Arc<App>,
    options: Options,
) -> Result<Result<Arc<Site>, CreateError>, ControlRefused> {
    if !options.fixtures.is_some_and(|fixtures| fixtures.is_large()) {
        return Ok(app.create(&options));
    }
    let app = Arc::clone(app);
    let making = tokio::task::spawn_blocking(move || app.create(&options));
    making.await.map_err(ControlRefused::internal)
}

/// `GET /__admin/sandboxes`.
pub(super) async fn list(State(app): State<Arc<App>>) -> Json<Value> {
    let sandboxes = app
        .sites()
        .iter()
        .map(|site| Told::of(&app, site))
        .collect::<Vec<_>>();
    Json(json!({ "sandboxes": sandboxes }))
}

/// `GET /__admin/sandboxes/{sandbox}`.
pub(super) async fn one(State(app): State<Arc<App>>, OfSandbox(site): OfSandbox) -> Json<Told> {
    Json(Told::of(&app, &site))
}

/// `DELETE /__admin/sandboxes/{sandbox}`.
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<StatusCode, ControlRefused> {
    app.delete(&id).map_err(|error| match error {
        DeleteError::Unknown { .. } => ControlRefused::not_found(error),
        DeleteError::Default => ControlRefused::conflict(error),
    })?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST …/reset`: everything as created, but for id and credentials.
pub(super) async fn reset(State(app): State<Arc<App>>, OfSandbox(site): OfSandbox) -> Json<Value> {
    app.reset(&site);
    Json(json!({}))
}

fn not_created(error: CreateError) -> ControlRefused {
    match error {
        CreateError::Full { .. } => ControlRefused::quota(error),
        CreateError::UnknownSource { .. } => ControlRefused::invalid(error),
        CreateError::NoEntropy(_) => ControlRefused::internal(error),
    }
}
