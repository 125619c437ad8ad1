//! `…/requests`: the journal, as WireMock answers its own.

use std::sync::Arc;

use axum::Json;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::body::Document;
use super::path::{Id, OfSandbox};
use super::refused::ControlRefused;
use crate::app::Site;
use crate::journal::pattern::RequestPattern;
use crate::journal::wiremock::{Logged, LoggedRequest};
use crate::journal::{Entry, Ring};

/// What `GET …/requests` may be asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    limit: Option<usize>,
    since: Option<Timestamp>,
    #[serde(default)]
    unmatched: bool,
}

/// `GET …/requests`: the exchanges, newest first.
pub(super) async fn list(
    OfSandbox(site): OfSandbox,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Listed<Logged>>, ControlRefused> {
    let Query(wanted) = wanted.map_err(|error| ControlRefused::invalid(error.body_text()))?;
    let (mut entries, mut meta) = {
        let ring = site.journal.ring();
        (ring.newest_first(), Meta::of(&ring))
    };
    entries.retain(|entry| wanted.wants(entry));
    meta.total = entries.len();
    entries.truncate(wanted.limit.unwrap_or(usize::MAX));
    let requests = entries.iter().map(|entry| Logged::from(&**entry)).collect();
    Ok(Json(Listed {
        requests,
        meta: Some(meta),
        request_journal_disabled: false,
    }))
}

/// A list of exchanges, or of their requests alone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed<T> {
    requests: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta>,
    request_journal_disabled: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    // Of those that were asked for, before `limit`.
    total: usize,
    dropped: u64,
    last_sequence: u64,
}

impl Meta {
    const fn of(ring: &Ring) -> Self {
        Self {
            total: 0,
            dropped: ring.dropped(),
            last_sequence: ring.last_sequence(),
        }
    }
}

impl Wanted {
    fn wants(&self, entry: &Entry) -> bool {
        let recent = self
            .since
            .is_none_or(|since| entry.arrival.sandbox_time >= since);
        recent && !(self.unmatched && entry.arrival.operation.is_some())
    }
}

/// `GET …/requests/unmatched`: the requests that asked for no operation.
pub(super) async fn unmatched(OfSandbox(site): OfSandbox) -> Json<Listed<LoggedRequest>> {
    let entries = site.journal.ring().newest_first();
    found(
        entries
            .iter()
            .filter(|entry| entry.arrival.operation.is_none()),
    )
}

/// `GET …/requests/{id}`: one exchange. WireMock answers an unknown id without a body.
pub(super) async fn one(OfSandbox(site): OfSandbox, Id(id): Id) -> Response {
    match site.journal.ring().find(&id) {
        Some(entry) => Json(Logged::from(&*entry)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `DELETE …/requests/{id}`: forgets one exchange.
pub(super) async fn delete(OfSandbox(site): OfSandbox, Id(id): Id) -> Json<Value> {
    site.journal.ring().remove(|entry| entry.id() == id);
    Json(json!({}))
}

/// `DELETE …/requests`: forgets all of them; sequence numbers go on.
pub(super) async fn clear(OfSandbox(site): OfSandbox) -> Json<Value> {
    site.journal.ring().remove(|_| true);
    Json(json!({}))
}

/// `POST …/requests/count`: how many match.
pub(super) async fn count(
    OfSandbox(site): OfSandbox,
    Document(pattern): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let count = matching(&site, &pattern)?.len();
    Ok(Json(
        json!({ "count": count, "requestJournalDisabled": false }),
    ))
}

/// `POST …/requests/find`: those that match.
pub(super) async fn find(
    OfSandbox(site): OfSandbox,
    Document(pattern): Document<Value>,
) -> Result<Json<Listed<LoggedRequest>>, ControlRefused> {
    Ok(found(matching(&site, &pattern)?.iter()))
}

/// `POST …/requests/remove`: forgets those that match, and answers them.
pub(super) async fn remove(
    OfSandbox(site): OfSandbox,
    Document(pattern): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let pattern = RequestPattern::read(&pattern).map_err(ControlRefused::invalid)?;
    let gone = site.journal.ring().remove(|entry| pattern.matches(entry));
    let events = gone
        .iter()
        .map(|entry| Logged::from(&**entry))
        .collect::<Vec<_>>();
    Ok(Json(
        json!({ "serveEvents": events, "requestJournalDisabled": false }),
    ))
}

fn matching(site: &Site, pattern: &Value) -> Result<Vec<Arc<Entry>>, ControlRefused> {
    let pattern = RequestPattern::read(pattern).map_err(ControlRefused::invalid)?;
    let mut entries = site.journal.ring().newest_first();
    entries.retain(|entry| pattern.matches(entry));
    Ok(entries)
}

fn found<'a>(entries: impl Iterator<Item = &'a Arc<Entry>>) -> Json<Listed<LoggedRequest>> {
    let requests = entries.map(|entry| LoggedRequest::from(&**entry)).collect();
    Json(Listed {
        requests,
        meta: None,
        request_journal_disabled: false,
    })
}
