//! The requests that came nearest to a pattern.

use std::sync::Arc;

use serde_json::{Value, json};

use super::entry::Entry;
use super::operations::NearOperation;
use super::pattern::{Miss, RequestPattern, Subject};
use super::wiremock::LoggedRequest;

/// How many near misses are told, as WireMock tells them.
pub(crate) const TOLD: usize = 3;

/// A request that was nearly what was asked for.
#[derive(Debug)]
pub(crate) struct NearMiss {
    entry: Arc<Entry>,
    miss: Miss,
}

/// The nearest of `entries` that are not what `pattern` wants, the nearest first.
pub(crate) fn nearest(pattern: &RequestPattern, entries: &[Arc<Entry>]) -> Vec<NearMiss> {
    let missed = entries.iter().map(|entry| NearMiss {
        entry: Arc::clone(entry),
        miss: pattern.miss(&Subject::of(entry)),
    });
    let mut missed = missed
        .filter(|near| near.miss.distance > 0.0)
        .collect::<Vec<_>>();
    missed.sort_by(|one, other| one.miss.distance.total_cmp(&other.miss.distance));
    missed.truncate(TOLD);
    missed
}

impl NearMiss {
    /// In WireMock's shape.
    pub(crate) fn wiremock(&self, pattern: &RequestPattern) -> Value {
        json!({
            "request": LoggedRequest::from(&*self.entry),
            "requestPattern": pattern.written(),
            "matchResult": self.miss.wiremock(),
        })
    }

    /// The same, and which exchange it was, and in what it differs.
    pub(crate) fn told(&self, pattern: &RequestPattern) -> Value {
        let mut told = self.wiremock(pattern);
        told["id"] = json!(self.entry.id());
        told["sequence"] = json!(self.entry.sequence());
        told["differences"] = json!(self.miss.differences);
        told
    }
}

/// What a stray request was perhaps meant for, in WireMock's shape.
pub(crate) fn of_operation(request: &Value, near: &NearOperation) -> Value {
    json!({
        "request": request,
        "stubMapping": near.stub(),
        "matchResult": near.miss.wiremock(),
    })
}
