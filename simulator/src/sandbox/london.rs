//! Dates as they are in London, where both services keep their calendars.
//!
//! The time zone database travels in the binary, so that London is the same on every machine.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

static LONDON: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/London").expect("the time zone database is built in"));

/// The date in London at an instant.
pub fn date(at: Timestamp) -> Date {
    at.to_zoned(LONDON.clone()).date()
}

/// What the clocks in London show at an instant.
pub fn clocks(at: Timestamp) -> DateTime {
    at.to_zoned(LONDON.clone()).datetime()
}

/// The instant at which the clocks in London show this; where they show it twice, the first, and
/// where they skip it, as much later as they skip. Nothing at the ends of all time.
pub fn instant(shown: DateTime) -> Option<Timestamp> {
    let zoned = shown.to_zoned(LONDON.clone()).ok()?;
    Some(zoned.timestamp())
}

/// The first instant after a day in London: where something that lasts to the end of that day ends.
pub fn end_of(day: Date) -> Timestamp {
    let midnight = day
        .tomorrow()
        .and_then(|next| next.to_zoned(LONDON.clone()));
    midnight.map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn a_summer_day_ends_an_hour_before_midnight_utc() {
        assert_eq!(
            end_of(jiff::civil::date(2026, 8, 5)),
            at("2026-08-05T23:00:00Z")
        );
        assert_eq!(
            end_of(jiff::civil::date(2026, 12, 18)),
            at("2026-12-19T00:00:00Z")
        );
    }

    #[test]
    fn the_day_the_clocks_change_ends_at_its_own_midnight() {
        assert_eq!(
            end_of(jiff::civil::date(2026, 3, 29)),
            at("2026-03-29T23:00:00Z")
        );
        assert_eq!(
            end_of(jiff::civil::date(2026, 10, 25)),
            at("2026-10-26T00:00:00Z")
        );
    }

    #[test]
    fn just_after_midnight_in_summer_london_is_a_day_ahead_of_utc() {
        assert_eq!(
            date(at("2026-08-05T23:30:00Z")),
            jiff::civil::date(2026, 8, 6)
        );
    }

    #[test]
    fn the_last_day_there_is_never_ends() {
        assert_eq!(end_of(Date::MAX), Timestamp::MAX);
    }
}
