//! Words of a list: the ATS's spelling and the wire's.

use std::fmt;

use contract::codes;

/// One list of the contract, read in the ATS's spelling.
#[derive(Clone, Copy)]
pub(crate) struct Codes {
    name: &'static str,
    to_wire: fn(&str) -> Option<&'static str>,
}

impl Codes {
    /// The wire's spelling of the ATS's word; none when the list has no such word.
    pub(crate) fn wire(self, ats: &str) -> Option<&'static str> {
        (self.to_wire)(ats)
    }
}

impl fmt::Debug for Codes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// A row of the list below, written once: a macro, since each list is a type of its own.
macro_rules! lists {
    ($($name:ident = $list:ident;)+) => {
        $(pub(crate) const $name: Codes = Codes {
            name: stringify!($list),
            to_wire: |word| codes::$list::from_ats(word).ok().map(codes::$list::wire),
        };)+
    };
}

lists! {
    CONTRACT_TYPE = ContractType;
    DURATION_UNIT = DurationUnit;
    WORKING_PATTERN = WorkingPattern;
    HOURS_UNIT = HoursUnit;
    STAFF_GROUP = StaffGroup;
    PAY_SCHEME = PayScheme;
    PAY_BAND = PayBand;
    SALARY_TYPE = SalaryType;
    SALARY_PERIOD = SalaryPeriod;
    DBS_CHECK = DbsCheck;
    VISIBILITY = Visibility;
    DBS_LEVEL = DbsLevel;
    WORKFORCE = Workforce;
    REGISTRATION_BODY = RegistrationBody;
    ROUTE = Route;
    EU_SETTLEMENT = EuSettlement;
    APPLICANT_STATUS = ApplicantStatus;
    PERMIT_TO_WORK = PermitToWork;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_wires_in_lower_case_or_has_a_spelling_of_its_own() {
        assert_eq!(CONTRACT_TYPE.wire("nhs_reservist"), Some("NHS_RESERVIST"));
        assert_eq!(
            STAFF_GROUP.wire("additional_clinical_services"),
            Some("CLINICAL_SERVICES")
        );
        assert_eq!(PAY_BAND.wire("8a"), Some("BAND_8A"));
        assert_eq!(CONTRACT_TYPE.wire("zero_hours"), None);
    }
}
