//! The ring of entries: bounded, in order of arrival, and honest about what it dropped.

use std::collections::VecDeque;
use std::sync::Arc;

use super::entry::{Entry, Outcome};

/// How much one sandbox's journal keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Entries at most.
    pub(crate) entries: usize,
    /// Bytes at most, of heads and bodies together.
    pub(crate) bytes: usize,
}

/// The newest entries of a journal.
#[derive(Debug)]
pub(crate) struct Ring {
    bounds: Bounds,
    entries: VecDeque<Arc<Entry>>,
    bytes: usize,
    dropped: u64,
    last_sequence: u64,
}

impl Ring {
    pub(super) const fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            entries: VecDeque::new(),
            bytes: 0,
            dropped: 0,
            last_sequence: 0,
        }
    }

    pub(super) const fn next_sequence(&mut self) -> u64 {
        self.last_sequence += 1;
        self.last_sequence
    }

    pub(super) fn push(&mut self, entry: Arc<Entry>) {
        self.bytes += entry.bytes();
        self.entries.push_back(entry);
        self.shrink();
    }

    // Told under the ring's lock: an entry that has been dropped or removed meanwhile must not be
    // weighed any more.
    pub(super) fn settle(&mut self, entry: &Entry, outcome: Outcome) {
        let bytes = outcome.bytes();
        entry.settle(outcome);
        let kept = self
            .entries
            .binary_search_by_key(&entry.sequence(), |entry| entry.sequence());
        if kept.is_ok() {
            self.bytes += bytes;
            self.shrink();
        }
    }

    // The newest entry always stays, however large: what has just happened can be looked at.
    fn shrink(&mut self) {
        while self.entries.len() > 1 && self.is_over() {
            let oldest = self
                .entries
                .pop_front()
                .expect("more than one entry is kept");
            self.bytes = self.bytes.saturating_sub(oldest.bytes());
            self.dropped += 1;
        }
    }

    fn is_over(&self) -> bool {
        self.entries.len() > self.bounds.entries || self.bytes > self.bounds.bytes
    }

    /// The entries, newest first.
    pub(crate) fn newest_first(&self) -> Vec<Arc<Entry>> {
        self.entries.iter().rev().cloned().collect()
    }

    /// The entry with this id.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Entry>> {
        self.entries
            .iter()
            .rev()
            .find(|entry| entry.id() == id)
            .cloned()
    }

    /// Removes the entries that `wanted` picks, and answers them, newest first.
    pub(crate) fn remove(&mut self, wanted: impl Fn(&Entry) -> bool) -> Vec<Arc<Entry>> {
        let (gone, kept) = self.entries.drain(..).partition(|entry| wanted(entry));
        self.entries = kept;
        self.bytes = self.entries.iter().map(|entry| entry.bytes()).sum();
        let gone: VecDeque<_> = gone;
        gone.into_iter().rev().collect()
    }

    /// How many entries the bounds have pushed out.
    pub(crate) const fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The sequence number of the newest exchange there has been; 0 before the first.
    pub(crate) const fn last_sequence(&self) -> u64 {
        self.last_sequence
    }
}
