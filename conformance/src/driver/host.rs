//! One of our own clients, answering the protocol as an adapter would.
//!
//! The in-process driver and `conformance adapter` both ask here, so a client behaves the same
//! whichever carries the messages.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clients::{Act, Action, Begin, Client, Outcome, Report, Session};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::protocol::{ActParams, Arm, AttemptParams, HelloParams, SettleParams};

/// A client and its open attempts.
pub struct Host {
    client: Arc<dyn Client>,
    // Never held across an await: a session is taken out as a clone first.
    sessions: Mutex<HashMap<String, Arc<dyn Session>>>,
}

impl Host {
    /// Nothing is open yet.
    pub fn new(client: Arc<dyn Client>) -> Self {
        Self {
            client,
            sessions: Mutex::default(),
        }
    }

    /// The name of the client.
    pub fn client_name(&self) -> &str {
        self.client.name()
    }

    /// Answers one message.
    pub async fn answer(&self, op: &str, params: Value) -> Arm {
        let answered = match op {
            "hello" => self.hello(params),
            "begin" => self.begin(params),
            "act" => self.act(params).await,
            "settle" => self.settle(params).await,
            "end" => self.end(params).await,
            "bye" => Ok(Arm::Ok(json!({}))),
            other => Ok(Arm::Unsupported {
                reason: format!("there is no op `{other}`"),
            }),
        };
        answered.unwrap_or_else(|message| Arm::AdapterError { message })
    }

    fn hello(&self, params: Value) -> Result<Arm, String> {
        let params: HelloParams = read(params)?;
        Ok(Arm::Ok(json!(self.client.hello(&params.nonce))))
    }

    fn begin(&self, params: Value) -> Result<Arm, String> {
        let begin: Begin = read(params)?;
        let attempt = begin.attempt.clone();
        let session = Arc::from(self.client.begin(begin));
        self.open().insert(attempt, session);
        Ok(Arm::Ok(json!({})))
    }

    async fn act(&self, params: Value) -> Result<Arm, String> {
        let params: ActParams = read(params)?;
        if !self.client.supports(&params.action) {
            let reason = format!("there is no action `{}`", params.action);
            return Ok(Arm::Unsupported { reason });
        }
        let Ok(action) = params.action.parse::<Action>() else {
            return Ok(Arm::Ok(json!(pretended())));
        };
        let session = self.session(&params.attempt)?;
        let deadline = Duration::from_millis(params.deadline_ms);
        let act = Act {
            action,
            name: params.name,
            input: params.input,
            deadline,
        };
        Ok(Arm::Ok(json!(session.act(act).await)))
    }

    async fn settle(&self, params: Value) -> Result<Arm, String> {
        let params: SettleParams = read(params)?;
        let session = self.session(&params.attempt)?;
        let idle = session.settle(Duration::from_millis(params.quiet_ms)).await;
        Ok(Arm::Ok(json!({ "idle": idle })))
    }

    async fn end(&self, params: Value) -> Result<Arm, String> {
        let params: AttemptParams = read(params)?;
        let session = self.session(&params.attempt)?;
        session.end().await;
        self.open().remove(&params.attempt);
        Ok(Arm::Ok(json!({})))
    }

    fn session(&self, attempt: &str) -> Result<Arc<dyn Session>, String> {
        let found = self.open().get(attempt).cloned();
        found.ok_or_else(|| format!("no attempt `{attempt}` was begun"))
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<dyn Session>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a client says that claims an action which nobody knows.
fn pretended() -> Report {
    Report {
        outcome: Outcome::Accepted,
        reference: None,
        state: None,
        told_user: Vec::new(),
        attempts: Some(1),
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, String> {
    serde_json::from_value(params).map_err(|error| format!("the params cannot be read: {error}"))
}
