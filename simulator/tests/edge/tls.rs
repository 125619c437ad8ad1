//! HTTPS on either listener, and faults beneath it as on any connection.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use simulator::TlsOn;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::certificate::{Files, trusting};
use crate::process::{FREE, Serving, ended, simulator};
use crate::support::Place;

/// What comes back over TLS until the connection ends, and how it ends.
async fn secure(place: &Place, cert: &Path, request: &str) -> (String, std::io::Result<usize>) {
    let tcp = TcpStream::connect(place.simulator.public).await.unwrap();
    let mut stream = trusting(cert, tcp).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let ended = stream.read_to_end(&mut answer).await;
    (String::from_utf8_lossy(&answer).into_owned(), ended)
}

fn token(place: &Place) -> String {
    let esr = &place.sandbox.esr;
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        esr.client_id, esr.client_secret
    );
    format!(
        "POST /esr/oauth2/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
}

#[tokio::test]
async fn the_services_answer_over_tls_and_their_base_urls_say_so() {
    let files = Files::new();
    let place = Place::with(files.on(TlsOn::Public)).await;

    let (answer, _) = secure(&place, &files.cert, &token(&place)).await;

    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(
        place
            .sandbox
            .nhs_jobs
            .base_url
            .starts_with("https://127.0.0.1:")
    );
    assert!(
        place
            .sandbox
            .esr
            .token_url
            .starts_with("https://127.0.0.1:")
    );
    assert!(place.simulator.control_url().starts_with("http://"));
    assert_eq!(place.exchanges().await.len(), 1);
}

#[tokio::test]
async fn a_client_without_tls_is_refused_and_counted() {
    let files = Files::new();
    let place = Place::with(files.on(TlsOn::Public)).await;

    let answer = crate::support::raw(&place, b"GET /esr/status HTTP/1.1\r\n\r\n").await;

    assert!(!answer.contains("HTTP/1.1"), "{answer}");
    let url = format!("{}/metrics", place.simulator.control_url());
    let page = reqwest::get(url).await.unwrap().text().await.unwrap();
    let refused = "simulator_connections_refused_total{listener=\"public\",reason=\"tls\"} 1";
    assert!(page.contains(refused), "{page}");
}

#[tokio::test]
async fn an_answer_is_truncated_lost_and_slowed_down_within_tls() {
    let files = Files::new();
    let place = Place::with(files.on(TlsOn::Public)).await;
    let fault = async |fault: Value| {
        place.post("/faults", fault).await;
        let started = Instant::now();
        let (answer, _) = secure(&place, &files.cert, &token(&place)).await;
        (answer, started.elapsed())
    };

    let truncated = fault(json!({
        "type": "truncate", "attributes": { "bytes": 5 }, "times": 1
    }));
    let (truncated, _) = truncated.await;
    let (lost, _) = fault(json!({ "type": "commit_then_drop", "times": 1 })).await;
    let slowed = fault(json!({
        "type": "bandwidth", "attributes": { "bytesPerSecond": 200 }, "times": 1
    }));
    let (slowed, took) = slowed.await;

    let (head, body) = truncated.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{truncated}");
    assert_eq!(body.len(), 5, "{truncated}");
    assert_eq!(lost, "");
    assert!(slowed.contains("access_token"), "{slowed}");
    assert!(took > Duration::from_millis(300), "{took:?}");
}

#[tokio::test]
async fn a_connection_is_reset_beneath_tls() {
    let files = Files::new();
    let place = Place::with(files.on(TlsOn::Public)).await;
    place
        .post("/faults", json!({ "type": "connection_reset" }))
        .await;

    let (answer, ended) = secure(&place, &files.cert, &token(&place)).await;

    assert_eq!(answer, "");
    let error = ended.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{error}");
}

#[tokio::test]
async fn the_health_check_asks_a_secure_control_interface() {
    let files = Files::new();
    let mut command = simulator(files.folder.path(), &FREE);
    command.arg("--tls-cert").arg(&files.cert);
    command.arg("--tls-key").arg(&files.key);
    let serving = Serving::start(&mut command);
    assert!(serving.control().starts_with("https://"));

    let (code, _, err) = ended(files.folder.path(), &["healthcheck"]);

    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn files_that_are_no_certificate_or_key_are_exit_3_and_named() {
    let files = Files::new();
    let other = Files::new();
    let folder = files.folder.path();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let (cert, key, others) = (path(&files.cert), path(&files.key), path(&other.key));
    let empty = path(&folder.join("empty.pem"));
    std::fs::write(&empty, "").unwrap();
    let cases = [
        (["/nowhere.pem", &key], "--tls-cert /nowhere.pem"),
        ([&empty, &key], "no `BEGIN CERTIFICATE`"),
        ([&cert, &empty], "--tls-key"),
        ([&cert, &cert], "private key in PEM"),
        ([&cert, &others], "cannot be used together"),
    ];

    for ([cert, key], said) in cases {
        let mut arguments = FREE.to_vec();
        arguments.extend(["--tls-cert", cert, "--tls-key", key]);
        let (code, _, err) = ended(folder, &arguments);
        assert_eq!(code, Some(3), "{err}");
        assert!(err.contains(said), "{err}");
    }
}

#[test]
fn a_certificate_without_a_key_is_usage() {
    let files = Files::new();
    let mut arguments = FREE.to_vec();
    arguments.extend(["--tls-cert", files.cert.to_str().unwrap()]);

    let (code, _, err) = ended(files.folder.path(), &arguments);

    assert_eq!(code, Some(2));
    assert!(err.contains("--tls-key"), "{err}");
}
