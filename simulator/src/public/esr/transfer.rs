//! `transferEmploymentChecks`: the one-off transfer.

use contract::operation::Service;
use contract::refusal::Refusal;
use contract::rule;
use contract::transfer::{TransferResult, out_of_bounds, read};
use http::StatusCode;
use http::header::LOCATION;

use crate::answer::Answer;
use crate::esr::TransferError;
use crate::problem::Refused;
use crate::public::idempotency::Intention;
use crate::public::magic;
use crate::public::visit::Visit;
use crate::sandbox::world::{World, transfer_rules};

/// Transfers checks onto the one applicant that matches.
pub(in crate::public) fn post(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit_for_employer(visit)?;
    let body = visit.json()?;
    magic::in_body(visit, &body)?;
    if let Some(refusal) = out_of_bounds(&body) {
        return Err(must_not_travel(refusal));
    }
    let intention = Intention::of(visit, Service::Esr, &body);
    if let Some(answer) = intention.as_ref().ok().and_then(Intention::answered_before) {
        return Ok(answer);
    }
    let settings = visit.site.world().settings;
    let reading = read(body, &transfer_rules(settings, visit.at));
    let (intention, reading) = Intention::with(intention, reading, settings)?;
    let vpd = visit.parameters.get("vpd");
    let transfer = |world: &mut World| {
        let done = world
            .esr
            .transfer(vpd, reading.value, settings.matching, visit.at);
        Ok(done?)
    };
    intention.once(transfer, |result| transferred(visit, result))
}

fn transferred(visit: &Visit<'_>, result: &TransferResult) -> Answer {
    let superseded = result
        .records
        .iter()
        .any(|record| record.message_type.is_some());
    let rules = superseded.then_some(rule::ESR_SUPERSEDE);
    let location = format!("{}/{}", visit.address(), result.transfer_id);
    let answer = Answer::json(StatusCode::CREATED, result).by_rules(rules);
    answer.with(LOCATION, &location)
}

fn must_not_travel(refusal: Refusal) -> Refused {
    let rule = match refusal {
        Refusal::IdentityNotAccepted => rule::ESR_IDENTITY,
        _ => rule::ESR_OCCUPATIONAL_HEALTH,
    };
    Refused::plain(refusal).by(rule)
}

impl From<TransferError> for Refused {
    fn from(error: TransferError) -> Self {
        let (refusal, rule) = match error {
            TransferError::NotOutcomeRecruited { .. } => {
                (Refusal::NotOutcomeRecruited, rule::ESR_STATUS)
            }
            TransferError::NoMatch => (Refusal::NoMatch, rule::ESR_MATCH),
            TransferError::SeveralMatches { .. } => (Refusal::SeveralMatches, rule::ESR_MATCH),
            TransferError::NotFromTis => (Refusal::NotFromTis, rule::ESR_SCOPE),
            TransferError::IsEmployee => (Refusal::IsEmployee, rule::ESR_SCOPE),
            TransferError::ApplicantClosed => (Refusal::ApplicantClosed, rule::ESR_SCOPE),
            TransferError::AlreadyTransferred => (Refusal::AlreadyTransferred, rule::ESR_ONCE),
        };
        Self::new(refusal, error.to_string()).by(rule)
    }
}
