//! `status`: a refusal is answered instead of doing the work.

use std::sync::Arc;

use contract::refusal::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::kind::{Attributes, Effect, Kind, attributes};
use super::plan::{Instead, Plan};
use crate::sandbox::seed::Child;
use crate::words::nearest;

const NAME: &str = "status";

pub(super) const KIND: Kind = Kind { name: NAME, read };

/// A refusal to answer.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_seconds: Option<u64>,
    code: Refusal,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Given {
    status: u16,
    retry_after_seconds: Option<u64>,
    code: Option<String>,
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

fn read(given: Attributes) -> Result<Arc<dyn Effect>, String> {
    let given: Given = attributes(given)?;
    if !(400..=599).contains(&given.status) {
        return Err(format!(
            "`status` is a refusal's, from 400 to 599, not {}",
            given.status
        ));
    }
    let code = match &given.code {
        Some(code) => code.parse().map_err(|_| unknown_code(code))?,
        None => usual_code(given.status)?,
    };
    let (status, retry_after_seconds) = (given.status, given.retry_after_seconds);
    Ok(Arc::new(Status {
        status,
        retry_after_seconds,
        code,
    }))
}

fn unknown_code(code: &str) -> String {
    let known = Refusal::ALL.map(Refusal::code);
    let near = nearest(code, known).map(|near| format!(" (did you mean `{near}`?)"));
    let near = near.unwrap_or_default();
    format!(
        "no refusal has the code `{code}`{near}; there are {}",
        known.join(", ")
    )
}

fn usual_code(status: u16) -> Result<Refusal, String> {
    match status {
        429 => Ok(Refusal::TooManyRequests),
        500 => Ok(Refusal::InternalError),
        502..=504 => Ok(Refusal::ServiceUnavailable),
        _ => Err(format!(
            "a `status` of {status} needs a `code`, such as `KEY_REVOKED`"
        )),
    }
}

impl Effect for Status {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        let room = !plan.is_decided();
        if room {
            plan.replace(Instead::Status(self.clone()), NAME);
        }
        room
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
