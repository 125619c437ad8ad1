//! Where the client says how often it sent, the number is that of its requests.

use crate::judge::view::View;
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let claims: Vec<(usize, u32)> = view
        .each_act()
        .filter_map(|(act, seen)| Some((act, seen.report()?.attempts?)))
        .collect();
    if claims.is_empty() {
        return Judgement::not_applicable("no number of attempts was reported");
    }
    let findings = claims
        .into_iter()
        .filter_map(|(act, claim)| of(view, act, claim));
    Judgement::by_findings(level, findings.collect())
}

fn of(view: &View<'_>, act: usize, claim: u32) -> Option<Finding> {
    let sent = view.sends_before_report(act).len();
    if usize::try_from(claim).is_ok_and(|claim| claim == sent) {
        return None;
    }
    let name = view.acts[act].name();
    let sentence = format!(
        "The client reported {claim} attempts for `{name}`; on the wire there were {sent}."
    );
    Some(finding(
        Place::report(name),
        sent.to_string(),
        claim.to_string(),
        sentence,
    ))
}
