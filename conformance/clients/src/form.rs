//! The form's checks: what an ATS says before it sends anything.
//!
//! In the spirit of the JTGO form (stated: its user guide's table of error messages): required
//! fields, least and greatest lengths, the duration that goes with the contract type, a salary that
//! makes sense. The form never asks for more than the contract does; what only the service can
//! judge (bands, decimals, the closing date by its own clock) is left to the service, and its
//! refusal is shown.

mod applicant;
mod duration;
mod plain;
mod salary;

use serde_json::Value;

use crate::api::report::Told;
use crate::fields;

/// What keeps a vacancy from being sent; nothing when it may go.
pub(crate) fn vacancy(held: &Value) -> Vec<Told> {
    let mut told = plain::check(fields::vacancy::FIELDS, held, "NHS Jobs");
    told.extend(duration::check(held));
    told.extend(salary::check(held));
    told
}

/// What keeps a transfer from being sent, its occasion aside; nothing when it may go.
pub(crate) fn applicant(held: &Value) -> Vec<Told> {
    let mut told = plain::check(fields::applicant::FIELDS, held, "ESR");
    told.extend(applicant::at_least_one_check(held));
    told
}
