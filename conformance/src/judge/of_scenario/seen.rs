//! What an expectation misses: nothing when it holds.

use super::{reported, wire};
use crate::evidence::{Done, StepRecord};
use crate::judge::view::View;
use crate::judge::words::finding;
use crate::scenario::check::Expectation;
use crate::verdict::{Finding, Place};

/// What an expectation misses: nothing when it holds.
pub(super) fn findings(view: &View<'_>, expectation: &Expectation) -> Vec<Finding> {
    match expectation {
        Expectation::Wire(expected) => wire::findings(view, expected),
        Expectation::Outcome(expected) => reported::outcome(view, expected),
        Expectation::ToldUser(expected) => reported::told_user(view, expected),
        Expectation::Attested(id) => attested(view, id),
    }
}

/// What the person said who was asked; `None` when nobody answered.
pub(super) fn attestation(view: &View<'_>, id: &str) -> Option<bool> {
    let said = |step: &StepRecord| match &step.done {
        Done::Attest { id: asked, answer } if asked == id => *answer,
        _ => None,
    };
    view.evidence.timeline.iter().rev().find_map(said)
}

fn attested(view: &View<'_>, id: &str) -> Vec<Finding> {
    let actual = match attestation(view, id) {
        Some(true) => return Vec::new(),
        Some(false) => "no",
        None => "nothing",
    };
    let sentence = format!("Asked `{id}`, the person said {actual}.");
    vec![finding(Place::default(), "yes", actual, sentence)]
}
