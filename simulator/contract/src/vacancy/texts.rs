//! The person specification, the working hours and the address of the application form.

use super::draft::{Criteria, PersonSpecification, WorkingHours};
use crate::limits::{HOURS_A_WEEK, PERSON_SPECIFICATION, Span, URL};
use crate::money::Amount;
use crate::reading::{FieldCode, Json, Object};
use crate::rule;

pub(super) fn person_specification(vacancy: &Object<'_>) -> Option<PersonSpecification> {
    const RULE: &str = rule::NJ_PERSON_SPECIFICATION;
    let given = vacancy.optional_object("personSpecification", RULE)?;
    let heading = |name| {
        given
            .optional_object(name, RULE)
            .map(|heading| criteria(&heading))
    };
    let specification = PersonSpecification {
        qualifications: heading("qualifications").unwrap_or_default(),
        experience: heading("experience").unwrap_or_default(),
        skills: heading("skills").unwrap_or_default(),
    };
    given.refuse_unknown(rule::NJ_BODY);
    Some(specification)
}

fn criteria(heading: &Object<'_>) -> Criteria {
    let span = Span::empty_to(PERSON_SPECIFICATION);
    let text = |name| heading.optional_text(name, span, rule::NJ_PERSON_SPECIFICATION);
    let criteria = Criteria {
        essential: text("essential"),
        desirable: text("desirable"),
    };
    heading.refuse_unknown(rule::NJ_BODY);
    criteria
}

pub(super) fn working_hours(vacancy: &Object<'_>) -> Option<WorkingHours> {
    let given = vacancy.optional_object("workingHours", rule::NJ_WORKING_HOURS)?;
    let amount = hours(&given);
    let unit = given.code("unit", rule::NJ_WORKING_HOURS);
    given.refuse_unknown(rule::NJ_BODY);
    Some(WorkingHours {
        amount: amount?,
        unit: unit?,
    })
}

/// More than 0, at most the hours of a week, at most two decimals.
fn hours(given: &Object<'_>) -> Option<Amount> {
    const NAME: &str = "amount";
    let value = given.required(NAME, rule::NJ_WORKING_HOURS)?;
    let Json::Number(number) = value else {
        given.wrong_type(NAME, "a number", rule::NJ_WORKING_HOURS);
        return None;
    };
    let amount = Amount::read(number).ok();
    let week = Amount::pounds(0)..=Amount::pounds(HOURS_A_WEEK);
    let within = amount.filter(|amount| amount.pence() > 0 && week.contains(amount));
    if within.is_none() {
        let message = "must be more than 0 and at most 168, with at most two decimals";
        given.refuse(NAME, FieldCode::OutOfRange, rule::NJ_WORKING_HOURS, message);
    }
    within
}

pub(super) fn apply_url(vacancy: &Object<'_>) -> Option<String> {
    const NAME: &str = "applyUrl";
    let url = vacancy.text(NAME, Span::up_to(URL), rule::NJ_APP_URL)?;
    if is_https(&url) {
        return Some(url);
    }
    let message = "must be an absolute address that starts with https:// and names a host";
    vacancy.refuse(NAME, FieldCode::NotValid, rule::NJ_APP_URL, message);
    None
}

fn is_https(url: &str) -> bool {
    let host_on = url
        .get(..8)
        .filter(|scheme| scheme.eq_ignore_ascii_case("https://"));
    let rest = host_on.map_or("", |_| &url[8..]);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty() && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}
