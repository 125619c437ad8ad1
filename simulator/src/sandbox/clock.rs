//! The sandbox clock: running or frozen, and moved only by someone who says so.
//!
//! The one place that reads the real time and the elapsed time. Everything else is given an
//! instant, so that a scenario can move it.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The earliest instant a sandbox clock may show: 1 January 1970.
pub const EARLIEST: Timestamp = Timestamp::UNIX_EPOCH;

/// The latest instant a sandbox clock may be set to: the last second of the year 2999, so that
/// every header and every four-digit year can still say it.
pub const LATEST: Timestamp = Timestamp::constant(32_503_679_999, 0);

/// The real time, for a running clock to follow.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the real time"
)]
pub fn real_time() -> Timestamp {
    Timestamp::now()
}

/// Elapsed time since it was started; it never goes back, whatever happens to the real time.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    started: Instant,
}

impl Stopwatch {
    /// Starts at zero.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the elapsed time"
    )]
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
        }
    }

    /// How long ago it was started.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// How long ago it was started, in whole microseconds, as the journal records it.
    pub fn elapsed_micros(&self) -> u64 {
        u64::try_from(self.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

/// What a sandbox takes for the time.
///
/// A running clock is remembered as its distance from the real time, so a saved sandbox goes on
/// running while it is saved; a frozen one shows the same instant until it is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Clock {
    /// Goes with the real time, so far ahead of it (or behind, when negative).
    Running {
        /// How far ahead of the real time.
        ahead: SignedDuration,
    },
    /// Stands still.
    Frozen {
        /// Where it stands.
        at: Timestamp,
    },
}

impl Clock {
    /// A clock that shows the real time.
    pub const fn real() -> Self {
        Self::Running {
            ahead: SignedDuration::ZERO,
        }
    }

    /// A clock that stands still.
    pub const fn frozen(at: Timestamp) -> Self {
        Self::Frozen { at }
    }

    /// A clock that shows `at` when the real time is `real`, and goes on from there.
    pub fn running_from(at: Timestamp, real: Timestamp) -> Self {
        Self::Running {
            ahead: at.duration_since(real),
        }
    }

    /// What the clock shows when the real time is `real`.
    pub fn now(&self, real: Timestamp) -> Timestamp {
        match *self {
            Self::Running { ahead } => real.saturating_add(ahead).unwrap_or(real),
            Self::Frozen { at } => at,
        }
    }

    /// Whether it stands still.
    pub fn is_frozen(&self) -> bool {
        matches!(self, Self::Frozen { .. })
    }

    /// Moves the clock as asked; a refused change changes nothing.
    ///
    /// # Errors
    /// [`ClockError`] when the clock would leave the years it can show, or go back by an advance.
    pub fn change(&mut self, change: Change, real: Timestamp) -> Result<(), ClockError> {
        let now = self.now(real);
        *self = match change {
            Change::Freeze { instant } => Self::frozen(within(instant.unwrap_or(now))?),
            Change::Run { instant } => Self::running_from(within(instant.unwrap_or(now))?, real),
            Change::Set { instant } => self.moved_to(within(instant)?, real),
            Change::Advance { duration } => self.moved_to(later(now, duration)?, real),
        };
        Ok(())
    }

    fn moved_to(self, at: Timestamp, real: Timestamp) -> Self {
        match self {
            Self::Running { .. } => Self::running_from(at, real),
            Self::Frozen { .. } => Self::frozen(at),
        }
    }
}

/// A movement of the clock, as a person or a scenario asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Stand still, here or at an instant.
    Freeze {
        /// Where; absent means at what the clock shows.
        instant: Option<Timestamp>,
    },
    /// Run on, from here or from an instant.
    Run {
        /// From where; absent means from what the clock shows.
        instant: Option<Timestamp>,
    },
    /// Show another instant, earlier or later, and stay running or frozen as it was.
    Set {
        /// What to show.
        instant: Timestamp,
    },
    /// Show a later instant, and stay running or frozen as it was.
    Advance {
        /// By how much.
        duration: SignedDuration,
    },
}

/// Why the clock could not be moved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The instant cannot be shown.
    #[error("{instant} is outside the years 1970 to 2999 that a sandbox clock can show")]
    OutOfRange {
        /// The instant asked for.
        instant: Timestamp,
    },
    /// The advance leads out of the years that can be shown.
    #[error(
        "advancing by {duration} would leave the years 1970 to 2999 that a sandbox clock can show"
    )]
    TooFar {
        /// The duration asked for.
        duration: SignedDuration,
    },
    /// An advance does not go back.
    #[error("an advance cannot go back by {duration}; use `set` with the earlier instant")]
    Backwards {
        /// The duration asked for.
        duration: SignedDuration,
    },
    /// The text is no duration with a fixed length.
    #[error(
        "`{text}` is no duration; write ISO 8601 with weeks, days (24 hours), hours, minutes or seconds, such as PT1H or P1D"
    )]
    NotADuration {
        /// The text as given.
        text: String,
    },
}

/// Refuses an instant outside what a sandbox clock may be set to.
///
/// # Errors
/// [`ClockError::OutOfRange`] naming the instant.
pub fn within(instant: Timestamp) -> Result<Timestamp, ClockError> {
    if (EARLIEST..=LATEST).contains(&instant) {
        Ok(instant)
    } else {
        Err(ClockError::OutOfRange { instant })
    }
}

fn later(now: Timestamp, duration: SignedDuration) -> Result<Timestamp, ClockError> {
    if duration.is_negative() {
        return Err(ClockError::Backwards { duration });
    }
    let then = now
        .checked_add(duration)
        .ok()
        .filter(|then| *then <= LATEST);
    then.ok_or(ClockError::TooFar { duration })
}

/// Reads an ISO 8601 duration; a day is 24 hours and a week seven of them. Months and years have
/// no fixed length and are refused.
///
/// # Errors
/// [`ClockError::NotADuration`] with the text.
pub fn duration(text: &str) -> Result<SignedDuration, ClockError> {
    let refused = || ClockError::NotADuration {
        text: text.chars().take(80).collect(),
    };
    let iso = text.trim_start_matches(['+', '-']).starts_with('P');
    let span: jiff::Span = text.parse().ok().filter(|_| iso).ok_or_else(refused)?;
    if span.get_years() != 0 || span.get_months() != 0 {
        return Err(refused());
    }
    let relative = jiff::SpanRelativeTo::days_are_24_hours();
    span.to_duration(relative).map_err(|_| refused())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    const REAL: &str = "2026-08-01T10:00:00Z";

    #[test]
    fn a_frozen_clock_ignores_the_real_time() {
        let clock = Clock::frozen(at("2026-11-02T09:00:00Z"));

        assert_eq!(clock.now(at(REAL)), clock.now(at("2031-01-01T00:00:00Z")));
    }

    #[test]
    fn a_running_clock_keeps_its_distance_from_the_real_time() {
        let clock = Clock::running_from(at("2026-11-02T09:00:00Z"), at(REAL));

        assert_eq!(
            clock.now(at("2026-08-01T10:00:07Z")),
            at("2026-11-02T09:00:07Z")
        );
    }

    #[test]
    fn freezing_stops_where_it_was_and_running_goes_on_from_there() {
        let mut clock = Clock::real();
        clock
            .change(Change::Freeze { instant: None }, at(REAL))
            .unwrap();
        assert_eq!(clock, Clock::frozen(at(REAL)));

        clock
            .change(Change::Run { instant: None }, at("2026-08-01T11:00:00Z"))
            .unwrap();

        assert_eq!(
            clock.now(at("2026-08-01T11:00:05Z")),
            at("2026-08-01T10:00:05Z")
        );
    }

    #[test]
    fn advancing_keeps_a_running_clock_running_and_a_frozen_one_frozen() {
        let hour = Change::Advance {
            duration: duration("PT1H").unwrap(),
        };
        let mut running = Clock::real();
        let mut frozen = Clock::frozen(at(REAL));

        running.change(hour, at(REAL)).unwrap();
        frozen.change(hour, at(REAL)).unwrap();

        assert_eq!(running.now(at(REAL)), at("2026-08-01T11:00:00Z"));
        assert!(!running.is_frozen());
        assert_eq!(frozen, Clock::frozen(at("2026-08-01T11:00:00Z")));
    }

    #[test]
    fn setting_may_go_back_and_advancing_may_not() {
        let mut clock = Clock::frozen(at(REAL));
        clock
            .change(
                Change::Set {
                    instant: at("2020-01-01T00:00:00Z"),
                },
                at(REAL),
            )
            .unwrap();
        assert_eq!(clock.now(at(REAL)), at("2020-01-01T00:00:00Z"));

        let back = Change::Advance {
            duration: SignedDuration::from_secs(-1),
        };
        let refused = clock.change(back, at(REAL)).unwrap_err();

        insta::assert_snapshot!(refused, @"an advance cannot go back by -PT1S; use `set` with the earlier instant");
        assert_eq!(clock.now(at(REAL)), at("2020-01-01T00:00:00Z"));
    }

    #[test]
    fn a_clock_stays_within_the_years_it_can_show() {
        let mut clock = Clock::frozen(at(REAL));
        let far = Change::Set {
            instant: at("3000-01-01T00:00:00Z"),
        };
        let huge = Change::Advance {
            duration: SignedDuration::MAX,
        };

        assert!(matches!(
            clock.change(far, at(REAL)),
            Err(ClockError::OutOfRange { .. })
        ));
        assert!(matches!(
            clock.change(huge, at(REAL)),
            Err(ClockError::TooFar { .. })
        ));
        assert_eq!(clock, Clock::frozen(at(REAL)));
        assert_eq!(LATEST, at("2999-12-31T23:59:59Z"));
    }

    #[test]
    fn a_day_is_24_hours_and_a_week_seven_days() {
        assert_eq!(duration("P1D").unwrap(), SignedDuration::from_hours(24));
        assert_eq!(duration("P1W").unwrap(), SignedDuration::from_hours(168));
        assert_eq!(duration("PT90M").unwrap(), SignedDuration::from_mins(90));
    }

    #[test]
    fn a_duration_without_a_fixed_length_is_refused() {
        for text in ["P1M", "P1Y", "one hour", "1h", "", "PT", "P"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
