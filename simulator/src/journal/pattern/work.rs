//! How much one search may cost.
//!
//! A pattern comes from the network and is tried on every exchange that is kept: without a bound a
//! short one could keep a thread busy for hours. Whoever matches asks here whether to go on; once
//! the work is over, what it answers means nothing, and the search is refused.

use std::cell::Cell;
use std::time::Duration;

use super::NoPattern;
use crate::sandbox::clock::Stopwatch;

/// How long one search may keep a thread busy, all its slices together. A full journal takes a
/// fraction of a second.
pub(crate) const MOST: Duration = Duration::from_secs(5);
/// How many steps go by between two looks at the watch.
const STEPS: usize = 4_096;

/// The work of one search, or of a slice of it.
#[derive(Debug)]
pub(crate) struct Work {
    since: Stopwatch,
    most: Duration,
    steps: Cell<usize>,
    given_up: Cell<Option<&'static str>>,
}

impl Work {
    /// Work that may take so long.
    pub(crate) fn of(most: Duration) -> Self {
        Self {
            since: Stopwatch::start(),
            most,
            steps: Cell::new(0),
            given_up: Cell::new(None),
        }
    }

    /// How long it has taken.
    pub(crate) fn spent(&self) -> Duration {
        self.since.elapsed()
    }

    /// Counts one step of many; answers whether to go on.
    pub(super) fn step(&self) -> bool {
        let steps = self.steps.get() + 1;
        self.steps.set(steps);
        match steps.is_multiple_of(STEPS) {
            true => self.goes_on(),
            false => self.given_up.get().is_none(),
        }
    }

    /// Looks at the watch; answers whether to go on.
    pub(super) fn goes_on(&self) -> bool {
        if self.given_up.get().is_none() && self.spent() >= self.most {
            self.give_up(TOO_LONG);
        }
        self.given_up.get().is_none()
    }

    /// Ends the work for another reason than its time.
    pub(super) fn give_up(&self, why: &'static str) {
        self.given_up.set(self.given_up.get().or(Some(why)));
    }

    /// Why what was answered means nothing, if so.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] says what would do instead.
    pub(crate) fn done(&self) -> Result<(), NoPattern> {
        match self.given_up.get() {
            Some(why) => Err(NoPattern::too_much(why)),
            None => Ok(()),
        }
    }
}

const TOO_LONG: &str = "looking for it took longer than 5 seconds and was given up; name members \
    instead of `..`, `*` and filters in one another, repeat less in regular expressions, say which \
    `method` and `urlPath` are meant, or forget exchanges that are no longer needed";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_over_when_its_time_is_and_says_what_would_do() {
        let (over, under_way) = (Work::of(Duration::ZERO), Work::of(Duration::MAX));

        assert!((0..=STEPS).any(|_| !over.step()));
        assert!((0..=STEPS).all(|_| under_way.step()));
        let refused = over.done().unwrap_err().to_string();
        assert!(refused.contains("name members instead"), "{refused}");
        assert_eq!(under_way.done(), Ok(()));
    }
}
