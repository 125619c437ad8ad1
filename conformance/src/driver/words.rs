//! What an adapter writes on stderr, bounded.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many of the last bytes are kept.
const KEPT: usize = 256 * 1024;

/// How much of it one attempt is given: the end, where the stack trace is.
const GIVEN: usize = 16 * 1024;

/// The last of what an adapter wrote for people, over all its restarts.
#[derive(Clone, Default)]
pub(super) struct Words(Arc<Mutex<Tail>>);

#[derive(Default)]
struct Tail {
    bytes: VecDeque<u8>,
    written: u64,
}

impl Words {
    pub(super) fn write(&self, bytes: &[u8]) {
        let mut tail = self.tail();
        tail.written += bytes.len() as u64;
        tail.bytes.extend(bytes);
        let excess = tail.bytes.len().saturating_sub(KEPT);
        tail.bytes.drain(..excess);
    }

    /// The number of bytes written so far.
    pub(super) fn mark(&self) -> u64 {
        self.tail().written
    }

    /// What was written since a mark, its beginning left out where it is too much.
    pub(super) fn since(&self, mark: u64) -> String {
        let tail = self.tail();
        let wanted = usize::try_from(tail.written - mark.min(tail.written)).unwrap_or(usize::MAX);
        let given = wanted.min(GIVEN).min(tail.bytes.len());
        let skipped = tail.bytes.len() - given;
        let bytes: Vec<u8> = tail.bytes.iter().skip(skipped).copied().collect();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if given < wanted {
            format!("[{} bytes before this]\n{text}", wanted - given)
        } else {
            text
        }
    }

    fn tail(&self) -> MutexGuard<'_, Tail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_gets_what_was_written_since_it_began() {
        let words = Words::default();
        words.write(b"before\n");
        let mark = words.mark();

        words.write(b"during\n");

        assert_eq!(words.since(mark), "during\n");
    }

    #[test]
    fn a_flood_keeps_its_end_and_says_what_is_missing() {
        let words = Words::default();
        words.write(&vec![b'x'; 3 * KEPT]);
        words.write(b"the end");

        let given = words.since(0);

        assert!(
            given.starts_with("[770055 bytes before this]"),
            "{}",
            &given[..40]
        );
        assert!(given.ends_with("the end"));
        assert!(given.len() < GIVEN + 40);
    }
}
