//! What a probe asks for: the same vacancy and doctor that scenarios start from.

use serde_json::{Value, json};

use super::trial::Trial;
use crate::evidence::Action;
use crate::scenario::input;

/// The action that the adapter can be asked for, whichever of the two services it serves.
pub(super) fn action(trial: &Trial<'_>) -> Option<Action> {
    [Action::PostVacancy, Action::TransferEmploymentChecks]
        .into_iter()
        .find(|action| trial.can(*action))
}

/// Its input.
pub(super) fn input(action: Action, vpd: &str) -> Value {
    let mut input = input::default_input(action, 0);
    if let Some(applicant) = input.get_mut("applicant") {
        applicant["employer_vpd"] = json!(vpd);
    }
    input
}

/// The applicant whom ESR must hold for the transfer to be accepted.
pub(super) fn loaded_applicant(vpd: &str) -> Value {
    let mut applicant = input::default_applicant(0);
    applicant["vpd"] = json!(vpd);
    applicant
}
