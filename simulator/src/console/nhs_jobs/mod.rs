//! The NHS Jobs account of a sandbox: its vacancies, and what a person does with them.

mod amend;
mod form;
mod list;
mod told;
mod vacancy;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/nhs-jobs", get(list::get))
        .route("/nhs-jobs/{id}", get(vacancy::fields))
        .route("/nhs-jobs/{id}/advert", get(vacancy::advert))
        .route("/nhs-jobs/{id}/history", get(vacancy::history))
        .route("/nhs-jobs/{id}/publish", post(vacancy::publish))
        .route(
            "/nhs-jobs/{id}/close",
            get(vacancy::may_close).post(vacancy::close),
        )
        .route("/nhs-jobs/{id}/amend", get(amend::get).post(amend::post))
}
