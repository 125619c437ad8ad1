//! One intention leads to one vacancy or one transfer, also when an answer was lost.

use contract::operation::Operation;

use crate::evidence::Action;
use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View, minted_id};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    if !view.exchanges.iter().any(Seen::writes) {
        return Judgement::not_applicable("no action was sent");
    }
    let mut findings: Vec<Finding> = view
        .each_act()
        .flat_map(|(act, _)| after_success(&view.sends(act)))
        .collect();
    findings.extend(
        view.each_act()
            .flat_map(|(act, _)| second_drafts(view, act)),
    );
    findings.sort_by_key(|finding| finding.place.exchange);
    findings.dedup_by_key(|finding| finding.place.exchange);
    Judgement::by_findings(level, findings)
}

/// Sent again although the service had said yes. What the service answered from its memory of the key
/// was not done again: a client that gave up on a slow answer may have asked for it.
fn after_success(sends: &[&Seen<'_>]) -> Vec<Finding> {
    let yes = |seen: &&&Seen<'_>| matches!(seen.answer(), Answer::Success(_));
    let Some(first) = sends.iter().find(yes) else {
        return Vec::new();
    };
    let later = sends
        .iter()
        .filter(|seen| seen.sequence() > first.sequence())
        .filter(|seen| !seen.exchange.simulator.replayed);
    later
        .map(|seen| {
            let sentence = format!(
                "{} was sent although {} had been accepted.",
                seen.told(),
                first.told()
            );
            finding(
                Place::exchange(seen.sequence()),
                "one send that is accepted",
                "another",
                sentence,
            )
        })
        .collect()
}

/// More than one vacancy came of one intention: two of one act, or one of an update.
fn second_drafts(view: &View<'_>, act: usize) -> Vec<Finding> {
    let made = |seen: &&Seen<'_>| {
        let facts = &seen.exchange.simulator;
        let own = facts.fault.as_deref() != Some("duplicate_delivery");
        seen.is(Operation::CreateVacancy) && facts.committed && !facts.replayed && own
    };
    let mut drafts: Vec<&Seen<'_>> = view.of(act).filter(made).collect();
    drafts.dedup_by_key(|seen| minted_id(seen.exchange));
    let posts = view.acts[act].act.action == Action::PostVacancy;
    let posted_before = view.acts[..act]
        .iter()
        .any(|other| other.name() == view.acts[act].name());
    let meant = usize::from(posts || !posted_before);
    drafts
        .into_iter()
        .skip(meant)
        .map(|seen| {
            let name = view.acts[act].name();
            let sentence = format!(
                "{} made another draft for `{name}`: the post would be advertised twice.",
                seen.told()
            );
            finding(
                Place::exchange(seen.sequence()),
                "one draft",
                "another draft",
                sentence,
            )
        })
        .collect()
}
