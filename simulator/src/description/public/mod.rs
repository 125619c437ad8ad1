//! The public interface described: a row for each operation of the contract.

mod answers;
mod beside;
mod candidate_site;
mod conditions;
mod esr;
mod examples;
mod nhs_jobs;
mod row;

use contract::limits::{IDEMPOTENCY_HOURS, IDEMPOTENCY_KEY, PAGE, PAGE_MOST};
use contract::operation::{Operation, Service};
use contract::problem::Problem;
use contract::refusal::Refusal;
use serde_json::{Map, Value, json};

use self::row::{Row, tag};
use super::call::{Call, in_query, parameter, paths};
use super::document::Document;
use super::schemas::Schemas;
use super::{headers, refusals};

/// What this interface calls itself.
const TITLE: &str = "NHS Jobs and ESR, simulated";

const TAGS: &[(&str, &str)] = &[
    (
        tag(Service::NhsJobs),
        "NHS Jobs towards an ATS: draft vacancies.",
    ),
    (
        tag(Service::Esr),
        "ESR towards an ATS: the one-off transfer of employment checks.",
    ),
    (
        tag(Service::CandidateSite),
        "NHS Jobs towards candidates: published vacancies.",
    ),
    (
        beside::TAG,
        "What this listener serves beside the simulated services.",
    ),
];

const ABOUT: &str = "The default sandbox answers at the root, any other at `/sandboxes/{sandbox}`; \
    a sandbox's base URLs and credentials are told when it is created, on the control interface. \
    Requests are judged in this order: sandbox, path, method, credentials, media type, size, JSON, \
    fields, state. Members that are not known are refused by name, `null` counts as missing, and \
    every violation is named at once; a sandbox's switches change that.\n\n\
    A client must be ready for more than is listed here: a fault armed on the control interface \
    may lose an answer, cut it short, add an unknown member, use an unknown code or answer any \
    status from 400 to 599. Ignore members you do not know.";

/// A vacancy as answered, for examples elsewhere.
pub(super) fn example_vacancy() -> Value {
    examples::vacancy(1)
}

/// The description of the public interface at `base`.
pub(super) fn describe(base: &str) -> Value {
    let mut schemas = Schemas::new();
    schemas.answered::<Problem>();
    let calls = calls(&mut schemas);
    let mut schemas = schemas.into_components();
    conditions::add(&mut schemas);
    Document {
        title: TITLE,
        about: ABOUT,
        servers: servers(base),
        tags: TAGS,
        paths: paths(&calls),
        schemas,
        components: components(base),
    }
    .into_value()
}

fn calls(schemas: &mut Schemas) -> Vec<Call> {
    let mut rows = nhs_jobs::rows(schemas);
    rows.extend(esr::rows(schemas));
    rows.extend(candidate_site::rows());
    let mut calls: Vec<Call> = rows.into_iter().map(Row::into_call).collect();
    calls.extend(beside::calls());
    calls
}

fn servers(base: &str) -> Value {
    let sandbox = json!({ "default": "default", "description": "The id of a sandbox." });
    json!([
        { "url": base, "description": "The default sandbox." },
        {
            "url": format!("{base}/sandboxes/{{sandbox}}"),
            "description": "Any sandbox.",
            "variables": { "sandbox": sandbox },
        },
    ])
}

fn components(base: &str) -> Map<String, Value> {
    let fields = [
        (Operation::CreateVacancy, examples::vacancy_refused()),
        (Operation::UpdateVacancy, examples::update_refused()),
        (
            Operation::TransferEmploymentChecks,
            examples::transfer_refused(),
        ),
    ];
    let components = json!({
        "headers": headers::components(),
        "parameters": parameters(),
        "examples": refusals::examples(base, &fields),
        "securitySchemes": {
            "apiKey": {
                "type": "apiKey", "in": "header", "name": "X-Api-Key",
                "description": "The key of the organisation, as the sandbox tells it.",
            },
            "accessToken": {
                "type": "oauth2",
                "description": "A token of `issueToken`, sent as `Authorization: Bearer`.",
                "flows": { "clientCredentials": {
                    "tokenUrl": format!("{base}{}", Operation::IssueToken.path()), "scopes": {},
                } },
            },
            "supplier": {
                "type": "http", "scheme": "basic",
                "description": "Client id and secret of the supplier; or send both in the form.",
            },
        },
    });
    components.as_object().cloned().unwrap_or_default()
}

/// The body that an operation takes, as an example.
pub(super) fn example_sent(operation: Operation) -> Option<Value> {
    Some(match operation {
        Operation::CreateVacancy => examples::vacancy_sent(),
        Operation::UpdateVacancy => examples::update_sent(),
        Operation::TransferEmploymentChecks => examples::transfer_sent(),
        _ => return None,
    })
}

fn parameters() -> Value {
    let text = json!({ "type": "string" });
    let key = json!({
        "type": "string", "minLength": 1, "maxLength": IDEMPOTENCY_KEY, "pattern": "^[!-~]([\\t -~]*[!-~])?$",
    });
    let about_key = format!(
        "Names one intention: the same key and body get the first answer again, for \
         {IDEMPOTENCY_HOURS} hours of the sandbox clock."
    );
    let about_prefer = "Asks for one case, where the sandbox allows magic values: \
        `code=400, example=salary`. Not part of the simulated services.";
    let account = "The account of the NHS Jobs integration, as the sandbox tells it.";
    json!({
        "X-Account-Id": parameter("header", "X-Account-Id", account, &text, Some("ACC-278028"), true),
        "Idempotency-Key": parameter("header", "Idempotency-Key", &about_key, &key, None, false),
        "Prefer": parameter("header", "Prefer", about_prefer, &text, None, false),
    })
}

/// The parameters of a list that is read page by page.
fn paging() -> Vec<Value> {
    let number = json!({ "type": "integer", "minimum": 1, "maximum": u64::MAX });
    let most =
        format!("The most items on a page; {PAGE} if not said, silently {PAGE_MOST} at most.");
    vec![
        in_query("page", "Which page, counted from 1.", &number),
        in_query("limit", &most, &number),
    ]
}

/// Why an operation with a JSON body may refuse, and for these reasons beside.
fn json_refusals(own: &[Refusal]) -> Vec<Refusal> {
    let of_body = [
        Refusal::UnsupportedMediaType,
        Refusal::BodyTooLarge,
        Refusal::MalformedJson,
        Refusal::ValidationFailed,
    ];
    of_body.iter().chain(own).copied().collect()
}

/// The draft with its version; it is made from the draft when all schemas are known.
fn reference_to_update() -> Value {
    json!({ "$ref": "#/components/schemas/UpdateSent" })
}

/// A page, as its first lines show.
fn page_beginning() -> Value {
    json!({
        "schema": { "type": "string" },
        "examples": { "one": { "value": "<!doctype html>\n<html lang=\"en-GB\">\n…" } },
    })
}
