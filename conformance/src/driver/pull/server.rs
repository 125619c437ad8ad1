//! The two routes of the counter.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;

use super::counter::{Counter, Handed};
use crate::protocol::{Carried, LONGEST_LINE, Reply, Violation};

/// How long somebody waits for a request who does not say.
const WAIT: Duration = Duration::from_secs(25);

/// The longest that somebody may wait: proxies cut what is silent for longer.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Serves until the counter closes.
pub(super) async fn serve(listener: TcpListener, counter: Arc<Counter>) -> io::Result<()> {
    let over = Arc::clone(&counter);
    axum::serve(listener, router(counter))
        .with_graceful_shutdown(async move { over.closed().await })
        .await
}

fn router(counter: Arc<Counter>) -> Router {
    Router::new()
        .route("/v1/next", get(next))
        .route("/v1/reply", post(reply))
        .fallback(nowhere)
        .method_not_allowed_fallback(nowhere)
        .layer(from_fn_with_state(Arc::clone(&counter), admit))
        .with_state(counter)
}

#[derive(Deserialize)]
struct Patience {
    wait_ms: Option<u64>,
}

/// `GET /v1/next`: the next request; 204 where none came in time, 410 once the run is over.
async fn next(State(counter): State<Arc<Counter>>, Query(patience): Query<Patience>) -> Response {
    let wait = patience.wait_ms.map_or(WAIT, Duration::from_millis);
    match counter.next(wait.min(LONGEST_WAIT)).await {
        Some(request) => ([(header::CONTENT_TYPE, "application/json")], request).into_response(),
        None if counter.is_over() => told(StatusCode::GONE, "the run is over"),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

/// `POST /v1/reply`: 204 for a reply; whatever else says what is wrong with it.
async fn reply(State(counter): State<Arc<Counter>>, body: Body) -> Response {
    let read = match Limited::new(body, LONGEST_LINE).collect().await {
        Ok(body) => Reply::read_as(Carried::Body, &body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Violation::TooLong(Carried::Body)),
        Err(error) => return told(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    match counter.take(read) {
        Handed::In => StatusCode::NO_CONTENT.into_response(),
        Handed::Late => told(
            StatusCode::CONFLICT,
            "the request was sent before a deadline passed; nobody waits for its reply any more",
        ),
        Handed::Wrong(violation) => told(status(&violation), &violation.to_string()),
    }
}

fn status(violation: &Violation) -> StatusCode {
    match violation {
        Violation::TooLong(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Violation::UnknownId { .. } | Violation::AnsweredTwice { .. } => StatusCode::CONFLICT,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Whoever has the token where there is one, and no web page: a browser names its origin.
async fn admit(State(counter): State<Arc<Counter>>, request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::ORIGIN) {
        return told(StatusCode::FORBIDDEN, "adapters ask here, web pages do not");
    }
    let presented = request.headers().get(header::AUTHORIZATION);
    let presented = presented.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if counter.admits(presented) {
        return next.run(request).await;
    }
    let why = "the token of --pull-token is needed: Authorization: Bearer TOKEN";
    let mut answer = told(StatusCode::UNAUTHORIZED, why);
    let bearer = header::HeaderValue::from_static("Bearer");
    answer
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, bearer);
    answer
}

async fn nowhere() -> Response {
    told(
        StatusCode::NOT_FOUND,
        "there are GET /v1/next, for the next request, and POST /v1/reply, for its reply",
    )
}

fn told(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "error": why }))).into_response()
}
