//! Near misses: what came closest to a pattern, and what a stray request was perhaps meant for.

use std::sync::Arc;

use axum::Json;
use serde_json::{Map, Value, json};

use super::super::body::Document;
use super::super::path::OfSandbox;
use super::super::refused::ControlRefused;
use super::aside;
use super::search::{Searched, search, understood};
use crate::app::Site;
use crate::journal::near_miss::{NearMiss, TOLD, missed, nearest, of_operation};
use crate::journal::operations;
use crate::journal::pattern::{RequestPattern, Subject};
use crate::journal::wiremock::LoggedRequest;

/// Most stray requests that are told in one answer, the newest.
const STRAYS: usize = 100;

/// `GET …/requests/unmatched/near-misses`: for each request that asked for no operation, the
/// operation that it came nearest to.
pub(in crate::control) async fn of_unmatched(OfSandbox(site): OfSandbox) -> Json<Value> {
    let mut entries = site.journal.entries();
    entries.retain(|entry| entry.arrival.operation.is_none());
    entries.truncate(STRAYS);
    let base = site.base_path();
    let near = aside(&site, move || {
        let near = entries.iter().flat_map(|entry| {
            let request = json!(LoggedRequest::from(&**entry));
            let near = operations::nearest_of(entry, &base, TOLD);
            let told = near.iter().map(|near| of_operation(&request, near));
            told.collect::<Vec<_>>()
        });
        near.collect::<Vec<_>>()
    });
    Json(json!({ "nearMisses": near.await }))
}

/// `POST …/near-misses/request`: the operations that a request comes nearest to.
pub(in crate::control) async fn of_request(
    OfSandbox(site): OfSandbox,
    Document(request): Document<Map<String, Value>>,
) -> Json<Value> {
    let near = operations::nearest(&Subject::logged(&request), &site.base_path(), TOLD);
    let request = Value::Object(request.clone());
    let near = near.iter().map(|near| of_operation(&request, near));
    Json(json!({ "nearMisses": near.collect::<Vec<_>>() }))
}

/// `POST …/near-misses/request-pattern`: the requests that come nearest to a pattern.
pub(in crate::control) async fn of_pattern(
    OfSandbox(site): OfSandbox,
    Document(pattern): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let read = move |site: &Site| RequestPattern::read(&pattern, &site.journal);
    let pattern = Arc::new(understood(&site, read).await?);
    let near = nearest(misses(&site, &pattern).await.whole()?);
    let told = near.iter().map(|near| near.wiremock(&pattern));
    Ok(Json(json!({ "nearMisses": told.collect::<Vec<_>>() })))
}

/// How far every exchange is from what a pattern wants.
pub(super) async fn misses(site: &Site, pattern: &Arc<RequestPattern>) -> Searched<NearMiss> {
    let pattern = Arc::clone(pattern);
    search(site, site.journal.entries(), move |entry, work| {
        missed(&pattern, entry, work)
    })
    .await
}
