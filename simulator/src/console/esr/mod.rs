//! ESR of a sandbox, as a person in HR sees it.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
}
