//! At most five sends for one action.

use contract::operation::Operation;

use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// The most sends for one action, and the most failed token calls (provenance `simulator`).
pub(in crate::judge) const MOST: usize = 5;

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let sent = |(act, _): &(usize, _)| {
        view.of(*act)
            .any(|seen| seen.writes() || seen.is(Operation::IssueToken))
    };
    let acts: Vec<usize> = view.each_act().filter(sent).map(|(act, _)| act).collect();
    if acts.is_empty() {
        return Judgement::not_applicable("no action was sent");
    }
    let findings = acts.into_iter().flat_map(|act| {
        let sends = view.sends(act);
        let failed =
            |seen: &&Seen<'_>| seen.is(Operation::IssueToken) && seen.answer().is_retryable();
        let tokens: Vec<&Seen<'_>> = view.of(act).filter(failed).collect();
        [too_many(&sends), too_many(&tokens)].into_iter().flatten()
    });
    Judgement::by_findings(level, findings.collect())
}

fn too_many(sends: &[&Seen<'_>]) -> Option<Finding> {
    let sixth = sends.get(MOST)?;
    let sentence = format!(
        "One action was sent {} times; {} is the sixth.",
        sends.len(),
        sixth.told()
    );
    let actual = sends.len().to_string();
    Some(finding(
        Place::exchange(sixth.sequence()),
        "at most 5",
        actual,
        sentence,
    ))
}
