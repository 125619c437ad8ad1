//! An answer that takes less than two seconds is waited for.

use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// The least patience that is asked for, in microseconds.
const LEAST: u64 = 2_000_000;

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let slow = |seen: &&Seen<'_>| seen.exchange.simulator.fault.as_deref() == Some("latency");
    let slow: Vec<&Seen<'_>> = view.exchanges.iter().filter(slow).collect();
    if slow.is_empty() {
        return Judgement::not_applicable("no answer was slow");
    }
    let findings = slow.into_iter().filter_map(|seen| of(view, seen));
    Judgement::by_findings(level, findings.collect())
}

fn of(view: &View<'_>, seen: &Seen<'_>) -> Option<Finding> {
    let facts = &seen.exchange.simulator;
    let given_up = match facts.answered_micros {
        0 => sent_again(view, seen)?,
        answered => answered,
    };
    let waited = given_up.saturating_sub(facts.arrived_micros);
    if facts.delivered || waited >= LEAST {
        return None;
    }
    let told = format!("{}.{} s", waited / 1_000_000, waited / 100_000 % 10);
    let sentence = format!(
        "{} was given up before {told} had passed; its answer was on its way.",
        seen.told()
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        "to wait at least 2 s",
        told,
        sentence,
    ))
}

/// When the client sent the same again. Of a connection that it closed before the answer, nothing
/// else is known.
fn sent_again(view: &View<'_>, seen: &Seen<'_>) -> Option<u64> {
    let later = |other: &&&Seen<'_>| other.sequence() > seen.sequence();
    let sends = view.sends(seen.act?);
    let next = sends.iter().find(later)?;
    Some(next.exchange.simulator.arrived_micros)
}
