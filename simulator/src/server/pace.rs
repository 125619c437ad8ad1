//! How fast the body of an answer goes.

use std::time::Duration;

/// The longest that a pace may hold an answer: what has not gone by then goes at once.
pub(crate) const LONGEST: Duration = Duration::from_secs(60);

/// Steps a second at which a rate is kept.
const STEPS_A_SECOND: u64 = 20;

/// A pace, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// So many bytes a second.
    Rate {
        /// At least 1.
        bytes_per_second: u64,
    },
    /// So many pieces, evenly spread over a time.
    Pieces {
        /// At least 1.
        pieces: u64,
        /// When the last of them goes.
        within: Duration,
    },
}

impl Pace {
    /// The steps in which a body of `length` bytes goes.
    pub(crate) fn steps(self, length: u64) -> Steps {
        match self {
            Self::Rate { bytes_per_second } => {
                let bytes = (bytes_per_second / STEPS_A_SECOND).max(1);
                let every = bytes as f64 / bytes_per_second.max(1) as f64;
                Steps {
                    bytes,
                    every: Duration::from_secs_f64(every),
                }
            }
            Self::Pieces { pieces, within } => {
                let bytes = length.div_ceil(pieces.max(1)).max(1);
                let pieces = length.div_ceil(bytes).max(1);
                // Rounded up: the last piece must not go before the time is over.
                let nanos = within.as_nanos().div_ceil(u128::from(pieces));
                let every = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
                Steps { bytes, every }
            }
        }
    }
}

/// So many bytes at the end of every so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Steps {
    bytes: u64,
    every: Duration,
}

impl Steps {
    /// How many bytes in all may have gone after `elapsed`.
    pub(super) fn allowed(self, elapsed: Duration) -> u64 {
        if elapsed >= LONGEST || self.every.is_zero() {
            return u64::MAX;
        }
        let steps = elapsed.as_nanos() / self.every.as_nanos();
        u64::try_from(steps)
            .unwrap_or(u64::MAX)
            .saturating_mul(self.bytes)
    }

    /// When the byte after the first `gone` may go, counted from the beginning of the body.
    pub(super) fn next(self, gone: u64) -> Duration {
        let steps = u32::try_from(gone / self.bytes + 1).unwrap_or(u32::MAX);
        self.every.saturating_mul(steps).min(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn pieces_are_spread_evenly_and_the_last_goes_at_the_end() {
        let steps = Pace::Pieces {
            pieces: 4,
            within: SECOND,
        }
        .steps(10);

        assert_eq!(steps.allowed(Duration::ZERO), 0);
        assert_eq!(steps.allowed(SECOND / 2), 6);
        assert_eq!(steps.next(9), SECOND);
        assert!(steps.allowed(SECOND) >= 10);
    }

    #[test]
    fn a_body_of_fewer_bytes_than_pieces_takes_the_whole_time_too() {
        let steps = Pace::Pieces {
            pieces: 100,
            within: SECOND,
        }
        .steps(3);

        assert_eq!(steps.allowed(SECOND / 2), 1);
        assert_eq!(steps.allowed(SECOND - Duration::from_nanos(1)), 2);
        assert_eq!(steps.next(2).as_micros(), 1_000_000);
    }

    #[test]
    fn a_rate_is_kept_however_small_or_large_it_is() {
        for bytes_per_second in [1, 7, 1_000, 1_000_000] {
            let steps = Pace::Rate { bytes_per_second }.steps(10_000_000);
            let gone = steps.allowed(SECOND * 10);

            assert!(
                gone.abs_diff(bytes_per_second * 10) <= bytes_per_second,
                "{gone}"
            );
        }
    }

    #[test]
    fn nothing_is_held_for_more_than_a_minute() {
        let steps = Pace::Rate {
            bytes_per_second: 1,
        }
        .steps(1_000);

        assert_eq!(steps.allowed(LONGEST), u64::MAX);
        assert_eq!(steps.next(999), LONGEST);
    }
}
