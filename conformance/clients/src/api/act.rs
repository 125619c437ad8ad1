//! What a person asks the ATS to do.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The three things a client can be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Send a vacancy to NHS Jobs as a new draft (`input.vacancy`).
    PostVacancy,
    /// Replace the draft earlier posted under the same name (`input.vacancy`, whole).
    UpdateVacancy,
    /// Copy an applicant's employment checks to ESR, once (`input.applicant`).
    TransferEmploymentChecks,
}

impl Action {
    /// Every action, in the order of the protocol document.
    pub const ALL: [Self; 3] = [
        Self::PostVacancy,
        Self::UpdateVacancy,
        Self::TransferEmploymentChecks,
    ];

    /// The protocol's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PostVacancy => "post_vacancy",
            Self::UpdateVacancy => "update_vacancy",
            Self::TransferEmploymentChecks => "transfer_employment_checks",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// The word names no action; a protocol adapter answers `unsupported`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no action is called `{0}`: there are post_vacancy, update_vacancy and transfer_employment_checks"
)]
pub struct UnknownAction(pub String);

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|action| action.word() == word)
            .ok_or_else(|| UnknownAction(word.to_owned()))
    }
}

/// One action, as the protocol's `act` carries it.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// What to do.
    pub action: Action,
    /// The symbolic name of the vacancy or applicant, e.g. `job1`; an update finds its draft by it.
    pub name: String,
    /// What the ATS holds, in its own words: `{"vacancy": {…}}` or `{"applicant": {…}}`.
    pub input: Value,
    /// The time within which the report must be given.
    pub deadline: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_and_is_serdes_word() {
        for action in Action::ALL {
            assert_eq!(action.word().parse(), Ok(action));
            assert_eq!(serde_json::json!(action), action.word());
        }
    }
}
