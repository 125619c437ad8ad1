//! Days that arrive as other days, and numbers that lose their zeros.

use super::body::{texts, written};
use super::flaw::Flaw;
use crate::fields::{Field, Kind};
use crate::writing::{FAITHFUL, Writing};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "swaps-day-and-month",
        gets_wrong: "Writes the day where the month belongs, wherever that makes a date.",
        hurts: "A person born on 3 April matches nobody, or somebody born on 4 March.",
        trips: &["always/faithful-values", "ESR-C-024"],
        shown_by: "A date whose day is 12 or less and differs from its month.",
        conduct: || {
            written(Writing {
                day: swapped,
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "adds-a-time-to-days",
        gets_wrong: "Sends a day as an instant at midnight.",
        hurts: "The service refuses every date, or moves it by a day in summer.",
        trips: &[
            "always/request-valid",
            "always/faithful-values",
            "ESR-C-024",
        ],
        shown_by: "Any vacancy or transfer.",
        conduct: || {
            written(Writing {
                day: |held| format!("{held}T00:00:00Z"),
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "moves-days-by-one",
        gets_wrong: "Sends the day before, as midnight in another time zone makes it.",
        hurts: "The vacancy closes a day early, and the date of birth matches nobody.",
        trips: &["always/faithful-values", "ESR-C-024"],
        shown_by: "Any vacancy or transfer.",
        conduct: || {
            written(Writing {
                day: day_before,
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "drops-leading-zeros",
        gets_wrong: "Treats references, certificate and registration numbers as numbers.",
        hurts: "A certificate number that starts with zeros is refused, or names another certificate.",
        trips: &["always/faithful-values", "ESR-C-008", "NJ-C-026"],
        shown_by: "A certificate number, registration number or job reference that starts with 0.",
        conduct: || texts(without_zeros),
    },
];

fn swapped(held: &str) -> String {
    let parts: Vec<&str> = held.split('-').collect();
    match parts[..] {
        [year, month, day] if day <= "12" => format!("{year}-{day}-{month}"),
        _ => held.to_owned(),
    }
}

fn day_before(held: &str) -> String {
    let date: Result<jiff::civil::Date, _> = held.parse();
    date.and_then(jiff::civil::Date::yesterday)
        .map_or_else(|_| held.to_owned(), |date| date.to_string())
}

fn without_zeros(field: &Field, held: &str) -> String {
    let number = matches!(field.kind, Kind::Digits) || field.ats.ends_with("_reference");
    if number {
        held.trim_start_matches('0').to_owned()
    } else {
        held.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_spoilt_only_where_a_date_comes_of_it() {
        assert_eq!(swapped("1996-02-03"), "1996-03-02");
        assert_eq!(swapped("1996-02-29"), "1996-02-29");
        assert_eq!(day_before("2024-03-01"), "2024-02-29");
        assert_eq!(day_before("soon"), "soon");
    }
}
