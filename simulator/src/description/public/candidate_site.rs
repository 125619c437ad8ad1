//! NHS Jobs towards candidates, as the description tells it.

use contract::codes::{Code as _, ContractType, PayBand, StaffGroup, WorkingPattern};
use contract::limits::{PAGE_MOST, SHORT_TEXT};
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
        refusals: vec![Refusal::ValidationFailed],
        served: true,
    }
}

fn search_parameters() -> Vec<Value> {
    let page = json!({ "type": "integer", "minimum": 1, "maximum": u64::MAX });
    let flag = json!({ "type": "string", "enum": ["true", "false"] });
    let day = json!({ "type": "string", "format": "date" });
    let order = json!({ "type": "string", "enum": ["publicationDateDesc"] });
    let capped = format!("The most adverts on a page; more than {PAGE_MOST} is silently capped.");
    let country = json!({ "type": "string", "enum": ["ENG", "WLS", "SCT", "NIR"] });
    let mut parameters = texts();
    parameters.extend(codes());
    parameters.extend(amounts());
    parameters.extend([
        in_query("countryCode", "A country of the United Kingdom.", &country),
        in_query(
            "publishedFrom",
            "The earliest day of publication, in London.",
            &day,
        ),
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
        in_query("sort", "The newest first: the one order there is.", &order),
        in_query("page", "Which page, counted from 1.", &page),
        in_query("limit", &capped, &page),
    ]);
    parameters
}

fn texts() -> Vec<Value> {
    let text = json!({ "type": "string", "maxLength": SHORT_TEXT });
    let texts = [
        ("keyword", "Words of the advert."),
        ("location", "A town or a postcode."),
        (
            "employerCode",
            "The employer, by the first part of its references.",
        ),
    ];
    texts
        .map(|(name, about)| in_query(name, about, &text))
        .to_vec()
}

/// Any number of codes, in several parameters or between commas.
fn codes() -> Vec<Value> {
    let codes = |name: &str, about: &str, words: Vec<&str>| {
        let schema = json!({ "type": "array", "items": { "type": "string", "enum": words } });
        in_query(name, about, &schema)
    };
    let mut bands = PayBand::wire_words();
    bands.push("BAND_8");
    vec![
        codes(
            "contractType",
            "Any of these contract types.",
            ContractType::wire_words(),
        ),
        codes(
            "staffGroup",
            "Any of these staff groups.",
            StaffGroup::wire_words(),
        ),
        codes(
            "workingPattern",
            "Any of these working patterns.",
            WorkingPattern::wire_words(),
        ),
        codes(
            "payBand",
            "Any of these bands; `BAND_8` is all four parts of it.",
            bands,
        ),
    ]
}

fn amounts() -> Vec<Value> {
    let amount = json!({ "type": "string", "pattern": "^((0|[1-9][0-9]{0,6})(\\.[0-9]{1,2})?)?$" });
    let amounts = [
        (
            "distance",
            "Miles around the location; there is no map here, so it changes nothing.",
        ),
        ("salaryFrom", "The least salary, in pounds."),
        ("salaryTo", "The greatest salary, in pounds."),
    ];
    amounts
        .map(|(name, about)| in_query(name, about, &amount))
        .to_vec()
}

fn advert() -> Row {
    let content = super::page_beginning();
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
        served: true,
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
        served: true,
    }
}
