//! `…/coverage`: what the client of a sandbox has met.

use axum::Json;

use super::path::OfSandbox;
use crate::coverage::CoverageTold;

/// `GET …/coverage`: operations by answers by faults, and what is missing. A reset leaves it.
pub(super) async fn get(OfSandbox(site): OfSandbox) -> Json<CoverageTold> {
    Json(site.coverage.told())
}
