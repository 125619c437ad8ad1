//! `updateVacancy`: an ATS replaces its own draft.

use contract::operation::Service;
use contract::refusal::Refusal;
use contract::rule;
use contract::vacancy::read_update;
use http::StatusCode;

use crate::answer::Answer;
use crate::nhs_jobs::UpdateError;
use crate::problem::Refused;
use crate::public::idempotency::Intention;
use crate::public::magic;
use crate::public::visit::Visit;
use crate::sandbox::world::{World, vacancy_rules};

/// Where a vacancy is edited once the ATS may no longer change it.
const EDIT_IN: &str = "the NHS Jobs account";

/// Replaces a draft.
pub(in crate::public) fn put(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit(visit)?;
    let body = visit.json()?;
    magic::in_body(visit, &body)?;
    let intention = Intention::of(visit, Service::NhsJobs, &body);
    if let Some(answer) = intention.as_ref().ok().and_then(Intention::answered_before) {
        return Ok(answer);
    }
    let settings = visit.site.world().settings;
    let reading = read_update(body, &vacancy_rules(settings, visit.at));
    let (intention, reading) = Intention::with(intention, reading, settings)?;
    let id = visit.parameters.get("vacancyId");
    let update = |world: &mut World| {
        let updated = world
            .nhs_jobs
            .update(id, reading.value, reading.warnings, visit.at);
        Ok(updated?)
    };
    intention.once(update, |vacancy| super::vacancy(StatusCode::OK, vacancy))
}

impl From<UpdateError> for Refused {
    fn from(error: UpdateError) -> Self {
        let detail = error.to_string();
        match error {
            UpdateError::Unknown { .. } => super::no_such_vacancy(detail),
            UpdateError::NotDraft { status } => Self::new(Refusal::VacancyNotDraft, detail)
                .by(rule::NJ_DRAFT_ONLY)
                .vacancy(status.wire(), EDIT_IN),
            UpdateError::Stale { current, .. } => Self::new(Refusal::VersionStale, detail)
                .by(rule::NJ_VERSION)
                .current_version(current),
        }
    }
}
