//! Make it happen: every case on demand, the magic values and the clock.

mod acts;
mod catalogue;
mod clock;
mod levers;
mod page;
mod remedies;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/make-it-happen", get(page::get))
        .route("/make-it-happen/arm", post(acts::arm))
        .route("/make-it-happen/disarm", post(acts::disarm))
        .route("/make-it-happen/credentials", post(levers::pull))
        .route("/make-it-happen/activation", post(levers::activate))
        .route("/make-it-happen/clock", post(clock::post))
}
