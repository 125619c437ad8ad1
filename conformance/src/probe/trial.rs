//! One attempt on trial: a sandbox that nobody can foresee, and one action in it.

use clients::Begin;
use contract::connection::SandboxConnection;
use jiff::Timestamp;
use serde_json::Value;

use super::{Failure, greeting};
use crate::attempt::begin::begin;
use crate::control::{Control, NewSandbox};
use crate::driver::{ActReply, Adapter};
use crate::evidence::Action;
use crate::scenario::Given;
use crate::seed;

/// How long a client may take to come to rest after a probe, at most.
const QUIET: std::time::Duration = std::time::Duration::from_secs(2);

pub(super) struct Trial<'a> {
    pub(super) adapter: &'a Adapter,
    pub(super) control: &'a Control,
    pub(super) actions: &'a [String],
}

impl Trial<'_> {
    /// Whether the adapter declares the action.
    pub(super) fn can(&self, action: Action) -> bool {
        self.actions.iter().any(|word| word == action.word())
    }

    /// An empty sandbox whose seed comes from the operating system's entropy.
    pub(super) async fn sandbox(&self) -> Result<SandboxConnection, Failure> {
        let seed = seed::entropy().map_err(greeting::entropy_gone)?;
        let new = NewSandbox {
            seed,
            now: now(),
            frozen: true,
            settings: serde_json::Map::new(),
        };
        Ok(self.control.create(&new).await?)
    }

    /// Begins an attempt, makes the client act once, lets it settle, and ends the attempt.
    pub(super) async fn act(
        &self,
        connection: &SandboxConnection,
        action: &str,
        input: Value,
    ) -> Result<ActReply, Failure> {
        let attempt = format!("{:014x}", seed::entropy().map_err(greeting::entropy_gone)?);
        let acted = self
            .attempt(begin(&attempt, now(), connection), action, input)
            .await;
        let late = self.adapter.driver().conclude(&attempt);
        match late {
            Some(trouble) if acted.is_ok() => Err(trouble.into()),
            _ => acted,
        }
    }

    async fn attempt(&self, begin: Begin, action: &str, input: Value) -> Result<ActReply, Failure> {
        let attempt = begin.attempt.clone();
        self.adapter.begin(begin).await?;
        let reply = self
            .adapter
            .act(&attempt, action, "probe", input, None)
            .await?;
        self.adapter.settle(&attempt, QUIET).await?;
        self.adapter.end(&attempt).await?;
        Ok(reply)
    }
}

/// What the clock of a probe shows: the same as in most scenarios, so that nobody can tell.
fn now() -> Timestamp {
    Given::default().now
}
