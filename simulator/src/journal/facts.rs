//! Entries for tests.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use http::{HeaderMap, Method, StatusCode, Version};
use jiff::Timestamp;

use super::entry::{Arrival, Entry, Outcome};
use super::headers::Headers;
use crate::sandbox::clock::Stopwatch;
use crate::sandbox::seed::Seed;
use crate::server::Delivery;

/// A request with a JSON body, that nobody has answered yet.
pub(super) fn entry(sequence: u64, target: &str, body: &str) -> Arc<Entry> {
    let headers = [
        ("host", "127.0.0.1:8080"),
        ("content-type", "application/json"),
        ("x-api-key", "[secret:apiKey:own]"),
    ];
    let arrival = Arrival {
        method: Method::POST,
        target: target.to_owned(),
        version: Version::HTTP_11,
        headers: Headers::collect(headers.into_iter(), 0),
        body: body.to_owned().into(),
        body_length: body.len() as u64,
        peer: SocketAddr::from((Ipv4Addr::LOCALHOST, 50_000)),
        operation: None,
        sandbox_time: Timestamp::UNIX_EPOCH,
        arrived_micros: 0,
    };
    let delivery = Arc::new(Delivery::pending(Stopwatch::start()));
    let requests = Seed(7).child("requests");
    Arc::new(Entry::new(
        sequence,
        requests,
        arrival,
        Vec::new(),
        delivery,
    ))
}

/// An answer.
pub(super) fn outcome(status: u16, body: &str) -> Outcome {
    Outcome {
        status: StatusCode::from_u16(status).ok(),
        headers: Headers::from(&HeaderMap::new()),
        body: body.to_owned().into(),
        ..Outcome::none(None)
    }
}
