//! NHS Jobs towards candidates, as the description tells it.

use contract::limits::PAGE_MOST;
use contract::operation::Operation;
use contract::refusal::Refusal;
use serde_json::{Value, json};

use super::row::{Access, Row};
use crate::description::call::{answer, in_query};
use crate::description::headers;

/// The rows of the candidate site.
pub(super) fn rows() -> Vec<Row> {
    vec![search(), advert(), apply()]
}

fn search() -> Row {
    let example = "<nhsJobs><totalPages>0</totalPages><totalResults>0</totalResults></nhsJobs>";
    let content = json!({
        "schema": { "type": "string", "description": "An `nhsJobs` element: a `vacancyDetails` \
            element for each advert (`id`, `reference`, `title`, `description`, `employer`, `type`, \
            `salary`, `closeDate`, `postDate`, `url`, `locations`), then `totalPages` and \
            `totalResults`." },
        "examples": { "none": { "value": example } },
    });
    Row {
        operation: Operation::SearchAdverts,
        summary: "Search published adverts",
        description: "The public read interface. A draft never shows here, and a vacancy closes at \
            the end of its closing day in London. Stated for the live service by public users of \
            it; needs no credential.",
        access: Access::Open,
        parameters: search_parameters(),
        body: None,
        answers: vec![(
            200,
            answer(
                "The adverts found.",
                headers::public(&[]),
                "application/xml",
                content,
            ),
        )],
        refusals: Vec::new(),
        served: false,
    }
}

fn search_parameters() -> Vec<Value> {
    let text = json!({ "type": "string" });
    let number = json!({ "type": "string", "pattern": "^[0-9]*$" });
    let flag = json!({ "type": "string", "enum": ["true", "false"] });
    let capped = format!("The most adverts on a page; more than {PAGE_MOST} is silently capped.");
    let of_text = [
        ("keyword", "A word of the advert."),
        ("location", "A town or a postcode."),
        ("distance", "Miles around the location."),
        ("countryCode", "The country."),
        ("contractType", "A contract type."),
        ("staffGroup", "A staff group."),
        ("workingPattern", "A working pattern."),
        ("payBand", "A pay band."),
        ("salaryFrom", "The least salary."),
        ("salaryTo", "The greatest salary."),
        ("publishedFrom", "The earliest day of publication."),
        (
            "employerCode",
            "The employer, by the first part of its references.",
        ),
        ("sort", "`publicationDateDesc`: the newest first."),
    ];
    let mut parameters: Vec<Value> = of_text
        .iter()
        .map(|(name, about)| in_query(name, about, &text))
        .collect();
    parameters.extend([
        in_query(
            "internalOnly",
            "Only adverts for the employer's own staff.",
            &flag,
        ),
        in_query(
            "externalOnly",
            "Only adverts for everybody; so by default.",
            &flag,
        ),
        in_query("page", "Which page, counted from 1.", &number),
        in_query("limit", &capped, &number),
    ]);
    parameters
}

fn advert() -> Row {
    let content = json!({ "schema": { "type": "string" } });
    Row {
        operation: Operation::ViewAdvert,
        summary: "Look at an advert",
        description: "One published vacancy as candidates see it.",
        access: Access::Open,
        parameters: Vec::new(),
        body: None,
        answers: vec![(
            200,
            answer("The advert.", headers::public(&[]), "text/html", content),
        )],
        refusals: vec![Refusal::VacancyNotFound],
        served: false,
    }
}

fn apply() -> Row {
    let redirect = json!({
        "description": "The application form of the ATS.",
        "headers": headers::public(&["Location"]),
    });
    Row {
        operation: Operation::Apply,
        summary: "Go to the application form",
        description: "Sends the candidate to the `applyUrl` of a published vacancy.",
        access: Access::Open,
        parameters: Vec::new(),
        body: None,
        answers: vec![(302, redirect)],
        refusals: vec![Refusal::VacancyNotFound],
        served: false,
    }
}
