//! Why the control interface may refuse.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::description::refusals::MEDIA;

/// One reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The document, the query or a member is not what it should be.
    Invalid,
    /// The document is no JSON.
    Malformed,
    /// The token is missing or wrong.
    Token,
    /// The request comes from a place that may not drive a simulator.
    Foreign,
    /// What is named does not exist.
    NotFound,
    /// The path is right and the method is not.
    Method,
    /// What is asked for does not go with how things stand.
    Conflict,
    /// The body is larger than is read.
    TooLarge,
    /// There is no room.
    Quota,
    /// As many wait as may.
    Waits,
    /// The simulator could not do what it should.
    Internal,
    /// The default sandbox is being seeded.
    Unready,
}

impl Reason {
    const fn status(self) -> u16 {
        match self {
            Self::Invalid | Self::Malformed => 400,
            Self::Token => 401,
            Self::Foreign => 403,
            Self::NotFound => 404,
            Self::Method => 405,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::Quota | Self::Waits => 429,
            Self::Internal => 500,
            Self::Unready => 503,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "VALIDATION_FAILED",
            Self::Malformed => "MALFORMED_JSON",
            Self::Token => "TOKEN_INVALID",
            Self::Foreign => "FOREIGN_ORIGIN",
            Self::NotFound => "NOT_FOUND",
            Self::Method => "METHOD_NOT_ALLOWED",
            Self::Conflict => "CONFLICT",
            Self::TooLarge => "BODY_NOT_READ",
            Self::Quota | Self::Waits => "QUOTA_EXCEEDED",
            Self::Internal => "INTERNAL_ERROR",
            Self::Unready => "NOT_READY",
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Invalid => {
                "The document, the query or a member is not what it should be; the detail names \
                 the place and what would do. Nothing was changed."
            }
            Self::Malformed => {
                "The document is no well-formed JSON; the detail names line and column. Nothing was \
                 changed."
            }
            Self::Token => {
                "The simulator was started with a control token; send it as `Authorization: Bearer`."
            }
            Self::Foreign => {
                "The request names a foreign host, or comes from a page of another origin."
            }
            Self::NotFound => "What the path names does not exist.",
            Self::Method => "The path is right, the method is not; `Allow` lists those that are.",
            Self::Conflict => "What is asked for does not go with how things stand.",
            Self::TooLarge => "The document is larger than is read.",
            Self::Quota => "The simulator holds as much as it is allowed to.",
            Self::Waits => {
                "64 calls wait for requests of this sandbox already, which is the most: let one of \
                 them end, wait once for several with `count`, or give each test a sandbox of its own."
            }
            Self::Internal => "The simulator could not do what it should.",
            Self::Unready => "The default sandbox is being seeded; ask again in a moment.",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Invalid | Self::Malformed => "Bad Request",
            Self::Token => "Unauthorized",
            Self::Foreign => "Forbidden",
            Self::NotFound => "Not Found",
            Self::Method => "Method Not Allowed",
            Self::Conflict => "Conflict",
            Self::TooLarge => "Payload Too Large",
            Self::Quota | Self::Waits => "Too Many Requests",
            Self::Internal => "Internal Server Error",
            Self::Unready => "Service Unavailable",
        }
    }
}

/// What may befall a request to any path.
const ANYWHERE: [Reason; 4] = [
    Reason::Token,
    Reason::Foreign,
    Reason::NotFound,
    Reason::Method,
];

/// The responses of a call that may refuse for these reasons, beside those that any call has.
pub(super) fn responses(own: &[Reason]) -> Map<String, Value> {
    let mut reasons: BTreeMap<u16, Vec<Reason>> = BTreeMap::new();
    for reason in own.iter().copied().chain(ANYWHERE) {
        let same = reasons.entry(reason.status()).or_default();
        if !same.contains(&reason) {
            same.push(reason);
        }
    }
    let named = |(status, of): (u16, Vec<Reason>)| (status.to_string(), response(status, &of));
    reasons.into_iter().map(named).collect()
}

fn response(status: u16, reasons: &[Reason]) -> Value {
    let told = reasons
        .iter()
        .map(|reason| format!("`{}` (simulator): {}", reason.code(), reason.about()));
    let codes = reasons.iter().map(|reason| reason.code());
    let examples: Map<String, Value> = reasons
        .iter()
        .map(|reason| {
            (
                reason.code().to_owned(),
                json!({ "value": example(*reason) }),
            )
        })
        .collect();
    let refusals = codes
        .clone()
        .map(|code| json!({ "code": code, "provenance": "simulator", "x-rules": [] }));
    let code = match reasons {
        [one] => json!({ "const": one.code() }),
        _ => json!({ "enum": codes.collect::<Vec<_>>() }),
    };
    let mut response = json!({
        "description": told.collect::<Vec<_>>().join("\n\n"),
        "content": { MEDIA: {
            "schema": {
                "$ref": "#/components/schemas/Problem",
                "properties": { "status": { "const": status }, "code": code },
            },
            "examples": examples,
        } },
        "x-refusals": refusals.collect::<Vec<_>>(),
    });
    let header = match reasons {
        [Reason::Token] => "WWW-Authenticate",
        [Reason::Method] => "Allow",
        _ => return response,
    };
    response["headers"] = json!({ header: { "$ref": format!("#/components/headers/{header}") } });
    response
}

fn example(reason: Reason) -> Value {
    json!({
        "type": "about:blank",
        "title": reason.title(),
        "status": reason.status(),
        "detail": reason.about(),
        "code": reason.code(),
    })
}
