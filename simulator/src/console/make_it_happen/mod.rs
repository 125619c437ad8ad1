//! Make it happen: every case on demand, the magic values and the clock.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
}
