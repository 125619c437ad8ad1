//! What befalls one exchange, all faults taken together.

use std::time::Duration;

use super::status::Status;

/// The misbehaviour of one exchange.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// How long the answer is held back, after the sandbox has done its work.
    pub(crate) wait: Duration,
    /// What happens instead of the work.
    pub(crate) instead: Option<Instead>,
    /// The work is done, and its answer never leaves.
    pub(crate) lose_answer: bool,
    /// The fault to name in the journal: the one that decides the exchange.
    pub(crate) name: Option<&'static str>,
}

/// What happens instead of the work.
#[derive(Debug, Clone)]
pub(crate) enum Instead {
    /// A refusal is answered.
    Status(Status),
    /// The connection is closed without an answer.
    Drop,
}

impl Plan {
    /// Whether another fault has already decided what becomes of the exchange.
    pub(super) const fn is_decided(&self) -> bool {
        self.instead.is_some() || self.lose_answer
    }

    /// Holds the answer back longer.
    pub(super) fn hold_back(&mut self, wait: Duration, name: &'static str) {
        self.wait += wait;
        self.name = self.name.or(Some(name));
    }

    /// Does something else instead of the work.
    pub(super) fn replace(&mut self, instead: Instead, name: &'static str) {
        self.instead = Some(instead);
        self.name = Some(name);
    }

    /// Does the work and loses its answer.
    pub(super) fn lose(&mut self, name: &'static str) {
        self.lose_answer = true;
        self.name = Some(name);
    }
}
