//! The journal.

use serde_json::{Value, json};

use super::bodies::{Done, RequestsCount, RequestsFound, RequestsRemoved, RequestsTold};
use super::examples;
use super::refusals::Reason;
use super::row::{Row, Scope};
use crate::description::call::in_query;
use crate::description::schemas::Schemas;
use crate::journal::wiremock::Logged;

pub(super) const TAG: &str = "Journal";

/// The rows.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    let reading = reading(schemas).into_iter().chain(matching(schemas));
    reading
        .chain(forgetting(schemas))
        .chain(explaining())
        .map(|row| row.tagged(TAG))
        .collect()
}

fn row(name: &'static str, method: &'static str, path: &'static str, summary: &'static str) -> Row {
    Row::new(Scope::Sandbox, name, method, path, summary)
}

fn reading(schemas: &mut Schemas) -> Vec<Row> {
    let limit = json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX });
    let since = json!({ "anyOf": [
        { "type": "string", "format": "date-time" },
        { "type": "integer", "minimum": 0, "maximum": u64::MAX },
    ] });
    let format = json!({ "enum": ["json", "har", "ndjson", "curl"], "default": "json" });
    let unmatched = json!({ "type": "boolean" });
    let none = json!({
        "requests": [], "meta": { "total": 0, "dropped": 0, "lastSequence": 0 },
        "requestJournalDisabled": false,
    });
    let found = schemas.answered::<RequestsFound>();
    vec![
        row("listRequests", "GET", "/requests", "List the exchanges")
            .query(in_query("limit", "At most so many.", &limit))
            .query(in_query(
                "since",
                "Only those since this instant of the sandbox clock, or behind this sequence number.",
                &since,
            ))
            .query(in_query(
                "unmatched",
                "Only those that asked for no operation.",
                &unmatched,
            ))
            .answers(
                200,
                "Newest first.",
                &schemas.answered::<RequestsTold>(),
                &none,
            )
            .query(in_query(
                "format",
                "How they are written: WireMock's list, newest first; or, oldest first, HAR 1.2, a \
                 JSON document a line, or a script.",
                &format,
            ))
            .also_as(200, "application/har+json", &examples::har())
            .also_as(200, "application/x-ndjson", &examples::ndjson())
            .also_as(200, "text/x-shellscript; charset=utf-8", &examples::script())
            .refuses(&[Reason::Invalid]),
        row(
            "listUnmatchedRequests",
            "GET",
            "/requests/unmatched",
            "List what asked for no operation",
        )
        .answers(200, "Newest first.", &found, &nothing_found()),
        one(schemas),
    ]
}

fn one(schemas: &mut Schemas) -> Row {
    let content = examples::content(&schemas.answered::<Logged>(), &examples::exchange());
    row(
        "getRequest",
        "GET",
        "/requests/{request}",
        "Read one exchange",
    )
    .about("WireMock answers an unknown id without a body, and so does this.")
    .content(200, "The exchange.", "application/json", &content)
    .empty(
        404,
        "There is no such exchange; or, with a problem document, no such sandbox.",
    )
}

fn matching(schemas: &mut Schemas) -> Vec<Row> {
    let pattern = json!({ "$ref": "#/components/schemas/RequestPattern" });
    let example = json!({
        "method": "POST",
        "urlPathPattern": "/nhs-jobs/v1/.*",
        "bodyPatterns": [{ "matchesJsonPath": "$.salary.minimum" }],
    });
    let count = json!({ "count": 0, "requestJournalDisabled": false });
    let removed = json!({ "serveEvents": [] });
    vec![
        row(
            "countRequests",
            "POST",
            "/requests/count",
            "Count the requests that match",
        )
        .takes(&pattern, &example)
        .content(422, NO_PATTERN, "application/json", &errors())
        .answers(
            200,
            "How many.",
            &schemas.answered::<RequestsCount>(),
            &count,
        ),
        row(
            "findRequests",
            "POST",
            "/requests/find",
            "Find the requests that match",
        )
        .takes(&pattern, &example)
        .content(422, NO_PATTERN, "application/json", &errors())
        .answers(
            200,
            "Newest first.",
            &schemas.answered::<RequestsFound>(),
            &nothing_found(),
        ),
        row(
            "removeRequests",
            "POST",
            "/requests/remove",
            "Forget the requests that match",
        )
        .takes(&pattern, &example)
        .content(422, NO_PATTERN, "application/json", &errors())
        .answers(
            200,
            "What was forgotten.",
            &schemas.answered::<RequestsRemoved>(),
            &removed,
        ),
    ]
}

fn nothing_found() -> Value {
    json!({ "requests": [], "requestJournalDisabled": false })
}

fn forgetting(schemas: &mut Schemas) -> Vec<Row> {
    let done = schemas.answered::<Done>();
    let forgotten = |row: Row| {
        row.about("Sequence numbers go on.")
            .answers(200, "Forgotten.", &done, &json!({}))
    };
    vec![
        forgotten(row(
            "forgetRequests",
            "DELETE",
            "/requests",
            "Forget every exchange",
        )),
        forgotten(row(
            "resetRequests",
            "POST",
            "/requests/reset",
            "Forget every exchange",
        )),
        forgotten(row(
            "forgetRequest",
            "DELETE",
            "/requests/{request}",
            "Forget one exchange",
        )),
    ]
}

pub(super) const NO_PATTERN: &str = "The pattern is not understood, and what would be is said at its place; or \
    looking for it took longer than 5 seconds and was given up.";

fn errors() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/WireMockErrors" });
    examples::content(&schema, &examples::pattern_refused())
}

/// A request pattern with what to wait for.
fn waiting() -> Value {
    json!({
        "allOf": [{ "$ref": "#/components/schemas/RequestPattern" }],
        "properties": {
            "count": { "type": "integer", "minimum": 1, "maximum": 10_000 },
            "timeoutMs": { "type": "integer", "minimum": 0, "maximum": 60_000 },
        },
    })
}

fn explaining() -> Vec<Row> {
    let near = examples::object(&examples::near_misses());
    let pattern = json!({ "$ref": "#/components/schemas/RequestPattern" });
    vec![
        row(
            "explainRequest",
            "GET",
            "/requests/{request}/explain",
            "Ask why this was the answer",
        )
        .about("Rule, provenance, pointer, expected and actual, a corrected body, a `curl` line.")
        .content(
            200,
            "The explanation; members that do not apply are absent.",
            "application/json",
            &examples::object(&examples::explanation()),
        )
        .refuses(&[Reason::NotFound]),
        row(
            "waitForRequests",
            "POST",
            "/requests/wait",
            "Wait for requests that match",
        )
        .about(
            "A request pattern, `count` (1 to 10,000, usually 1) and `timeoutMs` (wall time, at most \
             60,000, usually 5,000). What is in the journal already counts. At most 64 calls wait \
             for requests of one sandbox at once.",
        )
        .takes(
            &waiting(),
            &json!({ "method": "POST", "count": 1, "timeoutMs": 1000 }),
        )
        .content(422, NO_PATTERN, "application/json", &errors())
        .refuses(&[Reason::Conflict, Reason::Waits])
        .content(
            200,
            "The exchanges.",
            "application/json",
            &examples::object(&examples::waited()),
        )
        .content(
            408,
            "The nearest misses, field by field.",
            "application/json",
            &examples::object(&examples::waited_in_vain()),
        ),
        row(
            "findNearMisses",
            "GET",
            "/requests/unmatched/near-misses",
            "Near misses of what asked for no operation",
        )
        .content(200, "In WireMock's shape.", "application/json", &near),
        row(
            "findNearMissesOf",
            "POST",
            "/near-misses/request-pattern",
            "Near misses of a pattern",
        )
        .takes(&pattern, &json!({ "method": "PUT" }))
        .content(422, NO_PATTERN, "application/json", &errors())
        .content(200, "In WireMock's shape.", "application/json", &near),
    ]
}
