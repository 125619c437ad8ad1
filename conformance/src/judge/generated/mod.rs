//! The checks that are made on generated cases alone, one file each.
//!
//! Scenarios ask such questions in their own checks, about one story. Here they are asked of any
//! story, so each says when it does not apply: a client is never blamed for what it could not know.

mod believed_is_held;
mod brief_failure_overcome;
mod one_draft_for_one_job;
mod standing;
mod token_renewed;
mod tokens_are_used;
mod transferred_once;
mod user_told;
mod valid_input_sent;
mod version_of_last_answer;
mod waits_for_answers;
mod warnings_surfaced;

use super::unasked::{Unasked, check};

pub(super) use standing::{breaks_a_rule, expected_of as expected};

/// Every one of them, in the order of reports.
pub(crate) const ALL: [Unasked; 11] = [
    check("generated/valid-input-sent", valid_input_sent::judge),
    check(
        "generated/version-of-last-answer",
        version_of_last_answer::judge,
    ),
    check(
        "generated/one-draft-for-one-job",
        one_draft_for_one_job::judge,
    ),
    check("generated/transferred-once", transferred_once::judge),
    check("generated/believed-is-held", believed_is_held::judge),
    check(
        "generated/brief-failure-overcome",
        brief_failure_overcome::judge,
    ),
    check("generated/waits-for-answers", waits_for_answers::judge),
    check("generated/token-renewed", token_renewed::judge),
    check("generated/tokens-are-used", tokens_are_used::judge),
    check("generated/user-told", user_told::judge),
    check("generated/warnings-surfaced", warnings_surfaced::judge),
];
