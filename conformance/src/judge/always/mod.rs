//! The checks that are made on every attempt, one file each.

pub(super) mod bounded_retries;
mod draft_told;
mod faithful_values;
mod no_duplicate;
mod no_personal_data_in_url;
mod no_secret_in_url;
mod not_for_esr;
mod nothing_after_final_refusal;
mod one_key_one_body;
mod own_credentials;
mod quiet_after_idle;
mod refused_field_surfaced;
pub(crate) mod reply_valid;
mod request_valid;
mod retry_after_honoured;
mod superseded_warning_surfaced;
mod support_told;
mod truthful_attempts;
mod truthful_outcome;
mod truthful_reference;
mod truthful_state;
mod update_targets_own_draft;

use super::unasked::{Unasked, check};

/// Every one of them, in the order of reports.
pub(crate) const ALL: [Unasked; 23] = [
    check("always/request-valid", request_valid::judge),
    check("always/reply-valid", reply_valid::judge),
    check("always/own-credentials", own_credentials::judge),
    check("always/no-secret-in-url", no_secret_in_url::judge),
    check(
        "always/no-personal-data-in-url",
        no_personal_data_in_url::judge,
    ),
    check("always/one-key-one-body", one_key_one_body::judge),
    check(
        "always/nothing-after-final-refusal",
        nothing_after_final_refusal::judge,
    ),
    check("always/bounded-retries", bounded_retries::judge),
    check("always/retry-after-honoured", retry_after_honoured::judge),
    check("always/truthful-outcome", truthful_outcome::judge),
    check("always/truthful-state", truthful_state::judge),
    check("always/truthful-reference", truthful_reference::judge),
    check("always/truthful-attempts", truthful_attempts::judge),
    check("always/faithful-values", faithful_values::judge),
    check("always/no-duplicate", no_duplicate::judge),
    check(
        "always/refused-field-surfaced",
        refused_field_surfaced::judge,
    ),
    check("always/support-told", support_told::judge),
    check("always/draft-told", draft_told::judge),
    check(
        "always/superseded-warning-surfaced",
        superseded_warning_surfaced::judge,
    ),
    check("always/no-identity-data", not_for_esr::judge_identity),
    check(
        "always/no-occupational-health-data",
        not_for_esr::judge_occupational_health,
    ),
    check("always/quiet-after-idle", quiet_after_idle::judge),
    check(
        "always/update-targets-own-draft",
        update_targets_own_draft::judge,
    ),
];
