//! The calls that WireMock's libraries make, in the shapes that they read.

use reqwest::Method;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue, USER_AGENT};
use serde_json::{Value, json};

use crate::support::{Place, Reply, vacancy};

/// What WireMock's Java library gets: it says what it is made with, and accepts nothing by name.
async fn as_java(place: &Place, path: &str) -> Value {
    let url = format!("{}/__admin{path}", place.simulator.control_url());
    let mut stream = tokio::net::TcpStream::connect(url.split('/').nth(2).unwrap())
        .await
        .unwrap();
    let head = format!(
        "GET /__admin{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Apache-HttpClient/5.5.1 \
         (Java/17)\r\nConnection: close\r\n\r\n"
    );
    tokio::io::AsyncWriteExt::write_all(&mut stream, head.as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    tokio::io::AsyncReadExt::read_to_string(&mut stream, &mut answer)
        .await
        .unwrap();
    let start = answer.find('{').unwrap();
    let end = answer.rfind('}').unwrap();
    let unchunked = answer[start..=end].split("\r\n");
    // Every other line is the size of a chunk.
    let body = unchunked.step_by(2).collect::<String>();
    serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

#[tokio::test]
async fn the_java_library_gets_no_member_that_it_does_not_know() {
    let place = Place::new().await;
    place
        .post("/faults", json!({ "type": "commit_then_drop", "times": 1 }))
        .await;
    let lost = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    assert!(lost.json(&vacancy()).send().await.is_err());

    let journal = as_java(&place, "/requests").await;

    assert_eq!(journal["meta"], json!({ "total": 1 }));
    let entry = journal["requests"][0].as_object().unwrap();
    let known = [
        "id",
        "request",
        "response",
        "responseDefinition",
        "subEvents",
        "timing",
        "wasMatched",
    ];
    assert_eq!(entry.keys().collect::<Vec<_>>(), known);
    assert_eq!(entry["response"]["fault"], "EMPTY_RESPONSE");
    let ours = &entry["subEvents"][0];
    assert_eq!(
        (&ours["type"], &ours["data"]["fault"]),
        (&json!("SIMULATOR"), &json!("commit_then_drop"))
    );
}

#[tokio::test]
async fn whoever_else_uses_the_same_transport_gets_everything() {
    let place = Place::new().await;
    place.ats().read("V-1").await;
    let headers = HeaderMap::from_iter([
        (
            USER_AGENT,
            HeaderValue::from_static("Apache-HttpClient/5.5.1"),
        ),
        (ACCEPT, HeaderValue::from_static("application/json")),
    ]);

    let url = format!("{}/__admin/requests", place.simulator.control_url());
    let journal = Reply::of(place.http.get(url).headers(headers)).await.json();

    assert_eq!(journal["meta"]["lastSequence"], 1);
    assert_eq!(journal["requests"][0]["simulator"]["sequence"], 1);
}

#[tokio::test]
async fn a_stray_request_comes_near_to_an_operation() {
    let place = Place::new().await;
    let stray = format!(
        "{}/nhs-jobs/v1/organisations/X/vacancy",
        place.simulator.public_url()
    );
    Reply::of(place.http.post(stray).json(&json!({}))).await;

    let near = place.get("/requests/unmatched/near-misses").await;

    let near = &near["nearMisses"][0];
    assert_eq!(near["stubMapping"]["name"], "createVacancy");
    assert_eq!(
        near["request"]["url"],
        "/nhs-jobs/v1/organisations/X/vacancy"
    );
    assert_eq!(near["matchResult"]["diffDescriptions"], json!([]));
    assert_eq!(
        near["matchResult"]["subEvents"][0]["data"]["field"],
        "urlPathTemplate"
    );
    let of_request = place
        .post(
            "/near-misses/request",
            json!({ "url": "/esr/statu", "method": "GET" }),
        )
        .await;
    assert_eq!(
        of_request["nearMisses"][0]["stubMapping"]["name"],
        "getStatus"
    );
}

#[tokio::test]
async fn a_pattern_comes_near_to_requests_the_nearest_first() {
    let place = Place::new().await;
    place.ats().token().await;
    place.ats().create(&vacancy()).await;

    let pattern = json!({ "method": "PUT", "urlPath": "/esr/oauth2/token" });
    let near = place
        .post("/near-misses/request-pattern", pattern.clone())
        .await;

    let near = near["nearMisses"].as_array().unwrap();
    assert_eq!(near[0]["request"]["url"], "/esr/oauth2/token");
    assert_eq!(near[0]["requestPattern"], pattern);
    assert!(
        near[0]["matchResult"]["distance"].as_f64() < near[1]["matchResult"]["distance"].as_f64()
    );
}

#[tokio::test]
async fn exchanges_are_removed_by_what_the_simulator_knows_of_them() {
    let place = Place::new().await;
    place.ats().token().await;
    place.ats().create(&vacancy()).await;
    let metadata =
        json!({ "matchesJsonPath": { "expression": "$.operation", "equalTo": "issueToken" } });

    let removed = place.post("/requests/remove-by-metadata", metadata).await;

    assert_eq!(removed["serveEvents"].as_array().unwrap().len(), 1);
    assert_eq!(place.exchanges().await.len(), 1);
}

#[tokio::test]
async fn levers_and_vacancies_are_scenarios() {
    let place = Place::new().await;
    let created = place.ats().create(&vacancy()).await.json();
    let vacancy = format!("vacancy-{}", created["reference"].as_str().unwrap());
    let state = async |name: &str| {
        let all = place.get("/scenarios").await;
        let all = all["scenarios"].as_array().unwrap().clone();
        let one = all.into_iter().find(|one| one["name"] == name).unwrap();
        one["state"].as_str().unwrap().to_owned()
    };
    let set = async |name: &str, state: Value| {
        let path = format!("/scenarios/{name}/state");
        let reply = place
            .control(Method::PUT, &path, Some(json!({ "state": state })))
            .await;
        (reply.status, reply.text)
    };

    assert_eq!(state(&vacancy).await, "DRAFT");
    assert_eq!(
        set(&vacancy, json!("PUBLISHED")).await,
        (200, "{}".to_owned())
    );
    assert_eq!(state(&vacancy).await, "PUBLISHED");
    let (status, back) = set(&vacancy, json!("DRAFT")).await;
    assert!(
        status == 422 && back.contains("does not support state DRAFT"),
        "{back}"
    );
    assert_eq!(set("credential-api-key", json!("expired")).await.0, 200);
    assert_eq!(place.ats().read("V-1").await.code(), "KEY_EXPIRED");
    let employer = format!("employer-{}", place.sandbox.esr.vpd);
    assert_eq!(set(&employer, json!("none")).await.0, 200);
    place.post("/scenarios/reset", json!({})).await;
    assert_eq!(state("credential-api-key").await, "good");
    assert_eq!(state(&employer).await, "activated");
    assert_eq!(state(&vacancy).await, "PUBLISHED");
    let (status, unknown) = set("nope", json!("x")).await;
    assert_eq!(status, 404);
    assert!(
        unknown.contains("Scenario nope does not exist"),
        "{unknown}"
    );
}

#[tokio::test]
async fn stubs_and_settings_are_read_only_and_the_refusal_says_what_to_do_instead() {
    let place = Place::new().await;

    assert_eq!(
        place.get("/mappings").await,
        json!({ "mappings": [], "meta": { "total": 0 } })
    );
    assert!(place.get("/settings").await["settings"].is_object());
    for (method, path) in [
        (Method::POST, "/mappings"),
        (Method::POST, "/mappings/import"),
        (Method::PUT, "/mappings/x"),
        (Method::POST, "/settings"),
    ] {
        let refused = place
            .control(method, path, Some(json!({ "request": {} })))
            .await;
        let detail = refused.json()["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(refused.status, 422, "{path}");
        assert!(detail.contains("POST …/faults"), "{detail}");
    }
    let missing = place.control(Method::GET, "/mappings/x", None).await;
    assert_eq!(missing.status, 404);
    for (method, path) in [
        (Method::POST, "/mappings/reset"),
        (Method::DELETE, "/mappings"),
    ] {
        assert_eq!(place.control(method, path, None).await.text, "{}");
    }
}

#[tokio::test]
async fn any_sandbox_has_a_journal_of_its_own() {
    let place = Place::new().await;
    let other = place.create(json!({ "fixtures": "empty" })).await;
    place.ats_of(&other).read("V-1").await;
    place.ats_of(&other).read("V-1").await;
    place.ats().read("V-1").await;

    let counted = place
        .post(
            &format!("/sandboxes/{}/requests/count", other.id),
            json!({}),
        )
        .await;

    assert_eq!(counted["count"], 2);
    assert_eq!(place.exchanges().await.len(), 1);
}
