//! After a final refusal the client sends the same action no more by itself.

use contract::operation::Operation;

use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let refused = |seen: &Seen<'_>| {
        (seen.writes() || seen.is(Operation::IssueToken)) && seen.answer().is_final_refusal()
    };
    if !view.exchanges.iter().any(refused) {
        return Judgement::not_applicable("nothing was refused for good");
    }
    let findings = view.each_act().flat_map(|(act, _)| {
        let mut findings = sent_again(&view.sends(act), renewals_allowed(view, act));
        let tokens: Vec<_> = view
            .of(act)
            .filter(|seen| seen.is(Operation::IssueToken))
            .collect();
        // A client may try the other way to present its secret, once.
        findings.extend(sent_again(&tokens, 1));
        findings
    });
    Judgement::by_findings(level, findings.collect())
}

/// After a 401 from ESR the token may be renewed and the transfer sent once more.
fn renewals_allowed(view: &View<'_>, act: usize) -> usize {
    usize::from(view.acts[act].operation() == Operation::TransferEmploymentChecks)
}

fn sent_again(sends: &[&Seen<'_>], mut renewals: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refused: Option<&Seen<'_>> = None;
    for seen in sends {
        if let Some(before) = refused {
            if renewals > 0 && is_unauthorised(before) {
                renewals -= 1;
                refused = None;
            } else {
                findings.push(again(before, seen));
            }
        }
        if refused.is_none() && seen.answer().is_final_refusal() {
            refused = Some(seen);
        }
    }
    findings
}

fn is_unauthorised(seen: &Seen<'_>) -> bool {
    let status = match seen.answer() {
        Answer::Config { status, .. } | Answer::Refused { status, .. } => status,
        _ => return false,
    };
    status == 401 || (status == 400 && seen.is(Operation::IssueToken))
}

fn again(before: &Seen<'_>, seen: &Seen<'_>) -> Finding {
    let answer = before.answer().told();
    let sentence = format!(
        "{} sends again although {} was refused for good with {answer}.",
        seen.told(),
        before.told()
    );
    finding(
        Place::exchange(seen.sequence()),
        "nothing more for this action",
        seen.told(),
        sentence,
    )
}
