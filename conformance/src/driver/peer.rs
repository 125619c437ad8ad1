//! The other end, for as long as it lives: a child process, or a service until it breaks.

use std::sync::MutexGuard;
use std::time::Duration;

use async_trait::async_trait;

use super::NoAnswer;
use super::desk::Desk;
use crate::protocol::{Arm, AttemptParams, Call, Request};

/// One life of an adapter. What it answers arrives in its book.
#[async_trait]
pub(super) trait Peer: Send + Sync {
    /// The book of questions and answers.
    fn desk(&self) -> MutexGuard<'_, Desk>;

    /// Sends a question off; somebody waits so long for the answer.
    fn send(&self, request: Request, deadline: Duration);

    /// Ends it: nothing is sent or taken in any more, and nothing of it stays.
    fn end(&self);

    /// Waits until it has ended.
    async fn ended(&self);
}

/// Asks and waits. A passed deadline ends the peer.
pub(super) async fn ask(peer: &dyn Peer, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
    let op = call.op();
    let (request, answer) = peer.desk().ask(call)?;
    peer.send(request, deadline);
    match tokio::time::timeout(deadline, answer).await {
        Ok(Ok(answered)) => answered,
        Ok(Err(_)) => Err(reason(peer, op)),
        Err(_) => {
            peer.desk().fall(NoAnswer::Deadline { op, deadline });
            peer.end();
            Err(reason(peer, op))
        }
    }
}

/// Tells it that a broken attempt is over; nobody waits for the answer.
pub(super) fn abandon(peer: &dyn Peer, attempt: &str, patience: Duration) {
    let call = Call::End(AttemptParams {
        attempt: attempt.to_owned(),
    });
    let request = peer.desk().abandon(call);
    if let Some(request) = request {
        peer.send(request, patience);
    }
}

fn reason(peer: &dyn Peer, op: &'static str) -> NoAnswer {
    let unknown = NoAnswer::Crashed {
        how: "ended".to_owned(),
        asked: Some(op),
    };
    peer.desk().fallen().cloned().unwrap_or(unknown)
}
