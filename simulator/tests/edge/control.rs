//! The control interface itself: who may drive it, and how it says no.

use reqwest::Method;
use serde_json::json;
use simulator::{Config, start};

use crate::support::{Place, Reply};

#[tokio::test]
async fn a_page_in_a_browser_cannot_drive_it() {
    let place = Place::new().await;
    let url = format!("{}/__admin/sandboxes", place.simulator.control_url());

    let foreign = place
        .http
        .post(&url)
        .header("Origin", "http://evil.example")
        .body("{}");
    let rebound = place.http.get(&url).header("Host", "evil.example:8081");

    assert_eq!(Reply::of(foreign).await.refusal(), "403 FOREIGN_ORIGIN");
    assert_eq!(Reply::of(rebound).await.refusal(), "403 FOREIGN_ORIGIN");
    assert_eq!(
        place.get("/sandboxes").await["sandboxes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn with_a_token_only_readiness_is_told_to_everybody() {
    let token = "correct-horse-battery";
    let place = Place::with(|config| config.control_token = token.parse().ok()).await;
    let url = |path: &str| format!("{}/__admin{path}", place.simulator.control_url());

    let without = place.control(Method::GET, "/requests", None).await;
    let with = Reply::of(place.http.get(url("/requests")).bearer_auth(token)).await;

    assert_eq!(without.refusal(), "401 TOKEN_INVALID");
    assert!(without.header("www-authenticate").starts_with("Bearer"));
    assert_eq!(with.status, 200);
    assert_eq!(place.get("/ready").await["status"], "ready");
}

#[tokio::test]
async fn off_loopback_it_does_not_start_without_a_token() {
    let control = "0.0.0.0:0".parse().unwrap();

    let refused = start(Config {
        control,
        ..Config::on_free_ports()
    })
    .await
    .unwrap_err();

    assert_eq!(refused.exit_status(), 2);
    assert!(
        refused.to_string().contains("SIMULATOR_CONTROL_TOKEN"),
        "{refused}"
    );
}

#[tokio::test]
async fn health_and_version_answer_in_wiremocks_shape() {
    let place = Place::new().await;

    let health = place.get("/health").await;

    assert_eq!(health["status"], "healthy");
    assert!(health["uptimeInSeconds"].is_u64() && health["timestamp"].is_string());
    assert_eq!(
        place.get("/version").await,
        json!({ "version": env!("CARGO_PKG_VERSION") })
    );
}

#[tokio::test]
async fn a_wrong_path_verb_or_document_is_a_problem_of_its_own() {
    let place = Place::new().await;

    let path = place.control(Method::GET, "/nowhere", None).await;
    let verb = place.control(Method::PUT, "/sandboxes", None).await;
    let document = place.control(Method::PUT, "/clock", Some(json!([]))).await;

    assert_eq!(path.refusal(), "404 NOT_FOUND");
    assert_eq!(verb.refusal(), "405 METHOD_NOT_ALLOWED");
    assert!(!verb.header("allow").is_empty());
    assert_eq!(document.refusal(), "400 VALIDATION_FAILED");
    assert_eq!(document.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn fixtures_and_employers_are_told() {
    let place = Place::new().await;

    let fixtures = place.get("/fixtures").await;
    let employers = place.get("/esr/employers").await;

    assert_eq!(fixtures["fixtures"][0]["name"], "demo");
    let own = json!([{ "vpd": place.sandbox.esr.vpd, "activation": "activated" }]);
    assert_eq!(employers["employers"], own);
}

#[tokio::test]
async fn nothing_of_it_is_journalled() {
    let place = Place::new().await;
    place.get("/sandboxes").await;

    assert_eq!(place.get("/requests").await["meta"]["lastSequence"], 0);
}
