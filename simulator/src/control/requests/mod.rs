//! `…/requests`: the journal, as WireMock answers its own.

mod explain;
mod export;
mod matching;
mod near_misses;
mod search;
mod shape;
mod wait;

use std::sync::Arc;

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) use self::explain::explain;
pub(crate) use self::explain::explanation;
use self::export::Format;
pub(crate) use self::export::har;
pub(super) use self::matching::{count, find, remove, remove_by_metadata, unmatched};
pub(super) use self::near_misses::{of_pattern, of_request, of_unmatched};
use self::shape::Shape;
pub(super) use self::wait::wait;
use super::aside::aside;
use super::path::{Id, OfSandbox};
use super::refused::ControlRefused;
use crate::journal::{Entry, Ring};

/// What `GET …/requests` may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Wanted {
    limit: Option<usize>,
    since: Option<Since>,
    #[serde(default)]
    unmatched: bool,
    #[serde(default)]
    format: Format,
    // WireMock's libraries ask by stub; nothing here is answered by one.
    matching_stub: Option<String>,
}

/// An instant of the sandbox's clock, that one included; or a sequence number, that one excluded.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
enum Since {
    Instant(Timestamp),
    Sequence(u64),
}

impl TryFrom<String> for Since {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let sequence = text.parse().map(Self::Sequence);
        let since = sequence.or_else(|_| text.parse().map(Self::Instant));
        since.map_err(|_| {
            format!(
                "`since` is an instant such as 2026-11-02T09:00:00Z or a sequence, not `{text}`"
            )
        })
    }
}

impl Wanted {
    fn wants(&self, entry: &Entry) -> bool {
        let recent = match self.since {
            None => true,
            Some(Since::Instant(since)) => entry.arrival.sandbox_time >= since,
            Some(Since::Sequence(since)) => entry.sequence() > since,
        };
        let stray = !self.unmatched || entry.arrival.operation.is_none();
        recent && stray && self.matching_stub.is_none()
    }
}

/// What a list leaves out.
struct Meta {
    dropped: u64,
    last_sequence: u64,
}

impl Meta {
    const fn of(ring: &Ring) -> Self {
        Self {
            dropped: ring.dropped(),
            last_sequence: ring.last_sequence(),
        }
    }

    // `total`: of those that were asked for, before `limit`.
    fn told(&self, total: usize, shape: Shape) -> Value {
        if shape == Shape::Strict {
            return json!({ "total": total });
        }
        json!({ "total": total, "dropped": self.dropped, "lastSequence": self.last_sequence })
    }
}

/// `GET …/requests`: the exchanges, newest first; or in another format, oldest first.
pub(super) async fn list(
    OfSandbox(site): OfSandbox,
    shape: Shape,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, ControlRefused> {
    let Query(wanted) = wanted.map_err(unreadable)?;
    let (mut entries, meta) = {
        let ring = site.journal.ring();
        (ring.newest_first(), Meta::of(&ring))
    };
    entries.retain(|entry| wanted.wants(entry));
    let total = entries.len();
    entries.truncate(wanted.limit.unwrap_or(usize::MAX));
    let meta = meta.told(total, shape);
    Ok(wanted.format.answer(entries, &meta, shape))
}

// The extractor's own words name the parameter; those before it say nothing to the person who asks.
fn unreadable(error: QueryRejection) -> ControlRefused {
    let told = error.body_text();
    let told = told.rsplit("query string: ").next().unwrap_or_default();
    ControlRefused::invalid(format!(
        "the query is not understood: {told}. It may have `limit` (a whole number), `since` (an \
         instant such as 2026-11-02T09:00:00Z, or a sequence), `unmatched` (true or false) and \
         `format` (json, har, ndjson or curl)"
    ))
}

/// `GET …/requests/{id}`: one exchange. WireMock answers an unknown id without a body.
pub(super) async fn one(OfSandbox(site): OfSandbox, shape: Shape, Id(id): Id) -> Response {
    match site.journal.find(&id) {
        Some(entry) => Json(shape.logged(&entry)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `DELETE …/requests/{id}`: forgets one exchange.
pub(super) async fn delete(OfSandbox(site): OfSandbox, Id(id): Id) -> Json<Value> {
    if let Some(entry) = site.journal.find(&id) {
        site.journal.ring().remove(&[entry]);
    }
    Json(json!({}))
}

/// `DELETE …/requests`: forgets all of them; sequence numbers go on.
pub(super) async fn clear(OfSandbox(site): OfSandbox) -> Json<Value> {
    site.journal.clear();
    Json(json!({}))
}

type Entries = Vec<Arc<Entry>>;
