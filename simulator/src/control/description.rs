//! The descriptions of both interfaces, and pages to read them on.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use http::header::CONTENT_TYPE;

use crate::app::App;
use crate::description::STYLE;

const HTML: &str = "text/html; charset=utf-8";

/// `GET /openapi.json`, also below `/__admin`: this interface.
pub(super) async fn document(State(app): State<Arc<App>>) -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "application/json")],
        app.descriptions.control(),
    )
}

/// `GET /__admin/description`: this interface, to be read.
pub(super) async fn page(State(app): State<Arc<App>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, HTML)], app.descriptions.control_page())
}

/// `GET /__admin/description/public`: the public interface, to be read.
pub(super) async fn public_page(State(app): State<Arc<App>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, HTML)], app.descriptions.public_page())
}

/// `GET /__admin/description/style.css`: how the pages look.
pub(super) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}
