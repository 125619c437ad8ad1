//! `viewAdvert`: one published vacancy as candidates see it.

use askama::Template as _;
use http::header::{CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, StatusCode};

use super::view::Advert;
use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::magic;
use crate::public::visit::Visit;

pub(super) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The page needs nothing but itself. Were something of it ever left unescaped, it could do
/// nothing either.
const NOTHING_ELSE: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

/// Answers the advert; a closed one says that it is closed (provenance `simulator`: what the real
/// site answers then is not public).
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    magic::in_header(visit)?;
    let record = super::advertised(visit)?;
    let employer = visit.site.world().employer.clone();
    let page = Advert::of(&record, &employer, &visit.base(), visit.at);
    let page = page
        .render()
        .expect("every value of the template can be written");
    Ok(Answer::bytes(StatusCode::OK, HTML, page)
        .with(CONTENT_SECURITY_POLICY, NOTHING_ELSE)
        .with(X_CONTENT_TYPE_OPTIONS, "nosniff"))
}
