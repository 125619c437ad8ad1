//! Finding vacancies.

use std::sync::Arc;

use super::book::Book;
use super::record::Record;
use crate::sandbox::page::{Page, Paging};

impl Book {
    /// How many vacancies there are.
    pub fn len(&self) -> usize {
        self.vacancies.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.vacancies.is_empty()
    }

    /// One vacancy by NHS Jobs' id or reference, as a person may name it.
    pub fn named(&self, id_or_reference: &str) -> Option<&Record> {
        self.get(id_or_reference)
            .or_else(|| self.by_reference(id_or_reference))
    }

    /// One vacancy by NHS Jobs' reference.
    pub fn by_reference(&self, reference: &str) -> Option<&Record> {
        let id = self.by_reference.alike(reference).next()?;
        self.vacancies.get(&id).map(AsRef::as_ref)
    }

    /// The vacancies with a job reference of the ATS, oldest first; all of them without one.
    pub fn find(&self, job_reference: Option<&str>, paging: Paging) -> Page<Arc<Record>> {
        let Some(wanted) = job_reference else {
            return paging.pick(self.vacancies.len(), self.vacancies.values().cloned());
        };
        let alike = || self.by_job_reference.alike(wanted);
        let page = paging.pick(alike().count(), alike());
        page.look_up(|id| self.vacancies.get(&id).cloned())
    }

    /// Every vacancy, newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.vacancies.values().rev()
    }

    /// Every vacancy, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.vacancies.values()
    }
}
