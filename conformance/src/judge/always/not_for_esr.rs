//! Identity and occupational health never travel to ESR, under whatever name.

use contract::operation::{Operation, Service};
use contract::reading::Json;
use contract::refusal::Refusal;
use contract::transfer;
use serde_json::Value;

use crate::evidence::Action;
use crate::judge::view::{ActSeen, Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// What must not travel.
struct Kept {
    told: &'static str,
    held_at: &'static str,
    refusal: Refusal,
}

const IDENTITY: Kept = Kept {
    told: "identity data",
    held_at: "/applicant/also_held/identity",
    refusal: Refusal::IdentityNotAccepted,
};
const OCCUPATIONAL_HEALTH: Kept = Kept {
    told: "occupational health data",
    held_at: "/applicant/also_held/occupational_health",
    refusal: Refusal::OccupationalHealthNotAccepted,
};

pub(super) fn judge_identity(view: &View<'_>, level: Level) -> Judgement {
    judge(view, level, &IDENTITY)
}

pub(super) fn judge_occupational_health(view: &View<'_>, level: Level) -> Judgement {
    judge(view, level, &OCCUPATIONAL_HEALTH)
}

fn judge(view: &View<'_>, level: Level, kept: &Kept) -> Judgement {
    if !view
        .exchanges
        .iter()
        .any(|seen| seen.is(Operation::TransferEmploymentChecks))
    {
        return Judgement::not_applicable("no employment checks were sent");
    }
    let values: Vec<String> = view.acts.iter().flat_map(|act| values(act, kept)).collect();
    let findings = view
        .exchanges
        .iter()
        .filter_map(|seen| of(seen, kept, &values));
    Judgement::by_findings(level, findings.collect())
}

fn of(seen: &Seen<'_>, kept: &Kept, values: &[String]) -> Option<Finding> {
    let by_name = seen.body.as_ref().is_some_and(|body| {
        let esr = seen
            .operation()
            .is_none_or(|operation| operation.service() == Service::Esr);
        esr && holds_member(body, kept)
    });
    let by_value = || {
        texts_of(seen)
            .iter()
            .any(|text| values.iter().any(|value| text.contains(value.as_str())))
    };
    (by_name || by_value()).then(|| {
        let sentence = format!(
            "{} carries {}, which must never leave the ATS.",
            seen.told(),
            kept.told
        );
        finding(
            Place::exchange(seen.sequence()),
            format!("no {}", kept.told),
            kept.told,
            sentence,
        )
    })
}

/// The contract looks for identity first, so what it finds is taken out before the other is asked for.
fn holds_member(body: &Value, kept: &Kept) -> bool {
    match body {
        Value::Object(members) => members.iter().any(|(name, inner)| {
            let alone = Value::Object([(name.clone(), Value::Null)].into_iter().collect());
            transfer::out_of_bounds(&Json::from(&alone)) == Some(kept.refusal)
                || holds_member(inner, kept)
        }),
        Value::Array(items) => items.iter().any(|item| holds_member(item, kept)),
        _ => false,
    }
}

/// Everything held under it that says something by itself and is not held elsewhere as well.
fn values(act: &ActSeen<'_>, kept: &Kept) -> Vec<String> {
    if act.act.action != Action::TransferEmploymentChecks {
        return Vec::new();
    }
    let Some(held) = act.act.input.pointer(kept.held_at) else {
        return Vec::new();
    };
    let mut elsewhere = act.act.input.clone();
    if let Some(also_held) = elsewhere
        .pointer_mut("/applicant/also_held")
        .and_then(Value::as_object_mut)
    {
        also_held.clear();
    }
    let mut others = Vec::new();
    leaves(&elsewhere, &mut others);
    let mut values = Vec::new();
    leaves(held, &mut values);
    values.retain(|value| {
        value.chars().count() >= 8 && !others.iter().any(|other| other.contains(value.as_str()))
    });
    values
}

fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The texts of a body, the URL and the headers: escapes of JSON must not hide a value.
fn texts_of(seen: &Seen<'_>) -> Vec<String> {
    let request = &seen.exchange.request;
    let mut texts = vec![crate::judge::route::decoded(&request.url)];
    texts.extend(request.headers.values().flatten().cloned());
    match &seen.body {
        Some(body) => leaves(body, &mut texts),
        None => texts.extend(request.body.text().map(str::to_owned)),
    }
    texts
}
