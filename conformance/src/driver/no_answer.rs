//! Why an adapter gave no answer that counts.

use std::time::Duration;

use crate::protocol::{Unreadable, Violation};

/// Why an adapter gave no answer that counts. The adapter is to blame for every one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// There is no such program, or it may not be run.
    #[error("the adapter `{command}` cannot be started: {why}")]
    CannotStart {
        /// The command line.
        command: String,
        /// In the operating system's words.
        why: String,
    },
    /// Nobody answers at its address, or the connection was cut.
    #[error(
        "no adapter answers at {url}: {why}{}", while_asked(.asked)
    )]
    Unreachable {
        /// Where it was looked for.
        url: String,
        /// What the connection came to.
        why: String,
        /// What it was asked.
        asked: Option<&'static str>,
    },
    /// No adapter asked for work.
    #[error(
        "no adapter asked for work at {url} within {} s; start it with this address, or wait \
         longer with --pull-wait", .waited.as_secs_f64()
    )]
    NobodyAsked {
        /// Where the runner listens.
        url: String,
        /// How long it waited.
        waited: Duration,
    },
    /// It ended, or closed its stdout, before the run was over.
    #[error("the adapter {how}{}", while_asked(.asked))]
    Crashed {
        /// `exited with status 1`, `was killed by signal 9`, `panicked`.
        how: String,
        /// What it had been asked and not yet answered.
        asked: Option<&'static str>,
    },
    /// It took too long. This counts as a crash.
    #[error("the adapter did not answer `{op}` within {} s", .deadline.as_secs_f64())]
    Deadline {
        /// What had been asked.
        op: &'static str,
        /// How long it was given.
        deadline: Duration,
    },
    /// It wrote something that is no answer.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// Its answer has another shape than the protocol's.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It said of itself that it broke.
    #[error("the adapter reported an error of its own to `{op}`: {message}")]
    AdapterError {
        /// What had been asked.
        op: &'static str,
        /// In the adapter's words.
        message: String,
    },
    /// It said that it does not know an op which every adapter must know.
    #[error("the adapter does not support `{op}`, which every adapter must: {reason}")]
    Unsupported {
        /// What had been asked.
        op: &'static str,
        /// In the adapter's words.
        reason: String,
    },
    /// A person left the task: what becomes of it is theirs to say.
    #[error("the task was left")]
    Left,
    /// The attempt was open when the adapter broke; the one begun again knows nothing of it.
    #[error("the attempt was open when {why}")]
    Lost {
        /// The crash.
        why: String,
    },
    /// It broke once more after it was begun again.
    #[error("the adapter broke a second time and is asked nothing more; the last time {why}")]
    Gone {
        /// The last crash.
        why: String,
    },
}

fn while_asked(asked: &Option<&'static str>) -> String {
    asked
        .map(|op| format!(" while asked for `{op}`"))
        .unwrap_or_default()
}
