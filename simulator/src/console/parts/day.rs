//! A day, typed into three boxes.

use jiff::civil::Date;

use crate::console::fields::Fields;

/// A day as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::console) struct Day {
    /// Of the month.
    pub(in crate::console) day: String,
    /// 1 to 12.
    pub(in crate::console) month: String,
    /// Four digits.
    pub(in crate::console) year: String,
}

impl Day {
    /// A date in three boxes.
    pub(in crate::console) fn of(date: Date) -> Self {
        Self {
            day: date.day().to_string(),
            month: date.month().to_string(),
            year: date.year().to_string(),
        }
    }

    /// What was typed into the three boxes of a field.
    pub(in crate::console) fn typed(fields: &Fields, name: &str) -> Self {
        let part = |part| fields.trimmed(&format!("{name}-{part}"));
        Self {
            day: part("day"),
            month: part("month"),
            year: part("year"),
        }
    }

    /// Whether nothing was typed.
    pub(in crate::console) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As the wire writes a date: `2026-12-18`. What is no date is written as it was typed, so that
    /// whoever judges it can refuse it.
    pub(in crate::console) fn wire(&self) -> String {
        let number = |text: &str| text.parse::<u16>().ok();
        match (number(&self.year), number(&self.month), number(&self.day)) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            _ => format!("{}-{}-{}", self.year, self.month, self.day),
        }
    }

    /// The date, if there is such a day.
    pub(in crate::console) fn date(&self) -> Option<Date> {
        self.wire().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_day_is_written_as_it_was_typed() {
        let day = |day: &str| Day {
            day: day.into(),
            month: "2".into(),
            year: "2026".into(),
        };

        assert_eq!(day("9").wire(), "2026-02-09");
        assert_eq!(
            (day("30").wire(), day("30").date()),
            ("2026-02-30".into(), None)
        );
        assert_eq!(day("x").wire(), "2026-2-x");
    }
}
