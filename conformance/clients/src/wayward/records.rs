//! Records of a transfer that are lost or made up.

use serde_json::{Value, json};

use super::body::{whole, without};
use super::flaw::Flaw;

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "leaves-a-record-out",
        gets_wrong: "Leaves the employment checklist out of the transfer.",
        hurts: "It is a one-off transfer: what is missing is entered by hand, if anybody notices.",
        trips: &["always/faithful-values", "ESR-C-006"],
        shown_by: "An applicant with an employment checklist and another record.",
        conduct: || whole(|body, _| without(body, "/checks", "employmentChecklist")),
    },
    Flaw {
        name: "invents-a-record",
        gets_wrong: "Sends an EU status that nobody recorded.",
        hurts: "A staff record says that something was checked which was not.",
        trips: &["always/faithful-values", "ESR-C-006"],
        shown_by: "An applicant without an EU status.",
        conduct: || whole(invented),
    },
    Flaw {
        name: "permits-by-code",
        gets_wrong: "Sends the permit to work as a code of its own instead of the list's spelling.",
        hurts: "ESR refuses a right to work that was checked rightly.",
        trips: &[
            "always/request-valid",
            "always/faithful-values",
            "ESR-C-019",
        ],
        shown_by: "An applicant with an illegal working checklist.",
        conduct: || whole(|body, _| coded(body)),
    },
];

fn invented(mut body: Value, _: &Value) -> Value {
    if let Some(Value::Object(checks)) = body.get_mut("checks") {
        let made_up = json!({ "status": "NOT_APPLICABLE", "checkedDate": "2026-01-01" });
        checks.entry("euStatus").or_insert(made_up);
    }
    body
}

fn coded(mut body: Value) -> Value {
    const PERMIT: &str = "/checks/illegalWorkingChecklist/permitToWork";
    if let Some(Value::String(permit)) = body.pointer_mut(PERMIT) {
        *permit = permit.to_uppercase().replace([' ', '-', '/'], "_");
    }
    body
}
