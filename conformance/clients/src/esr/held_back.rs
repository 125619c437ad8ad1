//! What keeps a transfer from being sent, whatever the form says.

use serde_json::Value;

use crate::api::act::{Act, Action};
use crate::api::report::{Report, Told};
use crate::desk::Desk;
use crate::writing::held;

/// The report of a transfer that is held back; none when it may go.
pub(super) fn held_back(desk: &Desk<'_>, act: &Act, applicant: &Value) -> Option<Report> {
    let occasion = not_yet(desk, applicant)
        .or_else(|| elsewhere(desk, applicant))
        .or_else(|| already(desk, act, applicant));
    if let Some(told) = occasion {
        return Some(Report::not_sent(vec![told]));
    }
    let objections = (desk.conduct.form)(Action::TransferEmploymentChecks, applicant);
    (!objections.is_empty()).then(|| Report::not_sent(objections))
}

/// Who an applicant is: the same person under the same reference is transferred once.
pub(super) fn identity(act: &Act, applicant: &Value) -> String {
    let parts = ["ats_reference", "first_name", "last_name", "date_of_birth"];
    let texts = parts.map(|path| held(applicant, path).unwrap_or(&Value::Null).to_string());
    match held(applicant, "ats_reference") {
        Some(Value::String(_)) => texts.join(" "),
        _ => act.name.clone(),
    }
}

/// Checks travel at the outcome 'recruited' and not before (stated: seed 001).
fn not_yet(desk: &Desk<'_>, applicant: &Value) -> Option<Told> {
    let status = held(applicant, "status").and_then(Value::as_str)?;
    let text = "Employment checks are transferred to ESR once the outcome is 'recruited'. Nothing \
                was sent; it can be sent when the applicant has reached that status.";
    (!(desk.conduct.ready)(status)).then(|| Told::error(text).of("status"))
}

/// This attempt's credentials are one employer's.
fn elsewhere(desk: &Desk<'_>, applicant: &Value) -> Option<Told> {
    let vpd = held(applicant, "employer_vpd").filter(|vpd| !vpd.is_null())?;
    let text = "This applicant belongs to an employer that the ESR integration is not set up for. \
                Nothing was sent: please ask ATS Support.";
    (*vpd != desk.begin.esr.vpd).then(|| Told::error(text).of("employer_vpd"))
}

/// One transfer for each applicant (stated: seed 001).
fn already(desk: &Desk<'_>, act: &Act, applicant: &Value) -> Option<Told> {
    let text = "The checks of this applicant are in ESR already. It is a one-off transfer, so \
                nothing was sent: please enter later changes in ESR by hand.";
    let there = desk.memory.transferred.contains(&identity(act, applicant));
    there.then(|| Told::error(text))
}
