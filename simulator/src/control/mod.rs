//! The control interface: clocks, faults, journals and what people do, on a listener of its own.
//!
//! Names and shapes are WireMock's where it has them. Nothing here is journalled.

mod aside;
mod body;
mod clock;
mod coverage;
mod credentials;
mod description;
mod doorway;
mod esr;
mod events;
mod faults;
pub(crate) mod guard;
mod in_process;
mod laid_out;
mod magic_values;
mod nhs_jobs;
mod noted;
mod operations;
mod path;
mod refused;
mod requests;
mod sandboxes;
mod scenarios;
mod state;
mod wiremock;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, delete, get, post, put};
use http::{Request, Response};

pub(crate) use self::aside::to_the_end;
pub(crate) use self::doorway::Doorway;
use self::guard::Guard;
pub use self::in_process::ControlInterface;
pub(crate) use self::laid_out::LaidOut;
use self::refused::ControlRefused;
pub(crate) use self::requests::{explanation, har};
pub(crate) use self::state::world as saved_world;
pub(crate) use self::wiremock::{mappings_told, settings_told};
use crate::app::App;
use crate::console::Console;
use crate::sandbox::secret::NoEntropy;
use crate::server::{Answerer, Arrived, Cut};

/// Largest body that the control interface reads, in bytes.
const BODY_BYTES: usize = 64 * 1024 * 1024;

/// Answers the requests of the control listener: the control interface here, pages by the console.
#[derive(Debug)]
pub(crate) struct Control {
    guard: Guard,
    router: LaidOut,
    console: Console,
}

impl Control {
    /// The control interface and the console of `app`.
    ///
    /// # Errors
    ///
    /// [`NoEntropy`] when the operating system gives none for the console's forms.
    pub(crate) fn of(app: Arc<App>) -> Result<Self, NoEntropy> {
        Ok(Self {
            guard: Guard::of(&app),
            console: Console::of(&app)?,
            router: LaidOut::by(move || router(&app).with_state(app)),
        })
    }
}

impl Answerer for Control {
    // Who goes away waits no longer. What changes something is done whole all the same: see
    // `noted`, and the console's door.
    const TO_THE_END: bool = false;
    type Body = Body;

    async fn answer(self: Arc<Self>, arrived: Arrived) -> Result<Response<Body>, Cut> {
        let request: Request<Body> = arrived.request.map(Body::new);
        if !is_ours(request.uri().path()) {
            return Ok(self.console.answer(request).await);
        }
        let headers = request.headers();
        let known = || self.console.knows(headers);
        if let Err(refused) = self.guard.admit(request.uri().path(), headers, known) {
            return Ok(axum::response::IntoResponse::into_response(refused));
        }
        Ok(self.router.answer(request).await)
    }
}

/// Whether a path is the control interface's; every other is the console's.
fn is_ours(path: &str) -> bool {
    let below = path.strip_prefix("/__admin");
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        || ["/metrics", "/openapi.json"].contains(&path)
}

fn router(app: &Arc<App>) -> Router<Arc<App>> {
    let noted = middleware::from_fn_with_state(Arc::clone(app), noted::noted);
    let sandbox = sandbox().route_layer(noted);
    Router::new()
        .route("/openapi.json", get(description::document))
        .route("/metrics", get(operations::metrics))
        .nest("/__admin", simulator())
        // The default sandbox, and any other.
        .nest("/__admin", sandbox.clone())
        .nest("/__admin/sandboxes/{sandbox}", sandbox)
        .fallback(any(async || ControlRefused::no_route()))
        .method_not_allowed_fallback(async || ControlRefused::wrong_method())
        .layer(DefaultBodyLimit::max(BODY_BYTES))
}

fn simulator() -> Router<Arc<App>> {
    Router::new()
        .route("/health", get(operations::health))
        .route("/ready", get(operations::ready))
        .route("/version", get(operations::version))
        .route("/metrics", get(operations::metrics))
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
        .route("/state", get(state::get).put(state::put))
        .route("/clock", get(clock::get).put(clock::put))
        .route(
            "/faults",
            get(faults::list).post(faults::arm).delete(faults::clear),
        )
        .route("/faults/{id}", delete(faults::disarm))
        .route("/magic-values", get(magic_values::list))
        .route("/coverage", get(coverage::get))
        .route("/credentials", get(credentials::list))
        .route("/credentials/{id}/{lever}", post(credentials::pull))
        .route("/nhs-jobs/vacancies", get(nhs_jobs::list))
        .route("/nhs-jobs/vacancies/{id}", get(nhs_jobs::one))
        .route("/nhs-jobs/vacancies/{id}/publish", post(nhs_jobs::publish))
        .route("/nhs-jobs/vacancies/{id}/close", post(nhs_jobs::close))
        .route("/nhs-jobs/vacancies/{id}/amend", post(nhs_jobs::amend))
        .route("/esr/employers", get(esr::employers))
        .route(
            "/esr/employers/{vpd}",
            get(esr::employer).put(esr::activate).post(esr::activate),
        )
        .route("/esr/applicants", get(esr::list).post(esr::load))
        .route("/esr/applicants/{id}/close", post(esr::close))
        .route("/esr/applicants/{id}/keep", post(esr::keep))
        .route("/esr/persons/{id}", post(esr::correct))
        .route("/esr/near-misses", get(esr::near_misses))
        .route("/events", get(events::watch))
        .merge(journal())
        .merge(as_wiremock())
}

fn journal() -> Router<Arc<App>> {
    Router::new()
        .route("/requests", get(requests::list).delete(requests::clear))
        .route("/requests/reset", post(requests::clear))
        .route("/requests/unmatched", get(requests::unmatched))
        .route(
            "/requests/unmatched/near-misses",
            get(requests::of_unmatched),
        )
        .route("/requests/count", post(requests::count))
        .route("/requests/find", post(requests::find))
        .route("/requests/remove", post(requests::remove))
        .route(
            "/requests/remove-by-metadata",
            post(requests::remove_by_metadata),
        )
        .route("/requests/wait", post(requests::wait))
        .route(
            "/requests/{id}",
            get(requests::one).delete(requests::delete),
        )
        .route("/requests/{id}/explain", get(requests::explain))
        .route("/near-misses", get(requests::of_unmatched))
        .route("/near-misses/request", post(requests::of_request))
        .route("/near-misses/request-pattern", post(requests::of_pattern))
}

// What WireMock's libraries call beside the journal.
fn as_wiremock() -> Router<Arc<App>> {
    let mapping = get(wiremock::no_mapping)
        .put(wiremock::no_stubs)
        .delete(wiremock::no_stubs);
    let mappings = get(wiremock::mappings)
        .post(wiremock::no_stubs)
        .delete(wiremock::no_mappings_left);
    let settings = get(wiremock::settings)
        .post(wiremock::no_settings)
        .put(wiremock::no_settings)
        .patch(wiremock::no_settings);
    Router::new()
        .route("/scenarios", get(scenarios::list))
        .route("/scenarios/reset", post(scenarios::reset))
        .route("/scenarios/{id}/state", put(scenarios::set))
        .route("/settings", settings)
        .route("/mappings", mappings)
        .route("/mappings/reset", post(wiremock::no_mappings_left))
        .route("/mappings/unmatched", get(wiremock::mappings))
        .route("/mappings/find-by-metadata", post(wiremock::mappings))
        .route("/mappings/save", post(wiremock::no_stubs))
        .route("/mappings/import", post(wiremock::no_stubs))
        .route("/mappings/{id}", mapping)
}
