//! What a scenario expects on the wire.

use contract::operation::Operation;
use serde_json::Value;

use super::matching::{is_of, mismatch, value_at};
use crate::evidence::Mark;
use crate::judge::view::{Seen, View};
use crate::judge::words::{finding, short};
use crate::scenario::check::{Answered, Count, Wire};
use crate::scenario::matcher::{Matcher, Part};
use crate::verdict::{Finding, Place};

/// What is missing or too much, and what does not match.
pub(super) fn findings(view: &View<'_>, wanted: &Wire) -> Vec<Finding> {
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

fn marks<'a>(view: &'a View<'_>, label: &'a str) -> impl Iterator<Item = Mark> + 'a {
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

/// A number, in words.
pub(super) fn counted(count: Count) -> String {
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
