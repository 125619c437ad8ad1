//! What is described is served, and what is not served yet says so.

use serde_json::Value;
use simulator::{Config, start};

use crate::calls;

/// A path with something in the place of each parameter.
fn filled(path: &str) -> String {
    let segments = path.split('/').map(|segment| match segment {
        "{sandbox}" => "default",
        "{code}" => "NOT_FOUND",
        named if named.starts_with('{') => "1",
        other => other,
    });
    segments.collect::<Vec<_>>().join("/")
}

async fn fetched(address: &str) -> Value {
    reqwest::get(address).await.unwrap().json().await.unwrap()
}

/// Whether somebody answers at a path with a method: whatever the answer, it is not that there is
/// nothing there.
async fn is_served(base: &str, method: &str, path: &str) -> bool {
    let address = format!("{base}{}", filled(path));
    let request = reqwest::Client::new().request(method.parse().unwrap(), address);
    let response = request.body("x").send().await.unwrap();
    // Only a refusal is read: some answers never end.
    match response.status().as_u16() {
        405 => false,
        404 => !response
            .text()
            .await
            .unwrap()
            .contains("nothing answers at this path"),
        _ => true,
    }
}

#[tokio::test]
async fn every_described_call_is_served_unless_it_says_it_is_not() {
    let running = start(Config::on_free_ports()).await.unwrap();

    for base in [running.public_url(), running.control_url()] {
        let description = fetched(&format!("{base}/openapi.json")).await;
        for (method, path, call) in calls(&description) {
            if path.ends_with("/shutdown") {
                continue;
            }
            let served = is_served(base, &method, &path).await;
            assert_eq!(served, call["x-served"] != false, "{method} {path}");
        }
    }
    running.stop().await;
}
