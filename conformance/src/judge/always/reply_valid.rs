//! The simulator's own answers keep its own promise; else it blames itself.

use contract::operation::Operation;
use contract::problem::Problem;
use contract::transfer::TransferResult;
use contract::vacancy::Vacancy;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::request_valid;
use crate::evidence::Response;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place, Verdict};

pub(super) fn judge(view: &View<'_>, _level: Level) -> Judgement {
    if view
        .exchanges
        .iter()
        .all(|seen| seen.exchange.response.is_none())
    {
        return Judgement::not_applicable("the simulator answered nothing");
    }
    let findings = findings(view);
    let Some(first) = findings.first() else {
        return Judgement::pass();
    };
    let reason = format!("the simulator is to blame: {}", first.sentence);
    Judgement {
        findings,
        ..Judgement::of(Verdict::Error, reason)
    }
}

/// Every answer that breaks the simulator's promise. Where a fault fired on purpose, or a magic value
/// asked for the answer, none does.
pub(in crate::judge) fn findings(view: &View<'_>) -> Vec<Finding> {
    let honest = |seen: &&Seen<'_>| seen.exchange.simulator.fault.is_none() && !is_magic(seen);
    let broken = |seen: &Seen<'_>| {
        let response = seen.exchange.response.as_ref()?;
        let why = broken_promise(view, seen, response)?;
        let sentence = format!("The answer to {} {why}.", seen.told());
        Some(finding(
            Place::exchange(seen.sequence()),
            "an answer of the contract",
            why,
            sentence,
        ))
    };
    view.exchanges
        .iter()
        .filter(honest)
        .filter_map(broken)
        .collect()
}

fn broken_promise(view: &View<'_>, seen: &Seen<'_>, response: &Response) -> Option<String> {
    let (status, body) = (response.status, response.body.json());
    if response.header("x-request-id") != Some(&seen.exchange.simulator.request_id) {
        return Some("does not carry its X-Request-Id".to_owned());
    }
    match (status, seen.operation()) {
        (500.., _) => Some(format!("has the status {status} without a fault")),
        (400.., Some(Operation::IssueToken)) => token_refusal(body.as_ref()),
        (400.., _) => {
            problem(status, seen, body.as_ref()).or_else(|| wrong_refusal(view, seen, response))
        }
        (200..=299, Some(operation)) => success(operation, response, body),
        _ => None,
    }
}

fn token_refusal(body: Option<&Value>) -> Option<String> {
    let told = body.is_some_and(|body| body.get("error").is_some_and(Value::is_string));
    (!told).then(|| "refuses a token without `error`".to_owned())
}

fn problem(status: u16, seen: &Seen<'_>, body: Option<&Value>) -> Option<String> {
    let problem = body.and_then(|body| serde_json::from_value::<Problem>(body.clone()).ok());
    let Some(problem) = problem else {
        return Some("is no problem document".to_owned());
    };
    if problem.status != status {
        return Some(format!(
            "says {} in its body and {status} in its status line",
            problem.status
        ));
    }
    let journalled = seen.exchange.simulator.refusal.as_ref();
    let other = journalled.filter(|code| **code != problem.code);
    other.map(|code| format!("says {} where the journal says {code}", problem.code))
}

/// Fields were refused although the body breaks no rule: one of the two judges is wrong, and it is
/// not the client.
fn wrong_refusal(view: &View<'_>, seen: &Seen<'_>, response: &Response) -> Option<String> {
    let fields = response.status == 400
        && seen.exchange.simulator.refusal.as_deref() == Some("VALIDATION_FAILED");
    let wrong = fields && seen.writes() && request_valid::is_valid(view, seen);
    wrong.then(|| "refuses fields of a body that breaks no rule of the contract".to_owned())
}

/// Whether the request itself asks for a case: by a reference or by `Prefer`.
fn is_magic(seen: &Seen<'_>) -> bool {
    let reference = |name: &str| {
        let text = seen.body.as_ref()?.get(name)?.as_str()?;
        Some(text.starts_with("SIM-"))
    };
    let named = ["jobReference", "atsReference"]
        .into_iter()
        .filter_map(reference);
    named.into_iter().any(std::convert::identity)
        || seen.exchange.request.header("prefer").is_some()
}

fn success(operation: Operation, response: &Response, body: Option<Value>) -> Option<String> {
    let reads = match operation {
        Operation::CreateVacancy | Operation::UpdateVacancy | Operation::GetVacancy => {
            is::<Vacancy>(body)
        }
        Operation::TransferEmploymentChecks | Operation::GetTransfer => is::<TransferResult>(body),
        Operation::IssueToken => body.is_some_and(|body| body["access_token"].is_string()),
        Operation::ListVacancies => body.is_some_and(|body| body["vacancies"].is_array()),
        _ => true,
    };
    if !reads {
        return Some("does not have the shape of the contract".to_owned());
    }
    let created = operation == Operation::CreateVacancy;
    if created && (response.status != 201 || response.header("location").is_none()) {
        return Some("is no 201 with a Location".to_owned());
    }
    None
}

fn is<T: DeserializeOwned>(body: Option<Value>) -> bool {
    body.is_some_and(|body| serde_json::from_value::<T>(body).is_ok())
}
