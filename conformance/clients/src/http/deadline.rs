//! The time an action has.

use std::time::Duration;

use tokio::time::Instant;

/// What is kept back for telling the user.
const LONGEST_MARGIN: Duration = Duration::from_millis(500);

/// When an action must have been reported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Instant,
}

impl Deadline {
    /// A deadline that far from now, less a margin for the report.
    pub(crate) fn within(span: Duration) -> Self {
        let margin = (span / 10).min(LONGEST_MARGIN);
        // A deadline beyond what the clock can say is no deadline for practical purposes.
        let far = Duration::from_secs(24 * 60 * 60);
        Self {
            at: Instant::now() + span.min(far).saturating_sub(margin),
        }
    }

    /// Waits, unless that would leave no time to send afterwards; tells whether it waited.
    pub(crate) async fn wait(&self, pause: Duration) -> bool {
        let fits = pause < self.left();
        if fits {
            tokio::time::sleep(pause).await;
        }
        fits
    }

    /// What is left of it.
    pub(crate) fn left(&self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }
}
