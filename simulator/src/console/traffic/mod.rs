//! Live traffic: exchanges as they happen, and why each was answered so.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
}
