//! Transfers that come too early, too often, or at a guess.

use serde_json::Value;

use super::flaw::Flaw;
use crate::conduct::{Conduct, good};
use crate::http::answer::Reply;
use crate::http::call::{Body, Call};
use crate::writing::{FAITHFUL, Writing};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "transfers-too-early",
        gets_wrong: "Transfers whatever the applicant's status is, and says 'outcome recruited'.",
        hurts: "The one transfer is used up by checks that are not finished.",
        trips: &["always/faithful-values", "ESR-C-001"],
        shown_by: "An applicant whose status is not outcome_recruited.",
        conduct: || Conduct {
            ready: |_| true,
            writing: Writing {
                code: recruited,
                ..FAITHFUL
            },
            ..good()
        },
    },
    Flaw {
        name: "transfers-twice",
        gets_wrong: "Transfers again what ESR has already.",
        hurts: "HR has corrected the record since; a second copy of old checks helps nobody.",
        trips: &["ESR-C-002"],
        shown_by: "Two transfers of one applicant, the first of which is accepted.",
        conduct: || Conduct {
            is_there: |_, _| false,
            ..good()
        },
    },
    Flaw {
        name: "never-transfers-after-a-refusal",
        gets_wrong: "Counts a refused transfer as the one transfer of the applicant.",
        hurts: "HR has put the record right, and the checks still have to be entered by hand.",
        trips: &["ESR-C-020"],
        shown_by: "A transfer that ESR refuses, the cause put right, the same transfer again.",
        conduct: || Conduct {
            is_there: |_, _| true,
            ..good()
        },
    },
    Flaw {
        name: "tries-other-spellings",
        gets_wrong: "When nobody matches, tries the name without marks, hyphens and apostrophes.",
        hurts: "One day another person matches, and gets these checks.",
        trips: &[
            "always/nothing-after-final-refusal",
            "always/faithful-values",
            "ESR-C-009",
        ],
        shown_by: "An applicant who is not in ESR, with a hyphen, an apostrophe or a mark in the name.",
        conduct: || Conduct {
            insist: other_spelling,
            ..good()
        },
    },
    Flaw {
        name: "chooses-among-several",
        gets_wrong: "When several match, sends again with the name altered until one is left.",
        hurts: "The checks are written to a record that was chosen by chance.",
        trips: &[
            "always/nothing-after-final-refusal",
            "always/faithful-values",
            "ESR-C-010",
        ],
        shown_by: "Two open applicants from TIS with the same name and date of birth.",
        conduct: || Conduct {
            insist: another,
            ..good()
        },
    },
];

fn recruited(field: &crate::fields::Field, wire: &str) -> String {
    if field.ats == "status" {
        "OUTCOME_RECRUITED".to_owned()
    } else {
        wire.to_owned()
    }
}

fn other_spelling(reply: &Reply, call: &Call) -> Option<Call> {
    let plain = |name: &str| name.chars().filter(char::is_ascii_alphabetic).collect();
    (reply.code() == Some("NO_MATCH")).then(|| renamed(call, plain))
}

fn another(reply: &Reply, call: &Call) -> Option<Call> {
    let first = |name: &str| name.split(' ').next().unwrap_or(name).to_uppercase();
    (reply.code() == Some("SEVERAL_MATCHES")).then(|| renamed(call, first))
}

fn renamed(call: &Call, change: impl Fn(&str) -> String) -> Call {
    let mut call = call.clone();
    if let Body::Json(body) = &mut call.body {
        for place in ["/person/firstName", "/person/lastName"] {
            if let Some(Value::String(name)) = body.pointer_mut(place) {
                *name = change(name);
            }
        }
    }
    call
}
