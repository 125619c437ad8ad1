//! A token that has run out is renewed, and the transfer completed.

use contract::operation::Operation;

use super::standing::is_valid;
use super::tokens_are_used::SURELY_GOOD;
use crate::evidence::Action;
use crate::judge::always::bounded_retries::MOST;
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
    let name = view.acts[act].name();
    let Some(renewal) = view.of(act).filter(later).find(is_renewal) else {
        // A renewal that failed is another matter, and so is an action that was sent as often as it may.
        let sends = view.sends(act);
        let sent = sends.len() >= MOST || sends.into_iter().any(|other| later(&other));
        let sentence = format!(
            "{} was refused because the token had run out, and for `{name}` the client neither renewed it nor sent again.",
            seen.told()
        );
        return (!sent).then(|| breach(seen, "neither", sentence));
    };
    let again = view
        .sends(act)
        .into_iter()
        .find(|other| other.sequence() > renewal.sequence());
    let old = again.filter(|again| is_old(again, renewal))?;
    let sentence = format!(
        "{} was refused because the token had run out, and {} sends it again for `{name}` although {} had given another.",
        seen.told(),
        old.told(),
        renewal.told()
    );
    Some(breach(old, "the token that had run out", sentence))
}

fn is_renewal(seen: &&Seen<'_>) -> bool {
    seen.is(Operation::IssueToken)
}

/// Whether what ran out cannot be the token that had just been given: nobody took that one away, and
/// its time was not up.
fn is_old(again: &Seen<'_>, renewal: &Seen<'_>) -> bool {
    let given = &renewal.exchange.simulator;
    let sent = &again.exchange.simulator;
    let good = sent.sandbox_time.duration_since(given.sandbox_time) < SURELY_GOOD;
    let whole = matches!(renewal.answer(), Answer::Success(_)) && given.delivered;
    whole && good && sent.fault.is_none() && ran_out(again)
}

fn breach(seen: &Seen<'_>, actual: &str, sentence: String) -> Finding {
    finding(
        Place::exchange(seen.sequence()),
        "a new token, and the transfer again with it",
        actual,
        sentence,
    )
}
