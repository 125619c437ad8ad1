//! Data in places where it must never be.

use serde_json::{Value, json};

use super::body::whole;
use super::flaw::Flaw;
use crate::conduct::{Conduct, good};
use crate::http::call::{Body, Call};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "sends-identity-data",
        gets_wrong: "Sends what it holds of the applicant's identity along.",
        hurts: "Identity is entered in ESR by hand, to protect the link with smartcards.",
        trips: &["always/no-identity-data", "ESR-C-003"],
        shown_by: "Any transfer.",
        conduct: || whole(|body, held| along(body, held, "identity", "identity")),
    },
    Flaw {
        name: "sends-occupational-health-data",
        gets_wrong: "Sends what it holds of the applicant's health along, in the checklist.",
        hurts: "Health data leaves the place where it is protected.",
        trips: &["always/no-occupational-health-data", "ESR-C-004"],
        shown_by: "Any transfer.",
        conduct: || {
            whole(|body, held| along(body, held, "occupational_health", "occupationalHealth"))
        },
    },
    Flaw {
        name: "puts-names-into-addresses",
        gets_wrong: "Adds the applicant's name and date of birth to the address of the transfer.",
        hurts: "Addresses are written to logs that more people read than the applicant was told.",
        trips: &["always/no-personal-data-in-url"],
        shown_by: "Any transfer.",
        conduct: || Conduct {
            dress: |call, _| with_person(call),
            ..good()
        },
    },
    Flaw {
        name: "puts-names-into-headers",
        gets_wrong: "Adds the applicant's name and date of birth to a header, so that support can find the call.",
        hurts: "Headers are written to the same logs as addresses.",
        trips: &["always/no-personal-data-in-url"],
        shown_by: "Any transfer.",
        conduct: || Conduct {
            dress: |call, _| with_person_in_a_header(call),
            ..good()
        },
    },
    Flaw {
        name: "puts-the-key-into-addresses",
        gets_wrong: "Adds the API key or the access token to every address.",
        hurts: "Whoever reads a log can post in the trust's name.",
        trips: &["always/no-secret-in-url"],
        shown_by: "Any action that is sent.",
        conduct: || Conduct {
            dress: |call, _| with_secret(call),
            ..good()
        },
    },
    Flaw {
        name: "puts-the-client-secret-into-addresses",
        gets_wrong: "Asks for a token with the client secret in the address.",
        hurts: "Whoever reads a log can transfer checks in the supplier's name.",
        trips: &["always/no-secret-in-url"],
        shown_by: "Any transfer.",
        conduct: || Conduct {
            dress: |call, begin| with_client_secret(call, &begin.esr.client_secret),
            ..good()
        },
    },
];

fn along(mut body: Value, held: &Value, word: &str, member: &str) -> Value {
    let data = held.pointer(&format!("/also_held/{word}")).cloned();
    let data = data.unwrap_or_else(|| json!({ "checked": true }));
    if let Some(Value::Object(checks)) = body.get_mut("checks") {
        match checks.get_mut("employmentChecklist") {
            Some(Value::Object(checklist)) => checklist.insert(member.to_owned(), data),
            _ => checks.insert(member.to_owned(), data),
        };
    }
    body
}

fn with_person(call: Call) -> Call {
    match person(&call) {
        Some((name, birth)) => call.query("lastName", &name).query("dateOfBirth", &birth),
        None => call,
    }
}

fn with_person_in_a_header(call: Call) -> Call {
    match person(&call) {
        Some((name, birth)) if name.is_ascii() => {
            call.header("x-correlation", format!("{name} {birth}"))
        }
        Some((_, birth)) => call.header("x-correlation", birth),
        None => call,
    }
}

/// Last name and date of birth of the applicant whom a call is about.
fn person(call: &Call) -> Option<(String, String)> {
    let Body::Json(body) = &call.body else {
        return None;
    };
    let text = |member: &str| Some(body.pointer(member)?.as_str()?.to_owned());
    Some((text("/person/lastName")?, text("/person/dateOfBirth")?))
}

fn with_secret(call: Call) -> Call {
    let header = |wanted: &str| {
        call.headers
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value.clone())
    };
    match (header("x-api-key"), header("authorization")) {
        (Some(key), _) => call.query("apiKey", &key),
        (None, Some(bearer)) => call.query("access_token", bearer.trim_start_matches("Bearer ")),
        (None, None) => call,
    }
}

fn with_client_secret(call: Call, secret: &str) -> Call {
    match call.body {
        Body::Form(_) => call.query("client_secret", secret),
        _ => call,
    }
}
