//! 401 and 403 are told as something for support, not for the recruiter.

use contract::operation::Operation;

use crate::evidence::{Outcome, Report, Severity, Told};
use crate::judge::answer::Answer;
use crate::judge::expected;
use crate::judge::field;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let refused: Vec<(usize, &Seen<'_>)> = view
        .each_act()
        .filter_map(|(act, _)| Some((act, refused(view, act)?)))
        .collect();
    if refused.is_empty() {
        return Judgement::not_applicable("no credentials were refused for good");
    }
    let findings = refused
        .into_iter()
        .filter_map(|(act, seen)| of(view, act, seen));
    Judgement::by_findings(level, findings.collect())
}

/// The 401 or 403 with which an act ended, also on the token call.
fn refused<'a, 'e>(view: &'a View<'e>, act: usize) -> Option<&'a Seen<'e>> {
    let reported = view.acts[act].step.mark.after;
    let ends = |seen: &&Seen<'_>| {
        let counts = seen.writes() || seen.is(Operation::IssueToken);
        counts && seen.sequence() <= reported
    };
    let last = view.of(act).filter(ends).last()?;
    matches!(last.answer(), Answer::Config { .. }).then_some(last)
}

fn of(view: &View<'_>, act: usize, seen: &Seen<'_>) -> Option<Finding> {
    let this = &view.acts[act];
    let report = this.report()?;
    let (name, answer) = (this.name(), seen.answer().told());
    let (expected, actual, why) = if report.outcome != Outcome::ConfigError {
        let told = format!("was reported as `{}`", report.outcome.word());
        (
            "outcome config_error",
            report.outcome.word().to_owned(),
            told,
        )
    } else if errors(report).next().is_none() {
        (
            "an error told to the user",
            "none".to_owned(),
            "was not told to the user as an error".to_owned(),
        )
    } else if errors(report).all(|told| blames_a_field(view, act, told)) {
        let told = "was told as a field that the recruiter should correct".to_owned();
        (
            "something for support",
            "a field of the form".to_owned(),
            told,
        )
    } else {
        return None;
    };
    let sentence = format!(
        "{} was answered {answer}, which only support can resolve, but for `{name}` it {why}.",
        seen.told()
    );
    let place = Place {
        exchange: Some(seen.sequence()),
        ..Place::told(name)
    };
    Some(finding(place, expected, actual, sentence))
}

fn errors(report: &Report) -> impl Iterator<Item = &Told> {
    report
        .told_user
        .iter()
        .filter(|told| told.severity == Severity::Error)
}

/// Whether the message points at something that the ATS's form holds.
fn blames_a_field(view: &View<'_>, act: usize, told: &Told) -> bool {
    let held = expected::of(view.acts[act].act).body;
    let members = held
        .as_object()
        .map(|members| members.keys().cloned().collect::<Vec<_>>());
    let about = |name: &String| field::is_inside(told, name);
    told.field.is_some() && members.unwrap_or_default().iter().any(about)
}
