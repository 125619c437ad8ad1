//! Numbers and ids, as ESR gives them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sandbox::seed::Seed;

/// ESR's number of an applicant: digits, given on a successful load (stated: the applicant
/// confirmation file). It is told as text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct ApplicantNumber(pub(super) u64);

/// The text is no applicant number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an applicant number is written in digits, like 21048213")]
pub struct NoApplicantNumber;

impl fmt::Display for ApplicantNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ApplicantNumber {
    type Err = NoApplicantNumber;

    fn from_str(text: &str) -> Result<Self, NoApplicantNumber> {
        let number = text.parse().ok().map(Self);
        number
            .filter(|number| number.to_string() == text)
            .ok_or(NoApplicantNumber)
    }
}

impl From<ApplicantNumber> for String {
    fn from(number: ApplicantNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for ApplicantNumber {
    type Error = NoApplicantNumber;

    fn try_from(text: String) -> Result<Self, NoApplicantNumber> {
        text.parse()
    }
}

/// Where numbers start and what they have reached; the seed decides the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Numbering {
    pub(super) seed: Seed,
    pub(super) next_applicant: u64,
    pub(super) next_position: u64,
    pub(super) transfers: u64,
}

impl Numbering {
    /// The start that a seed decides.
    pub fn of(seed: Seed) -> Self {
        let child = seed.child("applicants");
        Self {
            seed,
            next_applicant: child.child("number").between(10_000_000, 80_000_000),
            next_position: child.child("position").between(100_000_000, 800_000_000),
            transfers: 0,
        }
    }

    pub(super) fn applicant(&mut self) -> ApplicantNumber {
        let number = ApplicantNumber(self.next_applicant);
        self.next_applicant += 1;
        number
    }

    /// A position for an applicant that was loaded without one.
    pub(super) fn position(&mut self) -> String {
        let position = self.next_position.to_string();
        self.next_position += 1;
        position
    }

    pub(super) fn transfer(&mut self) -> String {
        self.transfers += 1;
        format!(
            "TR-{}",
            self.seed.child("transfers").number(self.transfers).word()
        )
    }
}
