//! Try it as an ATS: forms that speak to the public interface as an ATS would, for whoever has none
//! at hand.
//!
//! A form keeps nothing here: what was typed, which vacancy it is about and which idempotency key
//! it used come back with it, so that a page is as good after a restart of the browser as before.

mod checks;
mod checks_form;
mod choices;
mod mischief;
mod question;
mod result;
mod samples;
mod shown;
mod told;
mod typed;
mod vacancy;
mod vacancy_form;
mod wire;
mod wish;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/try", get(vacancy::get).post(vacancy::post))
        .route("/try/checks", get(checks::get).post(checks::post))
}
