//! What is valid is sent when the user asks for it, unless something stands in the way.

use super::standing::{earlier, is_accepted, is_spoilt, is_unclear, is_valid, refused_credentials};
use crate::evidence::{Action, Outcome};
use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};
use contract::operation::Operation;

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let due: Vec<usize> = view
        .each_act()
        .filter(|(act, seen)| {
            seen.report().is_some() && is_valid(view, *act) && !is_excused(view, *act)
        })
        .map(|(act, _)| act)
        .collect();
    if due.is_empty() {
        return Judgement::not_applicable("nothing had to be sent");
    }
    Judgement::by_findings(
        level,
        due.into_iter().filter_map(|act| of(view, act)).collect(),
    )
}

fn of(view: &View<'_>, act: usize) -> Option<Finding> {
    if !view.sends(act).is_empty() {
        return None;
    }
    let this = &view.acts[act];
    let report = this.report()?;
    let (name, outcome) = (this.name(), report.outcome.word());
    let told = report
        .told_user
        .iter()
        .find(|told| !told.text.trim().is_empty());
    let told = told.map_or_else(|| "nothing".to_owned(), |told| format!("\"{}\"", told.text));
    let sentence = format!(
        "What the ATS holds for `{name}` breaks no rule and nothing stood in the way, but it was never sent; \
         the client reported `{outcome}` and told the user {told}."
    );
    Some(finding(
        Place::report(name),
        format!("{} on the wire", this.operation().name()),
        format!("{outcome}, and nothing sent"),
        sentence,
    ))
}

/// Whether a right client may hold it back: it asked first and was not told what it needs, its
/// credentials had been refused, or it may have been done before.
fn is_excused(view: &View<'_>, act: usize) -> bool {
    let asked = |seen: &Seen<'_>| {
        let good_token =
            seen.is(Operation::IssueToken) && matches!(seen.answer(), Answer::Success(_));
        seen.operation() != Some(view.acts[act].operation()) && !good_token
    };
    view.of(act).any(asked)
        || refused_credentials(view, act)
        || match view.acts[act].act.action {
            Action::PostVacancy => earlier(view, act).any(|other| may_be_done(view, other, act)),
            Action::UpdateVacancy => !is_known_draft(view, act),
            Action::TransferEmploymentChecks => {
                earlier(view, act).any(|other| may_be_done(view, other, act))
            }
        }
}

/// Whether an earlier act may have done the same, is still under way, or was told that this very
/// input is refused.
fn may_be_done(view: &View<'_>, other: usize, act: usize) -> bool {
    let open = matches!(
        view.acts[other].outcome(),
        Some(Outcome::Unknown | Outcome::RetryPending) | None
    );
    let same = view.acts[other].act.input == view.acts[act].act.input;
    open || is_accepted(view, other)
        || view.sends(other).iter().any(|seen| match seen.answer() {
            Answer::Success(_) => true,
            Answer::Refused { status: 400, .. } => same,
            Answer::Refused { code, .. } => code.as_deref() == Some("ALREADY_TRANSFERRED"),
            _ => is_unclear(seen),
        })
}

/// Whether the client knows the vacancy as a draft of its own that differs from the input.
fn is_known_draft(view: &View<'_>, act: usize) -> bool {
    let others: Vec<usize> = earlier(view, act).collect();
    let posted = |other: &&usize| {
        view.acts[**other].act.action == Action::PostVacancy && is_accepted(view, **other)
    };
    let before = others.iter().rev().find(|other| is_accepted(view, **other));
    let changes =
        before.is_none_or(|before| view.acts[*before].act.input != view.acts[act].act.input);
    let clear = others.iter().all(|other| {
        let open = matches!(
            view.acts[*other].outcome(),
            Some(Outcome::Unknown | Outcome::RetryPending) | None
        );
        !open
            && view
                .of(*other)
                .all(|seen| !is_spoilt(seen) && is_still_a_draft(seen))
    });
    others.iter().any(|other| posted(&other)) && changes && clear
}

/// Whether an answer leaves the client in the belief that the vacancy is a draft it may change.
fn is_still_a_draft(seen: &Seen<'_>) -> bool {
    match seen.answer() {
        Answer::Success(body) => body.get("status").is_none_or(|status| status == "DRAFT"),
        Answer::Refused { status, .. } => status == 400,
        _ => true,
    }
}
