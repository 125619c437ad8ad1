//! A token that has run out is renewed, and the transfer completed.

use contract::operation::Operation;

use super::standing::is_valid;
use crate::evidence::Action;
use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let expired: Vec<(usize, &Seen<'_>)> = view
        .each_act()
        .filter(|(act, seen)| {
            seen.act.action == Action::TransferEmploymentChecks && is_valid(view, *act)
        })
        .filter_map(|(act, _)| Some((act, first_401(view, act).filter(|seen| ran_out(seen))?)))
        .collect();
    if expired.is_empty() {
        return Judgement::not_applicable("no token ran out");
    }
    let findings = expired
        .into_iter()
        .filter_map(|(act, seen)| of(view, act, seen));
    Judgement::by_findings(level, findings.collect())
}

/// One renewal is asked for: what is refused after it, whatever the first was called, is for support.
fn first_401<'a, 'e>(view: &'a View<'e>, act: usize) -> Option<&'a Seen<'e>> {
    let refused = |seen: &&Seen<'_>| matches!(seen.answer(), Answer::Config { status: 401, .. });
    view.sends(act).into_iter().find(refused)
}

fn ran_out(seen: &Seen<'_>) -> bool {
    let code = match seen.answer() {
        Answer::Config { status: 401, code } => code,
        _ => return false,
    };
    matches!(code.as_deref(), Some("TOKEN_EXPIRED"))
}

fn of(view: &View<'_>, act: usize, seen: &Seen<'_>) -> Option<Finding> {
    let later = |other: &&Seen<'_>| other.sequence() > seen.sequence();
    let renewed = view
        .of(act)
        .filter(later)
        .any(|other| other.is(Operation::IssueToken));
    let sent = view.sends(act).into_iter().any(|other| later(&other));
    // A renewal that failed is another matter.
    if renewed || sent {
        return None;
    }
    let name = view.acts[act].name();
    let sentence = format!(
        "{} was refused because the token had run out, and for `{name}` the client neither renewed it nor sent again.",
        seen.told()
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        "a new token, and the transfer again",
        "neither",
        sentence,
    ))
}
