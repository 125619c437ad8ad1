//! `status`: a refusal is answered instead of doing the work.

use std::sync::Arc;

use contract::refusal::Refusal;
use serde::Serialize;
use serde_json::{Value, json};

use super::attribute::{Attribute, Attributes};
use super::kind::{Effect, Kind};
use super::plan::{Instead, Plan};
use super::reach::Reach;
use crate::sandbox::seed::Child;

const NAME: &str = "status";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "Nothing is done; a refusal with `status` is answered. It names `code`, which must be \
            given beside a status that has no usual one: 429, 500, 502, 503 and 504 have.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[
        Attribute::whole("status", 400, 599),
        Attribute::whole("retryAfterSeconds", 0, LONGEST_RETRY_AFTER).optional(),
        Attribute::word("code", || Refusal::ALL.map(Refusal::code).to_vec()),
    ],
    read,
};

/// A day: no service asks a client to come back later than that.
const LONGEST_RETRY_AFTER: u64 = 86_400;

/// A refusal to answer.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_seconds: Option<u64>,
    code: Refusal,
}

impl Status {
    /// The HTTP status, 400 to 599.
    pub(crate) const fn status(&self) -> u16 {
        self.status
    }

    /// What the answer's `Retry-After` says, in seconds.
    pub(crate) const fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after_seconds
    }

    /// The refusal that the answer names.
    pub(crate) const fn code(&self) -> Refusal {
        self.code
    }
}

fn read(given: &Attributes) -> Result<Arc<dyn Effect>, String> {
    let status = given.whole("status").unwrap_or_default();
    let status = u16::try_from(status).unwrap_or(500);
    let named = given.word("code").and_then(|code| code.parse().ok());
    let code = named.map_or_else(|| usual_code(status), Ok)?;
    Ok(Arc::new(Status {
        status,
        retry_after_seconds: given.whole("retryAfterSeconds"),
        code,
    }))
}

fn usual_code(status: u16) -> Result<Refusal, String> {
    match status {
        429 => Ok(Refusal::TooManyRequests),
        500 => Ok(Refusal::InternalError),
        502..=504 => Ok(Refusal::ServiceUnavailable),
        _ => Err(format!(
            "an `attributes.status` of {status} needs an `attributes.code`, such as `KEY_REVOKED`"
        )),
    }
}

impl Effect for Status {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.replace(Instead::Status(self.clone()), NAME)
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
