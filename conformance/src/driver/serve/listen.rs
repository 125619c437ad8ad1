//! As a service to which requests are posted.

use std::io;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::Subject;

#[derive(Clone)]
struct Service {
    subject: Subject,
    over: CancellationToken,
}

/// Serves on this listener until `bye` is answered.
///
/// # Errors
///
/// When no connection can be taken any more.
pub async fn listen(listener: TcpListener, subject: Subject) -> io::Result<()> {
    let over = CancellationToken::new();
    let service = Service {
        subject,
        over: over.clone(),
    };
    let router = Router::new()
        .route("/v1/{op}", post(answer))
        .with_state(service);
    axum::serve(listener, router)
        .with_graceful_shutdown(over.cancelled_owned())
        .await
}

/// The first thing it sends is the answer's body: an HTTP exchange has room for no more.
async fn answer(State(service): State<Service>, Path(op): Path<String>, body: Bytes) -> Response {
    let Ok(request) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if request["op"] != op.as_str() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let answers = service.subject.answers(&request).await;
    if op == "bye" {
        service.over.cancel();
    }
    let body = answers.into_iter().next().unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
