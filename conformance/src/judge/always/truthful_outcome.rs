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
    match outcome {
        Outcome::RetryPending => empty_promise(view, act),
        Outcome::NotSent | Outcome::Failed => done_after_all(view, act, outcome),
        _ => None,
    }
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

/// "Not sent", or "certainly not done", and then it was, without anybody having asked again.
fn done_after_all(view: &View<'_>, act: usize, outcome: Outcome) -> Option<Finding> {
    let reported = view.acts[act].step.mark.after;
    let asked_again = view.acts.get(act + 1).map(|next| next.step.mark.before);
    let unasked = reported + 1..=asked_again.unwrap_or(u64::MAX);
    let mut sends = view.sends(act).into_iter();
    let done = sends
        .find(|seen| unasked.contains(&seen.sequence()) && seen.exchange.simulator.committed)?;
    let (name, word) = (view.acts[act].name(), outcome.word());
    let sentence = format!(
        "The client reported `{word}` for `{name}` and did it afterwards, unasked: {}.",
        done.told()
    );
    let place = Place {
        exchange: Some(done.sequence()),
        ..Place::report(name)
    };
    Some(finding(place, Outcome::RetryPending.word(), word, sentence))
}
