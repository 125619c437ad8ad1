//! `getVacancy`: an ATS reads one of its own vacancies back.

use http::StatusCode;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::magic;
use crate::public::visit::Visit;

/// Answers one vacancy.
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit(visit)?;
    magic::in_header(visit)?;
    let id = visit.parameters.get("vacancyId");
    let found = visit
        .site
        .world()
        .nhs_jobs
        .get(id)
        .map(|record| record.answer(visit.at));
    let unknown = || super::no_such_vacancy("no vacancy of this organisation has this id");
    Ok(super::vacancy(StatusCode::OK, &found.ok_or_else(unknown)?))
}
