//! Lists that lose their shape.

use serde_json::Value;

use super::body::{whole, written};
use super::flaw::Flaw;
use crate::writing::{FAITHFUL, Writing};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "joins-items-by-newline",
        gets_wrong: "Joins the items of the person specification by line breaks instead of <br>.",
        hurts: "NHS Jobs shows all criteria as one paragraph.",
        trips: &["always/faithful-values", "NJ-C-010"],
        shown_by: "A heading of the person specification with two items.",
        conduct: || {
            written(Writing {
                items: |items| items.join("\n"),
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "keeps-the-first-item",
        gets_wrong: "Sends only the first item of each list of the person specification.",
        hurts: "Candidates are shortlisted against criteria that they were never shown.",
        trips: &["always/faithful-values", "NJ-C-010"],
        shown_by: "A heading of the person specification with two items.",
        conduct: || {
            let first = |items: &[&str]| items.first().copied().unwrap_or_default().to_owned();
            written(Writing {
                items: first,
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "keeps-the-first-working-pattern",
        gets_wrong: "Sends only the first of several working patterns.",
        hurts: "Whoever searches for part-time work does not find the post.",
        trips: &["always/faithful-values", "NJ-C-013"],
        shown_by: "A vacancy with two working patterns.",
        conduct: || whole(|body, _| first_of(body, "/workingPatterns")),
    },
    Flaw {
        name: "keeps-the-first-reference",
        gets_wrong: "Sends only the first of several references.",
        hurts: "HR in the next trust asks the same referees again.",
        trips: &["always/faithful-values", "ESR-C-017"],
        shown_by: "An applicant with two references.",
        conduct: || whole(|body, _| first_of(body, "/checks/references")),
    },
];

fn first_of(mut body: Value, pointer: &str) -> Value {
    if let Some(Value::Array(items)) = body.pointer_mut(pointer) {
        items.truncate(1);
    }
    body
}
