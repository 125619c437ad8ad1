//! One vacancy as it is kept.

use std::sync::Arc;

use contract::codes::VacancyStatus;
use contract::problem::FieldError;
use contract::vacancy::{Draft, Vacancy};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::change::{self, Change, History, Kind, Party};
use super::id::VacancyId;
use crate::sandbox::london;

/// One vacancy. Its status is not kept but follows from what is kept and the time, so nothing has
/// to run at midnight for it to close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    pub(super) id: VacancyId,
    pub(super) reference: String,
    pub(super) version: u64,
    // Shared with whoever is being answered: a draft is several kilobytes.
    pub(super) draft: Arc<Draft>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) warnings: Vec<FieldError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) published_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) closed_at: Option<Timestamp>,
    pub(super) history: History,
}

impl Record {
    pub(super) fn create(
        (id, reference): (VacancyId, String),
        draft: Draft,
        warnings: Vec<FieldError>,
        at: Timestamp,
    ) -> Self {
        let first = Change {
            at,
            by: Party::Ats,
            kind: Kind::Created,
            version: 1,
            fields: Vec::new(),
        };
        Self {
            id,
            reference,
            version: 1,
            draft: draft.into(),
            warnings,
            published_at: None,
            closed_at: None,
            history: History::starting(first),
        }
    }

    /// NHS Jobs' id.
    pub fn id(&self) -> VacancyId {
        self.id
    }

    /// NHS Jobs' reference.
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// One at creation, one more whenever the content changes. Publishing and closing leave it
    /// alone, as the closing at the end of a day must.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What the vacancy says.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// When it was published, if it was.
    pub fn published_at(&self) -> Option<Timestamp> {
        self.published_at
    }

    /// Who changed it, what, and when.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Draft, published or closed, at an instant. A published vacancy closes at the end of its
    /// closing day in London; a draft past that day is a draft still.
    pub fn status(&self, at: Timestamp) -> VacancyStatus {
        self.status_by(|| london::date(at))
    }

    /// The same, on a day in London.
    pub(super) fn status_on(&self, today: Date) -> VacancyStatus {
        self.status_by(|| today)
    }

    // A time zone is asked only where the day matters.
    fn status_by(&self, today: impl FnOnce() -> Date) -> VacancyStatus {
        if self.closed_at.is_some() {
            return VacancyStatus::Closed;
        }
        match self.published_at {
            None => VacancyStatus::Draft,
            Some(_) if self.draft.closing_date < today() => VacancyStatus::Closed,
            Some(_) => VacancyStatus::Published,
        }
    }

    /// The vacancy as NHS Jobs answers it at an instant.
    pub fn answer(&self, at: Timestamp) -> Vacancy {
        Vacancy {
            vacancy_id: self.id.to_string(),
            reference: self.reference.clone(),
            version: self.version,
            status: self.status(at),
            draft: Arc::clone(&self.draft),
            warnings: self.warnings.clone(),
        }
    }

    /// Replaces the content: one version more.
    pub(super) fn replace(
        &mut self,
        draft: Draft,
        warnings: Vec<FieldError>,
        (by, kind): (Party, Kind),
        at: Timestamp,
    ) {
        let fields = change::fields(&self.draft, &draft);
        self.version += 1;
        self.draft = draft.into();
        self.warnings = warnings;
        self.push(by, kind, fields, at);
    }

    pub(super) fn note(&mut self, by: Party, kind: Kind, at: Timestamp) {
        self.push(by, kind, Vec::new(), at);
    }

    fn push(&mut self, by: Party, kind: Kind, fields: Vec<String>, at: Timestamp) {
        self.history.push(Change {
            at,
            by,
            kind,
            version: self.version,
            fields,
        });
    }
}
