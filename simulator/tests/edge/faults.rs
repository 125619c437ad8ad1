//! Faults: what they do to the exchange, to the sandbox and to the journal.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, ours, vacancy};

pub(crate) async fn arm(place: &Place, fault: Value) -> Value {
    place.post("/faults", fault).await
}

pub(crate) async fn vacancies(place: &Place) -> usize {
    place.get("/nhs-jobs/vacancies").await["vacancies"]
        .as_array()
        .unwrap()
        .len()
}

/// The answer, or nothing where the connection ended without one.
pub(crate) async fn send(place: &Place) -> Option<Reply> {
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let response = request.json(&vacancy()).send().await.ok()?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Some(Reply {
        status,
        headers,
        text: response.text().await.ok()?,
    })
}

#[tokio::test]
async fn commit_then_drop_really_commits_and_really_loses_the_answer() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "commit_then_drop", "times": 1 })).await;

    let lost = send(&place).await;

    assert!(lost.is_none());
    assert_eq!(vacancies(&place).await, 1);
    let exchange = &place.exchanges().await[0];
    let ours = &exchange["simulator"];
    assert_eq!(ours["fault"], "commit_then_drop");
    assert_eq!(
        (&ours["committed"], &ours["delivered"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(exchange["response"]["status"], 201);
    assert!(ours["answeredMicros"].is_u64());
}

#[tokio::test]
async fn drop_before_commit_looks_the_same_to_the_client_and_changes_nothing() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "drop_before_commit", "times": 1 })).await;

    let lost = send(&place).await;

    assert!(lost.is_none());
    assert_eq!(vacancies(&place).await, 0);
    let exchange = &place.exchanges().await[0];
    assert_eq!(exchange["response"]["status"], 0);
    assert_eq!(exchange["simulator"]["committed"], false);
    assert_eq!(send(&place).await.unwrap().status, 201);
}

#[tokio::test]
async fn a_status_is_answered_with_retry_after_and_nothing_is_done() {
    let place = Place::new().await;
    let attributes = json!({ "status": 429, "retryAfterSeconds": 2 });
    arm(
        &place,
        json!({ "type": "status", "attributes": attributes, "times": 1 }),
    )
    .await;

    let refused = send(&place).await.unwrap();

    assert_eq!(refused.refusal(), "429 TOO_MANY_REQUESTS");
    assert_eq!(refused.header("retry-after"), "2");
    assert_eq!(vacancies(&place).await, 0);
}

#[tokio::test]
async fn latency_holds_the_answer_back_after_the_work_is_done() {
    let place = Place::new().await;
    arm(
        &place,
        json!({ "type": "latency", "attributes": { "latencyMs": 300 } }),
    )
    .await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());

    let started = Instant::now();
    let impatient = request
        .json(&vacancy())
        .timeout(Duration::from_millis(100))
        .send()
        .await;
    let waited = started.elapsed();

    assert!(impatient.unwrap_err().is_timeout() && waited < Duration::from_millis(290));
    assert_eq!(vacancies(&place).await, 1);
    let started = Instant::now();
    assert_eq!(send(&place).await.unwrap().status, 201);
    assert!(started.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn skip_times_and_operation_choose_the_exchange() {
    let place = Place::new().await;
    arm(
        &place,
        json!({
            "type": "status", "attributes": { "status": 503 },
            "match": { "operation": "createVacancy" }, "skip": 1, "times": 1
        }),
    )
    .await;

    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(send(&place).await.unwrap().status);
        assert_eq!(place.ats().token().await.status, 200);
    }

    assert_eq!(statuses, [201, 503, 201]);
    let listed = place.get("/faults").await;
    insta::assert_snapshot!(listed["faults"][0], @r#"{"attributes":{"code":"SERVICE_UNAVAILABLE","status":503},"fired":1,"id":"fault-1","match":{"operation":"createVacancy"},"seen":2,"skip":1,"times":1,"toxicity":1.0,"type":"status"}"#);
}

#[tokio::test]
async fn toxicity_draws_from_the_seed() {
    let drawn = async || {
        let place = Place::new().await;
        let attributes = json!({ "status": 500 });
        arm(
            &place,
            json!({ "type": "status", "attributes": attributes, "toxicity": 0.5 }),
        )
        .await;
        for _ in 0..12 {
            send(&place).await;
        }
        ours(&place.exchanges().await, "fault")
    };

    let first = drawn().await;

    assert_eq!(first, drawn().await);
    assert!(first.contains(&"null".to_owned()) && first.contains(&"\"status\"".to_owned()));
}

#[tokio::test]
async fn removing_a_fault_ends_it() {
    let place = Place::new().await;
    let fault = json!({ "type": "status", "attributes": { "status": 500 } });
    let id = arm(&place, fault.clone()).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    arm(&place, fault).await;

    let one = place
        .control(Method::DELETE, &format!("/faults/{id}"), None)
        .await;
    assert_eq!((one.status, send(&place).await.unwrap().status), (204, 500));
    let all = place.control(Method::DELETE, "/faults", None).await;
    assert_eq!((all.status, send(&place).await.unwrap().status), (204, 201));
    let gone = place
        .control(Method::DELETE, &format!("/faults/{id}"), None)
        .await;
    assert_eq!(gone.refusal(), "404 NOT_FOUND");
}
