//! The world before the first step.

use serde_json::{Value, json};

use super::{closed, described, flag, one_or_many, refers, text, whole, words};
use crate::scenario::given::{Activation, CREDENTIALS};

pub(super) fn definitions() -> Value {
    json!({
        "given": closed("The world before the first step.", &[], json!({
            "nhs_jobs": refers("given_nhs_jobs"),
            "esr": refers("given_esr"),
            "now": text("The sandbox clock at the beginning, with its offset: \"2026-11-02T09:00:00Z\"."),
            "clock": described(words(["frozen", "running"]), "Whether the sandbox clock stands still; frozen unless said."),
            "seed": whole("The seed that the employer's codes and VPD are drawn from; unless said, the run's seed and the scenario decide them."),
            "credentials": closed(
                "Credentials that are handed to the client wrong.", &[],
                CREDENTIALS.iter().map(|name| ((*name).to_owned(), words(["unknown"]))).collect()),
        })),
        "given_nhs_jobs": nhs_jobs(),
        "given_esr": closed("How ESR behaves, and whom it holds.", &[], json!({
            "matching": described(words(["strict", "normalised"]), "How names are compared; strict unless said."),
            "activation": refers("activation"),
            "applicants": described(
                one_or_many(refers("esr_applicant")),
                "Left out: one that matches the default doctor. `[]`: nobody."),
        })),
        "activation": described(
            words(Activation::WORDS.map(|(word, _)| word)),
            "Where the employer stands with TIS or Hicom; activated unless said."),
        "esr_applicant": applicant(),
    })
}

fn nhs_jobs() -> Value {
    closed(
        "How NHS Jobs behaves.",
        &[],
        json!({
            "limits": described(words(["nhsbsa", "jobtrain"]), "Which limits of texts; nhsbsa unless said."),
            "duration": described(
                words(["all_but_permanent", "fixed_term_only"]),
                "Which contracts carry a duration; all_but_permanent unless said."),
            "band_check": described(
                words(["off", "warn", "reject"]),
                "A salary outside its Agenda for Change band; warn unless said."),
            "unknown_fields": described(words(["refuse", "warn"]), "Members that the contract does not know; refuse unless said."),
            "errors": described(words(["all", "first"]), "How many mistakes an answer tells; all unless said."),
            "magic": flag("Whether magic values in a vacancy provoke refusals; true unless said."),
        }),
    )
}

fn applicant() -> Value {
    closed(
        "Someone whom ESR holds: the default doctor with changes, in the control interface's words.",
        &[],
        json!({
            "as": text("The symbolic name by which steps refer to the record."),
            "vpd": text("The employer; the sandbox's own unless said."),
            "source": described(words(["TIS", "HICOM", "MANUAL", "E_RECRUITMENT"]), "Who made the record; TIS unless said."),
            "firstName": nullable_text(),
            "lastName": nullable_text(),
            "dateOfBirth": nullable_text(),
            "positionId": nullable_text(),
            "positionNumber": nullable_text(),
            "professionalRegistration": {
                "description": "An existing registration, which wins over one that is sent: { body: GMC, number: \"7012345\" }.",
                "type": ["object", "null"],
            },
            "personType": described(words(["APPLICANT", "EMPLOYEE"]), "APPLICANT unless said."),
            "open": flag("Whether the record is open; true unless said."),
        }),
    )
}

fn nullable_text() -> Value {
    json!({ "type": ["string", "null"] })
}
