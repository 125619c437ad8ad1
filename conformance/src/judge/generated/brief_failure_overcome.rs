//! One brief failure, or one request that was never answered, is overcome by sending again.

use contract::operation::Operation;

use super::standing::{is_accepted, is_valid};
use crate::judge::answer::{Answer, cut_refusal};
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let failed: Vec<(usize, &Seen<'_>, usize)> = view
        .each_act()
        .filter(|(act, seen)| seen.report().is_some() && is_valid(view, *act))
        .filter_map(|(act, _)| failed(view, act))
        .collect();
    if failed.is_empty() {
        return Judgement::not_applicable("no request failed in passing");
    }
    let findings = failed
        .into_iter()
        .filter_map(|(act, seen, sends)| of(view, act, seen, sends));
    Judgement::by_findings(level, findings.collect())
}

/// The first send, or the first call for a token, of an act that failed in passing, and how many of
/// its kind there were.
fn failed<'a, 'e>(view: &'a View<'e>, act: usize) -> Option<(usize, &'a Seen<'e>, usize)> {
    let sends = view.sends(act);
    let tokens: Vec<&Seen<'_>> = view
        .of(act)
        .filter(|seen| seen.is(Operation::IssueToken))
        .collect();
    let kind = if sends.is_empty() { tokens } else { sends };
    let first = *kind.first()?;
    is_passing(first).then_some((act, first, kind.len()))
}

/// 429 and 5xx, or no answer at all. An answer that could not be read is for the client to make
/// something of.
fn is_passing(seen: &Seen<'_>) -> bool {
    match seen.answer() {
        Answer::Busy { status } => matches!(status, 429 | 500 | 502 | 503 | 504),
        Answer::Lost => {
            !seen.exchange.simulator.delivered
                && seen.exchange.simulator.fault.is_some()
                && cut_refusal(seen.exchange).is_none()
        }
        _ => false,
    }
}

fn of(view: &View<'_>, act: usize, seen: &Seen<'_>, sends: usize) -> Option<Finding> {
    // Whoever reads back, or asks for another token, is not the one who gives up.
    let went_on = view.of(act).any(|other| other.sequence() > seen.sequence());
    if sends > 1 || went_on || is_accepted(view, act) {
        return None;
    }
    let this = &view.acts[act];
    let (name, outcome) = (this.name(), this.outcome()?.word());
    let answer = match seen.answer() {
        Answer::Lost => "got no answer".to_owned(),
        answer => format!("was answered with {}", answer.told()),
    };
    let sentence = format!(
        "{} for `{name}` {answer}, and the client gave up after that one try (`{outcome}`).",
        seen.told()
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        "another try",
        outcome,
        sentence,
    ))
}
