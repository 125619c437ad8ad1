//! The book of vacancies, and what an ATS may do with it: create, and replace a draft.

use std::sync::Arc;

use contract::codes::VacancyStatus;
use contract::problem::FieldError;
use contract::text::counted;
use contract::vacancy::{Draft, Update, Vacancy};
use imbl::{OrdMap, OrdSet};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::change::{Kind, Party};
use super::id::{Numbering, VacancyId};
use super::index::TextIndex;
use super::record::Record;
use super::saved::Saved;

/// Every vacancy of one organisation. Cloning it costs the same whatever it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Saved", into = "Saved")]
pub struct Book {
    pub(super) numbering: Numbering,
    pub(super) vacancies: OrdMap<VacancyId, Arc<Record>>,
    pub(super) by_reference: TextIndex,
    pub(super) by_job_reference: TextIndex,
    /// Whatever was ever published, by when.
    pub(super) published: OrdSet<(Timestamp, VacancyId)>,
}

/// Why a vacancy was not created.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// The sandbox holds as many as it may.
    #[error("this sandbox holds its {}; reset it, or use another", counted(*most, "vacancy", "vacancies"))]
    Full {
        /// The quota.
        most: usize,
    },
}

/// Why a draft was not replaced. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpdateError {
    /// There is no such vacancy.
    #[error("no vacancy of this organisation has the id `{id}`")]
    Unknown {
        /// The id as asked for.
        id: String,
    },
    /// The vacancy is no draft any more (stated: the JTGO guide). Judged before the version.
    #[error("the vacancy is {}, no draft; from here on it is edited in the NHS Jobs account", .status.wire())]
    NotDraft {
        /// Published or closed.
        status: VacancyStatus,
    },
    /// The draft was changed since the ATS last saw it.
    #[error("the update was made from version {sent}; the draft is at version {current}")]
    Stale {
        /// The version sent.
        sent: u64,
        /// The version it must carry.
        current: u64,
    },
}

impl Book {
    /// An empty book.
    pub fn new(numbering: Numbering) -> Self {
        Self {
            numbering,
            vacancies: OrdMap::new(),
            by_reference: TextIndex::default(),
            by_job_reference: TextIndex::default(),
            published: OrdSet::new(),
        }
    }

    /// Creates a draft and mints its reference. A job reference may repeat: posting again makes a
    /// second vacancy (inferred: the JTGO guide's advice to copy and post a new job).
    ///
    /// # Errors
    /// [`CreateError::Full`] beyond `most` vacancies.
    pub fn create(
        &mut self,
        draft: Draft,
        warnings: Vec<FieldError>,
        most: usize,
        at: Timestamp,
    ) -> Result<Vacancy, CreateError> {
        if self.vacancies.len() >= most {
            return Err(CreateError::Full { most });
        }
        let record = Record::create(self.numbering.mint(at), draft, warnings, at);
        let answer = record.answer(at);
        self.insert(record);
        Ok(answer)
    }

    /// Replaces a draft. The vacancy must be known, then a draft, then at the version sent.
    ///
    /// # Errors
    /// [`UpdateError`]; a refused update changes nothing.
    pub fn update(
        &mut self,
        id: &str,
        update: Update,
        warnings: Vec<FieldError>,
        at: Timestamp,
    ) -> Result<Vacancy, UpdateError> {
        let unknown = || UpdateError::Unknown {
            id: id.chars().take(80).collect(),
        };
        let mut record = self.get(id).cloned().ok_or_else(unknown)?;
        may_update(&record, update.version, at)?;
        record.replace(update.draft, warnings, (Party::Ats, Kind::Updated), at);
        let answer = record.answer(at);
        self.insert(record);
        Ok(answer)
    }

    /// One vacancy, by the id an ATS was given.
    pub fn get(&self, id: &str) -> Option<&Record> {
        let id: VacancyId = id.parse().ok()?;
        self.vacancies.get(&id).map(AsRef::as_ref)
    }

    /// Puts a record where its id belongs and keeps the indexes in step.
    pub(super) fn insert(&mut self, record: Record) {
        let (id, record) = (record.id, Arc::new(record));
        // The first publication stands, so a row never has to go.
        self.published
            .extend(record.published_at.map(|published| (published, id)));
        let job_reference = record.draft.job_reference.as_str();
        match self.vacancies.insert(id, Arc::clone(&record)) {
            None => {
                self.by_reference.insert(&record.reference, id);
                self.by_job_reference.insert(job_reference, id);
            }
            Some(before) if before.draft.job_reference != job_reference => {
                self.by_job_reference
                    .remove(&before.draft.job_reference, id);
                self.by_job_reference.insert(job_reference, id);
            }
            // An update seldom changes the reference, and never NHS Jobs' own.
            Some(_) => (),
        }
    }
}

fn may_update(record: &Record, sent: u64, at: Timestamp) -> Result<(), UpdateError> {
    match record.status(at) {
        VacancyStatus::Draft if sent == record.version => Ok(()),
        VacancyStatus::Draft => Err(UpdateError::Stale {
            sent,
            current: record.version,
        }),
        status => Err(UpdateError::NotDraft { status }),
    }
}
