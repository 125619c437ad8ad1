//! `listVacancies`: an ATS finds its own vacancies.

use contract::vacancy::Vacancy;
use http::StatusCode;
use serde::Serialize;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::links::with_links;
use crate::public::magic;
use crate::public::visit::Visit;

/// One page of vacancies.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct List {
    vacancies: Vec<Vacancy>,
    page: usize,
    limit: usize,
    total_pages: usize,
    total: usize,
}

/// Answers a page of the vacancies, oldest first; of those with a `jobReference`, where one is
/// named.
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit(visit)?;
    magic::in_header(visit)?;
    let paging = visit.paging()?;
    let wanted = visit.query("jobReference");
    let found = visit.site.world().nhs_jobs.find(wanted.as_deref(), paging);
    let list = List {
        page: found.page,
        limit: found.limit,
        total_pages: found.pages(),
        total: found.total,
        vacancies: found
            .items
            .iter()
            .map(|record| record.answer(visit.at))
            .collect(),
    };
    let answer = Answer::json(StatusCode::OK, &list);
    Ok(with_links(answer, visit, list.page, list.total_pages))
}
