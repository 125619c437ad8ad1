//! Lessons: short stories to play through, each of which knows from the journal how far it has come.
//!
//! A lesson is data. What it claims of the real services carries its provenance, and the sign of
//! each step is found in the sandbox's exchanges by a pure function.

mod esr;
mod exchange;
mod glance;
mod lesson;
mod list;
mod nhs_jobs;
mod one;
mod progress;
mod room;
mod sign;

use std::sync::{Arc, LazyLock, PoisonError};

use axum::Router;
use axum::routing::get;

use self::lesson::Lesson;
pub(crate) use self::progress::Progress;
use self::progress::Standing;
use crate::app::{App, Site};

static ALL: LazyLock<Vec<&'static Lesson>> =
    LazyLock::new(|| nhs_jobs::ALL.into_iter().chain(esr::ALL).collect());

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/lessons", get(list::get))
        .route("/lessons/{id}", get(one::get))
}

/// The pages that are of no one sandbox.
pub(super) fn of_all() -> Router<Arc<App>> {
    Router::new()
        .route("/progress", get(room::every))
        .route("/classrooms/{room}/progress", get(room::one))
}

/// Every lesson: those about NHS Jobs, then those about ESR.
fn all() -> &'static [&'static Lesson] {
    &ALL
}

/// The lesson with this word.
fn find(id: &str) -> Option<&'static Lesson> {
    all().iter().copied().find(|lesson| lesson.id == id)
}

/// How far a sandbox has come, with whatever has happened since somebody last looked.
///
/// Reading a long journal for the first time takes a while, so it is done beside the loop that
/// answers everybody.
async fn standings(site: Arc<Site>) -> Progress {
    let read = tokio::task::spawn_blocking(move || {
        let mut progress = site.lessons.lock().unwrap_or_else(PoisonError::into_inner);
        progress.follow(&site.journal);
        progress.clone()
    });
    read.await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contract::operation::Service;
    use contract::provenance::{OURS, Provenance};

    use super::*;

    #[test]
    fn there_are_at_least_eight_for_each_service_and_no_two_share_a_word() {
        let of = |service| all().iter().filter(|one| one.service == service).count();
        let words: BTreeSet<_> = all().iter().map(|one| one.id).collect();

        assert!(of(Service::NhsJobs) >= 8 && of(Service::Esr) >= 8);
        assert_eq!(words.len(), all().len());
    }

    #[test]
    fn every_question_has_one_right_answer_and_says_why() {
        for lesson in all() {
            let choices = lesson.question.choices;
            let right = choices.iter().filter(|choice| choice.right).count();

            assert!(choices.len() >= 3 && right == 1, "{}", lesson.id);
            assert!(
                choices.iter().all(|choice| !choice.because.is_empty()),
                "{}",
                lesson.id
            );
        }
    }

    #[test]
    fn only_what_a_public_source_says_is_called_stated() {
        let grounds = all().iter().flat_map(|lesson| lesson.grounds);
        for ground in grounds {
            let ours = ground.source == OURS;
            assert_eq!(
                ground.provenance == Provenance::Simulator,
                ours,
                "{}",
                ground.words
            );
            assert!(!ground.quoted || ground.provenance == Provenance::Stated);
        }
    }

    #[test]
    fn every_lesson_rests_on_something_and_has_a_step() {
        for lesson in all() {
            assert!(
                !lesson.grounds.is_empty() && !lesson.steps.is_empty(),
                "{}",
                lesson.id
            );
        }
    }
}
