//! `createVacancy`: an ATS posts a vacancy; it becomes a draft.

use contract::operation::Service;
use contract::refusal::Refusal;
use contract::vacancy::{Vacancy, read_create};
use http::StatusCode;
use http::header::LOCATION;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::idempotency::Intention;
use crate::public::magic;
use crate::public::visit::Visit;
use crate::sandbox::world::{World, vacancy_rules};

/// Creates a draft.
pub(in crate::public) fn post(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit(visit)?;
    let body = visit.json()?;
    magic::in_body(visit, &body)?;
    let intention = Intention::of(visit, Service::NhsJobs, &body);
    if let Some(answer) = intention.as_ref().ok().and_then(Intention::answered_before) {
        return Ok(answer);
    }
    let settings = visit.site.world().settings;
    let reading = read_create(body, &vacancy_rules(settings, visit.at));
    let (intention, reading) = Intention::with(intention, reading, settings)?;
    let most = visit.site.sandbox.quota().vacancies;
    let create = |world: &mut World| {
        let created = world
            .nhs_jobs
            .create(reading.value, reading.warnings, most, visit.at);
        created.map_err(|full| Refused::new(Refusal::QuotaExceeded, full.to_string()))
    };
    intention.once(create, |vacancy| created(visit, vacancy))
}

fn created(visit: &Visit<'_>, vacancy: &Vacancy) -> Answer {
    let location = format!("{}/{}", visit.address(), vacancy.vacancy_id);
    super::vacancy(StatusCode::CREATED, vacancy).with(LOCATION, &location)
}
