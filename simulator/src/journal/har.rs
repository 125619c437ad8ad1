//! HAR 1.2: the exchanges as browsers' tools and others read them.

use serde_json::{Value, json};

use super::entry::{Arrival, Entry, Outcome};
use super::headers::Headers;
use super::wiremock::{Ours, absolute_url, cookies, form, protocol, query};

/// What a HAR document begins with, before its entries.
pub(crate) const HEAD: &str = concat!(
    r#"{"log":{"version":"1.2","creator":{"name":"simulator","version":""#,
    env!("CARGO_PKG_VERSION"),
    r#"","comment":"An independent simulator, synthetic data only."},"entries":["#
);
/// What it ends with.
pub(crate) const TAIL: &str = "]}}";

/// One exchange. Times of day are the sandbox's, durations those of the wall.
pub(crate) fn entry(entry: &Entry) -> Value {
    let arrival = &entry.arrival;
    let millis = milliseconds(entry);
    json!({
        "startedDateTime": format!("{:.3}", arrival.sandbox_time),
        "time": millis,
        "request": request(arrival),
        "response": response(entry.outcome(), protocol(arrival.version)),
        "cache": {},
        "timings": { "send": 0, "wait": millis, "receive": 0 },
        "connection": arrival.peer.port().to_string(),
        // Names of one's own begin with an underscore.
        "_simulator": Ours::of(entry),
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "microseconds of one exchange are few"
)]
fn milliseconds(entry: &Entry) -> f64 {
    let arrived = entry.arrival.arrived_micros;
    let answered = entry.delivery().answered_micros().unwrap_or(arrived);
    answered.saturating_sub(arrived) as f64 / 1_000.0
}

fn request(arrival: &Arrival) -> Value {
    let headers = &arrival.headers;
    let mut request = json!({
        "method": arrival.method.as_str(),
        "url": absolute_url(headers, &arrival.target),
        "httpVersion": protocol(arrival.version),
        "cookies": cookies(headers).into_iter().map(named).collect::<Vec<_>>(),
        "headers": pairs(headers),
        "queryString": query(&arrival.target).into_iter().map(named).collect::<Vec<_>>(),
        "headersSize": -1,
        "bodySize": arrival.body_length,
    });
    if !arrival.body.is_empty() {
        request["postData"] = post_data(arrival);
    }
    request
}

// `text` and `params` exclude one another.
fn post_data(arrival: &Arrival) -> Value {
    let media = arrival.headers.text("content-type").unwrap_or_default();
    let form = form(&arrival.headers, &arrival.body);
    if !form.is_empty() {
        let params = form.into_iter().map(named).collect::<Vec<_>>();
        return json!({ "mimeType": media, "params": params });
    }
    json!({ "mimeType": media, "text": String::from_utf8_lossy(&arrival.body) })
}

fn response(outcome: Option<&Outcome>, protocol: &str) -> Value {
    let none = Headers::default();
    let headers = outcome.map_or(&none, |outcome| &outcome.headers);
    let body = outcome.map_or(&[][..], |outcome| &outcome.body);
    // 0 is what tools write where there was no answer.
    let status = outcome.and_then(|outcome| outcome.status);
    json!({
        "status": status.map_or(0, |status| status.as_u16()),
        "statusText": status.and_then(|status| status.canonical_reason()).unwrap_or_default(),
        "httpVersion": protocol,
        "cookies": [],
        "headers": pairs(headers),
        "content": {
            "size": body.len(),
            "mimeType": headers.text("content-type").unwrap_or_default(),
            "text": String::from_utf8_lossy(body),
        },
        "redirectURL": headers.text("location").unwrap_or_default(),
        "headersSize": -1,
        "bodySize": body.len(),
    })
}

fn pairs(headers: &Headers) -> Vec<Value> {
    let text = |value| String::from_utf8_lossy(value).into_owned();
    let pairs = headers.iter();
    pairs
        .map(|(name, value)| named((name.to_owned(), text(value))))
        .collect()
}

fn named((name, value): (String, String)) -> Value {
    json!({ "name": name, "value": value })
}
