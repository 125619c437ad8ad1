//! `har/<scenario>.har`: the exchanges of an attempt as HTTP Archive 1.2, for tools that read it.
//!
//! Made from the journal, whose secrets are masked; so they are masked here too.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use url::Url;

use crate::evidence::{Body, Evidence, Exchange, Request, Response};

/// The exchanges of an attempt, oldest first. Times are those of the sandbox clock; how long an
/// answer took is real.
#[must_use]
pub fn har(evidence: &Evidence) -> Value {
    let mut exchanges: Vec<&Exchange> = evidence.exchanges.iter().collect();
    exchanges.sort_by_key(|exchange| exchange.simulator.sequence);
    let entries: Vec<Value> = exchanges
        .into_iter()
        .map(|exchange| entry(evidence, exchange))
        .collect();
    json!({
        "log": {
            "version": "1.2",
            "creator": { "name": "conformance", "version": env!("CARGO_PKG_VERSION") },
            "pages": [],
            "entries": entries,
            "comment": format!("scenario {}; secrets are masked; sandbox time", evidence.scenario),
        }
    })
}

fn entry(evidence: &Evidence, exchange: &Exchange) -> Value {
    let facts = &exchange.simulator;
    let micros = facts.answered_micros.saturating_sub(facts.arrived_micros);
    let wait = micros as f64 / 1000.0;
    json!({
        "startedDateTime": facts.sandbox_time,
        "time": wait,
        "request": request(evidence, &exchange.request),
        "response": response(exchange.response.as_ref()),
        "cache": {},
        "timings": { "send": 0, "wait": wait, "receive": 0 },
        "comment": format!("exchange {}", facts.sequence),
        "_simulator": facts,
    })
}

fn request(evidence: &Evidence, request: &Request) -> Value {
    let url = absolute(evidence, &request.url);
    let mut value = json!({
        "method": request.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&request.headers),
        "queryString": query(&url),
        "headersSize": -1,
        "bodySize": size(&request.body),
    });
    if !request.body.is_empty() {
        let kind = request.header("content-type").unwrap_or_default();
        let (text, encoding) = text(&request.body);
        value["postData"] = json!({ "mimeType": kind, "params": [], "text": text });
        if let Some(encoding) = encoding {
            value["postData"]["_encoding"] = json!(encoding);
        }
    }
    value
}

/// HAR gives what was never answered the status 0.
fn response(response: Option<&Response>) -> Value {
    let nothing = Body::default();
    let body = response.map_or(&nothing, |response| &response.body);
    let header = |name| response.and_then(|response| response.header(name));
    let (text, encoding) = text(body);
    let kind = header("content-type").unwrap_or("x-unknown");
    let mut content = json!({ "size": size(body), "mimeType": kind, "text": text });
    if let Some(encoding) = encoding {
        content["encoding"] = json!(encoding);
    }
    json!({
        "status": response.map_or(0, |response| response.status),
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": response.map(|response| headers(&response.headers)).unwrap_or_default(),
        "content": content,
        "redirectURL": header("location").unwrap_or_default(),
        "headersSize": -1,
        "bodySize": size(body),
    })
}

/// The journal has the path as sent; the client was told where that is.
fn absolute(evidence: &Evidence, path: &str) -> String {
    let base = Url::parse(&evidence.connection.nhs_jobs_base_url).ok();
    let joined = base.and_then(|base| base.join(path).ok());
    joined.map_or_else(|| path.to_owned(), Into::into)
}

fn headers(headers: &BTreeMap<String, Vec<String>>) -> Vec<Value> {
    let each = headers
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    each.map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

fn query(url: &str) -> Vec<Value> {
    let Ok(url) = Url::parse(url) else {
        return Vec::new();
    };
    url.query_pairs()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

fn text(body: &Body) -> (&str, Option<&'static str>) {
    match body {
        Body::Text(text) => (text, None),
        Body::Base64(encoded) => (encoded, Some("base64")),
    }
}

/// In bytes.
fn size(body: &Body) -> usize {
    match body {
        Body::Text(text) => text.len(),
        Body::Base64(encoded) => encoded.trim_end_matches('=').len() * 3 / 4,
    }
}
