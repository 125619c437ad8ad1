//! Every case by a name that a trainer would call it, and the row of the magic values that it is.

use contract::operation::Operation;

use crate::public::magic::{self, MagicValue};

/// One case.
#[derive(Debug)]
pub(super) struct Case {
    /// Its word in forms.
    pub(super) word: &'static str,
    /// What it is called.
    pub(super) title: &'static str,
    value: &'static str,
    operation: Operation,
}

/// Cases that belong together.
#[derive(Debug)]
pub(super) struct Group {
    /// What they are called.
    pub(super) title: &'static str,
    /// What is said of them.
    pub(super) about: &'static str,
    /// The cases.
    pub(super) cases: &'static [Case],
}

const fn case(
    word: &'static str,
    title: &'static str,
    value: &'static str,
    operation: Operation,
) -> Case {
    Case {
        word,
        title,
        value,
        operation,
    }
}

use Operation::{
    CreateVacancy, GetTransfer, SearchAdverts, TransferEmploymentChecks, UpdateVacancy, ViewAdvert,
};

/// Every case, in the order in which it is taught.
pub(super) const GROUPS: &[Group] = &[
    Group {
        title: "NHS Jobs refuses the vacancy",
        about: "For the next vacancy that is posted or updated, whatever it says.",
        cases: &[
            case(
                "salary-rejected",
                "Salary rejected",
                "SIM-400-SALARY",
                CreateVacancy,
            ),
            case(
                "text-too-short",
                "Text too short",
                "SIM-400-SHORT",
                CreateVacancy,
            ),
            case(
                "text-too-long",
                "Text too long",
                "SIM-400-TITLE",
                CreateVacancy,
            ),
            case(
                "duration-missing",
                "Contract duration missing",
                "SIM-400-DURATION",
                CreateVacancy,
            ),
            case(
                "closing-date-past",
                "Closing date in the past",
                "SIM-400-CLOSING",
                CreateVacancy,
            ),
            case(
                "several-fields",
                "Several fields at once",
                "SIM-400",
                CreateVacancy,
            ),
            case(
                "published-meanwhile",
                "Published meanwhile",
                "SIM-409",
                UpdateVacancy,
            ),
            case(
                "changed-by-a-colleague",
                "Changed by a colleague meanwhile",
                "SIM-409-STALE",
                UpdateVacancy,
            ),
            case(
                "vacancy-gone",
                "Vacancy not known any more",
                "SIM-404",
                UpdateVacancy,
            ),
        ],
    },
    Group {
        title: "NHS Jobs refuses the caller",
        about: "Nothing is wrong with the vacancy: it is a matter of configuration.",
        cases: &[
            case("key-unknown", "Key not known", "SIM-401", CreateVacancy),
            case(
                "key-expired",
                "Key expired",
                "SIM-401-EXPIRED",
                CreateVacancy,
            ),
            case(
                "key-revoked",
                "Key revoked",
                "SIM-401-REVOKED",
                CreateVacancy,
            ),
            case(
                "organisation-wrong",
                "Organisation not linked",
                "SIM-403",
                CreateVacancy,
            ),
            case(
                "account-wrong",
                "Account not linked",
                "SIM-403-ACCOUNT",
                CreateVacancy,
            ),
        ],
    },
    Group {
        title: "ESR refuses the transfer",
        about: "For the next transfer, whoever it is for.",
        cases: &[
            case("no-match", "No match", "SIM-404", TransferEmploymentChecks),
            case(
                "several-matches",
                "Several matches",
                "SIM-409-SEVERAL",
                TransferEmploymentChecks,
            ),
            case(
                "already-transferred",
                "Already transferred",
                "SIM-409",
                TransferEmploymentChecks,
            ),
            case(
                "not-recruited",
                "Not ‘outcome recruited’",
                "SIM-422-NOT-RECRUITED",
                TransferEmploymentChecks,
            ),
            case(
                "not-from-tis",
                "Not sent by TIS or Hicom",
                "SIM-422-NOT-FROM-TIS",
                TransferEmploymentChecks,
            ),
            case(
                "is-employee",
                "An employee",
                "SIM-422-EMPLOYEE",
                TransferEmploymentChecks,
            ),
            case(
                "applicant-closed",
                "Applicant closed",
                "SIM-422-CLOSED",
                TransferEmploymentChecks,
            ),
            case(
                "identity",
                "Identity in the transfer",
                "SIM-422-IDENTITY",
                TransferEmploymentChecks,
            ),
            case(
                "health",
                "Occupational health in the transfer",
                "SIM-422-HEALTH",
                TransferEmploymentChecks,
            ),
            case(
                "birth-date",
                "No such date of birth",
                "SIM-400-BIRTHDATE",
                TransferEmploymentChecks,
            ),
            case(
                "gmc-number",
                "GMC number too short",
                "SIM-400-GMC",
                TransferEmploymentChecks,
            ),
            case(
                "several-fields-esr",
                "Several fields at once",
                "SIM-400",
                TransferEmploymentChecks,
            ),
            case(
                "transfer-gone",
                "Transfer not known any more",
                "SIM-404",
                GetTransfer,
            ),
        ],
    },
    Group {
        title: "ESR refuses the caller",
        about: "Nothing is wrong with the applicant.",
        cases: &[
            case(
                "token-invalid",
                "Token not valid",
                "SIM-401",
                TransferEmploymentChecks,
            ),
            case(
                "token-expired",
                "Token expired",
                "SIM-401-EXPIRED",
                TransferEmploymentChecks,
            ),
            case(
                "supplier-not-enabled",
                "Supplier not enabled",
                "SIM-403",
                TransferEmploymentChecks,
            ),
            case(
                "employer-not-activated",
                "Employer not activated",
                "SIM-403-ACTIVATION",
                TransferEmploymentChecks,
            ),
        ],
    },
    Group {
        title: "The candidate site refuses",
        about: "For the next search, or the next look at an advert.",
        cases: &[
            case(
                "search-refused",
                "Search not understood",
                "SIM-400",
                SearchAdverts,
            ),
            case("advert-gone", "Advert not there", "SIM-404", ViewAdvert),
        ],
    },
    Group {
        title: "Either service is slow, busy or down",
        about: "For NHS Jobs and ESR alike.",
        cases: &[
            case("slow", "Slow answer", "SIM-SLOW", CreateVacancy),
            case(
                "unavailable",
                "Service unavailable",
                "SIM-503",
                CreateVacancy,
            ),
            case(
                "too-many-requests",
                "Too many requests",
                "SIM-429",
                CreateVacancy,
            ),
            case("internal-error", "Internal error", "SIM-500", CreateVacancy),
            case("bad-gateway", "Bad gateway", "SIM-502", CreateVacancy),
            case(
                "gateway-timeout",
                "Gateway time-out",
                "SIM-504",
                CreateVacancy,
            ),
        ],
    },
    Group {
        title: "The answer does not arrive, or not whole",
        about: "The caller cannot know whether it was done.",
        cases: &[
            case(
                "lost-before",
                "Request lost before it was stored",
                "SIM-DROP",
                CreateVacancy,
            ),
            case(
                "lost-after",
                "Answer lost after it was stored",
                "SIM-COMMIT-THEN-DROP",
                CreateVacancy,
            ),
            case(
                "hangs",
                "Stored, and no answer for 30 seconds",
                "SIM-HANG",
                CreateVacancy,
            ),
            case("reset", "Connection reset", "SIM-RESET", CreateVacancy),
            case(
                "truncated",
                "Answer truncated",
                "SIM-TRUNCATE",
                CreateVacancy,
            ),
            case(
                "malformed",
                "Answer malformed",
                "SIM-MALFORMED",
                CreateVacancy,
            ),
            case(
                "unknown-field",
                "Unknown member in the answer",
                "SIM-UNKNOWN-FIELD",
                CreateVacancy,
            ),
            case(
                "unknown-code",
                "Unknown code in the answer",
                "SIM-UNKNOWN-ENUM",
                CreateVacancy,
            ),
            case(
                "delivered-twice",
                "Request delivered twice",
                "SIM-DUPLICATE",
                CreateVacancy,
            ),
        ],
    },
];

impl Case {
    /// The number of its row in the table of magic values.
    pub(super) fn row(&self) -> usize {
        magic::row(self.value, self.operation).expect("every case is a row of the table")
    }

    /// Its row in the table of magic values.
    pub(super) fn listed(&self) -> MagicValue {
        let mut rows = magic::listed().skip(self.row());
        rows.next().expect("the row has just been found")
    }
}

/// The case of this word.
pub(super) fn find(word: &str) -> Option<&'static Case> {
    all().find(|case| case.word == word)
}

/// The case that a row of the table is.
pub(super) fn of_row(row: usize) -> Option<&'static Case> {
    all().find(|case| case.row() == row)
}

fn all() -> impl Iterator<Item = &'static Case> {
    GROUPS.iter().flat_map(|group| group.cases)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_of_the_table_is_a_case_and_no_two_cases_share_one() {
        let rows: BTreeSet<_> = all().map(Case::row).collect();
        let words: BTreeSet<_> = all().map(|case| case.word).collect();
        assert_eq!((rows.len(), words.len()), (all().count(), all().count()));

        // A value that ends in -ALWAYS is the same case again.
        let expected = magic::listed().enumerate();
        let expected = expected.filter(|(_, listed)| !listed.value.ends_with("-ALWAYS"));
        assert_eq!(rows, expected.map(|(row, _)| row).collect());
    }
}
