//! The published Agenda for Change scales, and what lies outside them.
//!
//! Figures: NHS Employers, "Pay scales for 2025/26" and "Pay scales for 2026/27" (stated). They are
//! copied, never recomputed: the published figures are rounded in ways of their own. Whether the
//! real service compares a salary with its band is not public; the check is this simulator's.

use jiff::civil::{Date, date};

use crate::codes::PayBand;
use crate::money::Amount;

/// The scales of one pay year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayYear {
    /// As people say it: `2026/27`.
    pub name: &'static str,
    /// First day on which the scales hold.
    pub from: Date,
    /// Least and greatest yearly salary of each band, in pounds.
    bands: [(PayBand, i64, i64); 11],
    /// The supplement for inner London: 20 per cent, at least and at most this much, in pounds.
    inner_london: (i64, i64),
    /// The least yearly salary in Wales, in pounds, where it lifts the lowest points.
    welsh_floor: Option<i64>,
}

/// 2025/26, from 1 April 2025.
pub const YEAR_2025: PayYear = PayYear {
    name: "2025/26",
    from: date(2025, 4, 1),
    bands: [
        (PayBand::Band2, 24_465, 24_465),
        (PayBand::Band3, 24_937, 26_598),
        (PayBand::Band4, 27_485, 30_162),
        (PayBand::Band5, 31_049, 37_796),
        (PayBand::Band6, 38_682, 46_580),
        (PayBand::Band7, 47_810, 54_710),
        (PayBand::Band8a, 55_690, 62_682),
        (PayBand::Band8b, 64_455, 74_896),
        (PayBand::Band8c, 76_965, 88_682),
        (PayBand::Band8d, 91_342, 105_337),
        (PayBand::Band9, 109_179, 125_637),
    ],
    // Of medium confidence: third-party figures that agree with 2026/27 divided by its uplift.
    inner_london: (5_609, 8_466),
    welsh_floor: None,
};

/// 2026/27, from 1 April 2026.
pub const YEAR_2026: PayYear = PayYear {
    name: "2026/27",
    from: date(2026, 4, 1),
    bands: [
        (PayBand::Band2, 25_272, 25_272),
        (PayBand::Band3, 25_760, 27_476),
        (PayBand::Band4, 28_392, 31_157),
        (PayBand::Band5, 32_073, 39_043),
        (PayBand::Band6, 39_959, 48_117),
        (PayBand::Band7, 49_387, 56_515),
        (PayBand::Band8a, 57_528, 64_750),
        (PayBand::Band8b, 66_582, 77_368),
        (PayBand::Band8c, 79_504, 91_609),
        (PayBand::Band8d, 94_356, 108_814),
        (PayBand::Band9, 112_782, 129_783),
    ],
    inner_london: (5_794, 8_746),
    // AfC(W) 01/2026: points below are lifted to it.
    welsh_floor: Some(26_300),
};

/// What a yearly salary of a band may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// The year whose scales were used.
    pub year: PayYear,
    /// The least salary, without any supplement.
    pub least: Amount,
    /// The greatest salary, with the inner London supplement on the top of the band.
    pub most: Amount,
}

/// The scales that hold on a day: the last that began on or before it, else the earliest known.
pub fn on(day: Date) -> PayYear {
    if day >= YEAR_2026.from {
        YEAR_2026
    } else {
        YEAR_2025
    }
}

/// What a yearly salary in this band may be on this day, or `None` for a grade outside Agenda for
/// Change.
pub fn allowed(band: PayBand, day: Date, wales: bool) -> Option<Allowed> {
    let year = on(day);
    let (_, entry, top) = year.bands.iter().find(|(row, _, _)| *row == band)?;
    let floor = year.welsh_floor.filter(|_| wales).unwrap_or(*entry);
    let top = (*top).max(floor);
    Some(Allowed {
        year,
        least: Amount::pounds((*entry).max(floor)),
        most: Amount::pounds(top + year.inner_london_on(top)),
    })
}

/// The least and the greatest yearly salary of a band on this day, without any supplement, or
/// `None` for a grade outside Agenda for Change.
pub fn range(band: PayBand, day: Date) -> Option<(Amount, Amount)> {
    let year = on(day);
    let (_, entry, top) = year.bands.iter().find(|(row, _, _)| *row == band)?;
    Some((Amount::pounds(*entry), Amount::pounds(*top)))
}

impl PayYear {
    /// The inner London supplement on a basic salary, in pounds, rounded up to a whole pound.
    fn inner_london_on(&self, basic: i64) -> i64 {
        let (least, most) = self.inner_london;
        let fifth = (basic + 4) / 5;
        fifth.clamp(least, most)
    }
}

impl Allowed {
    /// Whether a salary lies within.
    pub fn holds(&self, amount: Amount) -> bool {
        self.least <= amount && amount <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pounds(band: PayBand, day: Date, wales: bool) -> (i64, i64) {
        let allowed = allowed(band, day, wales).unwrap();
        (allowed.least.pence() / 100, allowed.most.pence() / 100)
    }

    #[test]
    fn the_tables_change_on_the_first_of_april() {
        assert_eq!(pounds(PayBand::Band5, date(2026, 3, 31), false).0, 31_049);
        assert_eq!(pounds(PayBand::Band5, date(2026, 4, 1), false).0, 32_073);
    }

    #[test]
    fn inner_london_is_a_fifth_within_its_bounds() {
        assert_eq!(
            pounds(PayBand::Band2, date(2026, 5, 1), false).1,
            25_272 + 5_794
        );
        assert_eq!(
            pounds(PayBand::Band5, date(2026, 5, 1), false).1,
            39_043 + 7_809
        );
        assert_eq!(
            pounds(PayBand::Band9, date(2026, 5, 1), false).1,
            129_783 + 8_746
        );
    }

    #[test]
    fn wales_has_a_floor_of_its_own() {
        assert_eq!(pounds(PayBand::Band2, date(2026, 5, 1), true).0, 26_300);
        assert_eq!(pounds(PayBand::Band3, date(2026, 5, 1), true).0, 26_300);
        assert_eq!(pounds(PayBand::Band4, date(2026, 5, 1), true).0, 28_392);
    }

    #[test]
    fn a_medical_grade_has_no_band() {
        assert_eq!(allowed(PayBand::Consultant, date(2026, 5, 1), false), None);
    }
}
