//! What a run is to do.

use tokio_util::sync::CancellationToken;

use crate::attempt::Attempts;
use crate::evidence::Action;
use crate::scenario::Scenario;

/// What a run is to do.
pub struct Plan {
    /// The selected scenarios, in the order of their ids.
    pub scenarios: Vec<Scenario>,
    /// What every attempt shares.
    pub attempts: Attempts,
    /// How many attempts may be open at once, where the person running wants fewer than the
    /// adapter declares.
    pub jobs: Option<u32>,
    /// Whether no further scenario starts after the first that fails.
    pub fail_fast: bool,
}

/// The most attempts that are open at once, whatever an adapter declares.
const MOST_JOBS: u32 = 64;

impl Plan {
    /// How many attempts are open at once.
    #[must_use]
    pub fn jobs(&self, declared: u32) -> u32 {
        self.jobs
            .unwrap_or(MOST_JOBS)
            .min(declared)
            .clamp(1, MOST_JOBS)
    }

    pub(super) fn interrupt(&self) -> &CancellationToken {
        &self.attempts.interrupt
    }
}

/// Why a scenario cannot be run with an adapter that supports these actions.
pub(crate) fn missing(scenario: &Scenario, supported: &[Action]) -> Option<String> {
    let missing: Vec<String> = scenario
        .requires
        .iter()
        .filter(|action| !supported.contains(action))
        .map(|action| format!("`{}`", action.word()))
        .collect();
    (!missing.is_empty()).then(|| format!("the adapter does not declare {}", missing.join(" and ")))
}
