//! One call of the control interface.

use reqwest::Method;
use serde_json::Value;

use super::Control;

/// The control interface could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// Nothing answered.
    #[error("the simulator's control interface does not answer at {url}: {}", innermost(.source))]
    Unreachable {
        /// What was called.
        url: String,
        /// Why.
        source: reqwest::Error,
    },
    /// Nobody answers where clients are sent.
    #[error("clients are sent to {url}, where nobody answers: {}", innermost(.source))]
    NotReached {
        /// The address.
        url: String,
        /// Why.
        source: reqwest::Error,
    },
    /// It answered with a refusal.
    #[error("the simulator refused {call} with {status}: {said}")]
    Refused {
        /// Method and path.
        call: String,
        /// The status.
        status: u16,
        /// Title and detail of the problem, or the body's beginning.
        said: String,
    },
    /// Something answers there, but no control interface.
    #[error(
        "what answers at {url} is not the control interface of a simulator; --simulator takes the \
         URL that the simulator prints as `control`, not the public one"
    )]
    NotControl {
        /// What was called.
        url: String,
    },
    /// It answered with something else than promised.
    #[error("the simulator's answer to {call} cannot be read: {why}")]
    Unreadable {
        /// Method and path.
        call: String,
        /// What is wrong.
        why: String,
    },
}

impl ControlError {
    /// The status of a refusal.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }
}

impl Control {
    /// Calls a path below `/__admin/`. An answer without a body is `null`.
    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, ControlError> {
        let name = format!("{method} /__admin/{}", without_ids(path));
        let body = body.map(|body| body.to_string().into_bytes());
        let (status, bytes) = self.door.ask(method, path, body).await?;
        if !(200..300).contains(&status) {
            let said = complaint(&bytes);
            return Err(ControlError::Refused {
                call: name,
                status,
                said,
            });
        }
        if bytes.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&bytes).map_err(|error| unreadable(&name, &error))
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value, ControlError> {
        self.call(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value, ControlError> {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(super) async fn put(&self, path: &str, body: &Value) -> Result<Value, ControlError> {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(super) async fn remove(&self, path: &str) -> Result<Value, ControlError> {
        self.call(Method::DELETE, path, None).await
    }
}

pub(super) fn unreadable(call: &str, why: &dyn std::fmt::Display) -> ControlError {
    ControlError::Unreadable {
        call: call.to_owned(),
        why: why.to_string(),
    }
}

/// The path with the sandbox's id left out: messages should read the same from run to run.
fn without_ids(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    if let ["sandboxes", id, ..] = parts.as_mut_slice() {
        *id = "…";
    }
    parts.join("/")
}

fn complaint(body: &[u8]) -> String {
    let problem: Option<Value> = serde_json::from_slice(body).ok();
    let member = |name: &str| problem.as_ref()?.get(name)?.as_str().map(str::to_owned);
    match (member("title"), member("detail")) {
        (Some(title), Some(detail)) => format!("{title}: {detail}"),
        (Some(title), None) => title,
        _ => String::from_utf8_lossy(body).chars().take(200).collect(),
    }
}

/// What reqwest says first is that there was an error; the reason is at the end of the chain.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
