//! Counting, finding and forgetting by WireMock's request patterns.

use std::sync::Arc;

use axum::Json;
use axum::response::Response;
use serde_json::{Value, json};

use super::super::body::Document;
use super::super::path::OfSandbox;
use super::super::refused::ControlRefused;
use super::Entries;
use super::export::found;
use super::search::{search, understood};
use super::shape::Shape;
use crate::app::Site;
use crate::journal::Entry;
use crate::journal::pattern::{Given, RequestPattern, ValuePattern, Work};
use crate::journal::wiremock::Ours;

/// `POST …/requests/count`: how many match.
pub(in crate::control) async fn count(
    OfSandbox(site): OfSandbox,
    Document(pattern): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let count = matching(&site, pattern).await?.len();
    Ok(Json(
        json!({ "count": count, "requestJournalDisabled": false }),
    ))
}

/// `POST …/requests/find`: those that match, newest first.
pub(in crate::control) async fn find(
    OfSandbox(site): OfSandbox,
    Document(pattern): Document<Value>,
) -> Result<Response, ControlRefused> {
    Ok(found(matching(&site, pattern).await?))
}

/// `GET …/requests/unmatched`: the requests that asked for no operation.
pub(in crate::control) async fn unmatched(OfSandbox(site): OfSandbox) -> Response {
    let mut entries = site.journal.entries();
    entries.retain(|entry| entry.arrival.operation.is_none());
    found(entries)
}

/// `POST …/requests/remove`: forgets those that match, and answers them.
pub(in crate::control) async fn remove(
    OfSandbox(site): OfSandbox,
    shape: Shape,
    Document(pattern): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let entries = matching(&site, pattern).await?;
    Ok(Json(removed(&site, &entries, shape)))
}

/// `POST …/requests/remove-by-metadata`: forgets those whose `simulator` member matches. WireMock
/// asks the metadata of stubs; here every exchange has its own.
pub(in crate::control) async fn remove_by_metadata(
    OfSandbox(site): OfSandbox,
    shape: Shape,
    Document(pattern): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let read = move |site: &Site| ValuePattern::read(&pattern, &site.journal);
    let pattern = understood(&site, read).await?;
    let found = search(&site, site.journal.entries(), move |entry, work| {
        has_metadata(entry, &pattern, work).then(|| Arc::clone(entry))
    });
    Ok(Json(removed(&site, &found.await.whole()?, shape)))
}

fn has_metadata(entry: &Entry, pattern: &ValuePattern, work: &Work) -> bool {
    let metadata = serde_json::to_string(&Ours::of(entry)).unwrap_or_default();
    pattern.any(&[&Given::new(metadata)], work)
}

fn removed(site: &Site, entries: &Entries, shape: Shape) -> Value {
    site.journal.ring().remove(entries);
    let events = entries.iter().map(|entry| shape.logged(entry));
    json!({ "serveEvents": events.collect::<Vec<_>>() })
}

async fn matching(site: &Arc<Site>, pattern: Value) -> Result<Entries, ControlRefused> {
    let read = move |site: &Site| RequestPattern::read(&pattern, &site.journal);
    let pattern = understood(site, read).await?;
    let found = search(site, site.journal.entries(), move |entry, work| {
        pattern.matches(entry, work).then(|| Arc::clone(entry))
    });
    Ok(found.await.whole()?)
}
