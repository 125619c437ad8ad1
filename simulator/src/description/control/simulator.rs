//! What concerns the whole simulator: its sandboxes, its health and its end.

use serde_json::{Value, json};

use super::bodies::{
    Done, FixturesTold, Health, Ready, SandboxOptions, SandboxTold, SandboxesTold, Version,
};
use super::examples;
use super::refusals::Reason;
use super::row::{Row, Scope};
use crate::description::schemas::Schemas;

/// The media type of the metrics.
const METRICS: &str = "application/openmetrics-text";

pub(super) const SANDBOXES: &str = "Sandboxes";
pub(super) const OPERATIONS: &str = "Operations";

/// The rows.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    let sandboxes = sandboxes(schemas)
        .into_iter()
        .map(|row| row.tagged(SANDBOXES));
    let operations = operations(schemas).into_iter().chain(descriptions());
    sandboxes
        .chain(operations.map(|row| row.tagged(OPERATIONS)))
        .collect()
}

fn row(name: &'static str, method: &'static str, path: &'static str, summary: &'static str) -> Row {
    Row::new(Scope::Simulator, name, method, path, summary)
}

fn sandboxes(schemas: &mut Schemas) -> Vec<Row> {
    let options =
        json!({ "seed": 7, "now": "2026-11-02T09:00:00Z", "clock": "frozen", "fixtures": "empty" });
    let one = schemas.answered::<SandboxTold>();
    let list = schemas.answered::<SandboxesTold>();
    let done = schemas.answered::<Done>();
    let wanted = schemas.sent::<SandboxOptions>();
    vec![
        row("createSandbox", "POST", "/sandboxes", "Create a sandbox")
            .takes(&wanted, &options)
            .answers(201, "The sandbox, with its credentials.", &one, &told())
            .refuses(&[Reason::Quota, Reason::Internal]),
        row("listSandboxes", "GET", "/sandboxes", "List the sandboxes").answers(
            200,
            "Every sandbox, the default one first.",
            &list,
            &json!({ "sandboxes": [told()] }),
        ),
        row(
            "getSandbox",
            "GET",
            "/sandboxes/{sandbox}",
            "Read a sandbox",
        )
        .answers(200, "The sandbox, with its credentials.", &one, &told()),
        row(
            "deleteSandbox",
            "DELETE",
            "/sandboxes/{sandbox}",
            "Delete a sandbox",
        )
        .about("The default sandbox stays as long as the simulator.")
        .empty(204, "It is gone.")
        .refuses(&[Reason::Conflict]),
        Row::new(
            Scope::Sandbox,
            "resetSandbox",
            "POST",
            "/reset",
            "Give a sandbox back as created",
        )
        .about("Id and credentials stay; world, journal and faults are as they were.")
        .answers(200, "It is as it was created.", &done, &json!({})),
    ]
}

/// A sandbox as it is told.
pub(super) fn told() -> Value {
    json!({
        "id": "default",
        "baseUrl": "http://127.0.0.1:8080",
        "nhsJobs": {
            "baseUrl": "http://127.0.0.1:8080/nhs-jobs/v1", "organisationId": "ORG-330039",
            "accountId": "ACC-278028", "apiKey": "…",
        },
        "esr": {
            "baseUrl": "http://127.0.0.1:8080/esr",
            "tokenUrl": "http://127.0.0.1:8080/esr/oauth2/token",
            "clientId": "supplier-113231", "clientSecret": "…", "vpd": "078",
        },
        "seed": 7,
        "settings": contract::settings::Settings::default(),
        "now": "2026-11-02T09:00:00Z",
    })
}

fn operations(schemas: &mut Schemas) -> Vec<Row> {
    let version = env!("CARGO_PKG_VERSION");
    let health = json!({
        "status": "healthy", "message": "the simulator is ok", "version": version,
        "uptimeInSeconds": 12, "timestamp": "2026-11-02T09:00:00Z",
    });
    let fixtures = json!({ "fixtures": crate::sandbox::fixtures::ALL });
    vec![
        row(
            "getHealth",
            "GET",
            "/health",
            "Ask whether the simulator answers",
        )
        .answers(200, "It does.", &schemas.answered::<Health>(), &health),
        row(
            "getReady",
            "GET",
            "/ready",
            "Ask whether the simulator is ready",
        )
        .about("Never needs a token, so that a container's health check has none.")
        .open()
        .answers(
            200,
            "It is.",
            &schemas.answered::<Ready>(),
            &json!({ "status": "ready" }),
        )
        .refuses(&[Reason::Unready]),
        row("getVersion", "GET", "/version", "Ask which version answers").answers(
            200,
            "This one.",
            &schemas.answered::<Version>(),
            &json!({ "version": version }),
        ),
        row("listFixtures", "GET", "/fixtures", "List the named worlds").answers(
            200,
            "What a sandbox can start as.",
            &schemas.answered::<FixturesTold>(),
            &fixtures,
        ),
        measured(row("getMetrics", "GET", "/metrics", "Read the metrics")),
        measured(row(
            "getMetricsAtRoot",
            "GET",
            "//metrics",
            "Read the metrics",
        )),
        row("shutDown", "POST", "/shutdown", "Stop the simulator")
            .about("After this answer, as SIGTERM does.")
            .answers(
                200,
                "It will stop.",
                &schemas.answered::<Done>(),
                &json!({}),
            ),
    ]
}

fn measured(row: Row) -> Row {
    let text = examples::text(include_str!("examples/metrics.txt"));
    row.content(200, "As Prometheus reads them.", METRICS, &text)
        .refuses(&[Reason::Internal])
}

fn descriptions() -> Vec<Row> {
    // The beginnings: the whole of this document cannot stand in itself.
    let document = examples::content(
        &json!({ "type": "object", "required": ["openapi", "info", "paths"] }),
        &json!({
            "openapi": "3.1.0", "paths": {},
            "info": { "title": super::TITLE, "version": env!("CARGO_PKG_VERSION") },
        }),
    );
    let page = examples::text("<!doctype html>\n<html lang=\"en-GB\">\n…");
    let style = examples::text(crate::description::STYLE);
    let page = |row: Row| row.content(200, "The page.", "text/html", &page);
    vec![
        row(
            "getDescription",
            "GET",
            "/openapi.json",
            "Read this description",
        )
        .content(200, "This document.", "application/json", &document),
        row(
            "getDescriptionAtRoot",
            "GET",
            "//openapi.json",
            "Read this description",
        )
        .content(200, "This document.", "application/json", &document),
        page(row(
            "readDescription",
            "GET",
            "/description",
            "Read this description as a page",
        )),
        page(row(
            "readPublicDescription",
            "GET",
            "/description/public",
            "Read the description of the public interface as a page",
        )),
        row(
            "getStyle",
            "GET",
            "/description/style.css",
            "How the pages look",
        )
        .content(200, "The style sheet.", "text/css", &style),
    ]
}
