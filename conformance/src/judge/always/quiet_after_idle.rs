//! After the client has said that it is idle, it sends nothing until it is asked to act again.

use crate::evidence::{Done, StepRecord};
use crate::judge::view::View;
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let restless = |step: &StepRecord| matches!(step.done, Done::Settle { idle: false });
    if view.evidence.timeline.iter().any(restless) {
        return Judgement::inconclusive(
            "the client was asked until patience ended, and never said that it was idle",
        );
    }
    let quiet = stretches(view);
    if quiet.is_empty() {
        return Judgement::not_applicable("the client never said that it was idle");
    }
    let noisy = view.exchanges.iter().filter(|seen| {
        quiet
            .iter()
            .any(|(from, to)| *from < seen.sequence() && seen.sequence() <= *to)
    });
    let told = |seen: &crate::judge::view::Seen<'_>| -> Finding {
        let sentence = format!(
            "{} was sent after the client had said that it was idle.",
            seen.told()
        );
        finding(
            Place::exchange(seen.sequence()),
            "nothing",
            seen.told(),
            sentence,
        )
    };
    Judgement::by_findings(level, noisy.map(told).collect())
}

/// From each "idle" to the next act, or to the end of the attempt.
fn stretches(view: &View<'_>) -> Vec<(u64, u64)> {
    let timeline = &view.evidence.timeline;
    let last = view.evidence.end.map_or(u64::MAX, |end| end.after);
    let until = |from: usize| {
        let next = timeline[from..]
            .iter()
            .find(|step| matches!(step.done, Done::Act(_)));
        next.map_or(last, |step| step.mark.before)
    };
    timeline
        .iter()
        .enumerate()
        .filter(|(_, step)| matches!(step.done, Done::Settle { idle: true }))
        .map(|(at, step)| (step.mark.after, until(at)))
        .collect()
}
