//! A list that forgets its oldest entries, and says how many.

use std::sync::Arc;

use imbl::Vector;
use serde::{Deserialize, Serialize};

/// The newest entries of something that never ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Log<T> {
    entries: Vector<Arc<T>>,
    most: usize,
    forgotten: u64,
}

impl<T> Log<T> {
    /// A log of at most so many entries.
    pub fn new(most: usize) -> Self {
        Self {
            entries: Vector::new(),
            most,
            forgotten: 0,
        }
    }

    /// Adds an entry; when the log is full, the oldest goes.
    pub fn push(&mut self, entry: T) {
        self.entries.push_back(Arc::new(entry));
        while self.entries.len() > self.most {
            self.entries.pop_front();
            self.forgotten += 1;
        }
    }

    /// Whether the log is one that [`Log::push`] could have left, of at most `most` entries.
    pub(crate) fn is_sound(&self, most: usize) -> bool {
        self.most == most && self.entries.len() <= most && self.forgotten < 1 << 53
    }

    /// What is kept, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> + ExactSizeIterator {
        self.entries.iter()
    }

    /// How many entries are kept.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries have gone.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_log_forgets_the_oldest_and_counts_it() {
        let mut log = Log::new(2);
        for entry in 1..=5 {
            log.push(entry);
        }

        assert_eq!(
            log.iter().map(|entry| **entry).collect::<Vec<i32>>(),
            [4, 5]
        );
        assert_eq!(log.forgotten(), 3);
    }
}
