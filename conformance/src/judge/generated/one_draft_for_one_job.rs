//! Asking again for what nobody knows the end of does not make it twice.

use contract::operation::Operation;
use jiff::SignedDuration;

use super::standing::is_accepted;
use crate::evidence::{Action, Outcome};
use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View, minted_id};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// A client may rely on the service's memory of keys for as long as it is promised.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(contract::limits::IDEMPOTENCY_HOURS);

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let repeated: Vec<(usize, usize)> = view
        .each_act()
        .filter_map(|(act, _)| Some((open_before(view, act)?, act)))
        .collect();
    if repeated.is_empty() {
        return Judgement::not_applicable("nothing was asked for again whose end was not known");
    }
    Judgement::by_findings(
        level,
        repeated
            .into_iter()
            .filter_map(|(first, act)| of(view, first, act))
            .collect(),
    )
}

/// The first act that asked for the very same thing, never known to be done.
fn open_before(view: &View<'_>, act: usize) -> Option<usize> {
    let this = &view.acts[act];
    if this.act.action != Action::PostVacancy {
        return None;
    }
    let mut same = (0..act).filter(|other| {
        let other = &view.acts[*other];
        let early = this.step.at.duration_since(other.step.at) < REMEMBERED;
        early
            && other.act.action == this.act.action
            && other.act.input == this.act.input
            && other.name() == this.name()
    });
    let first = same.clone().next()?;
    let known = same.any(|other| is_accepted(view, other) || ended_well_later(view, other));
    (!known).then_some(first)
}

/// Whether the client said that it kept trying, and then had its yes: the ATS shows it by the time the
/// user asks once more.
fn ended_well_later(view: &View<'_>, act: usize) -> bool {
    let yes = |seen: &&Seen<'_>| matches!(seen.answer(), Answer::Success(_));
    view.acts[act].outcome() == Some(Outcome::RetryPending) && view.sends(act).iter().any(yes)
}

fn of(view: &View<'_>, first: usize, act: usize) -> Option<Finding> {
    let drafts = |act: usize| {
        let own = |seen: &&Seen<'_>| {
            let facts = &seen.exchange.simulator;
            let twice = facts.fault.as_deref() == Some("duplicate_delivery");
            seen.is(Operation::CreateVacancy) && facts.committed && !facts.replayed && !twice
        };
        view.of(act).filter(own).collect::<Vec<_>>()
    };
    let made = drafts(first);
    let before = made.first()?;
    let again = drafts(act)
        .into_iter()
        .find(|seen| minted_id(seen.exchange) != minted_id(before.exchange))?;
    let name = view.acts[act].name();
    let sentence = format!(
        "{} made another draft for `{name}`: {} had made one whose answer the client did not get, and the user \
         only pressed the button again.",
        again.told(),
        before.told()
    );
    Some(finding(
        Place::exchange(again.sequence()),
        "the draft that is there",
        "another draft",
        sentence,
    ))
}
