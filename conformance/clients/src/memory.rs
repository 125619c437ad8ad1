//! What a session remembers between actions.

use std::collections::BTreeSet;

use crate::conduct::Drafts;
use crate::esr::Token;
use crate::intention::Intentions;

/// Everything the ATS knows of what it has done in this attempt.
#[derive(Default)]
pub(crate) struct Memory {
    /// The drafts it posted, by the name that the user knows them by.
    pub(crate) drafts: Drafts,
    /// What was meant, and what of it nobody knows the end of.
    pub(crate) intentions: Intentions,
    /// The applicants whose checks are in ESR.
    pub(crate) transferred: BTreeSet<String>,
    /// The access token, while it is good.
    pub(crate) token: Option<Token>,
}
