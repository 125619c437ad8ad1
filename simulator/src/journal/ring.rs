//! The ring of entries: bounded, in order of arrival, and honest about what it dropped.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::entry::{Entry, Outcome};
use super::happenings::{Change, Happenings, Since};

/// How much one sandbox's journal keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Entries at most.
    pub(crate) entries: usize,
    /// Bytes at most, of heads and bodies together.
    pub(crate) bytes: usize,
}

/// How much one journal, or several, keep.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    /// Entries that are kept.
    pub(crate) entries: usize,
    /// Bytes that are kept.
    pub(crate) bytes: usize,
    /// Entries that the bounds have pushed out.
    pub(crate) dropped: u64,
}

impl std::ops::Add for Weight {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            entries: self.entries + more.entries,
            bytes: self.bytes + more.bytes,
            dropped: self.dropped + more.dropped,
        }
    }
}

/// Entries that are kept no more. The caller lets go of them when the ring is free again: each is
/// several pieces of memory.
pub(super) type Gone = Vec<Arc<Entry>>;

/// The newest entries of a journal.
#[derive(Debug)]
pub(crate) struct Ring {
    bounds: Bounds,
    entries: VecDeque<Arc<Entry>>,
    bytes: usize,
    dropped: u64,
    last_sequence: u64,
    happenings: Happenings,
}

impl Ring {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            entries: VecDeque::new(),
            bytes: 0,
            dropped: 0,
            last_sequence: 0,
            happenings: Happenings::default(),
        }
    }

    pub(super) const fn next_sequence(&mut self) -> u64 {
        self.last_sequence += 1;
        self.last_sequence
    }

    /// Keeps an entry, and hands over those that have to go for it.
    pub(super) fn push(&mut self, entry: Arc<Entry>) -> Gone {
        self.bytes += entry.bytes();
        self.entries.push_back(entry);
        self.shrink()
    }

    // Told under the ring's lock: an entry that has been dropped or removed meanwhile must not be
    // weighed any more.
    pub(super) fn settle(&mut self, entry: &Entry, outcome: Outcome) -> Gone {
        let bytes = outcome.bytes();
        if !entry.settle(outcome) {
            return Gone::new();
        }
        self.happenings
            .exchange(entry.sequence(), self.bounds.entries);
        if self.at(entry.sequence()).is_none() {
            return Gone::new();
        }
        self.bytes += bytes;
        self.shrink()
    }

    pub(super) fn change(&mut self, change: Change) {
        self.happenings.change(change, self.bounds.entries);
    }

    /// What has happened behind number `seen`, at most `most` happenings of it.
    pub(crate) fn since(&self, seen: u64, most: usize) -> Since {
        self.happenings.since(seen, most, |sequence| {
            let at = self.at(sequence)?;
            self.entries.get(at).cloned()
        })
    }

    /// The number of the newest happening; 0 before the first.
    pub(crate) const fn last_happening(&self) -> u64 {
        self.happenings.last()
    }

    fn at(&self, sequence: u64) -> Option<usize> {
        // While nothing has been removed, sequence numbers have no gaps.
        let first = self.entries.front()?.sequence();
        let guess = usize::try_from(sequence.checked_sub(first)?).ok()?;
        if matches!(self.entries.get(guess), Some(entry) if entry.sequence() == sequence) {
            return Some(guess);
        }
        let found = self
            .entries
            .binary_search_by_key(&sequence, |entry| entry.sequence());
        found.ok()
    }

    // The newest entry always stays, however large: what has just happened can be looked at.
    fn shrink(&mut self) -> Gone {
        let mut gone = Gone::new();
        while self.entries.len() > 1 && self.is_over() {
            let oldest = self
                .entries
                .pop_front()
                .expect("more than one entry is kept");
            self.bytes = self.bytes.saturating_sub(oldest.bytes());
            self.dropped += 1;
            gone.push(oldest);
        }
        gone
    }

    fn is_over(&self) -> bool {
        self.entries.len() > self.bounds.entries || self.bytes > self.bounds.bytes
    }

    /// The entries, newest first.
    pub(crate) fn newest_first(&self) -> Vec<Arc<Entry>> {
        self.entries.iter().rev().cloned().collect()
    }

    /// How many entries are kept, and the newest of them.
    pub(crate) fn extent(&self) -> (usize, Option<Arc<Entry>>) {
        (self.entries.len(), self.entries.back().cloned())
    }

    /// Removes these entries, where they are still kept, and answers how many were.
    ///
    /// The caller has picked them from what the ring once held, so that nothing slow happens while
    /// the ring is locked.
    pub(crate) fn remove(&mut self, picked: &[Arc<Entry>]) -> usize {
        let picked: BTreeSet<u64> = picked.iter().map(|entry| entry.sequence()).collect();
        let before = self.entries.len();
        self.entries
            .retain(|entry| !picked.contains(&entry.sequence()));
        self.bytes = self.entries.iter().map(|entry| entry.bytes()).sum();
        before - self.entries.len()
    }

    /// Forgets every entry, and hands them over, for the caller to let go of.
    pub(crate) fn clear(&mut self) -> VecDeque<Arc<Entry>> {
        self.bytes = 0;
        std::mem::take(&mut self.entries)
    }

    /// How much is kept, and how much was not.
    pub(crate) fn weight(&self) -> Weight {
        Weight {
            entries: self.entries.len(),
            bytes: self.bytes,
            dropped: self.dropped,
        }
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

#[cfg(test)]
mod tests {
    use super::super::facts::{entry, outcome};
    use super::*;

    fn ring(entries: usize, bytes: usize) -> Ring {
        Ring::new(Bounds { entries, bytes })
    }

    fn exchange(ring: &mut Ring, body: usize) -> Arc<Entry> {
        let entry = entry(ring.next_sequence(), "/", &"x".repeat(body));
        ring.push(Arc::clone(&entry));
        ring.settle(&entry, outcome(200, &"y".repeat(body)));
        entry
    }

    #[test]
    fn what_is_kept_never_weighs_more_than_the_bound() {
        let mut ring = ring(10_000, 1024 * 1024);
        for round in 0..1_000 {
            exchange(&mut ring, round * 37 % 5_000);

            assert!(ring.bytes <= 1024 * 1024);
            let weighed: usize = ring.entries.iter().map(|entry| entry.bytes()).sum();
            assert_eq!(ring.bytes, weighed);
        }
        assert_eq!(ring.entries.len() as u64 + ring.dropped(), 1_000);
        assert!(ring.dropped() > 0);
    }

    #[test]
    fn small_exchanges_are_weighed_with_what_holds_them() {
        let mut ring = ring(usize::MAX, 100_000);
        for _ in 0..1_000 {
            exchange(&mut ring, 0);
        }

        assert!(ring.entries.len() < 500, "{}", ring.entries.len());
    }

    #[test]
    fn an_answer_to_a_removed_exchange_is_weighed_no_more() {
        let mut ring = ring(10, 100_000);
        let entry = entry(ring.next_sequence(), "/", "");
        ring.push(Arc::clone(&entry));
        assert_eq!(ring.remove(&[Arc::clone(&entry)]), 1);

        ring.settle(&entry, outcome(200, "late"));

        assert_eq!(ring.bytes, 0);
        assert_eq!(ring.since(0, 10).lost, 1);
    }

    #[test]
    fn settling_twice_is_told_once() {
        let mut ring = ring(10, 100_000);
        let entry = exchange(&mut ring, 10);

        ring.settle(&entry, outcome(500, "again"));

        assert_eq!(ring.last_happening(), 1);
        assert_eq!(entry.outcome().unwrap().status.unwrap(), 200);
    }
}
