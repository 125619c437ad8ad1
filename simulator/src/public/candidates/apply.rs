//! `apply`: the way from an advert to the application form of the ATS.

use std::borrow::Cow;

use contract::codes::VacancyStatus;
use http::StatusCode;
use http::header::LOCATION;
use url::Url;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::magic;
use crate::public::visit::Visit;

/// Redirects to the vacancy's `applyUrl` (stated: candidates are redirected to apply online).
///
/// After closing there is nothing to apply for: `404`, as for a vacancy that was never there
/// (provenance `simulator`).
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    magic::in_header(visit)?;
    let record = super::advertised(visit)?;
    if record.status(visit.at) == VacancyStatus::Closed {
        return Err(super::not_there(
            "the vacancy is closed; nobody can apply any more",
        ));
    }
    let target = in_a_header(&record.draft().apply_url);
    let answer = Answer::bytes(StatusCode::FOUND, super::advert::HTML, "");
    Ok(answer.with(LOCATION, &target))
}

/// An address as it was sent, or, where it holds what cannot stand in a header, percent-encoded
/// and with its host in the form of the domain name system.
fn in_a_header(address: &str) -> Cow<'_, str> {
    if address.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(address);
    }
    match Url::parse(address) {
        Ok(parsed) => Cow::Owned(parsed.into()),
        Err(_) => percent_encoding::utf8_percent_encode(address, percent_encoding::CONTROLS).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_can_stand_in_a_header_is_left_as_it_was_sent() {
        for address in [
            "https://ats.example",
            "https://ats.example/jobs?id=1&x=%20#apply",
        ] {
            assert_eq!(in_a_header(address), address);
        }
    }

    #[test]
    fn an_address_in_another_alphabet_is_encoded() {
        let address = "https://ärzte.example/stellen/überblick";

        insta::assert_snapshot!(in_a_header(address), @"https://xn--rzte-koa.example/stellen/%C3%BCberblick");
    }
}
