//! What can be wrong with one field.

use std::str::FromStr;

use crate::rule;

/// Why a field was refused, or what it is warned of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`meaning` says it of each")]
pub enum FieldCode {
    Required,
    WrongType,
    TooShort,
    TooLong,
    UnknownCode,
    UnknownField,
    NotValid,
    NotExpected,
    OutOfRange,
    InThePast,
    SalaryNotValid,
    SalaryNotANumber,
    SalaryMinimumAboveMaximum,
    SalaryTooPrecise,
    SalaryPeriodMissing,
    SalaryNotExpected,
    SalaryOutsideBand,
}

impl FieldCode {
    /// Every code.
    pub const ALL: [Self; 17] = [
        Self::Required,
        Self::WrongType,
        Self::TooShort,
        Self::TooLong,
        Self::UnknownCode,
        Self::UnknownField,
        Self::NotValid,
        Self::NotExpected,
        Self::OutOfRange,
        Self::InThePast,
        Self::SalaryNotValid,
        Self::SalaryNotANumber,
        Self::SalaryMinimumAboveMaximum,
        Self::SalaryTooPrecise,
        Self::SalaryPeriodMissing,
        Self::SalaryNotExpected,
        Self::SalaryOutsideBand,
    ];

    /// The stable code, as `errors[].code` gives it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "REQUIRED",
            Self::WrongType => "WRONG_TYPE",
            Self::TooShort => "TOO_SHORT",
            Self::TooLong => "TOO_LONG",
            Self::UnknownCode => "UNKNOWN_CODE",
            Self::UnknownField => "UNKNOWN_FIELD",
            Self::NotValid => "NOT_VALID",
            Self::NotExpected => "NOT_EXPECTED",
            Self::OutOfRange => "OUT_OF_RANGE",
            Self::InThePast => "IN_THE_PAST",
            Self::SalaryNotValid => "SALARY_NOT_VALID",
            Self::SalaryNotANumber => "SALARY_NOT_A_NUMBER",
            Self::SalaryMinimumAboveMaximum => "SALARY_MINIMUM_ABOVE_MAXIMUM",
            Self::SalaryTooPrecise => "SALARY_TOO_PRECISE",
            Self::SalaryPeriodMissing => "SALARY_PERIOD_MISSING",
            Self::SalaryNotExpected => "SALARY_NOT_EXPECTED",
            Self::SalaryOutsideBand => "SALARY_OUTSIDE_BAND",
        }
    }

    /// What it means, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Required => "It is missing.",
            Self::WrongType => "It is another kind of JSON value.",
            Self::TooShort => "Fewer characters than allowed.",
            Self::TooLong => "More characters or items than allowed.",
            Self::UnknownCode => "None of the values of its code list.",
            Self::UnknownField => "The contract knows no such member here.",
            Self::NotValid => {
                "It is not written as it should be: a date, an address, a number with a fixed form."
            }
            Self::NotExpected => "It must not be there beside what else was sent.",
            Self::OutOfRange => "A number below or above what is allowed.",
            Self::InThePast => "A date before today in London.",
            Self::SalaryNotValid => "A salary amount is missing, zero, negative or absurd.",
            Self::SalaryNotANumber => "A salary amount is not a JSON number.",
            Self::SalaryMinimumAboveMaximum => "The minimum of a range is above its maximum.",
            Self::SalaryTooPrecise => "A salary amount has parts of a penny.",
            Self::SalaryPeriodMissing => "The salary does not say what it is paid for.",
            Self::SalaryNotExpected => {
                "An amount or a period that the salary's type does not have."
            }
            Self::SalaryOutsideBand => "A yearly salary outside its Agenda for Change band.",
        }
    }

    /// The rule behind it, where it is always the same one.
    pub const fn rule(self) -> Option<&'static str> {
        Some(match self {
            Self::SalaryNotValid => rule::NJ_SALARY_VALID,
            Self::SalaryNotANumber => rule::NJ_SALARY_NUMBER,
            Self::SalaryMinimumAboveMaximum => rule::NJ_SALARY_ORDER,
            Self::SalaryTooPrecise => rule::NJ_SALARY_PRECISION,
            Self::SalaryPeriodMissing => rule::NJ_SALARY_PERIOD,
            Self::SalaryNotExpected => rule::NJ_SALARY_UNEXPECTED,
            Self::SalaryOutsideBand => rule::NJ_SALARY_BAND,
            Self::InThePast => rule::NJ_CLOSING_DATE,
            _ => return None,
        })
    }

    /// The page that explains it.
    #[rustfmt::skip]
    pub const fn page(self) -> FieldPage {
        let (title, what, remedy) = match self {
            Self::Required => ("A field is missing",
                "A field that must be there is missing, empty or `null`.",
                "Recruiter: fill it in. Developer: send every required member; the pointer says where it belongs."),
            Self::WrongType => ("A field is another kind of value",
                "The field is there, as another kind of JSON value than the contract asks for: text where a number belongs, or one value where a list does.",
                "Developer: send the kind of value that the API description names. Recruiter: nothing you can correct; tell your ATS supplier's support."),
            Self::TooShort => ("A text is too short",
                "A text has fewer characters than the service asks for.",
                "Recruiter: write more; the message says how many characters are the least."),
            Self::TooLong => ("A text is too long",
                "A text has more characters than the service takes. Every character counts, invisible ones at the end included.",
                "Recruiter: shorten it, and delete whatever stands after the last visible character; the message says how many are the most."),
            Self::UnknownCode => ("A code is not on its list",
                "The value is none of the codes that the field may have.",
                "Recruiter: choose another value. Developer: map each value of the ATS to the code the message lists, in exactly that spelling."),
            Self::UnknownField => ("A field is not known",
                "The body has a member that the contract does not know.",
                "Developer: check its spelling, or leave it out. A sandbox can be set to warn instead (`unknownFields`)."),
            Self::NotValid => ("A value is not written as it should be",
                "A date, an address or a number with a fixed form is not written in that form.",
                "Recruiter: re-enter it in a different format; the message shows how. Developer: convert it before sending."),
            Self::NotExpected => ("A field does not belong here",
                "The field does not go with what else was sent.",
                "Recruiter: leave it out, or change what it does not go with; the message says which."),
            Self::OutOfRange => ("A number is too small or too large",
                "The number lies outside what is allowed.",
                "Recruiter: enter a number within the bounds that the message gives."),
            Self::InThePast => ("A date has gone by",
                "The date is before today in London.",
                "Recruiter: choose today or a later day."),
            Self::SalaryNotValid => ("The salary is not valid",
                "A salary amount is missing, zero, negative or absurd.",
                "Recruiter: review the salary and enter it again, as an amount more than 0; or say that it depends on experience."),
            Self::SalaryNotANumber => ("The salary is not a number",
                "A salary amount came as text, perhaps with a pound sign or a thousands separator.",
                "Recruiter: enter digits alone, such as 32073. Developer: send a JSON number: `32073`, not `\"£32,073\"`."),
            Self::SalaryMinimumAboveMaximum => ("The lowest salary is above the highest",
                "The minimum of the range is more than its maximum.",
                "Recruiter: check both amounts; they may have been swapped."),
            Self::SalaryTooPrecise => ("The salary has parts of a penny",
                "A salary amount has more than two decimals.",
                "Recruiter: round the amount to whole pence. Developer: round before sending; do not send a raw division."),
            Self::SalaryPeriodMissing => ("The salary does not say what it is paid for",
                "An amount came without its period: a year, a month, a week, a day, an hour or a session.",
                "Recruiter: choose what the amount is paid for. Developer: send `period` with every amount."),
            Self::SalaryNotExpected => ("A part of the salary does not go with its type",
                "The salary has an amount or a period that its type does not have.",
                "Recruiter: choose how the vacancy is paid: fixed, a range, or depending on experience. Developer: send only the members of that type."),
            Self::SalaryOutsideBand => ("The salary lies outside its pay band",
                "A yearly Agenda for Change salary lies below the minimum of its band, or above its maximum with the inner London supplement.",
                "Recruiter: check amount and band against the published pay scale of this year; Wales has its own floor. A sandbox can be set to warn, or not to look (`bandCheck`)."),
        };
        FieldPage { title, what, remedy }
    }
}

/// The page behind a field's code: what happened, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldPage {
    /// The same words whenever this code is given.
    pub title: &'static str,
    /// What happened, in a sentence or two.
    pub what: &'static str,
    /// What the person who can act does now.
    pub remedy: &'static str,
}

impl FromStr for FieldCode {
    type Err = UnknownFieldCode;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|known| known.code() == code);
        found.ok_or_else(|| UnknownFieldCode(code.to_owned()))
    }
}

/// The code belongs to nothing that can be wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFieldCode(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_and_says_who_does_what() {
        for code in FieldCode::ALL {
            let page = code.page();

            assert_eq!(code.code().parse(), Ok(code));
            assert!(page.what.ends_with('.') && page.remedy.ends_with('.'));
            assert!(page.remedy.contains("Recruiter: ") || page.remedy.contains("Developer: "));
        }
    }
}
