//! How long the console's pages take on the server, with 10,000 vacancies and 10,000 applicants.
//!
//! `cargo bench -p simulator --bench pages` prints the median and the 99th percentile of each page,
//! over the loopback interface and one connection. Timings vary with the machine.

use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};
use simulator::{Config, start};

/// How often each page is asked for.
const TIMES: usize = 200;

#[tokio::main]
async fn main() {
    let config = Config {
        fixtures: Some("vacancies:10000".to_owned()),
        ..Config::on_free_ports()
    };
    let simulator = start(config).await.expect("the simulator starts");
    let (http, control) = (Client::new(), simulator.control_url());
    let made = json!({ "fixtures": "rotation:10000", "name": "rotation" });
    let made = http
        .post(format!("{control}/__admin/sandboxes"))
        .json(&made);
    let rotation = document(made.send().await).await;
    let rotation = rotation["id"].as_str().expect("a sandbox has an id");
    let list = http.get(format!("{control}/__admin/nhs-jobs/vacancies"));
    let list = document(list.send().await).await;
    let id = list["vacancies"][5_000]["vacancyId"]
        .as_str()
        .expect("there are vacancies");
    for page in [
        "/".to_owned(),
        "/sandboxes/default".to_owned(),
        "/sandboxes/default/nhs-jobs".to_owned(),
        "/sandboxes/default/nhs-jobs?page=200".to_owned(),
        "/sandboxes/default/nhs-jobs?q=nurse".to_owned(),
        "/sandboxes/default/nhs-jobs?status=closed&q=e".to_owned(),
        format!("/sandboxes/default/nhs-jobs/{id}"),
        format!("/sandboxes/default/nhs-jobs/{id}/amend"),
        format!("/sandboxes/{rotation}/esr"),
        format!("/sandboxes/{rotation}/esr?q=synth"),
        format!("/sandboxes/{rotation}/esr/duplicates"),
    ] {
        measure(&http, &format!("{control}{page}")).await;
    }
}

async fn measure(http: &Client, url: &str) {
    let mut took = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let since = now();
        let reply = http.get(url).send().await.expect("the page answers");
        assert!(reply.status().is_success(), "{url}: {}", reply.status());
        reply.bytes().await.expect("the page comes whole");
        took.push(since.elapsed());
    }
    took.sort_unstable();
    let (median, late) = (took[TIMES / 2], took[TIMES * 99 / 100]);
    let path = url.splitn(4, '/').nth(3).unwrap_or_default();
    println!(
        "{:>8} median {:>8} 99th   /{path}",
        millis(median),
        millis(late)
    );
}

async fn document(sent: reqwest::Result<reqwest::Response>) -> Value {
    let reply = sent.expect("the control interface answers");
    reply.json().await.expect("it answers JSON")
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads its own watch")]
fn now() -> Instant {
    Instant::now()
}

fn millis(took: Duration) -> String {
    format!("{:.2} ms", took.as_secs_f64() * 1_000.0)
}
