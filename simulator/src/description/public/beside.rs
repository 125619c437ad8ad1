//! What the public listener serves beside the simulated services.

use contract::reading::FieldCode;
use contract::refusal::Refusal;
use serde_json::{Value, json};

use crate::description::call::{Call, answer, parameter};
use crate::description::{headers, refusals};

/// The tag of these calls.
pub(super) const TAG: &str = "About";

/// The description itself and the pages of the refusals.
pub(super) fn calls() -> Vec<Call> {
    vec![description(), page_of_refusal()]
}

fn description() -> Call {
    // Its beginning: the whole of it cannot stand in itself.
    let example = json!({
        "openapi": "3.1.0", "paths": {},
        "info": { "title": super::TITLE, "version": env!("CARGO_PKG_VERSION") },
    });
    let content = json!({
        "schema": { "type": "object" }, "examples": { "one": { "value": example } },
    });
    call(
        "getDescription",
        "/openapi.json",
        "Read this description",
        Vec::new(),
        answer(
            "This document.",
            headers::public(&[]),
            "application/json",
            content,
        ),
    )
}

fn page_of_refusal() -> Call {
    let of_fields = FieldCode::ALL.map(FieldCode::code);
    let codes = Refusal::ALL.map(Refusal::code).into_iter().chain(of_fields);
    let schema = json!({ "type": "string", "enum": codes.collect::<Vec<_>>() });
    let code = parameter(
        "path",
        "code",
        "The code of a refusal, or of one field of it.",
        &schema,
        None,
        true,
    );
    let content = super::page_beginning();
    call(
        "getRefusalPage",
        "/problems/{code}",
        "Read what a refusal means",
        vec![code],
        answer(
            "What happened, why, and what to do.",
            headers::public(&[]),
            "text/html",
            content,
        ),
    )
}

fn call(
    name: &str,
    path: &str,
    summary: &'static str,
    parameters: Vec<Value>,
    found: Value,
) -> Call {
    let mut responses = refusals::of_routing();
    responses.insert("200".to_owned(), found);
    Call {
        name: name.to_owned(),
        method: "GET",
        path: path.to_owned(),
        tag: TAG,
        summary,
        description: "No part of the simulated services.".to_owned(),
        security: json!([]),
        parameters,
        body: None,
        responses,
        served: true,
    }
}
