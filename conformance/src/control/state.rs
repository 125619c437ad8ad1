//! A sandbox that lives longer than one attempt: given back as created, and given another world.

use contract::connection::SandboxConnection;
use serde_json::{Value, json};

use super::Control;
use super::call::{ControlError, unreadable};

/// A sandbox that was found: how it is reached, and what everything drawn in it follows from.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundSandbox {
    /// How it is reached.
    pub connection: SandboxConnection,
    /// Its seed.
    pub seed: u64,
}

impl Control {
    /// Finds a sandbox again.
    ///
    /// # Errors
    ///
    /// When there is none of this id, or the simulator does not answer.
    pub async fn find(&self, sandbox: &str) -> Result<FoundSandbox, ControlError> {
        let told = self.get(&format!("sandboxes/{sandbox}")).await?;
        let call = "GET /__admin/sandboxes/…";
        let seed = told["seed"].as_u64();
        Ok(FoundSandbox {
            seed: seed.ok_or_else(|| unreadable(call, &"it has no `seed`"))?,
            connection: serde_json::from_value(told).map_err(|error| unreadable(call, &error))?,
        })
    }

    /// Everything of a sandbox as created, journal and faults too, but for id and credentials.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer.
    pub async fn reset(&self, sandbox: &str) -> Result<(), ControlError> {
        let path = format!("sandboxes/{sandbox}/reset");
        self.post(&path, &json!({})).await.map(drop)
    }

    /// A sandbox as one document, without id, secrets and base URLs.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer.
    pub async fn state(&self, sandbox: &str) -> Result<Value, ControlError> {
        self.get(&format!("sandboxes/{sandbox}/state")).await
    }

    /// Puts another world behind a sandbox's id, secrets and base URLs.
    ///
    /// # Errors
    ///
    /// When the document is refused, or the simulator does not answer.
    pub async fn load_state(&self, sandbox: &str, state: &Value) -> Result<(), ControlError> {
        let path = format!("sandboxes/{sandbox}/state");
        self.put(&path, state).await.map(drop)
    }
}
