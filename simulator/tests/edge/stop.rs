//! Stopping: what is under way is finished, nothing new is taken.

#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::process::{FREE, simulator};
use crate::support::{Place, vacancy};

#[tokio::test]
async fn sigterm_lets_the_exchange_under_way_finish_and_exits_0() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_simulator"))
        .args([
            "--listen",
            "127.0.0.1:0",
            "--control",
            "127.0.0.1:0",
            "--print-ready",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    let http = reqwest::Client::new();
    let faults = format!("{}/__admin/faults", ready["control"].as_str().unwrap());
    let slow = json!({ "type": "latency", "attributes": { "latencyMs": 600 } });
    http.post(faults).json(&slow).send().await.unwrap();

    let url = ready["sandbox"]["esr"]["baseUrl"].as_str().unwrap();
    let under_way = tokio::spawn(http.get(format!("{url}/status")).send());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let process = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &process])
            .status()
            .unwrap()
            .success()
    );

    assert_eq!(under_way.await.unwrap().unwrap().status().as_u16(), 401);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(http.get(format!("{url}/status")).send().await.is_err());
}

#[test]
fn a_signal_that_comes_with_the_ready_line_stops_it_cleanly() {
    let runtime = tempfile::tempdir().unwrap();
    for signal in ["-INT", "-TERM"] {
        let mut command = simulator(runtime.path(), &FREE);
        let mut child = command.arg("--print-ready").spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();

        let process = child.id().to_string();
        let sent = Command::new("kill").args([signal, &process]).status();

        assert!(sent.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal}");
    }
}

#[tokio::test]
async fn whoever_does_not_finish_in_time_is_abandoned() {
    let place = Place::with(|config| config.drain = Duration::from_millis(100)).await;
    let slow = json!({ "type": "latency", "attributes": { "latencyMs": 60_000 } });
    place.post("/faults", slow).await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let under_way = tokio::spawn(request.json(&vacancy()).send());
    tokio::time::sleep(Duration::from_millis(100)).await;

    let started = Instant::now();
    let finished = place.simulator.stop().await;

    assert!(!finished && started.elapsed() < Duration::from_secs(5));
    assert!(under_way.await.unwrap().is_err());
}

#[tokio::test]
async fn idle_connections_do_not_keep_it() {
    let place = Place::new().await;
    place.ats().read("V-1").await;

    let started = Instant::now();

    assert!(place.simulator.stop().await);
    assert!(started.elapsed() < Duration::from_secs(1));
}
