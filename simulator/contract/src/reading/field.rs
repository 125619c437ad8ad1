//! What can be wrong with one field.

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
}
