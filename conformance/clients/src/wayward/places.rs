//! Places, people and dates of the vacancy that are somebody else's idea.

use serde_json::{Value, json};

use super::body::{whole, without};
use super::flaw::Flaw;
use crate::conduct::{Conduct, good};
use crate::http::answer::Reply;
use crate::http::call::{Body, Call};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "forgets-the-contact",
        gets_wrong: "Leaves the contact out.",
        hurts: "NHS Jobs refuses the vacancy for a field that the recruiter filled in.",
        trips: &[
            "always/request-valid",
            "always/faithful-values",
            "NJ-C-002",
            "NJ-C-036",
        ],
        shown_by: "Any vacancy.",
        conduct: || whole(|body, _| without(body, "", "contact")),
    },
    Flaw {
        name: "sends-the-head-office",
        gets_wrong: "Sends the address of the head office instead of the post's.",
        hurts: "Candidates look for work near the wrong town.",
        trips: &["always/faithful-values", "NJ-C-032"],
        shown_by: "Any vacancy.",
        conduct: || whole(|body, _| head_office(body)),
    },
    Flaw {
        name: "adds-tracking-to-the-address",
        gets_wrong: "Adds a tracking parameter to the address of the application form.",
        hurts: "The address does not work where the form knows no such parameter.",
        trips: &["always/faithful-values", "NJ-C-028"],
        shown_by: "Any vacancy.",
        conduct: || whole(|body, _| tracked(body)),
    },
    Flaw {
        name: "moves-past-closing-dates",
        gets_wrong: "Puts the closing date off when NHS Jobs says that it has passed.",
        hurts: "A vacancy that was closed on purpose takes applications again.",
        trips: &[
            "always/nothing-after-final-refusal",
            "always/faithful-values",
            "NJ-C-027",
        ],
        shown_by: "A closing date that has passed.",
        conduct: || Conduct {
            insist: put_off,
            ..good()
        },
    },
    Flaw {
        name: "cuts-after-a-refusal",
        gets_wrong: "Cuts a text to 1,000 characters when NHS Jobs says that it is too long.",
        hurts: "The advert ends in the middle of a sentence, and the recruiter does not know.",
        trips: &[
            "always/nothing-after-final-refusal",
            "always/faithful-values",
            "NJ-C-008",
        ],
        shown_by: "The limits of the profile jobtrain, and a text of 1,001 to 1,500 characters.",
        conduct: || Conduct {
            insist: cut,
            ..good()
        },
    },
    Flaw {
        name: "posts-each-job-reference-once",
        gets_wrong: "Takes a second job with the same job reference for the first.",
        hurts: "The second job is never advertised.",
        trips: &["NJ-C-034", "BOTH-C-023"],
        shown_by: "Two vacancies with the same job reference under two names.",
        conduct: || Conduct {
            already: |drafts, _, held| {
                let reference = held.get("job_reference").and_then(Value::as_str);
                let same = drafts
                    .values()
                    .find(|draft| draft.job_reference.as_deref() == reference);
                same.cloned()
            },
            ..good()
        },
    },
];

fn head_office(mut body: Value) -> Value {
    if body.get("location").is_some() {
        let line = "Headquarters, 1 Main Street";
        body["location"] = json!({ "addressLine1": line, "town": "London", "postcode": "SE1 1AA" });
    }
    body
}

fn tracked(mut body: Value) -> Value {
    if let Some(Value::String(url)) = body.get_mut("applyUrl") {
        let mark = if url.contains('?') { '&' } else { '?' };
        *url = format!("{url}{mark}source=nhsjobs");
    }
    body
}

fn put_off(reply: &Reply, call: &Call) -> Option<Call> {
    reply
        .errors()
        .iter()
        .find(|error| error.field == "/closingDate")?;
    changed(call, |body| body["closingDate"] = json!("2099-12-31"))
}

fn cut(reply: &Reply, call: &Call) -> Option<Call> {
    reply
        .errors()
        .iter()
        .find(|error| error.code == "TOO_LONG")?;
    changed(call, |body| {
        for member in ["jobOverview", "mainDuties", "aboutOrganisation"] {
            if let Some(Value::String(text)) = body.get_mut(member) {
                *text = text.chars().take(1_000).collect();
            }
        }
    })
}

fn changed(call: &Call, change: fn(&mut Value)) -> Option<Call> {
    let Body::Json(mut body) = call.body.clone() else {
        return None;
    };
    change(&mut body);
    Some(Call {
        body: Body::Json(body),
        ..call.clone()
    })
}
