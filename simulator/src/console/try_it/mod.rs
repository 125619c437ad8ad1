//! Try it as an ATS: forms that speak to the public interface as an ATS would.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
}
