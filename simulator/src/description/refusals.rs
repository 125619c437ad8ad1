//! The refusals of an operation as responses: one for each status, with every code it may carry.

use std::collections::BTreeMap;

use contract::operation::Operation;
use contract::problem::{FieldError, Problem};
use contract::refusal::Refusal;
use contract::rule::Rule;
use serde_json::{Map, Value, json};

use super::{headers, rules};

/// The media type of every refusal (RFC 9457).
pub(super) const MEDIA: &str = "application/problem+json";

/// What an armed fault may make of any operation.
const BY_FAULTS: [Refusal; 3] = [
    Refusal::TooManyRequests,
    Refusal::InternalError,
    Refusal::ServiceUnavailable,
];

/// What may befall a request to any path, before an operation sees it.
const BY_ROUTING: [Refusal; 2] = [Refusal::NotFound, Refusal::MethodNotAllowed];

/// Every refusal of the contract, with its page.
pub(super) fn all() -> Value {
    let row = |refusal: Refusal| {
        let page = refusal.page();
        json!({
            "code": refusal.code(),
            "status": refusal.status(),
            "title": refusal.title(),
            "what": page.what,
            "why": page.why,
            "remedy": page.remedy,
            "provenance": page.provenance.word(),
            "source": rules::source(page.source),
        })
    };
    Refusal::ALL.into_iter().map(row).collect()
}

/// The responses of an operation that may refuse for these reasons, beside those that any
/// operation has.
pub(super) fn responses(operation: Operation, own: &[Refusal]) -> Map<String, Value> {
    by_status(
        own.iter().copied().chain(BY_ROUTING).chain(BY_FAULTS),
        Some(operation),
    )
}

/// The responses of what is no operation of the contract.
pub(super) fn of_routing() -> Map<String, Value> {
    by_status(BY_ROUTING.into_iter(), None)
}

fn by_status(
    refusals: impl Iterator<Item = Refusal>,
    operation: Option<Operation>,
) -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, Vec<Refusal>> = BTreeMap::new();
    for refusal in refusals {
        by_status.entry(refusal.status()).or_default().push(refusal);
    }
    let response = |(status, refusals): (u16, Vec<Refusal>)| {
        (status.to_string(), response(status, &refusals, operation))
    };
    by_status.into_iter().map(response).collect()
}

fn behind(refusal: Refusal, operation: Option<Operation>) -> Vec<&'static Rule> {
    operation
        .map(|operation| rules::behind(refusal, operation))
        .unwrap_or_default()
}

fn response(status: u16, refusals: &[Refusal], operation: Option<Operation>) -> Value {
    let codes: Vec<&str> = refusals.iter().map(|refusal| refusal.code()).collect();
    let told: Vec<String> = refusals
        .iter()
        .map(|one| sentence(*one, operation))
        .collect();
    json!({
        "description": told.join("\n\n"),
        "headers": headers::public(headers_of(status)),
        "content": { MEDIA: {
            "schema": {
                "$ref": "#/components/schemas/Problem",
                "properties": { "status": { "const": status }, "code": { "enum": codes } },
            },
            "examples": refusals.iter().map(|one| example_of(*one, operation)).collect::<Map<_, _>>(),
        } },
        "x-refusals": refusals.iter().map(|one| row(*one, operation)).collect::<Value>(),
    })
}

const fn headers_of(status: u16) -> &'static [&'static str] {
    match status {
        401 => &["WWW-Authenticate"],
        405 => &["Allow"],
        429 | 503 => &["Retry-After"],
        _ => &[],
    }
}

fn row(refusal: Refusal, operation: Option<Operation>) -> Value {
    let ids = behind(refusal, operation).into_iter().map(|rule| rule.id);
    json!({
        "code": refusal.code(),
        "provenance": refusal.page().provenance.word(),
        rules::MEMBER: ids.collect::<Vec<_>>(),
    })
}

fn sentence(refusal: Refusal, operation: Option<Operation>) -> String {
    let page = refusal.page();
    let mut told = format!(
        "`{}` ({}, {}): {} {}",
        refusal.code(),
        page.provenance.word(),
        page.source.name,
        page.what,
        page.remedy,
    );
    // Those of fields are told at the fields.
    if refusal != Refusal::ValidationFailed {
        for rule in behind(refusal, operation) {
            told.push_str(&format!(" Rule: {}", rules::sentence(rule)));
        }
    }
    told
}

fn example_of(refusal: Refusal, operation: Option<Operation>) -> (String, Value) {
    let reads_fields = operation.filter(|operation| operation.writes());
    let name = match reads_fields {
        Some(operation) if refusal == Refusal::ValidationFailed => {
            format!("{}-{operation}", refusal.code())
        }
        _ => refusal.code().to_owned(),
    };
    (
        refusal.code().to_owned(),
        json!({ "$ref": format!("#/components/examples/{name}") }),
    )
}

/// An example of every refusal, and one of refused fields for each operation that reads some.
pub(super) fn examples(base: &str, fields: &[(Operation, Vec<FieldError>)]) -> Map<String, Value> {
    let plain = Refusal::ALL.into_iter().map(|refusal| {
        (
            refusal.code().to_owned(),
            example(base, refusal, Vec::new()),
        )
    });
    let of_fields = fields.iter().map(|(operation, errors)| {
        let refusal = Refusal::ValidationFailed;
        (
            format!("{}-{operation}", refusal.code()),
            example(base, refusal, errors.clone()),
        )
    });
    plain.chain(of_fields).collect()
}

fn example(base: &str, refusal: Refusal, errors: Vec<FieldError>) -> Value {
    let given = |of: Refusal, text: &str| (refusal == of).then(|| text.to_owned());
    let problem = Problem {
        kind: format!("{base}/problems/{}", refusal.code()),
        title: refusal.title().to_owned(),
        status: refusal.status(),
        detail: refusal.page().what.to_owned(),
        code: refusal.code().to_owned(),
        errors,
        vacancy_status: given(Refusal::VacancyNotDraft, "PUBLISHED"),
        edit_in: given(Refusal::VacancyNotDraft, "the NHS Jobs account"),
        current_version: (refusal == Refusal::VersionStale).then_some(3),
    };
    json!({ "summary": refusal.title(), "value": problem })
}
