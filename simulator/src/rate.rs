//! How often a sandbox may be asked: so many requests a second, as many at once.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::sandbox::clock::Stopwatch;

const SECOND: u64 = 1_000_000_000;

/// The rate of one sandbox: one number that tells when the next request would be on time (the
/// generic cell rate algorithm), so that nobody waits for a lock.
#[derive(Debug)]
pub(crate) struct Rate {
    // Nanoseconds between two requests that come evenly.
    apart: u64,
    since: Stopwatch,
    next: AtomicU64,
}

impl Rate {
    /// At most so many requests a second.
    pub(crate) fn new(a_second: NonZeroU32) -> Self {
        Self {
            apart: SECOND / u64::from(a_second.get()),
            since: Stopwatch::start(),
            next: AtomicU64::new(0),
        }
    }

    /// Admits a request.
    ///
    /// # Errors
    ///
    /// How long to wait for the next one that would be admitted.
    pub(crate) fn admit(&self) -> Result<(), Duration> {
        let now = u64::try_from(self.since.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.admit_at(now)
    }

    fn admit_at(&self, now: u64) -> Result<(), Duration> {
        let allowed = |next: u64| {
            let ahead = next.saturating_sub(now);
            (ahead.saturating_add(self.apart) <= SECOND).then(|| next.max(now) + self.apart)
        };
        let order = Ordering::Relaxed;
        match self.next.fetch_update(order, order, allowed) {
            Ok(_) => Ok(()),
            Err(next) => {
                let free = next.saturating_sub(now) + self.apart - SECOND;
                Err(Duration::from_nanos(free))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_a_second_allows_come_at_once_and_then_evenly() {
        let rate = Rate::new(NonZeroU32::new(4).unwrap());

        let at_once: Vec<bool> = (0..5).map(|_| rate.admit_at(0).is_ok()).collect();

        assert_eq!(at_once, [true, true, true, true, false]);
        assert_eq!(rate.admit_at(0), Err(Duration::from_millis(250)));
        assert!(rate.admit_at(SECOND / 4).is_ok());
        assert!(rate.admit_at(SECOND / 4).is_err());
    }

    #[test]
    fn a_pause_saves_up_no_more_than_a_second() {
        let rate = Rate::new(NonZeroU32::new(2).unwrap());

        let late: Vec<bool> = (0..3).map(|_| rate.admit_at(60 * SECOND).is_ok()).collect();

        assert_eq!(late, [true, true, false]);
    }
}
