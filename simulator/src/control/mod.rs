//! The control interface: clocks, faults, journals and what people do, on a listener of its own.
//!
//! Names and shapes are WireMock's where it has them. Nothing here is journalled.

mod body;
mod clock;
mod credentials;
mod description;
mod esr;
mod faults;
mod guard;
mod nhs_jobs;
mod operations;
mod path;
mod refused;
mod requests;
mod sandboxes;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, delete, get, post, put};
use http::{Request, Response};
use tower::ServiceExt as _;

use self::guard::Guard;
use self::refused::ControlRefused;
use crate::app::App;
use crate::server::{Answerer, Arrived, Cut};

/// Largest body that the control interface reads, in bytes.
const BODY_BYTES: usize = 64 * 1024 * 1024;

/// Answers the requests of the control listener.
#[derive(Debug)]
pub(crate) struct Control {
    guard: Guard,
    router: Router,
}

impl Control {
    /// The control interface of `app`.
    pub(crate) fn of(app: Arc<App>) -> Self {
        Self {
            guard: Guard::of(&app),
            router: router().with_state(app),
        }
    }
}

impl Answerer for Control {
    type Body = Body;

    async fn answer(self: Arc<Self>, arrived: Arrived) -> Result<Response<Body>, Cut> {
        let request: Request<Body> = arrived.request.map(Body::new);
        if let Err(refused) = self.guard.admit(request.uri().path(), request.headers()) {
            return Ok(axum::response::IntoResponse::into_response(refused));
        }
        match self.router.clone().oneshot(request).await {
            Ok(response) => Ok(response),
            Err(never) => match never {},
        }
    }
}

fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/openapi.json", get(description::document))
        .nest("/__admin", simulator())
        // The default sandbox, and any other.
        .nest("/__admin", sandbox())
        .nest("/__admin/sandboxes/{sandbox}", sandbox())
        .fallback(any(async || ControlRefused::no_route()))
        .method_not_allowed_fallback(async || ControlRefused::wrong_method())
        .layer(DefaultBodyLimit::max(BODY_BYTES))
}

fn simulator() -> Router<Arc<App>> {
    Router::new()
        .route("/health", get(operations::health))
        .route("/ready", get(operations::ready))
        .route("/version", get(operations::version))
        .route("/fixtures", get(operations::fixtures))
        .route("/openapi.json", get(description::document))
        .route("/description", get(description::page))
        .route("/description/public", get(description::public_page))
        .route("/description/style.css", get(description::style))
        .route("/shutdown", post(operations::shutdown))
        .route("/sandboxes", post(sandboxes::create).get(sandboxes::list))
        .route(
            "/sandboxes/{sandbox}",
            get(sandboxes::one).delete(sandboxes::delete),
        )
}

fn sandbox() -> Router<Arc<App>> {
    Router::new()
        .route("/reset", post(sandboxes::reset))
        .route("/clock", get(clock::get).put(clock::put))
        .route(
            "/faults",
            get(faults::list).post(faults::arm).delete(faults::clear),
        )
        .route("/faults/{id}", delete(faults::disarm))
        .route("/credentials", get(credentials::list))
        .route("/credentials/{id}/{lever}", post(credentials::pull))
        .route("/nhs-jobs/vacancies", get(nhs_jobs::list))
        .route("/nhs-jobs/vacancies/{id}", get(nhs_jobs::one))
        .route("/nhs-jobs/vacancies/{id}/publish", post(nhs_jobs::publish))
        .route("/nhs-jobs/vacancies/{id}/close", post(nhs_jobs::close))
        .route("/nhs-jobs/vacancies/{id}/amend", post(nhs_jobs::amend))
        .route("/esr/employers", get(esr::employers))
        .route("/esr/employers/{vpd}", put(esr::activate))
        .route("/esr/applicants", get(esr::list).post(esr::load))
        .route("/esr/applicants/{id}/close", post(esr::close))
        .route("/esr/near-misses", get(esr::near_misses))
        .route("/requests", get(requests::list).delete(requests::clear))
        .route("/requests/reset", post(requests::clear))
        .route("/requests/unmatched", get(requests::unmatched))
        .route("/requests/count", post(requests::count))
        .route("/requests/find", post(requests::find))
        .route("/requests/remove", post(requests::remove))
        .route(
            "/requests/{id}",
            get(requests::one).delete(requests::delete),
        )
}
