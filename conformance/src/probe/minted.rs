//! A reference minted a moment ago, in a sandbox that nobody can foresee.

use contract::connection::SandboxConnection;
use serde_json::Value;

use super::trial::Trial;
use super::{Asked, Failure, Found, sample};
use crate::control::ControlError;
use crate::driver::ActReply;
use crate::evidence::{Action, Report};

pub(super) const ASKS: &str =
    "reports what the service minted a moment ago, and nothing that it did not";

/// The members under which the services mint what a client may report.
const MINTED: [&str; 4] = ["reference", "vacancyId", "transferId", "applicantNumber"];

pub(super) async fn probe(trial: &Trial<'_>) -> Found {
    let Some(action) = sample::action(trial) else {
        return Ok(Asked::No);
    };
    let connection = trial.sandbox().await?;
    let judged = ask(trial, &connection, action).await;
    trial.control.delete(&connection.id).await?;
    judged.map(|()| Asked::Yes)
}

async fn ask(
    trial: &Trial<'_>,
    connection: &SandboxConnection,
    action: Action,
) -> Result<(), Failure> {
    if action == Action::TransferEmploymentChecks {
        let applicant = sample::loaded_applicant(&connection.esr.vpd);
        trial.control.load(&connection.id, &applicant).await?;
    }
    let input = sample::input(action, &connection.esr.vpd);
    let reply = trial.act(connection, action.word(), input).await?;
    let minted = minted(trial, connection).await?;
    match reply {
        ActReply::Report(report) => judge(&report, &minted),
        ActReply::Unsupported { reason } => Err(Failure::Dishonest(format!(
            "the adapter declares `{action}` and does not support it: {reason}",
            action = action.word()
        ))),
    }
}

/// What an honest client can have seen: everything minted in answers that changed something.
async fn minted(
    trial: &Trial<'_>,
    connection: &SandboxConnection,
) -> Result<Vec<String>, ControlError> {
    let journal = trial.control.journal(&connection.id).await?;
    let committed = journal
        .exchanges
        .iter()
        .filter(|exchange| exchange.simulator.committed);
    let answers = committed.filter_map(|exchange| exchange.response.as_ref()?.body.json());
    let minted = answers.flat_map(|answer| {
        MINTED.map(|member| {
            answer
                .get(member)
                .and_then(Value::as_str)
                .map(str::to_owned)
        })
    });
    Ok(minted.flatten().collect())
}

/// Only a claim is judged: a client that does not succeed here may be honest all the same, and the
/// scenarios will say what is wrong with it.
fn judge(report: &Report, minted: &[String]) -> Result<(), Failure> {
    if !report.outcome.is_acceptance() {
        return Ok(());
    }
    if minted.is_empty() {
        return Err(Failure::Dishonest(format!(
            "the adapter reported `{}`, and the service has accepted nothing",
            report.outcome.word()
        )));
    }
    match &report.reference {
        Some(reference) if !minted.contains(reference) => Err(Failure::Dishonest(format!(
            "the adapter reported the reference `{reference}`; the service minted {}",
            minted
                .iter()
                .map(|minted| format!("`{minted}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ))),
        _ => Ok(()),
    }
}
