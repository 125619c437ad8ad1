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
    Judgement::by_findings(level, slow.into_iter().filter_map(of).collect())
}

fn of(seen: &Seen<'_>) -> Option<Finding> {
    let facts = &seen.exchange.simulator;
    let waited = facts.answered_micros.saturating_sub(facts.arrived_micros);
    if facts.delivered || facts.answered_micros == 0 || waited >= LEAST {
        return None;
    }
    let told = format!("{}.{} s", waited / 1_000_000, waited / 100_000 % 10);
    let sentence = format!(
        "{} was given up although its answer came after {told}.",
        seen.told()
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        "to wait at least 2 s",
        told,
        sentence,
    ))
}
