//! Ids and references, as NHS Jobs mints them.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::sandbox::employer::Employer;
use crate::sandbox::london;
use crate::sandbox::seed::Seed;

/// NHS Jobs' own id of a vacancy, written `V-3394135`. Public adverts show such a number beside
/// the reference; how the private API writes it is not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VacancyId(pub(super) u64);

impl VacancyId {
    /// The bare number, as the public search tells it.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// The text is no vacancy id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a vacancy id is written like V-3394135")]
pub struct NoVacancyId;

impl fmt::Display for VacancyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V-{}", self.0)
    }
}

impl FromStr for VacancyId {
    type Err = NoVacancyId;

    fn from_str(text: &str) -> Result<Self, NoVacancyId> {
        let number = text
            .strip_prefix("V-")
            .and_then(|digits| digits.parse().ok());
        // A second spelling, such as `V-007` or `V-+7`, is no id.
        number
            .map(Self)
            .filter(|id| id.to_string() == text)
            .ok_or(NoVacancyId)
    }
}

impl From<VacancyId> for String {
    fn from(id: VacancyId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for VacancyId {
    type Error = NoVacancyId;

    fn try_from(text: String) -> Result<Self, NoVacancyId> {
        text.parse()
    }
}

/// Where ids and references start and what they have reached. The seed decides the start, so that
/// nobody can tell a reference without having been answered one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Numbering {
    pub(super) employer_code: String,
    pub(super) next_id: u64,
    pub(super) next_sequence: u64,
}

impl Numbering {
    /// The start that a seed decides.
    pub fn of(seed: Seed, employer: &Employer) -> Self {
        let child = seed.child("vacancies");
        Self {
            employer_code: employer.employer_code.clone(),
            next_id: child.child("id").between(1_000_000, 8_000_000),
            next_sequence: child.child("sequence").between(11, 7_000),
        }
    }

    /// The next id, and the reference: employer code, two digits of the year in London, sequence
    /// (inferred from public adverts: `C9309-26-0264`). The sequence goes on over the year's end
    /// and beyond four digits, so that no reference comes twice.
    pub(super) fn mint(&mut self, at: Timestamp) -> (VacancyId, String) {
        let year = london::date(at).year().rem_euclid(100);
        let reference = format!("{}-{year:02}-{:04}", self.employer_code, self.next_sequence);
        let id = VacancyId(self.next_id);
        self.next_id += 1;
        self.next_sequence += 1;
        (id, reference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering() -> Numbering {
        Numbering::of(Seed(7), &Employer::of(Seed(7)))
    }

    #[test]
    fn a_reference_is_employer_code_year_and_sequence() {
        let mut numbering = numbering();
        let at = "2026-11-02T09:00:00Z".parse().unwrap();

        let minted = [numbering.mint(at), numbering.mint(at)].map(|(id, r)| format!("{id} {r}"));

        insta::assert_debug_snapshot!(minted, @r#"
        [
            "V-6860447 K7974-26-3105",
            "V-6860448 K7974-26-3106",
        ]
        "#);
    }

    #[test]
    fn the_year_of_a_reference_is_that_of_london() {
        let at = "2026-12-31T23:59:59Z".parse().unwrap();
        let summer = "2026-06-30T23:59:59Z".parse().unwrap();
        let next = "2027-01-01T00:00:00Z".parse().unwrap();

        assert!(numbering().mint(at).1.contains("-26-"));
        assert!(numbering().mint(summer).1.contains("-26-"));
        assert!(numbering().mint(next).1.contains("-27-"));
    }

    #[test]
    fn a_second_spelling_of_an_id_is_no_id() {
        assert_eq!("V-7".parse(), Ok(VacancyId(7)));
        for text in ["V-07", "V-+7", "7", "v-7", "V-", "V-99999999999999999999"] {
            assert_eq!(text.parse::<VacancyId>(), Err(NoVacancyId), "{text}");
        }
    }
}
