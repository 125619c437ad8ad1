//! An update carries the version that NHS Jobs told last.

use contract::operation::Operation;
use serde_json::Value;

use super::standing::is_unclear;
use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let firsts: Vec<&Seen<'_>> = view
        .each_act()
        .filter_map(|(act, _)| {
            view.sends(act)
                .into_iter()
                .find(|seen| seen.is(Operation::UpdateVacancy) && !seen.body_was_not_read())
        })
        .filter(|seen| last_told(view, seen).is_some())
        .collect();
    if firsts.is_empty() {
        return Judgement::not_applicable("no update was sent whose version is known");
    }
    Judgement::by_findings(
        level,
        firsts
            .into_iter()
            .filter_map(|seen| of(view, seen))
            .collect(),
    )
}

fn of(view: &View<'_>, seen: &Seen<'_>) -> Option<Finding> {
    let (told, by) = last_told(view, seen)?;
    let sent = seen.body.as_ref().and_then(|body| body.get("version"));
    let version = sent.and_then(Value::as_u64);
    if version == Some(told)
        || is_sent_again(view, seen)
        || is_kept_in_doubt(view, seen, version, by)
    {
        return None;
    }
    let actual = sent.map_or_else(|| "none".to_owned(), Value::to_string);
    let sentence = format!(
        "{} carries the version {actual}; NHS Jobs last said {told} (exchange {by}).",
        seen.told()
    );
    Some(finding(
        Place::pointer(seen.sequence(), "/version"),
        told.to_string(),
        actual,
        sentence,
    ))
}

/// Whether the very same was sent before without an end that is known: a client may go on with what
/// it meant, under the same key and with the same version.
fn is_sent_again(view: &View<'_>, seen: &Seen<'_>) -> bool {
    let before = view
        .exchanges
        .iter()
        .filter(|other| other.sequence() < seen.sequence());
    before
        .filter(|other| other.answer().is_retryable() && other.route == seen.route)
        .any(|other| other.body == seen.body)
}

/// Whether the version was only read, to learn what had become of an update, or of the same vacancy
/// posted again, whose end is not known, and the client goes on with that of its own last write: NHS Jobs refuses it, so nobody's work is
/// overwritten.
fn is_kept_in_doubt(view: &View<'_>, seen: &Seen<'_>, version: Option<u64>, by: u64) -> bool {
    let is_write =
        |other: &Seen<'_>| other.is(Operation::CreateVacancy) || other.is(Operation::UpdateVacancy);
    let Some(id) = seen
        .route
        .as_ref()
        .and_then(|route| route.parameters.get(1))
    else {
        return false;
    };
    let mut up_to = view
        .exchanges
        .iter()
        .rev()
        .filter(|other| other.sequence() <= by)
        .peekable();
    if up_to.peek().is_none_or(|read| is_write(read)) {
        return false;
    }
    let mut doubt = false;
    for other in up_to.filter(|other| is_write(other)) {
        if let Some(own) = told(other, id) {
            return doubt && version == Some(own);
        }
        let about = is_update_of(other, id) || is_posted_again(view, other, seen);
        doubt |= about && is_unclear(other);
    }
    false
}

fn is_posted_again(view: &View<'_>, other: &Seen<'_>, seen: &Seen<'_>) -> bool {
    let name = |seen: &Seen<'_>| seen.act.map(|act| view.acts[act].name());
    other.is(Operation::CreateVacancy) && name(other) == name(seen)
}

fn is_update_of(other: &Seen<'_>, id: &str) -> bool {
    let route = other.route.as_ref();
    other.is(Operation::UpdateVacancy)
        && route.is_some_and(|route| route.parameters.get(1).is_some_and(|own| own == id))
}

/// The version that the last answer about this vacancy told, where nothing has made it doubtful
/// since: an update whose end is not known, or a refusal that names another.
fn last_told(view: &View<'_>, seen: &Seen<'_>) -> Option<(u64, u64)> {
    let id = seen.route.as_ref()?.parameters.get(1)?;
    let before = view
        .exchanges
        .iter()
        .rev()
        .filter(|other| other.sequence() < seen.sequence());
    for other in before.filter(|other| is_of_the_same(view, other, seen)) {
        if let Some(version) = told(other, id) {
            return Some((version, other.sequence()));
        }
        let about = is_update_of(other, id);
        let refused = matches!(other.answer(), Answer::Refused { status: 409, .. });
        if about && (refused || is_unclear(other)) {
            return None;
        }
    }
    None
}

/// Whether it is no list that was asked for on behalf of another vacancy: what happened to stand beside
/// that one was not looked at, and who sends the version that was last seen overwrites nobody's work.
fn is_of_the_same(view: &View<'_>, other: &Seen<'_>, seen: &Seen<'_>) -> bool {
    let name = |seen: &Seen<'_>| seen.act.map(|act| view.acts[act].name());
    !other.is(Operation::ListVacancies) || name(other) == name(seen)
}

fn told(seen: &Seen<'_>, id: &str) -> Option<u64> {
    let Answer::Success(body) = seen.answer() else {
        return None;
    };
    let listed = body.get("vacancies").and_then(Value::as_array);
    let each = listed.into_iter().flatten().chain(std::iter::once(&body));
    let own = |vacancy: &&Value| vacancy.get("vacancyId").is_some_and(|own| own == id);
    each.filter(own)
        .find_map(|vacancy| vacancy.get("version")?.as_u64())
}
