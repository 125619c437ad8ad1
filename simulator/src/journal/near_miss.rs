//! The requests that came nearest to a pattern.

use std::sync::Arc;

use serde_json::{Value, json};

use super::entry::Entry;
use super::operations::NearOperation;
use super::pattern::{Miss, RequestPattern, Subject, Work};
use super::wiremock::LoggedRequest;

/// How many near misses are told, as WireMock tells them.
pub(crate) const TOLD: usize = 3;

/// A request that was nearly what was asked for.
#[derive(Debug)]
pub(crate) struct NearMiss {
    entry: Arc<Entry>,
    miss: Miss,
}

/// How far a request is from what `pattern` wants; `None` where it is what is wanted.
pub(crate) fn missed(
    pattern: &RequestPattern,
    entry: &Arc<Entry>,
    work: &Work,
) -> Option<NearMiss> {
    let miss = pattern.miss(&Subject::of(entry), work);
    let entry = Arc::clone(entry);
    (miss.distance > 0.0).then_some(NearMiss { entry, miss })
}

/// The nearest of all misses, the nearest first.
pub(crate) fn nearest(mut missed: Vec<NearMiss>) -> Vec<NearMiss> {
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
