//! When an answer left, and whether it did.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::sandbox::clock::Stopwatch;

/// Nothing has been handed over yet.
const PENDING: u64 = u64::MAX;

/// What became of one answer at the socket.
#[derive(Debug)]
pub(crate) struct Delivery {
    since: Stopwatch,
    answered: AtomicU64,
    delivered: AtomicBool,
}

impl Delivery {
    /// An answer that has not left yet, timed by `since`.
    pub(crate) const fn pending(since: Stopwatch) -> Self {
        Self {
            since,
            answered: AtomicU64::new(PENDING),
            delivered: AtomicBool::new(false),
        }
    }

    /// The bytes are being handed to the socket, or have been.
    ///
    /// Said before the last write as well as after it: a client that has read its answer may ask
    /// the journal at once, and must not find the answer undelivered.
    pub(crate) fn handed_over(&self) {
        self.delivered.store(true, Ordering::Relaxed);
        self.answered
            .store(self.since.elapsed_micros(), Ordering::Release);
    }

    /// The connection was cut, or broke, before the answer reached the socket.
    pub(crate) fn lost(&self) {
        self.delivered.store(false, Ordering::Relaxed);
        self.answered
            .store(self.since.elapsed_micros(), Ordering::Release);
    }

    /// When the last byte was handed over or the connection was cut; `None` while neither has
    /// happened.
    pub(crate) fn answered_micros(&self) -> Option<u64> {
        let micros = self.answered.load(Ordering::Acquire);
        (micros != PENDING).then_some(micros)
    }

    /// Whether the answer reached the socket.
    pub(crate) fn delivered(&self) -> bool {
        self.answered_micros().is_some() && self.delivered.load(Ordering::Relaxed)
    }
}
