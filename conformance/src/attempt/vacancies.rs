//! Which vacancy is meant by the symbolic name that it was posted under.

use serde_json::Value;

use super::Broken;
use super::steps::Course;
use crate::evidence::{Action, Exchange};

impl Course<'_> {
    /// The id of the draft that the client made last when it was asked to post under this name.
    ///
    /// It is read off the journal, since a client may report anything; a draft whose answer was
    /// lost is found too.
    pub(super) async fn vacancy(&self, name: &str) -> Result<Option<String>, Broken> {
        let marks: Vec<_> = self
            .evidence
            .acts()
            .filter(|(_, act)| act.name == name && act.action == Action::PostVacancy)
            .map(|(step, _)| step.mark)
            .collect();
        let journal = self
            .attempts
            .control
            .journal(&self.world.connection.id)
            .await?;
        let of_the_act = |exchange: &&Exchange| {
            marks
                .iter()
                .any(|mark| mark.holds(exchange.simulator.sequence))
        };
        let made = journal
            .exchanges
            .iter()
            .filter(of_the_act)
            .filter(|exchange| made_a_draft(exchange));
        Ok(made.filter_map(minted).next_back())
    }
}

fn made_a_draft(exchange: &Exchange) -> bool {
    let facts = &exchange.simulator;
    facts.operation.as_deref() == Some("createVacancy") && (facts.committed || facts.replayed)
}

fn minted(exchange: &Exchange) -> Option<String> {
    let answer = exchange.response.as_ref()?.body.json()?;
    answer
        .get("vacancyId")
        .and_then(Value::as_str)
        .map(str::to_owned)
}
