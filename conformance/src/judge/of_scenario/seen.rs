//! What an expectation misses: nothing when it holds.

use contract::operation::Operation;
use serde_json::Value;

use super::matching::{is_of, mismatch, value_at};
use crate::evidence::{Done, Outcome, Report, Severity, Told};
use crate::judge::field;
use crate::judge::view::{ActSeen, Seen, View};
use crate::judge::words::{any_of, finding, short};
use crate::scenario::check::{Answered, Count, Expectation, OutcomeIs, ToldUser, Which, Wire};
use crate::scenario::matcher::{Matcher, Part};
use crate::verdict::{Finding, Place};

/// What an expectation misses: nothing when it holds.
pub(super) fn findings(view: &View<'_>, expectation: &Expectation) -> Vec<Finding> {
    match expectation {
        Expectation::Wire(expected) => wire(view, expected),
        Expectation::Outcome(expected) => outcome(view, expected),
        Expectation::ToldUser(expected) => told_user(view, expected),
        Expectation::Attested(id) => attested(view, id),
    }
}

fn wire(view: &View<'_>, wanted: &Wire) -> Vec<Finding> {
    let meant: Vec<&Seen<'_>> = view
        .exchanges
        .iter()
        .filter(|seen| is_meant(view, seen, wanted))
        .collect();
    let mut findings: Vec<Finding> = miscounted(wanted, &meant).into_iter().collect();
    for seen in meant {
        let parts = wanted
            .body
            .iter()
            .map(|(at, matcher)| (Part::Body(at.clone()), matcher));
        let headers = wanted
            .headers
            .iter()
            .map(|(name, matcher)| (Part::Header(name.clone()), matcher));
        let answers = wanted
            .response
            .iter()
            .map(|(at, matcher)| (Part::Response(at.clone()), matcher));
        let all = parts.chain(headers).chain(answers);
        findings.extend(all.filter_map(|(part, matcher)| at_part(view, seen, &part, matcher)));
    }
    findings
}

fn is_meant(view: &View<'_>, seen: &Seen<'_>, wanted: &Wire) -> bool {
    seen.is(wanted.operation)
        && wanted
            .name
            .as_ref()
            .is_none_or(|name| is_of(view, seen, name))
        && wanted
            .step
            .as_ref()
            .is_none_or(|step| is_during(view, seen, step))
        && wanted
            .after
            .as_ref()
            .is_none_or(|step| is_after(view, seen, step))
        && is_answered(view, seen, &wanted.answered)
}

/// On behalf of a labelled act, or while another labelled step ran.
fn is_during(view: &View<'_>, seen: &Seen<'_>, label: &str) -> bool {
    let of_act = seen
        .act
        .is_some_and(|act| view.acts[act].label == Some(label));
    let is_act = view.acts.iter().any(|act| act.label == Some(label));
    of_act || (!is_act && marks(view, label).any(|mark| mark.holds(seen.sequence())))
}

fn is_after(view: &View<'_>, seen: &Seen<'_>, label: &str) -> bool {
    marks(view, label).any(|mark| seen.sequence() > mark.after)
}

fn marks<'a>(
    view: &'a View<'_>,
    label: &'a str,
) -> impl Iterator<Item = crate::evidence::Mark> + 'a {
    let labelled = move |step: usize| {
        view.scenario
            .steps
            .get(step)
            .and_then(|step| step.id.as_deref())
            == Some(label)
    };
    view.evidence
        .timeline
        .iter()
        .filter(move |step| labelled(step.step))
        .map(|step| step.mark)
}

fn is_answered(view: &View<'_>, seen: &Seen<'_>, wanted: &Answered) -> bool {
    let facts = &seen.exchange.simulator;
    let status = seen
        .exchange
        .response
        .as_ref()
        .map(|response| Value::from(response.status));
    let code = facts.refusal.clone().map(Value::String);
    let matches = |matcher: &Option<Matcher>, value: Option<&Value>| {
        matcher
            .as_ref()
            .is_none_or(|matcher| mismatch(view, matcher, value).is_none())
    };
    matches(&wanted.status, status.as_ref())
        && matches(&wanted.code, code.as_ref())
        && wanted
            .committed
            .is_none_or(|committed| committed == facts.committed)
        && wanted
            .delivered
            .is_none_or(|delivered| delivered == facts.delivered)
}

fn miscounted(wanted: &Wire, meant: &[&Seen<'_>]) -> Option<Finding> {
    let number = meant.len() as u64;
    if wanted.count.holds(number) {
        return None;
    }
    let what = selection(wanted);
    let expected = format!("{} {what}", counted(wanted.count));
    let sentence = format!("Expected {expected}, seen were {number}.");
    let place = meant
        .last()
        .map_or_else(Place::default, |seen| Place::exchange(seen.sequence()));
    Some(finding(place, expected, number.to_string(), sentence))
}

fn counted(count: Count) -> String {
    match count {
        Count {
            least,
            most: Some(most),
        } if least == most => most.to_string(),
        Count {
            least: 0,
            most: Some(most),
        } => format!("at most {most}"),
        Count {
            least,
            most: Some(most),
        } => format!("{least} to {most}"),
        Count { least, most: None } => format!("at least {least}"),
    }
}

fn selection(wanted: &Wire) -> String {
    let operation: Operation = wanted.operation;
    let mut words = vec![operation.name().to_owned()];
    words.extend(wanted.name.as_ref().map(|name| format!("for `{name}`")));
    words.extend(wanted.step.as_ref().map(|step| format!("in `{step}`")));
    words.extend(wanted.after.as_ref().map(|step| format!("after `{step}`")));
    let answered = &wanted.answered;
    if answered.status.is_some()
        || answered.code.is_some()
        || answered.committed.is_some()
        || answered.delivered.is_some()
    {
        words.push("answered as the check says".to_owned());
    }
    words.join(" ")
}

fn at_part(view: &View<'_>, seen: &Seen<'_>, part: &Part, matcher: &Matcher) -> Option<Finding> {
    let actual = value_at(seen, part);
    let expected = mismatch(view, matcher, actual.as_ref())?;
    let actual = actual.as_ref().map_or_else(|| "nothing".to_owned(), short);
    let (place, at) = match part {
        Part::Body(at) => (Place::pointer(seen.sequence(), at.clone()), at.clone()),
        Part::Header(name) => (
            Place::exchange(seen.sequence()),
            format!("the header {name}"),
        ),
        Part::Response(at) => (
            Place::exchange(seen.sequence()),
            format!("{at} of the answer"),
        ),
    };
    let sentence = format!(
        "{} has {actual} at {at}, where {expected} is right.",
        seen.told()
    );
    Some(finding(place, expected, actual, sentence))
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

fn outcome(view: &View<'_>, wanted: &OutcomeIs) -> Vec<Finding> {
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

fn told_user(view: &View<'_>, wanted: &ToldUser) -> Vec<Finding> {
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
        texts.join("; ")
    };
    let expected = format!("{} {}", counted(wanted.count), message(wanted));
    let sentence =
        format!("The user of `{name}` should have been told {expected}; told was: {actual}.");
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

/// What the person said who was asked; `None` when nobody answered.
pub(super) fn attestation(view: &View<'_>, id: &str) -> Option<bool> {
    let said = |step: &crate::evidence::StepRecord| match &step.done {
        Done::Attest { id: asked, answer } if asked == id => *answer,
        _ => None,
    };
    view.evidence.timeline.iter().rev().find_map(said)
}

fn attested(view: &View<'_>, id: &str) -> Vec<Finding> {
    let actual = match attestation(view, id) {
        Some(true) => return Vec::new(),
        Some(false) => "no",
        None => "nothing",
    };
    let sentence = format!("Asked `{id}`, the person said {actual}.");
    vec![finding(Place::default(), "yes", actual, sentence)]
}
