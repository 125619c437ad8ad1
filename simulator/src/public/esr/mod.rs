//! ESR towards an ATS: tokens, the one-off transfer, and what suppliers may read.

pub(super) mod applicants;
pub(super) mod issue_token;
pub(super) mod status;
pub(super) mod transfer;
pub(super) mod transfer_result;

use contract::refusal::Refusal;
use contract::rule;
use http::header::AUTHORIZATION;

use super::visit::Visit;
use crate::presented::bearer_of;
use crate::problem::Refused;

/// Lets a request into ESR by its bearer token.
fn admit(visit: &Visit<'_>) -> Result<(), Refused> {
    let twice = |twice: super::visit::Repeated| {
        Refused::new(Refusal::TokenInvalid, twice.to_string()).by(rule::ESR_CREDENTIALS)
    };
    let sent = visit.header(&AUTHORIZATION).map_err(twice)?;
    let admitted = visit.site.sandbox.admit_esr(sent.and_then(bearer_of));
    admitted.map_err(|refusal| Refused::plain(refusal).by(rule::ESR_CREDENTIALS))
}

/// Lets a request with a good token act for the employer of its path.
fn admit_for_employer(visit: &Visit<'_>) -> Result<(), Refused> {
    admit(visit)?;
    let admitted = visit
        .site
        .sandbox
        .admit_employer(visit.parameters.get("vpd"));
    admitted.map_err(|refusal| {
        let rule = match refusal {
            Refusal::EmployerNotActivated => rule::ESR_ACTIVATION,
            _ => rule::ESR_CREDENTIALS,
        };
        Refused::plain(refusal).by(rule)
    })
}
