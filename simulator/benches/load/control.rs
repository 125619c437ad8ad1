//! The few calls of the control interface that a load needs.

use std::net::SocketAddr;

use serde_json::Value;

use crate::connection::Connection;
use crate::traffic::request;

/// One call on a connection of its own; its answer must be a success.
pub(crate) async fn call(
    control: SocketAddr,
    method: &str,
    below: &str,
    body: Option<&Value>,
) -> Vec<u8> {
    let mut connection = Connection::open(control).await.expect("it listens");
    let sent = request(method, &format!("/__admin{below}"), &[], body);
    let answer = connection.exchange(&sent).await.expect("it answers");
    assert!(answer.status < 300, "{method} {below}: {}", answer.status);
    answer.body.to_vec()
}

/// One number of the metrics, by the beginning of its line.
pub(crate) async fn metric(control: SocketAddr, begins: &str) -> f64 {
    let page = call(control, "GET", "/metrics", None).await;
    let page = String::from_utf8_lossy(&page);
    let line = page.lines().find_map(|line| line.strip_prefix(begins));
    let value = line.and_then(|rest| rest.split_whitespace().last()?.parse().ok());
    value.unwrap_or_else(|| panic!("no metric begins with `{begins}`"))
}
