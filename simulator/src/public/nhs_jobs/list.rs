//! `listVacancies`: an ATS finds its own vacancies.

use contract::vacancy::Vacancy;
use http::StatusCode;
use serde_json::json;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::visit::Visit;

/// Answers a page of the vacancies, oldest first; of those with a `jobReference`, where one is
/// named.
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit(visit)?;
    let paging = visit.paging()?;
    let wanted = visit.query("jobReference");
    let page = visit.site.world().nhs_jobs.find(wanted.as_deref(), paging);
    let pages = page.pages();
    let page = page.map(|record| -> Vacancy { record.answer(visit.at) });
    let list = json!({
        "vacancies": page.items, "page": page.page, "limit": page.limit,
        "totalPages": pages, "total": page.total,
    });
    Ok(Answer::json(StatusCode::OK, &list))
}
