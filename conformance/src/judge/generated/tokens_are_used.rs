//! A token is used before the next one is asked for.

use contract::operation::{Operation, Service};
use jiff::SignedDuration;

use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// A client may replace a token well before its end.
pub(super) const SURELY_GOOD: SignedDuration =
    SignedDuration::from_secs(contract::limits::TOKEN_SECONDS / 2);

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let tokens: Vec<&Seen<'_>> = view
        .exchanges
        .iter()
        .filter(|seen| {
            seen.is(Operation::IssueToken) && matches!(seen.answer(), Answer::Success(_))
        })
        .collect();
    let used = |seen: &Seen<'_>| seen.is(Operation::TransferEmploymentChecks);
    if tokens.is_empty() || !view.exchanges.iter().any(used) {
        return Judgement::not_applicable("no token was there to be used");
    }
    let pairs = tokens.windows(2);
    Judgement::by_findings(
        level,
        pairs
            .filter_map(|pair| of(view, pair[0], pair[1]))
            .collect(),
    )
}

fn of(view: &View<'_>, first: &Seen<'_>, second: &Seen<'_>) -> Option<Finding> {
    let between = || {
        let inside = |seen: &&Seen<'_>| {
            first.sequence() < seen.sequence() && seen.sequence() < second.sequence()
        };
        view.exchanges.iter().filter(inside)
    };
    let doubted = between().any(|seen| {
        !matches!(seen.answer(), Answer::Success(_))
            && !matches!(seen.answer(), Answer::Refused { .. })
    });
    let of_esr = |operation: Operation| operation.service() == Service::Esr;
    let used = between().any(|seen| seen.operation().is_some_and(of_esr));
    let (then, now) = (
        first.exchange.simulator.sandbox_time,
        second.exchange.simulator.sandbox_time,
    );
    if doubted || used || now.duration_since(then) >= SURELY_GOOD {
        return None;
    }
    let sentence = format!(
        "{} asks for a token although the one of exchange {} is good and was never used.",
        second.told(),
        first.sequence()
    );
    Some(finding(
        Place::exchange(second.sequence()),
        "the token in hand",
        "another token",
        sentence,
    ))
}
