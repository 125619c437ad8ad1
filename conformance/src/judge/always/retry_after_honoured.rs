//! When an answer says `Retry-After`, the same action waits at least so long.

use contract::operation::Operation;

use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// How much too early is still on time, in microseconds: the client may read the head of an answer
/// before the simulator has handed over its last byte.
const TOLERANCE: u64 = 50_000;

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let told: Vec<(&Seen<'_>, u64)> = view
        .exchanges
        .iter()
        .filter_map(|seen| Some((seen, retry_after(seen)?)))
        .collect();
    if told.is_empty() {
        return Judgement::not_applicable("no answer said Retry-After");
    }
    Judgement::by_findings(
        level,
        told.into_iter()
            .filter_map(|(seen, wait)| early(view, seen, wait))
            .collect(),
    )
}

/// Whole seconds, of an answer that arrived.
fn retry_after(seen: &Seen<'_>) -> Option<u64> {
    let delivered = seen.exchange.simulator.delivered;
    let response = seen.exchange.response.as_ref().filter(|_| delivered)?;
    response.header("retry-after")?.trim().parse().ok()
}

fn early(view: &View<'_>, seen: &Seen<'_>, wait: u64) -> Option<Finding> {
    let next = next(view, seen)?;
    let answered = seen.exchange.simulator.answered_micros;
    let waited = next
        .exchange
        .simulator
        .arrived_micros
        .saturating_sub(answered);
    if waited.saturating_add(TOLERANCE) >= wait.saturating_mul(1_000_000) {
        return None;
    }
    let told = format!("{}.{:03} s", waited / 1_000_000, waited / 1_000 % 1_000);
    let sentence = format!(
        "{} was sent {told} after an answer that asked for {wait} s (exchange {}).",
        next.told(),
        seen.sequence()
    );
    Some(finding(
        Place::exchange(next.sequence()),
        format!("at least {wait} s"),
        told,
        sentence,
    ))
}

/// The next request of the same kind for the same action.
fn next<'a, 'e>(view: &'a View<'e>, seen: &Seen<'_>) -> Option<&'a Seen<'e>> {
    let same = |other: &&Seen<'_>| {
        other.sequence() > seen.sequence()
            && other.act == seen.act
            && other.operation() == seen.operation()
    };
    let repeats = seen.writes() || seen.is(Operation::IssueToken);
    view.exchanges.iter().find(same).filter(|_| repeats)
}
