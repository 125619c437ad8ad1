//! The list of vacancies as a person in the account looks through it: newest first, by status, by
//! title or reference.

use std::sync::Arc;

use contract::codes::VacancyStatus;
use jiff::Timestamp;

use super::book::Book;
use super::record::Record;
use crate::sandbox::london;
use crate::sandbox::page::{Page, Paging};

/// What a person looks for. What is empty or absent lets every vacancy through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Only these.
    pub status: Option<VacancyStatus>,
    /// A part of the title, of the ATS's reference or of NHS Jobs'; case does not matter.
    pub text: String,
}

/// A page of the list, and how many vacancies of each status the text lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The page.
    pub page: Page<Arc<Record>>,
    /// Drafts.
    pub drafts: usize,
    /// Published and open.
    pub published: usize,
    /// Closed.
    pub closed: usize,
}

impl Book {
    /// A page of the vacancies as they stand at an instant.
    pub fn listed(&self, wanted: &Listing, paging: Paging, at: Timestamp) -> Listed {
        let today = london::date(at);
        let text = folded(wanted.text.trim());
        let mut counts = [0; 3];
        let mut found = Vec::new();
        let newest = self.vacancies.values().rev();
        for record in newest.filter(|record| text.is_empty() || says(record, &text)) {
            let status = record.status_on(today);
            counts[status as usize] += 1;
            if wanted.status.is_none_or(|only| only == status) {
                found.push(record);
            }
        }
        let [drafts, published, closed] = counts;
        Listed {
            page: paging.pick(found.len(), found.into_iter().cloned()),
            drafts,
            published,
            closed,
        }
    }
}

fn says(record: &Record, text: &str) -> bool {
    let draft = record.draft();
    let texts = [&draft.job_title, &draft.job_reference, record.reference()];
    texts.iter().any(|held| contains(held, text))
}

/// Nearly every text is ASCII, and of those nothing has to be copied.
fn contains(held: &str, text: &str) -> bool {
    if !held.is_ascii() {
        return folded(held).contains(text);
    }
    let (held, text) = (held.as_bytes(), text.as_bytes());
    held.windows(text.len())
        .any(|part| part.eq_ignore_ascii_case(text))
}

fn folded(text: &str) -> String {
    caseless::default_case_fold_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_any_case() {
        assert!(contains("Staff Nurse", "nurse") && contains("STRASSE", "strasse"));
        assert!(contains("Straße", &folded("STRASSE")) && contains("Ärztin", &folded("ÄRZ")));
        assert!(!contains("Nurse", "nurses") && !contains("", "a"));
    }
}
