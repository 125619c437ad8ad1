//! The state that the client reports is the one the service last told it.

use contract::codes::VacancyStatus;
use contract::operation::Operation;
use serde_json::Value;

use crate::evidence::{Action, Outcome};
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let claims: Vec<(usize, VacancyStatus)> = view
        .each_act()
        .filter_map(|(act, _)| Some((act, claim(view, act)?)))
        .collect();
    if claims.is_empty() {
        return Judgement::not_applicable("no state of a vacancy was reported");
    }
    let findings = claims
        .into_iter()
        .filter_map(|(act, claim)| of(view, act, claim));
    Judgement::by_findings(level, findings.collect())
}

/// The state claimed. One of an ATS's own (`saved`), and that of something never sent, says nothing
/// about NHS Jobs.
fn claim(view: &View<'_>, act: usize) -> Option<VacancyStatus> {
    let seen = &view.acts[act];
    if seen.act.action == Action::TransferEmploymentChecks
        || seen.outcome() == Some(Outcome::NotSent)
    {
        return None;
    }
    let state = seen.report()?.state.as_deref()?;
    VacancyStatus::from_ats(&state.trim().to_lowercase()).ok()
}

fn of(view: &View<'_>, act: usize, claim: VacancyStatus) -> Option<Finding> {
    let told = last_told(view, act);
    if told
        .as_ref()
        .is_some_and(|(states, _)| states.iter().any(|state| state == claim.wire()))
    {
        return None;
    }
    let name = view.acts[act].name();
    let (expected, why, exchange) = match told {
        Some((states, sequence)) => {
            let said = states.join(" or ");
            let why = format!("NHS Jobs last said {said} (exchange {sequence})");
            (said.to_lowercase(), why, Some(sequence))
        }
        None => (
            "no state".to_owned(),
            "NHS Jobs never told its state".to_owned(),
            None,
        ),
    };
    let sentence = format!(
        "The client reported the state `{}` for `{name}`, but {why}.",
        claim.ats()
    );
    let place = Place {
        exchange,
        ..Place::report(name)
    };
    Some(finding(place, expected, claim.ats(), sentence))
}

/// The last state of the vacancy of this name that an answer brought before the report. A list may
/// bring several: which of them the client took for its own is not seen on the wire.
fn last_told(view: &View<'_>, act: usize) -> Option<(Vec<String>, u64)> {
    let (name, reported) = (view.acts[act].name(), view.acts[act].step.mark.after);
    let of_name = |seen: &&Seen<'_>| {
        seen.sequence() <= reported && seen.act.is_some_and(|act| view.acts[act].name() == name)
    };
    let told = |seen: &Seen<'_>| {
        let states = states(seen)?;
        (!states.is_empty()).then(|| (states, seen.sequence()))
    };
    view.exchanges.iter().rev().filter(of_name).find_map(told)
}

fn states(seen: &Seen<'_>) -> Option<Vec<String>> {
    let response = seen
        .exchange
        .response
        .as_ref()
        .filter(|_| seen.exchange.simulator.delivered)?;
    let body = response.body.json()?;
    match seen.operation()? {
        Operation::ListVacancies => {
            let listed = body.get("vacancies")?.as_array()?;
            Some(listed.iter().filter_map(status).collect())
        }
        Operation::CreateVacancy | Operation::UpdateVacancy | Operation::GetVacancy => {
            Some(status(&body).into_iter().collect())
        }
        _ => None,
    }
}

/// A vacancy's own, or what a refusal says of it.
fn status(told: &Value) -> Option<String> {
    let status = told.get("vacancyStatus").or_else(|| told.get("status"))?;
    // A word that the contract does not know says nothing: a client may make of it what it can.
    let known = |word: &&str| VacancyStatus::from_wire(word).is_ok();
    status.as_str().filter(known).map(str::to_owned)
}
