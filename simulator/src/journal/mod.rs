//! The journal: every exchange of a sandbox as bytes, before anyone interprets it.
//!
//! Secrets are masked at this boundary, so nothing behind it can leak one. The journal is bounded,
//! in entries and in bytes, and says what it dropped.

mod entry;
mod json_path;
mod masks;
pub(crate) mod pattern;
mod ring;
mod value_pattern;
pub(crate) mod wiremock;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) use entry::{Arrival, Entry, Outcome};
pub(crate) use masks::API_KEY;
use masks::Masking;
pub(crate) use ring::{Bounds, Ring};

use crate::sandbox::clock::Stopwatch;
use crate::sandbox::registry::{Sandbox, SandboxId, Sandboxes};
use crate::sandbox::seed::{Child, Seed};
use crate::server::Delivery;

/// The exchanges of one sandbox.
pub(crate) struct Journal {
    sandbox: SandboxId,
    // Asked whose a secret is.
    sandboxes: Arc<Sandboxes<()>>,
    since: Stopwatch,
    requests: Child,
    // Sequence and order of arrival must agree, so both are given under one lock.
    ring: Mutex<Ring>,
}

impl Journal {
    /// An empty journal of `sandbox`, whose request ids follow from `seed`.
    pub(crate) fn new(
        sandbox: &Sandbox<()>,
        seed: Seed,
        sandboxes: Arc<Sandboxes<()>>,
        bounds: Bounds,
    ) -> Self {
        Self {
            sandbox: sandbox.id().clone(),
            sandboxes,
            since: sandbox.stopwatch(),
            requests: seed.child("requests"),
            ring: Mutex::new(Ring::new(bounds)),
        }
    }

    /// Microseconds since the sandbox was created.
    pub(crate) fn elapsed_micros(&self) -> u64 {
        self.since.elapsed_micros()
    }

    /// Records a request, masked, and gives it its place in the order of arrival.
    pub(crate) fn arrived(&self, mut arrival: Arrival) -> Arc<Entry> {
        let mut masking = Masking::new(&self.sandboxes, &self.sandbox);
        arrival.mask(&mut masking);
        let masks = masking.done();
        let delivery = Arc::new(Delivery::pending(self.since));
        let mut ring = self.ring();
        let sequence = ring.next_sequence();
        let entry = Entry::new(sequence, self.requests, arrival, masks, delivery);
        let entry = Arc::new(entry);
        ring.push(Arc::clone(&entry));
        entry
    }

    /// Records what was answered, masked. What an entry has been told once stays.
    pub(crate) fn answered(&self, entry: &Entry, mut outcome: Outcome) {
        let mut masking = Masking::new(&self.sandboxes, &self.sandbox);
        outcome.mask(&mut masking);
        outcome.masks = masking.done();
        self.ring().settle(entry, outcome);
    }

    /// The ring, for reading and removing entries.
    pub(crate) fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
