//! The lessons about NHS Jobs, a file for each: first those of the guide's error table, then those
//! of its questions and answers.

mod answer_lost;
mod busy_or_down;
mod changed_by_a_colleague;
mod contract_duration;
mod key_expired;
mod organisation_or_account;
mod posted_is_not_published;
mod required_field;
mod salary_rejected;
mod supporting_documents;
mod too_few_characters;
mod too_many_characters;
mod update_a_draft;
mod update_after_publishing;

use super::lesson::Lesson;

/// In the order in which they are taught.
pub(super) static ALL: [&Lesson; 14] = [
    &salary_rejected::LESSON,
    &required_field::LESSON,
    &too_few_characters::LESSON,
    &too_many_characters::LESSON,
    &organisation_or_account::LESSON,
    &key_expired::LESSON,
    &posted_is_not_published::LESSON,
    &update_a_draft::LESSON,
    &update_after_publishing::LESSON,
    &contract_duration::LESSON,
    &supporting_documents::LESSON,
    &changed_by_a_colleague::LESSON,
    &answer_lost::LESSON,
    &busy_or_down::LESSON,
];
