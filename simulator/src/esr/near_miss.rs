//! Notes for the operator: whom a refused transfer may have meant, and what stood beside a match.
//! Never for the client, and never a reason to match.

use contract::codes::ApplicantSource;
use contract::settings::Matching;
use contract::transfer::{Person, Transfer};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::applicant::Applicant;
use super::book::Book;
use super::difference::{self, Difference, DifferenceKind, Field, Folded};
use super::number::ApplicantNumber;
use super::scope::Scope;
use super::transfer::TransferError;

/// How many candidates one note names, nearest first.
const CANDIDATES_AT_MOST: usize = 5;
/// How many duplicates one note names.
const DUPLICATES_AT_MOST: usize = 20;
/// How many other employers are searched.
const EMPLOYERS_AT_MOST: usize = 50;

/// A transfer that found nobody in scope, and who is nearest to the person it named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NearMiss {
    /// When, on the sandbox clock.
    pub at: Timestamp,
    /// The employer.
    pub vpd: String,
    /// The ATS's reference.
    pub ats_reference: String,
    /// Whom it named.
    pub sent: Person,
    /// Who is nearest, nearest first; nobody when nobody is near.
    pub candidates: Vec<Candidate>,
}

/// An applicant that a transfer may have meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// ESR's number.
    pub applicant_number: ApplicantNumber,
    /// Who put it into ESR.
    pub source: ApplicantSource,
    /// How it stands towards the transfer.
    pub scope: Scope,
    /// What differs; nothing where the record matches and is out of scope.
    pub differences: Vec<Difference>,
}

/// Several records of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Duplicates {
    /// When, on the sandbox clock.
    pub at: Timestamp,
    /// The employer.
    pub vpd: String,
    /// The ATS's reference.
    pub ats_reference: String,
    /// The transfer that was done beside them; absent where they stood in its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_id: Option<String>,
    /// The open records that match, without the one that the transfer went onto.
    pub applicants: Vec<ApplicantNumber>,
}

/// What a transfer looks for.
pub(super) struct Wanted<'a> {
    pub(super) vpd: &'a str,
    pub(super) person: Person,
    ats_reference: String,
    at: Timestamp,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(vpd: &'a str, transfer: &Transfer, at: Timestamp) -> Self {
        let person = transfer.person.clone();
        Self {
            vpd,
            person,
            ats_reference: transfer.ats_reference.clone(),
            at,
        }
    }
}

impl Book {
    pub(super) fn note_refusal(
        &mut self,
        wanted: &Wanted<'_>,
        matching: Matching,
        refusal: &TransferError,
    ) {
        if matches!(refusal, TransferError::SeveralMatches { .. }) {
            self.note_duplicates(wanted, self.open_matches(wanted, matching), None);
        } else {
            let note = self.near_miss(wanted);
            self.near_misses.push(note);
        }
    }

    /// A duplicate made by hand or by e-Recruitment does not stand in the way of the one match, but
    /// someone should know of it.
    pub(super) fn note_beside(&mut self, wanted: &Wanted<'_>, matching: Matching, transfer: &str) {
        let taken = self
            .transfers
            .get(transfer)
            .map(|done| done.result.applicant_number.clone());
        let other = |number: &ApplicantNumber| Some(number.to_string()) != taken;
        let beside: Vec<_> = self
            .open_matches(wanted, matching)
            .into_iter()
            .filter(other)
            .collect();
        if !beside.is_empty() {
            self.note_duplicates(wanted, beside, Some(transfer.to_owned()));
        }
    }

    fn open_matches(&self, wanted: &Wanted<'_>, matching: Matching) -> Vec<ApplicantNumber> {
        let matches = self.index.matches(wanted.vpd, &wanted.person, matching);
        let open = matches.take_while(|(scope, _)| scope.is_open());
        open.map(|(_, number)| number)
            .take(DUPLICATES_AT_MOST)
            .collect()
    }

    fn note_duplicates(
        &mut self,
        wanted: &Wanted<'_>,
        applicants: Vec<ApplicantNumber>,
        transfer_id: Option<String>,
    ) {
        self.duplicates.push(Duplicates {
            at: wanted.at,
            vpd: wanted.vpd.to_owned(),
            ats_reference: wanted.ats_reference.clone(),
            transfer_id,
            applicants,
        });
    }

    fn near_miss(&self, wanted: &Wanted<'_>) -> NearMiss {
        let sent = Folded::new(&wanted.person);
        let mut near: Vec<(u32, Candidate)> = self
            .nearby(wanted)
            .into_iter()
            .filter_map(|number| self.candidate(wanted.vpd, &sent, number))
            .collect();
        near.sort_by_key(|(far, candidate)| (*far, candidate.scope, candidate.applicant_number));
        near.truncate(CANDIDATES_AT_MOST);
        NearMiss {
            at: wanted.at,
            vpd: wanted.vpd.to_owned(),
            ats_reference: wanted.ats_reference.clone(),
            sent: wanted.person.clone(),
            candidates: near.into_iter().map(|(_, candidate)| candidate).collect(),
        }
    }

    /// Who is worth a comparison: born the same day, or with day and month the other way round, or
    /// with the same names; and namesakes at other employers.
    fn nearby(&self, wanted: &Wanted<'_>) -> Vec<ApplicantNumber> {
        let (vpd, person) = (wanted.vpd, &wanted.person);
        let mut numbers = self.index.born(vpd, person.date_of_birth);
        if let Some(other_way) = difference::swapped(person.date_of_birth) {
            numbers.extend(self.index.born(vpd, other_way));
        }
        numbers.extend(self.index.namesakes(vpd, person));
        for other in self
            .employers
            .keys()
            .filter(|other| *other != vpd)
            .take(EMPLOYERS_AT_MOST)
        {
            let elsewhere = self.index.matches(other, person, Matching::Normalised);
            numbers.extend(elsewhere.map(|(_, number)| number).take(CANDIDATES_AT_MOST));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn candidate(
        &self,
        vpd: &str,
        sent: &Folded<'_>,
        number: ApplicantNumber,
    ) -> Option<(u32, Candidate)> {
        let applicant = self.applicants.get(&number)?;
        let held = applicant.person();
        let mut differences = sent.differences(&Folded::new(&held))?;
        if applicant.vpd != vpd {
            differences.push(Difference {
                field: Field::Vpd,
                kind: DifferenceKind::Other,
            });
        }
        let far = difference::distance(&differences);
        Some((far, described(applicant, differences)))
    }
}

fn described(applicant: &Applicant, differences: Vec<Difference>) -> Candidate {
    Candidate {
        applicant_number: applicant.applicant_number,
        source: applicant.source,
        scope: Scope::of(applicant),
        differences,
    }
}
