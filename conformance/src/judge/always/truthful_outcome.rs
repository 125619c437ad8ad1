//! The outcome that the client reports agrees with what the service answered.

use super::super::truth;
use crate::evidence::Outcome;
use crate::judge::view::View;
use crate::judge::words::{any_of, finding};
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let reported = view
        .each_act()
        .filter_map(|(act, seen)| Some((act, seen.outcome()?)));
    let reported: Vec<(usize, Outcome)> = reported.collect();
    if reported.is_empty() {
        return Judgement::not_applicable("nothing was reported");
    }
    let findings = reported
        .into_iter()
        .filter_map(|(act, outcome)| of(view, act, outcome));
    Judgement::by_findings(level, findings.collect())
}

fn of(view: &View<'_>, act: usize, outcome: Outcome) -> Option<Finding> {
    let truth = truth::of(view, act);
    if !truth.allowed.contains(&outcome) {
        return Some(untrue(view, act, outcome, &truth));
    }
    (outcome == Outcome::RetryPending)
        .then(|| empty_promise(view, act))
        .flatten()
}

fn untrue(view: &View<'_>, act: usize, outcome: Outcome, truth: &truth::Truth) -> Finding {
    let name = view.acts[act].name();
    let expected = any_of(
        &truth
            .allowed
            .iter()
            .map(|outcome| outcome.word())
            .collect::<Vec<_>>(),
    );
    let sentence = format!(
        "The client reported `{}` for `{name}`, but {}; true would be {expected}.",
        outcome.word(),
        truth.because
    );
    let place = Place {
        exchange: truth.exchange,
        ..Place::report(name)
    };
    finding(place, expected, outcome.word(), sentence)
}

/// "Will try again by itself", and then idle without having tried.
fn empty_promise(view: &View<'_>, act: usize) -> Option<Finding> {
    let reported = view.acts[act].step.mark.after;
    let tried = view.of(act).any(|seen| seen.sequence() > reported);
    if tried || !view.idle_after(reported) {
        return None;
    }
    let name = view.acts[act].name();
    let sentence = format!(
        "The client reported `retry_pending` for `{name}` and then that it was idle, without having tried again."
    );
    Some(finding(
        Place::report(name),
        "another try before it is idle",
        "none",
        sentence,
    ))
}
