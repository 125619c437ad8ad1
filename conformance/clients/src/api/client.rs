//! The two traits a runner drives: a client, and one session of it for each attempt.

use std::time::Duration;

use async_trait::async_trait;

use super::act::Act;
use super::begin::Begin;
use super::hello::HelloReply;
use super::report::Report;

/// A client of both services.
///
/// Whatever a client gets wrong it gets wrong through these methods, so that a dishonest client
/// can be driven in process as an honest one is.
pub trait Client: Send + Sync {
    /// The name of the client: `reference`, or the name of its flaw.
    fn name(&self) -> &str;

    /// The answer to `hello`. An honest client gives the nonce back.
    fn hello(&self, nonce: &str) -> HelloReply;

    /// Whether the client would take this action on, by the protocol's word for it.
    ///
    /// An honest client says no to a word that names no action.
    fn supports(&self, action: &str) -> bool;

    /// Starts an attempt. Nothing is sent yet.
    fn begin(&self, begin: Begin) -> Box<dyn Session>;
}

/// One attempt of a client: it shares nothing with any other.
#[async_trait]
pub trait Session: Send + Sync {
    /// Does what a person asked for and reports what they would be told.
    ///
    /// Answers within the action's deadline and never panics, whatever the service answers.
    async fn act(&self, act: Act) -> Report;

    /// Waits for work in the background, at most about `quiet`; true once none is left.
    async fn settle(&self, quiet: Duration) -> bool;

    /// Ends the attempt; nothing is sent afterwards.
    async fn end(&self);
}
