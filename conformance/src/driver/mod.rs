//! The ways to drive a client: all carry the same messages and give the judge the same evidence.
//!
//! [`InProcess`] drives our own clients, [`Stdio`] a child process. A further way is one more
//! implementation of [`Driver`]; [`Adapter`] gives every one of them the protocol's types.

mod adapter;
mod host;
mod in_process;
mod no_answer;
mod serve;
mod stdio;

use std::time::Duration;

use async_trait::async_trait;

use crate::protocol::{Arm, Call};

pub use adapter::{ActReply, Adapter};
pub use host::Host;
pub use in_process::InProcess;
pub use no_answer::NoAnswer;
pub use serve::{Lapse, Misbehaviour, serve};
pub use stdio::{BadCommand, CommandLine, Stdio, guard};

/// How long an adapter may take over one message, unless the person running says otherwise.
pub const DEFAULT_DEADLINE: Duration = Duration::from_secs(20);

/// One way to carry messages to an adapter and its answers back.
#[async_trait]
pub trait Driver: Send + Sync {
    /// How reports name the way: `in process`, or the command line.
    fn label(&self) -> String;

    /// Carries one message and waits for its answer.
    ///
    /// # Errors
    ///
    /// When no answer came that counts; the adapter is to blame. Everything else that was asked
    /// for the same attempt gives the same error from then on.
    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer>;

    /// A place in what the adapter writes for people, to read on from.
    fn words_mark(&self) -> u64 {
        0
    }

    /// What the adapter wrote for people (on stderr) since a mark; bounded, oldest left out first.
    fn words_since(&self, _mark: u64) -> String {
        String::new()
    }

    /// Closes the books on an attempt, and tells what broke in it beside the calls it made.
    fn conclude(&self, _attempt: &str) -> Option<NoAnswer> {
        None
    }

    /// What broke while no attempt was open.
    fn loose_trouble(&self) -> Vec<NoAnswer> {
        Vec::new()
    }

    /// Says goodbye and leaves nothing running.
    async fn stop(&self);
}
