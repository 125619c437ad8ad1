//! The journal of a sandbox, as evidence.

use serde_json::Value;

use super::Control;
use super::call::{ControlError, unreadable};
use crate::evidence::{Exchange, JournalFacts};

/// What a sandbox's journal holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    /// Oldest first.
    pub exchanges: Vec<Exchange>,
    /// What it says of itself.
    pub facts: JournalFacts,
}

impl Control {
    /// Reads the whole journal.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer, or an entry is not as promised.
    pub async fn journal(&self, sandbox: &str) -> Result<Journal, ControlError> {
        let answer = self.get(&format!("sandboxes/{sandbox}/requests")).await?;
        let call = "GET /__admin/sandboxes/…/requests";
        let entries = answer.get("requests").and_then(Value::as_array);
        let entries = entries.ok_or_else(|| unreadable(call, &"it has no `requests`"))?;
        let read = entries
            .iter()
            .map(Exchange::from_journal)
            .collect::<Result<Vec<_>, _>>();
        let mut exchanges = read.map_err(|error| unreadable(call, &error))?;
        exchanges.sort_by_key(|exchange| exchange.simulator.sequence);
        Ok(Journal {
            exchanges,
            facts: facts(&answer),
        })
    }

    /// The last sequence that the journal gave out; 0 where nothing has arrived.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer.
    pub async fn last_sequence(&self, sandbox: &str) -> Result<u64, ControlError> {
        if let Some(known) = self.door.last_sequence(sandbox) {
            return Ok(known);
        }
        let answer = self
            .get(&format!("sandboxes/{sandbox}/requests?limit=0"))
            .await?;
        Ok(facts(&answer).last_sequence)
    }
}

fn facts(answer: &Value) -> JournalFacts {
    let member = |name: &str| answer["meta"][name].as_u64().unwrap_or_default();
    JournalFacts {
        total: member("total"),
        dropped: member("dropped"),
        last_sequence: member("lastSequence"),
    }
}
