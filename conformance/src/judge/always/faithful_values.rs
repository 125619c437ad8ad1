//! What was meant is what was sent.

use crate::judge::fidelity;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let sends: Vec<(usize, &Seen<'_>)> = view
        .each_act()
        .flat_map(|(act, _)| view.sends(act).into_iter().map(move |seen| (act, seen)))
        .collect();
    if sends.is_empty() {
        return Judgement::not_applicable("no action was sent");
    }
    Judgement::by_findings(
        level,
        sends
            .into_iter()
            .flat_map(|(act, seen)| of(view, act, seen))
            .collect(),
    )
}

fn of(view: &View<'_>, act: usize, seen: &Seen<'_>) -> Vec<Finding> {
    // That the body is no JSON is for the check on valid requests.
    let Some(body) = &seen.body else {
        return Vec::new();
    };
    let expected = view.acts[act].expected();
    let differences = fidelity::differences(expected, body);
    let told = |difference: fidelity::Difference| {
        let sentence = format!(
            "{} at {}: the ATS holds {}, sent was {}.",
            seen.told(),
            difference.pointer,
            difference.expected,
            difference.actual
        );
        let place = Place::pointer(seen.sequence(), difference.pointer);
        finding(place, difference.expected, difference.actual, sentence)
    };
    differences.into_iter().map(told).collect()
}
