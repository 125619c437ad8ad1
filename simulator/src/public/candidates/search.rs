//! `searchAdverts`: the public read interface, which anybody may use.

use http::{HeaderValue, StatusCode};

use super::asked::Asked;
use super::xml::Results;
use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::magic;
use crate::public::visit::Visit;

const XML: HeaderValue = HeaderValue::from_static("application/xml;charset=UTF-8");

/// Answers a page of the open adverts, newest first, as XML; errors are JSON (stated).
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    magic::in_header(visit)?;
    let Asked { search, paging } = Asked::of(visit)?;
    let (book, employer) = {
        // A copy costs the same whatever the book holds, and nobody waits for the search.
        let world = visit.site.world();
        (world.nhs_jobs.clone(), world.employer.name.clone())
    };
    let found = book.search(&search, paging, visit.at);
    let base = visit.base();
    let mut results = Results::of(&base, &employer);
    for record in &found.items {
        results.advert(record);
    }
    let xml = results.finish(found.pages(), found.total);
    Ok(Answer::bytes(StatusCode::OK, XML, xml))
}
