//! The journal: every exchange of a sandbox as bytes, before anyone interprets it.
//!
//! Secrets are masked at this boundary, so nothing behind it can leak one. The journal is bounded,
//! in entries and in bytes, and says what it dropped.

pub(crate) mod curl;
mod entry;
pub(crate) mod explain;
#[cfg(test)]
mod facts;
mod happenings;
pub(crate) mod har;
mod headers;
mod masks;
pub(crate) mod near_miss;
pub(crate) mod operations;
pub(crate) mod pattern;
mod ring;
pub(crate) mod wiremock;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) use entry::{Arrival, Entry, Outcome};
pub(crate) use happenings::{Change, Happening};
pub(crate) use headers::Headers;
pub(crate) use masks::API_KEY;
use masks::Masking;
pub(crate) use ring::{Bounds, Ring, Weight};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

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
    // Tells one life of the sandbox from the next: numbers start anew with each.
    life: u64,
    news: Notify,
    closed: AtomicBool,
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
            life: sandbox.stopwatch().elapsed_micros(),
            news: Notify::new(),
            closed: AtomicBool::new(false),
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
        let gone = ring.push(Arc::clone(&entry));
        drop(ring);
        drop(gone);
        entry
    }

    /// Records what was answered, masked. What an entry has been told once stays.
    pub(crate) fn answered(&self, entry: &Entry, mut outcome: Outcome) {
        let mut masking = Masking::new(&self.sandboxes, &self.sandbox);
        outcome.mask(&mut masking);
        outcome.masks = masking.done();
        // Bound to a name, so that what goes is let go of when the ring is free again.
        let gone = self.ring().settle(entry, outcome);
        drop(gone);
        self.news.notify_waiters();
    }

    /// Records that somebody changed the sandbox.
    pub(crate) fn changed(&self, change: Change) {
        self.ring().change(change);
        self.news.notify_waiters();
    }

    /// Every entry that is kept, newest first.
    pub(crate) fn entries(&self) -> Vec<Arc<Entry>> {
        self.ring().newest_first()
    }

    /// The entry with this id.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Entry>> {
        // Ids are spelt when they are first asked for, so not under the lock.
        self.entries().into_iter().find(|entry| entry.id() == id)
    }

    /// Forgets every entry; sequence numbers go on.
    pub(crate) fn clear(&self) {
        let gone = self.ring().clear();
        // Thousands of entries are let go of here, when the ring is free again.
        drop(gone);
    }

    /// A number for this life of the sandbox: a reset begins another.
    pub(crate) const fn life(&self) -> u64 {
        self.life
    }

    /// Completes once something happens. Enable it first, then look, then wait.
    pub(crate) fn news(&self) -> Notified<'_> {
        self.news.notified()
    }

    /// The sandbox was reset or deleted: nothing more will happen here.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.news.notify_waiters();
    }

    /// Whether nothing more will happen here.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// A text with the secrets in it masked as they would be in an entry, so that the two can be
    /// compared.
    pub(crate) fn masked(&self, text: &str) -> String {
        Masking::new(&self.sandboxes, &self.sandbox).text("", text.to_owned())
    }

    /// What an entry holds in place of an `Authorization` header with this value.
    pub(crate) fn masked_authorization(&self, value: &str) -> String {
        Masking::new(&self.sandboxes, &self.sandbox).authorization(value.as_bytes())
    }

    /// The ring, for reading and removing entries.
    pub(crate) fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
