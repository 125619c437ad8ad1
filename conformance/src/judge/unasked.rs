//! Checks that no scenario asks for: those made on every attempt, and those on generated cases.

use super::view::View;
use super::{always, generated};
use crate::verdict::{Judgement, Level};

/// A check that is made unasked.
pub(crate) struct Unasked {
    /// `always/…` or `generated/…`.
    pub(crate) id: &'static str,
    /// Makes it, at the level of its requirement.
    pub(crate) judge: fn(&View<'_>, Level) -> Judgement,
}

impl Unasked {
    /// Where it is made, for people.
    pub(crate) fn made_on(id: &str) -> &'static str {
        if id.starts_with("always/") {
            "every attempt"
        } else {
            "every generated case"
        }
    }
}

/// A row of a table of such checks.
pub(super) const fn check(id: &'static str, judge: fn(&View<'_>, Level) -> Judgement) -> Unasked {
    Unasked { id, judge }
}

/// Every one of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Unasked> {
    always::ALL.iter().chain(&generated::ALL)
}
