//! What whoever answers an exchange may do to the connection under it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::delivery::Delivery;

/// How a connection ends when it is ended on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The stream is closed in order (FIN): the peer reads an end of file.
    Finish,
    /// The stream is torn down (RST): the peer reads a connection reset.
    Reset,
}

/// Every byte may pass.
const UNLIMITED: u64 = u64::MAX;

/// The handle of one connection, shared between the bytes and whoever answers.
#[derive(Debug)]
pub(crate) struct Control {
    // Bytes that may still be written; the connection ends when a write would exceed them.
    allowance: AtomicU64,
    // A lock, because two things change together; it is held for a few instructions.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    ending: Option<Ending>,
    watched: Option<Arc<Delivery>>,
}

impl Control {
    pub(super) fn new() -> Self {
        Self {
            allowance: AtomicU64::new(UNLIMITED),
            state: Mutex::default(),
        }
    }

    /// Ends the connection: nothing more is written to it.
    pub(crate) fn end(&self, ending: Ending) {
        self.end_after(0, ending);
    }

    /// Ends the connection once `bytes` more have been written.
    pub(crate) fn end_after(&self, bytes: u64, ending: Ending) {
        self.state().ending = Some(ending);
        self.allowance.store(bytes, Ordering::Release);
    }

    /// Reports the next answer on this connection to `delivery`.
    pub(crate) fn watch(&self, delivery: Arc<Delivery>) {
        self.state().watched = Some(delivery);
    }

    pub(super) fn ending(&self) -> Option<Ending> {
        self.state().ending
    }

    /// How many of `wanted` bytes may be written now.
    pub(super) fn allowed(&self, wanted: usize) -> usize {
        let allowance = self.allowance.load(Ordering::Acquire);
        usize::try_from(allowance).map_or(wanted, |allowance| wanted.min(allowance))
    }

    pub(super) fn written(&self, bytes: usize) {
        let allowance = self.allowance.load(Ordering::Acquire);
        if allowance != UNLIMITED {
            let left = allowance.saturating_sub(bytes as u64);
            self.allowance.store(left, Ordering::Release);
        }
    }

    pub(super) fn hand_over(&self) {
        if let Some(delivery) = &self.state().watched {
            delivery.handed_over();
        }
    }

    pub(super) fn flushed(&self) {
        if let Some(delivery) = self.state().watched.take() {
            delivery.handed_over();
        }
    }

    pub(super) fn lose(&self) {
        if let Some(delivery) = self.state().watched.take() {
            delivery.lost();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
