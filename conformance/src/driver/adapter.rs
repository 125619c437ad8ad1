//! An adapter as the runner speaks to it: the protocol's questions with the types of their answers.

use std::sync::Arc;
use std::time::Duration;

use clients::{Begin, HelloReply};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Driver, NoAnswer};
use crate::evidence::Report;
use crate::protocol::{
    ActParams, Arm, AttemptParams, Call, HelloParams, SettleParams, Unreadable, VERSION,
};

/// An adapter, whichever way it is driven.
#[derive(Clone)]
pub struct Adapter {
    driver: Arc<dyn Driver>,
    deadline: Duration,
}

/// What an adapter answered to `act`.
#[derive(Debug, Clone, PartialEq)]
pub enum ActReply {
    /// What the client saw.
    Report(Report),
    /// The adapter does not know the action.
    Unsupported {
        /// In its words.
        reason: String,
    },
}

impl Adapter {
    /// An adapter that may take `deadline` over each message.
    pub fn new(driver: Arc<dyn Driver>, deadline: Duration) -> Self {
        Self { driver, deadline }
    }

    /// The way it is driven.
    pub fn driver(&self) -> &dyn Driver {
        self.driver.as_ref()
    }

    /// Asks who it is.
    ///
    /// # Errors
    ///
    /// No answer that counts.
    pub async fn hello(&self, nonce: &str) -> Result<HelloReply, NoAnswer> {
        let protocol = vec![VERSION.to_owned()];
        self.ask(Call::Hello(HelloParams {
            protocol,
            nonce: nonce.to_owned(),
        }))
        .await
    }

    /// Starts an attempt.
    ///
    /// # Errors
    ///
    /// No answer that counts.
    pub async fn begin(&self, begin: Begin) -> Result<(), NoAnswer> {
        self.ask::<Value>(Call::Begin(Box::new(begin)))
            .await
            .map(drop)
    }

    /// Makes the client act, within another deadline than the usual one where there is one.
    ///
    /// # Errors
    ///
    /// No answer that counts.
    pub async fn act(
        &self,
        attempt: &str,
        action: &str,
        name: &str,
        input: Value,
        deadline: Option<Duration>,
    ) -> Result<ActReply, NoAnswer> {
        let deadline = deadline.unwrap_or(self.deadline);
        let call = Call::Act(ActParams {
            attempt: attempt.to_owned(),
            action: action.to_owned(),
            name: name.to_owned(),
            input,
            deadline_ms: u64::try_from(deadline.as_millis()).unwrap_or(u64::MAX),
        });
        match self.driver.carry(call, deadline).await? {
            Arm::Ok(ok) => Ok(ActReply::Report(Unreadable::or("act", ok)?)),
            Arm::Unsupported { reason } => Ok(ActReply::Unsupported { reason }),
            Arm::AdapterError { message } => Err(NoAnswer::AdapterError { op: "act", message }),
        }
    }

    /// Waits until the client has no work left; false when it says that some is.
    ///
    /// # Errors
    ///
    /// No answer that counts.
    pub async fn settle(&self, attempt: &str, quiet: Duration) -> Result<bool, NoAnswer> {
        let quiet_ms = u64::try_from(quiet.as_millis()).unwrap_or(u64::MAX);
        let params = SettleParams {
            attempt: attempt.to_owned(),
            quiet_ms,
        };
        let settled: Settled = self.ask(Call::Settle(params)).await?;
        Ok(settled.idle)
    }

    /// Ends an attempt.
    ///
    /// # Errors
    ///
    /// No answer that counts.
    pub async fn end(&self, attempt: &str) -> Result<(), NoAnswer> {
        let params = AttemptParams {
            attempt: attempt.to_owned(),
        };
        self.ask::<Value>(Call::End(params)).await.map(drop)
    }

    async fn ask<T: DeserializeOwned>(&self, call: Call) -> Result<T, NoAnswer> {
        let op = call.op();
        match self.driver.carry(call, self.deadline).await? {
            Arm::Ok(ok) => Ok(Unreadable::or(op, ok)?),
            Arm::Unsupported { reason } => Err(NoAnswer::Unsupported { op, reason }),
            Arm::AdapterError { message } => Err(NoAnswer::AdapterError { op, message }),
        }
    }
}

/// The `ok` of `settle`.
#[derive(Deserialize)]
struct Settled {
    idle: bool,
}
