//! The connection to the services.

use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, redirect, retry};
use serde_json::Value;

use super::answer::{Answer, Reply};
use super::call::{Body, Call};

/// One session's own HTTP client.
pub(crate) struct Transport {
    client: Client,
}

impl Transport {
    /// A client that does exactly what it is told: it follows no redirect, repeats nothing by
    /// itself, takes no proxy from the environment and keeps no connection, so that a connection
    /// closed while it lay idle is never mistaken for a lost answer.
    pub(crate) fn new() -> Self {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .pool_max_idle_per_host(0)
            .user_agent(concat!("reference-ats/", env!("CARGO_PKG_VERSION")))
            .build()
            .expect("without TLS and system settings there is nothing that could fail");
        Self { client }
    }

    /// Sends once and waits at most `within` for the whole answer.
    pub(crate) async fn send(&self, call: &Call, within: Duration) -> Answer {
        let request = self.request(call).timeout(within);
        match request.send().await {
            Ok(response) => read(response).await,
            Err(error) if error.is_connect() || error.is_builder() => Answer::Unreached,
            Err(_) => Answer::Lost,
        }
    }

    fn request(&self, call: &Call) -> RequestBuilder {
        let request = self.client.request(call.method.clone(), &call.url);
        let request = call.headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, value)
        });
        match &call.body {
            Body::Nothing => request,
            Body::Json(body) => request.json(body),
            Body::Form(pairs) => request.form(pairs),
        }
    }
}

/// A truncated answer is a lost one: what it would have said is not known.
async fn read(response: Response) -> Answer {
    let status = response.status().as_u16();
    let retry_after = whole_seconds(response.headers());
    let location = header(response.headers(), LOCATION);
    let Ok(bytes) = response.bytes().await else {
        return Answer::Lost;
    };
    let body = serde_json::from_slice(&bytes).ok().filter(Value::is_object);
    Answer::Came(Reply {
        status,
        retry_after,
        location,
        body,
    })
}

fn whole_seconds(headers: &HeaderMap) -> Option<Duration> {
    header(headers, RETRY_AFTER)?
        .trim()
        .parse()
        .ok()
        .map(Duration::from_secs)
}

fn header(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
