//! Amending: what a person may change in the NHS Jobs account, before and after publishing.

use contract::codes::VacancyStatus;
use contract::problem::FieldError;
use contract::reading::FieldCode;
use contract::rule;
use contract::vacancy::{Draft, Rules, Vacancy, read_create};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::book::Book;
use super::change::{Kind, Party};
use super::record::Record;

/// What may not be amended after publishing: for these the vacancy must be closed and its listing
/// reused. Whatever else a vacancy has may be (stated: NHSBSA KA-25658 lists contract type, working
/// pattern and hours, staff group, area of work, texts, location, contact and closing date; that
/// what it does not list is fixed is inferred).
const FIXED_BY_PUBLISHING: [&str; 10] = [
    "jobTitle",
    "jobReference",
    "payScheme",
    "payBand",
    "salary",
    "applyUrl",
    "dbsCheck",
    "skilledWorkerSponsorship",
    "professionalRegistrationRequired",
    "visibility",
];

/// Whether a member of a vacancy may not be amended any more once it is published.
pub fn is_fixed_by_publishing(member: &str) -> bool {
    FIXED_BY_PUBLISHING.contains(&member)
}

/// Why a vacancy was not amended. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmendError {
    /// There is no such vacancy.
    #[error("no vacancy has the id or reference `{id}`")]
    Unknown {
        /// The id or reference as given.
        id: String,
    },
    /// A closed vacancy is amended no more.
    #[error("the vacancy is closed; reuse the listing: copy it and publish the copy")]
    Closed,
    /// Members that may not be amended after publishing.
    #[error("after publishing, `{}` may not be amended; close the vacancy and reuse the listing", .members.join("`, `"))]
    NotAmendable {
        /// The members.
        members: Vec<String>,
    },
    /// The vacancy would break rules of the contract.
    #[error("the vacancy would not be valid")]
    Invalid {
        /// Every violation.
        errors: Vec<FieldError>,
    },
}

impl Book {
    /// Changes the members given, whole, and leaves the others as they are; `null` takes an
    /// optional member away. The version goes up, so an update that the ATS made from an earlier
    /// one is stale: this is the natural cause of a stale version.
    ///
    /// # Errors
    /// [`AmendError`]; nothing is half applied.
    pub fn amend(
        &mut self,
        id: &str,
        members: &Map<String, Value>,
        rules: &Rules,
        at: Timestamp,
    ) -> Result<Vacancy, AmendError> {
        let unknown = || AmendError::Unknown {
            id: id.chars().take(80).collect(),
        };
        let mut record = self.named(id).cloned().ok_or_else(unknown)?;
        may_amend(&record, members, at)?;
        let reading = read_create(&merged(&record.draft, members), rules)
            .map_err(|errors| AmendError::Invalid { errors })?;
        record.replace(
            reading.value,
            reading.warnings,
            (Party::Person, Kind::Amended),
            at,
        );
        let answer = record.answer(at);
        self.insert(record);
        Ok(answer)
    }
}

fn may_amend(
    record: &Record,
    members: &Map<String, Value>,
    at: Timestamp,
) -> Result<(), AmendError> {
    match record.status(at) {
        VacancyStatus::Draft => Ok(()),
        VacancyStatus::Closed => Err(AmendError::Closed),
        VacancyStatus::Published => amendable(members),
    }
}

fn amendable(members: &Map<String, Value>) -> Result<(), AmendError> {
    let fixed = |name: &&String| is_fixed_by_publishing(name);
    let members: Vec<String> = members.keys().filter(fixed).cloned().collect();
    if members.is_empty() {
        Ok(())
    } else {
        Err(AmendError::NotAmendable { members })
    }
}

impl AmendError {
    /// The members that were refused, each by its name and why.
    pub fn fields(self) -> Vec<FieldError> {
        match self {
            Self::Unknown { .. } | Self::Closed => Vec::new(),
            Self::NotAmendable { members } => members.iter().map(fixed).collect(),
            Self::Invalid { errors } => errors,
        }
    }
}

fn fixed(member: &String) -> FieldError {
    FieldError {
        field: format!("/{member}"),
        code: FieldCode::NotExpected.code().to_owned(),
        rule: rule::NJ_AMEND.to_owned(),
        message: format!(
            "`{member}` may not be amended after publishing; close the vacancy and reuse the listing"
        ),
    }
}

fn merged(draft: &Draft, members: &Map<String, Value>) -> Value {
    let mut whole = serde_json::to_value(draft).unwrap_or_default();
    if let Value::Object(whole) = &mut whole {
        whole.extend(members.clone());
    }
    whole
}
