//! An action that does not exist.

use serde_json::json;

use super::trial::Trial;
use super::{Asked, Failure, Found};
use crate::driver::ActReply;

pub(super) const ASKS: &str = "answers `unsupported` to an action that does not exist";

/// The action that does not exist.
const ACTION: &str = "polish_the_doorknobs";

pub(super) async fn probe(trial: &Trial<'_>) -> Found {
    let connection = trial.sandbox().await?;
    let replied = trial.act(&connection, ACTION, json!({})).await;
    trial.control.delete(&connection.id).await?;
    match replied? {
        ActReply::Unsupported { .. } => Ok(Asked::Yes),
        ActReply::Report(report) => Err(Failure::Dishonest(format!(
            "asked for the action `{ACTION}`, which does not exist, the adapter reported `{}` \
             instead of answering `unsupported`",
            report.outcome.word()
        ))),
    }
}
