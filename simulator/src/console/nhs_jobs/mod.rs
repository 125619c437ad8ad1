//! The NHS Jobs account of a sandbox: its vacancies, and what a person does with them.

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
}
