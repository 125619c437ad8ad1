//! Which references have had their case: one that a retry survives happens once for each.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use contract::operation::Operation;

/// How many references are remembered; the oldest is forgotten first.
const MOST: usize = 10_000;

/// The references that have had their case, each by the operation that it came with.
#[derive(Debug, Default)]
pub(crate) struct Once {
    // One lock: of two requests at once, one is the first.
    had: Mutex<Had>,
}

#[derive(Debug, Default)]
struct Had {
    all: BTreeSet<(Operation, String)>,
    order: VecDeque<(Operation, String)>,
}

impl Once {
    /// Whether this is the first time that `operation` comes with `reference`.
    pub(super) fn first(&self, operation: Operation, reference: &str) -> bool {
        // What is longer than a reference may be is refused anyhow, and is not kept.
        let key = (operation, reference.chars().take(64).collect::<String>());
        let mut had = self.had.lock().unwrap_or_else(PoisonError::into_inner);
        if !had.all.insert(key.clone()) {
            return false;
        }
        had.order.push_back(key);
        if had.order.len() > MOST
            && let Some(oldest) = had.order.pop_front()
        {
            had.all.remove(&oldest);
        }
        true
    }
}
