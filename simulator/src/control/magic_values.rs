//! `…/magic-values`: the inputs that trigger a case.

use axum::Json;

use super::path::OfSandbox;
use crate::public::magic::MagicValues;

/// `GET …/magic-values`: each with what happens, what the user should see and what to do.
pub(super) async fn list(OfSandbox(site): OfSandbox) -> Json<MagicValues> {
    Json(MagicValues::of(site.world().settings))
}
