//! Looking for a vacancy that may have arrived although no answer said so.

use serde_json::Value;

use super::calls;
use super::draft::{Draft, holds};
use crate::desk::Desk;
use crate::http::answer::{Answer, Reply};

/// What the look found.
pub(super) enum Found {
    /// It is there.
    Here(Draft),
    /// NHS Jobs answered, and it is not there.
    Nowhere,
    /// NHS Jobs gave no answer that could be read.
    Unclear,
}

/// Looks for what was sent: by the address in the answer, else by the ATS's job reference.
///
/// A job reference may repeat, so only a vacancy that holds all that was sent, and that is no other
/// vacancy of this session, is taken for it; two such vacancies are unclear.
pub(super) async fn posted(desk: &Desk<'_>, sent: &Value, answer: &Answer) -> Found {
    let location = answer.reply().and_then(|reply| reply.location.as_deref());
    if let Some(id) = location.and_then(last_segment) {
        let there = read_back(desk, id).await;
        return there.map_or(Found::Unclear, Found::Here);
    }
    let reference = sent
        .get("jobReference")
        .and_then(Value::as_str)
        .unwrap_or_default();
    match desk.look(calls::list(desk.begin, reference)).await {
        Answer::Came(reply) if reply.is_success() => among(desk, &reply, sent),
        _ => Found::Unclear,
    }
}

/// Reads one vacancy back.
pub(super) async fn read_back(desk: &Desk<'_>, vacancy_id: &str) -> Option<Draft> {
    Draft::read(&vacancy(desk, vacancy_id).await?)
}

/// Reads one vacancy back, whole.
pub(super) async fn vacancy(desk: &Desk<'_>, vacancy_id: &str) -> Option<Reply> {
    match desk.look(calls::get(desk.begin, vacancy_id)).await {
        Answer::Came(reply) if reply.is_success() => Some(reply),
        _ => None,
    }
}

fn among(desk: &Desk<'_>, reply: &Reply, sent: &Value) -> Found {
    let listed = reply
        .body
        .as_ref()
        .and_then(|body| body.get("vacancies")?.as_array());
    let Some(listed) = listed else {
        return Found::Unclear;
    };
    let known = |draft: &Draft| {
        desk.memory
            .drafts
            .values()
            .any(|known| known.vacancy_id == draft.vacancy_id)
    };
    let mut same = listed
        .iter()
        .filter(|vacancy| holds(vacancy, sent))
        .filter_map(Draft::of)
        .filter(|draft| !known(draft));
    match (same.next(), same.next()) {
        (Some(draft), None) => Found::Here(draft),
        (None, _) => Found::Nowhere,
        (Some(_), Some(_)) => Found::Unclear,
    }
}

/// The id at the end of a `Location`. Only the id is taken: credentials go where they belong,
/// not where an answer points.
fn last_segment(location: &str) -> Option<&str> {
    location
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .filter(|id| !id.is_empty())
}
