//! Codes in the words that candidates read.

use contract::codes::{
    ContractType, DbsCheck, DurationUnit, HoursUnit, PayBand, PayScheme, SalaryPeriod, SalaryType,
    WorkingPattern,
};
use contract::money::Amount;
use contract::vacancy::{ContractDuration, Draft, Salary, WorkingHours};
use jiff::civil::Date;

/// A contract type as the search tells it (stated for `Apprenticeship`, `Fixed-Term` and
/// `Permanent`: captured answers).
pub(crate) const fn contract(kind: ContractType) -> &'static str {
    match kind {
        ContractType::Permanent => "Permanent",
        ContractType::FixedTerm => "Fixed-Term",
        ContractType::Locum => "Locum",
        ContractType::Training => "Training",
        ContractType::Apprenticeship => "Apprenticeship",
        ContractType::Voluntary => "Voluntary",
        ContractType::Secondment => "Secondment",
        ContractType::Honorary => "Honorary",
        ContractType::Bank => "Bank",
        ContractType::NhsReservist => "NHS Reservist",
    }
}

/// `6 months`.
pub(crate) fn duration(duration: ContractDuration) -> String {
    let unit = match duration.unit {
        DurationUnit::Days => "day",
        DurationUnit::Weeks => "week",
        DurationUnit::Months => "month",
        DurationUnit::Years => "year",
    };
    let plural = if duration.length == 1 { "" } else { "s" };
    format!("{} {unit}{plural}", duration.length)
}

/// `Full time, Flexible working`.
pub(crate) fn patterns(patterns: &[WorkingPattern]) -> String {
    let word = |pattern: &WorkingPattern| match pattern {
        WorkingPattern::FullTime => "Full time",
        WorkingPattern::PartTime => "Part time",
        WorkingPattern::JobShare => "Job share",
        WorkingPattern::FlexibleWorking => "Flexible working",
        WorkingPattern::HomeOrRemoteWorking => "Home or remote working",
        WorkingPattern::CompressedHours => "Compressed hours",
        WorkingPattern::TermTimeHours => "Term time hours",
        WorkingPattern::AnnualisedHours => "Annualised hours",
    };
    patterns.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// `37.5 hours a week`.
pub(crate) fn hours(hours: WorkingHours) -> String {
    let unit = match hours.unit {
        HoursUnit::HoursAWeek => "hours a week",
        HoursUnit::SessionsAWeek => "sessions a week",
    };
    let (whole, hundredths) = (hours.amount.pence() / 100, hours.amount.pence() % 100);
    let amount = format!("{whole}.{hundredths:02}");
    let amount = amount.trim_end_matches('0').trim_end_matches('.');
    format!("{amount} {unit}")
}

/// The pay scheme.
pub(crate) const fn scheme(scheme: PayScheme) -> &'static str {
    match scheme {
        PayScheme::AgendaForChange => "Agenda for change",
        PayScheme::HospitalMedicalAndDental => "Hospital medical and dental staff",
        PayScheme::Other => "Other",
    }
}

/// `Band 8a`, `Specialty doctor`.
pub(crate) fn band(band: PayBand) -> String {
    if band.is_agenda_for_change() {
        return format!("Band {}", band.ats());
    }
    let words = band.ats().replace('_', " ");
    let (first, rest) = words.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// Which check is needed, where the vacancy says so.
pub(crate) const fn dbs(check: DbsCheck) -> &'static str {
    match check {
        DbsCheck::None => "No check is needed for this post.",
        DbsCheck::Basic => "A basic check is needed for this post.",
        DbsCheck::StandardOrEnhanced => "A standard or enhanced check is needed for this post.",
    }
}

/// `18 December 2026`.
pub(crate) fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The salary on a page: `£49,387 to £56,515 a year per annum, pro rata`.
pub(crate) fn salary(salary: &Salary) -> String {
    let period = salary.period.map(period).unwrap_or_default();
    let amounts = match salary.kind {
        SalaryType::DependsOnExperience => "Depending on experience".to_owned(),
        SalaryType::Fixed | SalaryType::Range => format!("{} {period}", amounts(salary, pounds)),
    };
    let details = salary.details.as_deref().unwrap_or_default();
    format!("{amounts} {details}").trim_end().to_owned()
}

/// The salary in the search: `£37578.60 to £39709.50` (stated: captured answers).
pub(crate) fn salary_in_search(draft: &Draft) -> String {
    match draft.salary.kind {
        SalaryType::DependsOnExperience => "Depending on experience".to_owned(),
        SalaryType::Fixed | SalaryType::Range => amounts(&draft.salary, plain_pounds),
    }
}

fn amounts(salary: &Salary, written: fn(Amount) -> String) -> String {
    let bounds = [salary.minimum.or(salary.amount), salary.maximum];
    let told = bounds.into_iter().flatten().map(written);
    told.collect::<Vec<_>>().join(" to ")
}

const fn period(period: SalaryPeriod) -> &'static str {
    match period {
        SalaryPeriod::Year => "a year",
        SalaryPeriod::Month => "a month",
        SalaryPeriod::Week => "a week",
        SalaryPeriod::Day => "a day",
        SalaryPeriod::Hour => "an hour",
        SalaryPeriod::Session => "a session",
    }
}

fn plain_pounds(amount: Amount) -> String {
    format!("£{}.{:02}", amount.pence() / 100, amount.pence() % 100)
}

/// `£49,387`, and `£12.72` where there are pence.
fn pounds(amount: Amount) -> String {
    let digits = (amount.pence() / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match amount.pence() % 100 {
        0 => format!("£{grouped}"),
        pence => format!("£{grouped}.{pence:02}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn told(sent: Value) -> String {
        salary(&serde_json::from_value(sent).unwrap())
    }

    #[test]
    fn a_salary_reads_as_on_public_adverts() {
        let range =
            json!({ "type": "RANGE", "minimum": 49387, "maximum": 56515, "period": "YEAR" });
        let hourly = json!({ "type": "FIXED", "amount": 12.72, "period": "HOUR" });
        let detailed = json!({
            "type": "FIXED", "amount": 1_234_567, "period": "YEAR", "details": "pro rata"
        });
        let open = json!({ "type": "DEPENDS_ON_EXPERIENCE" });

        assert_eq!(told(range), "£49,387 to £56,515 a year");
        assert_eq!(told(hourly), "£12.72 an hour");
        assert_eq!(told(detailed), "£1,234,567 a year pro rata");
        assert_eq!(told(open), "Depending on experience");
    }

    #[test]
    fn bands_and_grades_read_as_people_say_them() {
        assert_eq!(band(PayBand::Band8a), "Band 8a");
        assert_eq!(band(PayBand::SpecialtyDoctor), "Specialty doctor");
    }

    #[test]
    fn hours_lose_their_empty_decimals() {
        let sent = json!({ "amount": 37.5, "unit": "HOURS_A_WEEK" });

        assert_eq!(
            hours(serde_json::from_value(sent).unwrap()),
            "37.5 hours a week"
        );
    }
}
