//! When a service refuses fields, the user is told which ones.

use contract::problem::FieldError;
use serde_json::Value;

use crate::evidence::{Report, Severity};
use crate::judge::field;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let refused: Vec<(usize, &Seen<'_>, Vec<FieldError>)> = view
        .each_act()
        .filter_map(|(act, _)| refused(view, act))
        .collect();
    if refused.is_empty() {
        return Judgement::not_applicable("no field was refused");
    }
    let findings = refused
        .iter()
        .flat_map(|(act, seen, errors)| of(view, *act, seen, errors));
    Judgement::by_findings(level, findings.collect())
}

/// The fields that the last answer before the report refused.
fn refused<'a, 'e>(
    view: &'a View<'e>,
    act: usize,
) -> Option<(usize, &'a Seen<'e>, Vec<FieldError>)> {
    view.acts[act].report()?;
    let last = view.sends_before_report(act).pop()?;
    let response = last
        .exchange
        .response
        .as_ref()
        .filter(|_| last.exchange.simulator.delivered)?;
    let body = response.body.json().filter(|_| response.status == 400)?;
    let errors: Vec<FieldError> =
        serde_json::from_value(body.get("errors").cloned().unwrap_or(Value::Null)).ok()?;
    (!errors.is_empty()).then_some((act, last, errors))
}

fn of(view: &View<'_>, act: usize, seen: &Seen<'_>, errors: &[FieldError]) -> Vec<Finding> {
    let Some(report) = view.acts[act].report() else {
        return Vec::new();
    };
    let name = view.acts[act].name();
    let mut silent: Vec<&FieldError> = errors
        .iter()
        .filter(|error| !is_told(report, error))
        .collect();
    silent.dedup_by_key(|error| error.field.as_str());
    let told = |error: &FieldError| {
        let (field, code) = (&error.field, &error.code);
        let sentence = format!(
            "{} refused {field} with {code}, and nothing that the user of `{name}` was told is about that field.",
            seen.told()
        );
        let place = Place {
            exchange: Some(seen.sequence()),
            pointer: Some(field.clone()),
            ..Place::told(name)
        };
        finding(
            place,
            format!("a message about {field}"),
            heard(report),
            sentence,
        )
    };
    silent.into_iter().map(told).collect()
}

fn is_told(report: &Report, error: &FieldError) -> bool {
    report
        .told_user
        .iter()
        .any(|told| told.severity != Severity::Info && field::is_about(told, &error.field))
}

fn heard(report: &Report) -> String {
    let told = report
        .told_user
        .iter()
        .map(|told| told.field.as_deref().unwrap_or(&told.text));
    let told: Vec<&str> = told.collect();
    if told.is_empty() {
        "nothing was told".to_owned()
    } else {
        told.join("; ")
    }
}
