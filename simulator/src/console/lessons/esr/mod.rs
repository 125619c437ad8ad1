//! The lessons about ESR, a file for each: what the questions and answers on the employment checks
//! interface say, then what a network does to it.

mod employer_not_activated;
mod identity_and_health;
mod no_match;
mod not_from_tis;
mod not_yet_recruited;
mod one_off_transfer;
mod registration_superseded;
mod several_matches;
mod six_records;
mod token_expired;
mod transfer_answer_lost;

use super::lesson::Lesson;

/// In the order in which they are taught.
pub(super) static ALL: [&Lesson; 11] = [
    &six_records::LESSON,
    &registration_superseded::LESSON,
    &one_off_transfer::LESSON,
    &no_match::LESSON,
    &several_matches::LESSON,
    &not_from_tis::LESSON,
    &not_yet_recruited::LESSON,
    &identity_and_health::LESSON,
    &employer_not_activated::LESSON,
    &token_expired::LESSON,
    &transfer_answer_lost::LESSON,
];
