//! Times and numbers as people read them, and words that several forms share.

use jiff::Timestamp;

use crate::sandbox::london;

/// Every contract type with a duration: a form asks for one with these.
pub(super) const FOR_A_WHILE: &[&str] = &[
    "FIXED_TERM",
    "LOCUM",
    "TRAINING",
    "APPRENTICESHIP",
    "VOLUNTARY",
    "SECONDMENT",
    "HONORARY",
    "BANK",
    "NHS_RESERVIST",
];

/// `2 November 2026 at 9:05am`, as the clocks in London show it.
pub(super) fn moment(at: Timestamp) -> String {
    let shown = london::clocks(at);
    let hour = shown.strftime("%-I:%M").to_string();
    let half = if shown.hour() < 12 { "am" } else { "pm" };
    format!("{} at {hour}{half}", shown.strftime("%-d %B %Y"))
}

/// `1 vacancy`, `10,000 vacancies`.
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    let word = if number == 1 { one } else { several };
    format!("{} {word}", grouped(number))
}

/// A message of the domain as the beginning of a sentence, without its backticks.
pub(super) fn sentence(message: &str) -> String {
    let plain = message.replace('`', "");
    let mut letters = plain.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => plain,
    }
}

/// `10,000`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_as_london_has_it() {
        let at = |text: &str| moment(text.parse().unwrap());

        assert_eq!(at("2026-11-02T09:05:00Z"), "2 November 2026 at 9:05am");
        assert_eq!(at("2026-08-05T23:30:00Z"), "6 August 2026 at 12:30am");
        assert_eq!(at("2026-08-05T11:30:00Z"), "5 August 2026 at 12:30pm");
    }

    #[test]
    fn numbers_are_counted_with_their_word() {
        assert_eq!(count(1, "vacancy", "vacancies"), "1 vacancy");
        assert_eq!(count(0, "vacancy", "vacancies"), "0 vacancies");
        assert_eq!(count(1_234_567, "a", "b"), "1,234,567 b");
    }
}
