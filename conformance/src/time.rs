//! The wall clock and the stopwatch of a run. Verdicts never depend on either.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// When a run started, and how long it has taken.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    since: Instant,
    /// The wall clock at the start.
    pub started: Timestamp,
}

impl Stopwatch {
    /// Starts now.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where a run reads the wall clock, for its reports"
    )]
    pub fn start() -> Self {
        Self {
            since: Instant::now(),
            started: Timestamp::now(),
        }
    }

    /// How long it has run.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.since.elapsed()
    }
}
