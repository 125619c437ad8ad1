//! What a scenario expects of a report and of what the user was told.

use serde_json::Value;

use super::matching::mismatch;
use super::wire::counted;
use crate::evidence::{Outcome, Report, Severity, Told};
use crate::judge::field;
use crate::judge::view::{ActSeen, View};
use crate::judge::words::{any_of, finding, short};
use crate::scenario::check::{OutcomeIs, ToldUser, Which};
use crate::verdict::{Finding, Place};

/// What the report on an act lacks.
pub(super) fn outcome(view: &View<'_>, wanted: &OutcomeIs) -> Vec<Finding> {
    let Some(report) = report(view, &wanted.which) else {
        return unreported(&wanted.which);
    };
    let name = &wanted.which.name;
    let mut findings: Vec<Finding> = other_outcome(&wanted.is, report.outcome, name)
        .into_iter()
        .collect();
    let state = report
        .state
        .as_ref()
        .map(|state| Value::String(state.trim().to_lowercase()));
    let reference = report.reference.clone().map(Value::String);
    let attempts = report.attempts.map(Value::from);
    let members = [
        ("state", &wanted.state, state),
        ("reference", &wanted.reference, reference),
        ("attempts", &wanted.attempts, attempts),
    ];
    for (member, matcher, actual) in members {
        let Some(matcher) = matcher else { continue };
        let Some(expected) = mismatch(view, matcher, actual.as_ref()) else {
            continue;
        };
        let actual = actual.as_ref().map_or_else(|| "nothing".to_owned(), short);
        let sentence = format!(
            "The client reported {actual} as the {member} of `{name}`, where {expected} is right."
        );
        findings.push(finding(
            Place::report(name),
            format!("{member} {expected}"),
            actual,
            sentence,
        ));
    }
    findings
}

fn other_outcome(wanted: &[Outcome], actual: Outcome, name: &str) -> Option<Finding> {
    if wanted.is_empty() || wanted.contains(&actual) {
        return None;
    }
    let expected = any_of(
        &wanted
            .iter()
            .map(|outcome| outcome.word())
            .collect::<Vec<_>>(),
    );
    let sentence = format!(
        "The client reported `{}` for `{name}`, where {expected} is right.",
        actual.word()
    );
    Some(finding(
        Place::report(name),
        expected,
        actual.word(),
        sentence,
    ))
}

/// What the user should have been told and was not.
pub(super) fn told_user(view: &View<'_>, wanted: &ToldUser) -> Vec<Finding> {
    let Some(report) = report(view, &wanted.which) else {
        return unreported(&wanted.which);
    };
    let number = report
        .told_user
        .iter()
        .filter(|told| is_wanted(told, wanted))
        .count() as u64;
    if wanted.count.holds(number) {
        return Vec::new();
    }
    let name = &wanted.which.name;
    let texts: Vec<&str> = report
        .told_user
        .iter()
        .map(|told| told.text.as_str())
        .collect();
    let actual = if texts.is_empty() {
        "nothing was told".to_owned()
    } else {
        texts.join(" / ")
    };
    let expected = format!("{} {}", counted(wanted.count), message(wanted));
    let sentence =
        format!("The user of `{name}` should have been told {expected}. What was told: {actual}");
    vec![finding(Place::told(name), expected, actual, sentence)]
}

fn is_wanted(told: &Told, wanted: &ToldUser) -> bool {
    let severity: &[Severity] = &wanted.severity;
    (severity.is_empty() || severity.contains(&told.severity))
        && wanted
            .field
            .as_ref()
            .is_none_or(|field| field::is_about_named(told, field))
        && wanted
            .matches
            .as_ref()
            .is_none_or(|regex| regex.is_match(&told.text))
}

fn message(wanted: &ToldUser) -> String {
    let mut words = vec!["message".to_owned()];
    words.extend(
        wanted
            .field
            .as_ref()
            .map(|field| format!("about `{field}`")),
    );
    words.extend(
        wanted
            .matches
            .as_ref()
            .map(|regex| format!("that matches {regex}")),
    );
    words.join(" ")
}

/// The last act of this name, unless action or label says which.
fn act<'a, 'e>(view: &'a View<'e>, which: &Which) -> Option<&'a ActSeen<'e>> {
    view.acts.iter().rev().find(|act| {
        act.name() == which.name
            && which.action.is_none_or(|action| act.act.action == action)
            && which
                .step
                .as_deref()
                .is_none_or(|step| act.label == Some(step))
    })
}

fn report<'e>(view: &View<'e>, which: &Which) -> Option<&'e Report> {
    act(view, which).and_then(ActSeen::report)
}

fn unreported(which: &Which) -> Vec<Finding> {
    let sentence = format!("No report was made on `{}`.", which.name);
    vec![finding(
        Place::report(&which.name),
        "a report",
        "none",
        sentence,
    )]
}
