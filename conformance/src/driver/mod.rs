//! The ways to drive a client: all carry the same messages and give the judge the same evidence.
//!
//! [`InProcess`] drives our own clients, [`Stdio`] a child process, [`Exec`] a process for each
//! attempt, [`Push`] a service, and [`Pull`] whoever asks for work. A further way is one more
//! implementation of [`Driver`]; [`Adapter`] gives every one of them the protocol's types.

mod adapter;
mod command;
mod desk;
mod exec;
mod group;
mod host;
mod in_process;
mod lives;
mod no_answer;
mod peer;
mod pull;
mod push;
mod serve;
mod stdio;
mod warden;
mod words;

use std::time::Duration;

use async_trait::async_trait;

use crate::attempt::Company;
use crate::protocol::{Arm, Call};

pub use adapter::{ActReply, Adapter};
pub use command::{BadCommand, CommandLine};
pub use exec::Exec;
pub use host::Host;
pub use in_process::InProcess;
pub use no_answer::NoAnswer;
pub use pull::{CannotListen, Pull, Tell};
pub use push::{BadAdapterUrl, Push};
pub use serve::{Lapse, Misbehaviour, Subject, ask_for_work, listen, serve};
pub use stdio::Stdio;
pub(crate) use warden::Ward;
pub use warden::{Warden, keep_watch};

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

    /// The person who goes along with the attempts, where one does.
    fn company(&self) -> Option<&dyn Company> {
        None
    }

    /// Says goodbye and leaves nothing running.
    async fn stop(&self);
}
