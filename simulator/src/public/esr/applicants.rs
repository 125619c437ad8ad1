//! `listApplicants`: applicants awaiting checks, for suppliers that match on their side.

use std::sync::Arc;

use http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use crate::answer::Answer;
use crate::esr::Applicant;
use crate::problem::Refused;
use crate::public::links::with_links;
use crate::public::magic;
use crate::public::visit::Visit;

/// What a supplier sees of an applicant: what it can match on, and nothing else.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Awaiting {
    applicant_number: String,
    first_name: String,
    last_name: String,
    date_of_birth: Date,
    position_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    position_number: Option<String>,
}

impl From<Arc<Applicant>> for Awaiting {
    fn from(applicant: Arc<Applicant>) -> Self {
        Self {
            applicant_number: applicant.applicant_number.to_string(),
            first_name: applicant.first_name.clone(),
            last_name: applicant.last_name.clone(),
            date_of_birth: applicant.date_of_birth,
            position_id: applicant.position_id.clone(),
            position_number: applicant.position_number.clone(),
        }
    }
}

/// Answers a page of the employer's applicants that are in scope and have had no transfer.
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit_for_employer(visit)?;
    magic::in_header(visit)?;
    let paging = visit.paging()?;
    let page = visit
        .site
        .world()
        .esr
        .awaiting(visit.parameters.get("vpd"), paging);
    let pages = page.pages();
    let page = page.map(Awaiting::from);
    let list = json!({
        "applicants": page.items, "page": page.page, "limit": page.limit,
        "totalPages": pages, "total": page.total,
    });
    let answer = Answer::json(StatusCode::OK, &list);
    Ok(with_links(answer, visit, page.page, pages))
}
