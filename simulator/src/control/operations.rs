//! Health, readiness, version and the end.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::refused::ControlRefused;
use crate::app::App;
use crate::metrics;
use crate::sandbox::fixtures;

/// `GET /__admin/health`: that the simulator answers, in WireMock's shape.
pub(super) async fn health(State(app): State<Arc<App>>) -> Json<Value> {
    let site = app.default_site();
    Json(json!({
        "status": "healthy",
        "message": "the simulator is ok",
        "version": env!("CARGO_PKG_VERSION"),
        "uptimeInSeconds": site.journal.elapsed_micros() / 1_000_000,
        "timestamp": site.now(),
    }))
}

/// `GET /__admin/ready`: that the default sandbox is seeded. Until it is, [`super::Doorway`] answers.
pub(super) async fn ready() -> Json<Value> {
    Json(json!({ "status": "ready" }))
}

/// `GET /__admin/version`.
pub(super) async fn version() -> Json<Value> {
    Json(json!({ "version": env!("CARGO_PKG_VERSION") }))
}

/// `GET /__admin/fixtures`: the named worlds that a sandbox can start as, the usual one first.
pub(super) async fn fixtures() -> Json<Value> {
    Json(json!({ "fixtures": fixtures::ALL }))
}

/// `GET /__admin/metrics`, also at the root: what Prometheus reads.
pub(super) async fn metrics(State(app): State<Arc<App>>) -> Result<Response, ControlRefused> {
    let page = metrics::page(&app).map_err(ControlRefused::internal)?;
    Ok(([(CONTENT_TYPE, metrics::MEDIA)], page).into_response())
}

/// `POST /__admin/shutdown`: stops as SIGTERM does, after this answer.
pub(super) async fn shutdown(State(app): State<Arc<App>>) -> Json<Value> {
    app.stop_asked.cancel();
    Json(json!({}))
}
