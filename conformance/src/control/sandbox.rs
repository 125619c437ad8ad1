//! Sandboxes: made for an attempt, moved in time, and taken away.

use contract::connection::SandboxConnection;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::Control;
use super::call::{ControlError, unreadable};
use crate::driver::Ward;

/// The sandbox of one attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSandbox {
    /// Everything in it that is drawn is drawn from this; at most 2^53, so that JSON keeps it whole.
    pub seed: u64,
    /// What its clock shows at the start.
    pub now: Timestamp,
    /// Whether its clock stands still.
    pub frozen: bool,
    /// The switches, in the control interface's words (`{"limits": "jobtrain"}`).
    pub settings: Map<String, Value>,
}

impl Control {
    /// Makes an empty sandbox.
    ///
    /// # Errors
    ///
    /// When the simulator refuses it or does not answer.
    pub async fn create(&self, new: &NewSandbox) -> Result<SandboxConnection, ControlError> {
        let mut body = new.settings.clone();
        body.insert("seed".to_owned(), json!(new.seed));
        body.insert("now".to_owned(), json!(new.now));
        body.insert(
            "clock".to_owned(),
            json!(if new.frozen { "frozen" } else { "running" }),
        );
        body.insert("fixtures".to_owned(), json!("empty"));
        if let Some(lifetime) = self.lifetime {
            body.insert(
                "lifetimeSeconds".to_owned(),
                json!(lifetime.as_secs().max(1)),
            );
        }
        let answer = self.post("sandboxes", &Value::Object(body)).await;
        let answer = answer.map_err(|error| match error.status() {
            Some(404 | 405) => ControlError::NotControl {
                url: self.url().to_string(),
            },
            _ => error,
        })?;
        let connection: SandboxConnection = serde_json::from_value(answer)
            .map_err(|error| unreadable("POST /__admin/sandboxes", &error))?;
        if let (Some(warden), Some(ward)) = (&self.warden, self.ward(&connection.id)) {
            warden.watch(ward);
        }
        Ok(connection)
    }

    /// Takes a sandbox away. One that is gone already is no error.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer.
    pub async fn delete(&self, sandbox: &str) -> Result<(), ControlError> {
        match self.remove(&format!("sandboxes/{sandbox}")).await {
            Err(error) if error.status() != Some(404) => Err(error),
            _ => {
                if let (Some(warden), Some(ward)) = (&self.warden, self.ward(sandbox)) {
                    warden.release(ward);
                }
                Ok(())
            }
        }
    }

    /// The sandbox as a warden takes it away.
    fn ward(&self, sandbox: &str) -> Option<Ward> {
        let url = self.base.join(&format!("sandboxes/{sandbox}")).ok()?;
        Some(Ward::Sandbox {
            url: url.to_string(),
            token: self.token.clone(),
        })
    }

    /// Moves a sandbox's clock on, by an ISO 8601 duration.
    ///
    /// # Errors
    ///
    /// When the simulator refuses the duration or does not answer.
    pub async fn advance(&self, sandbox: &str, duration: &str) -> Result<Value, ControlError> {
        let order = json!({"action": "advance", "duration": duration});
        self.put(&format!("sandboxes/{sandbox}/clock"), &order)
            .await
    }

    /// Arms a fault.
    ///
    /// # Errors
    ///
    /// When the simulator does not know the fault or does not answer.
    pub async fn arm(&self, sandbox: &str, fault: &Value) -> Result<Value, ControlError> {
        self.post(&format!("sandboxes/{sandbox}/faults"), fault)
            .await
    }

    /// Disarms every fault.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer.
    pub async fn disarm(&self, sandbox: &str) -> Result<Value, ControlError> {
        self.remove(&format!("sandboxes/{sandbox}/faults")).await
    }
}
