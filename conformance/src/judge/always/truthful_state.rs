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
        .is_some_and(|(status, _)| status == claim.wire())
    {
        return None;
    }
    let name = view.acts[act].name();
    let (expected, why, exchange) = match told {
        Some((status, sequence)) => {
            let why = format!("NHS Jobs last said {status} (exchange {sequence})");
            (status.to_lowercase(), why, Some(sequence))
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

/// The last state of the vacancy of this name that an answer brought before the report.
fn last_told(view: &View<'_>, act: usize) -> Option<(String, u64)> {
    let (name, reported) = (view.acts[act].name(), view.acts[act].step.mark.after);
    let of_name = |seen: &&Seen<'_>| {
        seen.sequence() <= reported && seen.act.is_some_and(|act| view.acts[act].name() == name)
    };
    let told = |seen: &Seen<'_>| Some((status(seen)?, seen.sequence()));
    view.exchanges.iter().rev().filter(of_name).find_map(told)
}

fn status(seen: &Seen<'_>) -> Option<String> {
    let response = seen
        .exchange
        .response
        .as_ref()
        .filter(|_| seen.exchange.simulator.delivered)?;
    let body = response.body.json()?;
    let status = match seen.operation()? {
        Operation::ListVacancies => body.get("vacancies")?.get(0)?.get("status")?,
        Operation::CreateVacancy | Operation::UpdateVacancy | Operation::GetVacancy => body
            .get("vacancyStatus")
            .or_else(|| body.get("status").filter(|status| status.is_string()))?,
        _ => return None,
    };
    Value::as_str(status).map(str::to_owned)
}
