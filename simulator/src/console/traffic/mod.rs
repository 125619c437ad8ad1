//! Live traffic: exchanges as they happen, and why each was answered so.

mod explained;
mod filter;
mod list;
mod one;
mod row;
mod spoken;
mod stream;
mod wire;

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::get;

pub(super) use self::explained::{Explained, tag, who};
pub(super) use self::spoken::{asked, plain, sentence};
pub(super) use self::wire::Wire;
use super::at::At;
use crate::app::App;
use crate::control;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/traffic", get(list::get))
        .route("/traffic/stream", get(stream::get))
        .route("/traffic/journal.har", get(har))
        .route("/traffic/{id}", get(one::get))
}

/// `GET …/traffic/journal.har`: whatever is kept, to be taken along.
async fn har(at: At) -> Response {
    control::har(at.site.journal.entries())
}
