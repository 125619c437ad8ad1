//! When an action does not end well, the user is told something.

use crate::evidence::Outcome;
use crate::judge::view::View;
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let ended_badly =
        |outcome: Outcome| !outcome.is_acceptance() && outcome != Outcome::RetryPending;
    let bad: Vec<usize> = view
        .each_act()
        .filter(|(_, seen)| seen.outcome().is_some_and(ended_badly))
        .map(|(act, _)| act)
        .collect();
    if bad.is_empty() {
        return Judgement::not_applicable("every action ended accepted");
    }
    Judgement::by_findings(
        level,
        bad.into_iter().filter_map(|act| of(view, act)).collect(),
    )
}

fn of(view: &View<'_>, act: usize) -> Option<Finding> {
    let this = &view.acts[act];
    let report = this.report()?;
    if report
        .told_user
        .iter()
        .any(|told| !told.text.trim().is_empty())
    {
        return None;
    }
    let (name, outcome) = (this.name(), report.outcome.word());
    let sentence = format!("`{name}` ended as `{outcome}`, and the user was told nothing.");
    Some(finding(
        Place::told(name),
        "a message for the user",
        "nothing was told",
        sentence,
    ))
}
