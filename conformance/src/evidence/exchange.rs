//! One request and its answer, as the journal recorded them.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// One request and its answer: raw bytes and headers first, the simulator's own account beside them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exchange {
    /// What the client sent.
    pub request: Request,
    /// What the simulator answered; `None` when the connection ended before it had an answer.
    pub response: Option<Response>,
    /// The simulator's own account.
    pub simulator: SimulatorFacts,
}

/// What the client sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// `GET`, `POST` …
    pub method: String,
    /// Path and query as sent, secrets masked.
    pub url: String,
    /// Names in lower case; several values in the order they were sent.
    pub headers: BTreeMap<String, Vec<String>>,
    /// The body as sent, secrets masked.
    pub body: Body,
}

impl Request {
    /// The first value of a header, named in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }

    /// The path without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }
}

/// What the simulator answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, Vec<String>>,
    /// The body, secrets masked.
    pub body: Body,
}

impl Response {
    /// The first value of a header, named in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }
}

fn first<'a>(headers: &'a BTreeMap<String, Vec<String>>, name: &str) -> Option<&'a str> {
    headers.get(name)?.first().map(String::as_str)
}

/// The bytes of a body: as text where they are UTF-8, else in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// UTF-8 text; empty when there was no body.
    Text(String),
    /// Other bytes.
    Base64(String),
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Body {
    /// The text, `None` when the bytes are not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Base64(_) => None,
        }
    }

    /// The body read as JSON, `None` when it is not.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(self.text()?).ok()
    }

    /// Whether there was no body.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    fn from_journal(message: &Value) -> Self {
        if let Some(encoded) = message.get("bodyAsBase64").and_then(Value::as_str)
            && let Ok(bytes) = BASE64.decode(encoded)
        {
            return match String::from_utf8(bytes) {
                Ok(text) => Self::Text(text),
                Err(_) => Self::Base64(encoded.to_owned()),
            };
        }
        Self::Text(text_of(message, "body").unwrap_or_default())
    }
}

/// The simulator's own account of an exchange: the journal entry's member `simulator`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulatorFacts {
    /// Per sandbox, from 1, in order of arrival.
    pub sequence: u64,
    /// The `X-Request-Id` of the answer.
    #[serde(default)]
    pub request_id: String,
    /// The operation's name; `None` when none matched.
    #[serde(default)]
    pub operation: Option<String>,
    /// The sandbox clock on arrival.
    #[serde(default)]
    pub sandbox_time: Timestamp,
    /// Monotonic microseconds on arrival.
    #[serde(default)]
    pub arrived_micros: u64,
    /// Monotonic microseconds when the last byte was handed over or the connection cut; 0 where
    /// neither has happened, as when the journal was read while the exchange was under way.
    #[serde(default, deserialize_with = "or_zero")]
    pub answered_micros: u64,
    /// The fault that fired.
    #[serde(default)]
    pub fault: Option<String>,
    /// Whether the sandbox's state was changed by this exchange.
    #[serde(default)]
    pub committed: bool,
    /// Whether the answer reached the socket whole.
    #[serde(default = "yes")]
    pub delivered: bool,
    /// The code of the refusal; `None` on success.
    #[serde(default)]
    pub refusal: Option<String>,
    /// The rules behind the answer.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Whether the answer came from an idempotency record.
    #[serde(default)]
    pub replayed: bool,
    /// The secrets that were seen, and where.
    #[serde(default)]
    pub masks: Vec<Mask>,
}

fn or_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn yes() -> bool {
    true
}

/// A secret that the journal masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mask {
    /// `header:x-api-key`, `url`, `requestBody`, `responseBody`.
    pub at: String,
    /// `apiKey`, `clientSecret`, `accessToken`, `clientCredentials`, `unknown`.
    pub secret: String,
    /// `own`, `other`, `unknown`.
    pub of: String,
}

/// A journal entry does not have the shape the journal promises.
#[derive(Debug, thiserror::Error)]
#[error("the journal entry {id} cannot be read: {why}")]
pub struct NotAnExchange {
    id: String,
    why: String,
}

impl Exchange {
    /// Reads an entry of `GET …/requests`.
    ///
    /// # Errors
    ///
    /// When `request` or `simulator` is missing or has another shape: the simulator is to blame.
    pub fn from_journal(entry: &Value) -> Result<Self, NotAnExchange> {
        let refuse = |why: String| NotAnExchange {
            id: text_of(entry, "id").unwrap_or_else(|| "without an id".to_owned()),
            why,
        };
        let facts = entry.get("simulator").cloned().unwrap_or(Value::Null);
        let simulator = serde_json::from_value(facts)
            .map_err(|error| refuse(format!("its member `simulator`: {error}")))?;
        let request = entry
            .get("request")
            .ok_or_else(|| refuse("no `request`".to_owned()))?;
        Ok(Self {
            request: read_request(request),
            response: read_response(entry),
            simulator,
        })
    }
}

fn read_request(request: &Value) -> Request {
    Request {
        method: text_of(request, "method").unwrap_or_default(),
        url: text_of(request, "url").unwrap_or_default(),
        headers: read_headers(request),
        body: Body::from_journal(request),
    }
}

fn read_response(entry: &Value) -> Option<Response> {
    let response = entry
        .get("response")
        .filter(|response| !response.is_null())?;
    let status = response.get("status").and_then(Value::as_u64)?;
    let status = u16::try_from(status).ok().filter(|status| *status >= 100)?;
    Some(Response {
        status,
        headers: read_headers(response),
        body: Body::from_journal(response),
    })
}

fn read_headers(message: &Value) -> BTreeMap<String, Vec<String>> {
    let Some(headers) = message.get("headers").and_then(Value::as_object) else {
        return BTreeMap::new();
    };
    let mut read: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in headers {
        let values = read.entry(name.to_ascii_lowercase()).or_default();
        match value {
            Value::Array(several) => values.extend(several.iter().map(plain)),
            one => values.push(plain(one)),
        }
    }
    read
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn text_of(value: &Value, member: &str) -> Option<String> {
    value.get(member)?.as_str().map(str::to_owned)
}
