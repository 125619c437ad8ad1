//! Time, misbehaviour, credentials and the whole state of a sandbox.

use contract::settings::Settings;
use serde_json::json;

use super::bodies::{ArmedFault, ClockTold, CredentialTold, CredentialsTold, FaultsTold, Movement};
use super::examples;
use super::refusals::Reason;
use super::row::{Row, Scope};
use crate::coverage::CoverageTold;
use crate::description::schemas::Schemas;
use crate::public::magic::MagicValues;

pub(super) const TAG: &str = "World";

/// The rows.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    let rows = clock(schemas)
        .into_iter()
        .chain(faults(schemas))
        .chain(credentials(schemas));
    let rows = rows.chain(cases(schemas));
    let rows = rows.chain(super::state::rows(schemas));
    rows.chain(watching()).map(|row| row.tagged(TAG)).collect()
}

fn row(name: &'static str, method: &'static str, path: &'static str, summary: &'static str) -> Row {
    Row::new(Scope::Sandbox, name, method, path, summary)
}

fn clock(schemas: &mut Schemas) -> Vec<Row> {
    let told = schemas.answered::<ClockTold>();
    let example = json!({ "now": "2026-11-02T09:00:00Z", "clock": "frozen" });
    let movement = json!({ "action": "advance", "duration": "PT1H" });
    vec![
        row("getClock", "GET", "/clock", "Read the clock").answers(
            200,
            "What it shows.",
            &told,
            &example,
        ),
        row("moveClock", "PUT", "/clock", "Move the clock")
            .about("Token lifetimes, closing dates and idempotency keys follow it.")
            .needs(&schemas.sent::<Movement>(), &movement)
            .answers(200, "What it shows now.", &told, &example),
    ]
}

fn faults(schemas: &mut Schemas) -> Vec<Row> {
    let fault = json!({ "$ref": "#/components/schemas/FaultSent" });
    let asked = json!({
        "type": "status", "attributes": { "status": 503, "retryAfterSeconds": 2 },
        "match": { "operation": "createVacancy" }, "times": 1,
    });
    let armed = json!({
        "id": "fault-1", "type": "status",
        "attributes": { "status": 503, "retryAfterSeconds": 2, "code": "SERVICE_UNAVAILABLE" },
        "match": { "operation": "createVacancy" }, "skip": 0, "times": 1, "toxicity": 1.0,
        "seen": 0, "fired": 0,
    });
    let list = schemas.answered::<FaultsTold>();
    vec![
        row("listFaults", "GET", "/faults", "List the armed faults").answers(
            200,
            "In order of arming.",
            &list,
            &json!({ "faults": [armed] }),
        ),
        row("armFault", "POST", "/faults", "Arm a fault")
            .needs(&fault, &asked)
            .answers(
                201,
                "The fault as armed.",
                &schemas.answered::<ArmedFault>(),
                &armed,
            ),
        row("disarmFaults", "DELETE", "/faults", "Remove every fault").empty(204, "There is none."),
        row(
            "disarmFault",
            "DELETE",
            "/faults/{fault}",
            "Remove one fault",
        )
        .empty(204, "It is gone."),
    ]
}

fn cases(schemas: &mut Schemas) -> Vec<Row> {
    let values = schemas.answered::<MagicValues>();
    let coverage = schemas.answered::<CoverageTold>();
    let magic = json!(MagicValues::of(Settings::default()));
    vec![
        row(
            "listMagicValues",
            "GET",
            "/magic-values",
            "List the inputs that trigger a case",
        )
        .about("Job references and ATS references that begin with `SIM-`, and `Prefer` per call.")
        .answers(200, "Each with an explanation.", &values, &magic),
        row(
            "getCoverage",
            "GET",
            "/coverage",
            "Read which cases the client has met",
        )
        .about("Since the sandbox was created: a reset leaves it.")
        .answers(
            200,
            "Operations by answers by faults, and what is missing.",
            &coverage,
            &json!({ "operations": [], "magicValues": { "met": [], "notMet": ["SIM-400"] } }),
        ),
    ]
}

fn credentials(schemas: &mut Schemas) -> Vec<Row> {
    let key =
        json!({ "id": "api-key", "standing": "good", "levers": ["expire", "revoke", "restore"] });
    let list = schemas.answered::<CredentialsTold>();
    vec![
        row(
            "listCredentials",
            "GET",
            "/credentials",
            "List the credentials",
        )
        .answers(
            200,
            "Without their secrets.",
            &list,
            &json!({ "credentials": [key] }),
        ),
        row(
            "pullLever",
            "POST",
            "/credentials/{credential}/{lever}",
            "Expire, revoke, unlink or restore a credential",
        )
        .about("The levers behind the refusals 401 and 403; each credential has its own.")
        .answers(
            200,
            "How it stands now.",
            &schemas.answered::<CredentialTold>(),
            &key,
        )
        .refuses(&[Reason::Conflict]),
    ]
}

fn watching() -> Vec<Row> {
    let events = examples::text(include_str!("examples/events.txt"));
    vec![
        row(
            "watchEvents",
            "GET",
            "/events",
            "Watch exchanges and changes as they happen",
        )
        .content(200, "Server-sent events.", "text/event-stream", &events),
    ]
}
