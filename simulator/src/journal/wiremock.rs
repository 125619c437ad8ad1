//! The journal in WireMock's shapes, with one member of ours in each entry.
//!
//! People who test already know these shapes, and an unchanged WireMock client library reads them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::refusal::Refusal;
use http::Version;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::entry::{Entry, Outcome};
use super::headers::Headers;
use super::masks::Mask;

/// One exchange, as `GET …/requests` lists it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Logged {
    id: String,
    request: LoggedRequest,
    response_definition: Value,
    response: LoggedResponse,
    was_matched: bool,
    timing: Timing,
    sub_events: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    simulator: Option<Ours>,
}

/// The request of an exchange, as `POST …/requests/find` lists it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoggedRequest {
    url: String,
    absolute_url: String,
    method: String,
    client_ip: String,
    headers: BTreeMap<String, Value>,
    cookies: BTreeMap<String, String>,
    browser_proxy_request: bool,
    logged_date: i64,
    body_as_base64: String,
    body: String,
    protocol: &'static str,
    scheme: &'static str,
    host: String,
    port: u16,
    logged_date_string: String,
    query_params: BTreeMap<String, Values>,
    form_params: BTreeMap<String, Values>,
}

/// The values of one query or form parameter.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ParameterValues")]
pub(crate) struct Values {
    key: String,
    values: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct LoggedResponse {
    // 0 where there was no answer at all.
    status: u16,
    headers: BTreeMap<String, Value>,
    body_as_base64: String,
    body: String,
    // By WireMock's name; what it is called here stands among the simulator's own facts.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'static str>,
}

// In milliseconds, as WireMock has them.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Timing {
    added_delay: u64,
    process_time: u64,
    response_send_time: u64,
    serve_time: u64,
    total_time: u64,
}

/// What the simulator knows of an exchange beside what WireMock tells.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ExchangeFacts")]
pub(crate) struct Ours {
    sequence: u64,
    request_id: String,
    operation: Option<&'static str>,
    sandbox_time: String,
    arrived_micros: u64,
    answered_micros: Option<u64>,
    fault: Option<&'static str>,
    // Every fault that befell the exchange; the one above decided it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<&'static str>,
    // The magic value that asked for the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    magic: Option<&'static str>,
    committed: bool,
    delivered: bool,
    refusal: Option<&'static str>,
    rules: Vec<String>,
    replayed: bool,
    // How long the request body was; more than `body` holds where it was too large to keep.
    body_bytes: u64,
    masks: Vec<Mask>,
}

impl From<&Entry> for Logged {
    fn from(entry: &Entry) -> Self {
        let outcome = entry.outcome();
        let matched = entry.arrival.operation.is_some();
        let response = outcome.map_or_else(LoggedResponse::none, LoggedResponse::of);
        Self {
            id: entry.id().to_owned(),
            request: entry.into(),
            response_definition: definition(response.status, matched),
            response,
            was_matched: matched,
            timing: Timing::of(entry),
            sub_events: Vec::new(),
            simulator: Some(Ours::of(entry)),
        }
    }
}

impl Logged {
    /// The exchange without a member that WireMock has not: its Java library accepts none. What the
    /// simulator knows stands where WireMock's own extensions put what they know.
    pub(crate) fn strict(entry: &Entry) -> Self {
        let mut logged = Self::from(entry);
        let data = json!(logged.simulator.take());
        let ours = json!({ "type": "SIMULATOR", "timeOffsetNanos": 0, "data": data });
        logged.sub_events.push(ours);
        logged
    }
}

impl From<&Entry> for LoggedRequest {
    fn from(entry: &Entry) -> Self {
        let arrival = &entry.arrival;
        let (host, port) = host_and_port(&arrival.headers);
        Self {
            url: arrival.target.clone(),
            absolute_url: absolute_url(&arrival.headers, &arrival.target),
            method: arrival.method.to_string(),
            client_ip: arrival.peer.ip().to_string(),
            headers: headers(&arrival.headers),
            cookies: cookies(&arrival.headers),
            browser_proxy_request: false,
            logged_date: arrival.sandbox_time.as_millisecond(),
            body_as_base64: STANDARD.encode(&arrival.body),
            body: String::from_utf8_lossy(&arrival.body).into_owned(),
            protocol: protocol(arrival.version),
            scheme: "http",
            host,
            port,
            logged_date_string: format!("{:.3}", arrival.sandbox_time),
            query_params: parameters(query(&arrival.target)),
            form_params: parameters(form(&arrival.headers, &arrival.body)),
        }
    }
}

impl LoggedResponse {
    fn none() -> Self {
        let (status, headers) = (0, BTreeMap::new());
        Self {
            status,
            headers,
            body_as_base64: String::new(),
            body: String::new(),
            fault: None,
        }
    }

    fn of(outcome: &Outcome) -> Self {
        Self {
            status: outcome.status.map_or(0, |status| status.as_u16()),
            headers: headers(&outcome.headers),
            body_as_base64: STANDARD.encode(&outcome.body),
            body: String::from_utf8_lossy(&outcome.body).into_owned(),
            fault: outcome.fault.and_then(fault),
        }
    }
}

impl Timing {
    fn of(entry: &Entry) -> Self {
        let answered = entry
            .delivery()
            .answered_micros()
            .unwrap_or(entry.arrival.arrived_micros);
        let total = answered.saturating_sub(entry.arrival.arrived_micros) / 1_000;
        let added_delay = entry.outcome().map_or(0, |outcome| outcome.added_delay_ms);
        let process_time = total.saturating_sub(added_delay);
        Self {
            added_delay,
            process_time,
            response_send_time: 0,
            serve_time: process_time,
            total_time: total,
        }
    }
}

impl Ours {
    /// What is known of one exchange.
    pub(crate) fn of(entry: &Entry) -> Self {
        let outcome = entry.outcome();
        Self {
            sequence: entry.sequence(),
            request_id: entry.id().to_owned(),
            operation: entry
                .arrival
                .operation
                .map(contract::operation::Operation::name),
            sandbox_time: entry.arrival.sandbox_time.to_string(),
            arrived_micros: entry.arrival.arrived_micros,
            answered_micros: entry.delivery().answered_micros(),
            fault: outcome.and_then(|outcome| outcome.fault),
            faults: outcome
                .map(|outcome| outcome.faults.clone())
                .unwrap_or_default(),
            magic: outcome.and_then(|outcome| outcome.magic),
            committed: outcome.is_some_and(|outcome| outcome.committed),
            delivered: entry.delivery().delivered(),
            refusal: outcome
                .and_then(|outcome| outcome.refusal)
                .map(Refusal::code),
            rules: outcome
                .map(|outcome| outcome.rules.clone())
                .unwrap_or_default(),
            replayed: outcome.is_some_and(|outcome| outcome.replayed),
            body_bytes: entry.arrival.body_length,
            masks: entry.masks(),
        }
    }
}

// By the second member WireMock's Java library tells whether the request was matched.
fn definition(status: u16, matched: bool) -> Value {
    match matched {
        true => json!({ "status": status }),
        false => json!({ "status": status, "fromConfiguredStub": false }),
    }
}

// WireMock's name of a fault, where it has one; its libraries accept no other.
fn fault(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "EMPTY_RESPONSE" | "drop_before_commit" | "commit_then_drop" => "EMPTY_RESPONSE",
        "CONNECTION_RESET_BY_PEER" | "connection_reset" => "CONNECTION_RESET_BY_PEER",
        "MALFORMED_RESPONSE_CHUNK" | "truncate" | "malformed_json" => "MALFORMED_RESPONSE_CHUNK",
        "RANDOM_DATA_THEN_CLOSE" => "RANDOM_DATA_THEN_CLOSE",
        _ => return None,
    })
}

// One value as text, several as an array: WireMock's shape for headers.
fn headers(headers: &Headers) -> BTreeMap<String, Value> {
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    for (name, value) in headers.iter() {
        let value = json!(String::from_utf8_lossy(value));
        match all.get_mut(name) {
            None => drop(all.insert(name.to_owned(), value)),
            Some(Value::Array(values)) => values.push(value),
            Some(one) => *one = json!([one.take(), value]),
        }
    }
    all
}

/// The cookies of a request, by name.
pub(super) fn cookies(headers: &Headers) -> BTreeMap<String, String> {
    let sent = headers.all("cookie").map(String::from_utf8_lossy);
    let mut all = BTreeMap::new();
    for cookie in sent {
        let pairs = cookie.split(';').filter_map(|pair| pair.split_once('='));
        all.extend(pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())));
    }
    all
}

/// Which host and port a request names.
pub(super) fn host_and_port(headers: &Headers) -> (String, u16) {
    let named = headers.text("host").unwrap_or_default();
    let split = named
        .rsplit_once(':')
        .filter(|(_, port)| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    match split {
        Some((host, port)) => (host.to_owned(), port.parse().unwrap_or(80)),
        None => (named, 80),
    }
}

/// A request's address with scheme and host.
pub(crate) fn absolute_url(headers: &Headers, target: &str) -> String {
    format!(
        "http://{}{target}",
        headers.text("host").unwrap_or_default()
    )
}

/// The protocol as WireMock and HAR write it.
pub(super) const fn protocol(version: Version) -> &'static str {
    match version {
        Version::HTTP_10 => "HTTP/1.0",
        _ => "HTTP/1.1",
    }
}

fn parameters(pairs: Vec<(String, String)>) -> BTreeMap<String, Values> {
    let mut all: BTreeMap<String, Values> = BTreeMap::new();
    for (key, value) in pairs {
        let values = all.entry(key.clone()).or_insert_with(|| Values {
            key,
            values: Vec::new(),
        });
        values.values.push(value);
    }
    all
}

/// The parameters of a query, decoded, in order.
pub(super) fn query(target: &str) -> Vec<(String, String)> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// The parameters of a form, decoded, in order; none where the body is no form.
pub(super) fn form(headers: &Headers, body: &[u8]) -> Vec<(String, String)> {
    let media = headers.text("content-type").unwrap_or_default();
    let form = media.starts_with("application/x-www-form-urlencoded");
    let encoded = if form { body } else { b"" };
    form_urlencoded::parse(encoded).into_owned().collect()
}
