//! Arming faults: what is asked for is understood whole or refused by name.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Place;

async fn refusal(place: &Place, fault: Value) -> String {
    let refused = place.control(Method::POST, "/faults", Some(fault)).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    refused.json()["detail"].as_str().unwrap().to_owned()
}

async fn refusals(place: &Place, faults: impl IntoIterator<Item = Value>) -> String {
    let mut told = Vec::new();
    for fault in faults {
        told.push(refusal(place, fault).await);
    }
    assert_eq!(place.get("/faults").await["faults"], json!([]));
    told.join("\n")
}

#[tokio::test]
async fn what_a_fault_does_not_know_is_refused_by_name_with_the_remedy() {
    let place = Place::new().await;

    let told = refusals(
        &place,
        [
            json!({ "type": "latancy" }),
            json!({ "type": "empty_response" }),
            json!({ "type": "hurricane" }),
            json!({}),
            json!([]),
            json!({ "type": 5 }),
            json!({ "type": "latency", "attributes": { "latency": 5 } }),
            json!({ "type": "latency", "attributes": { "latencyMs": 5, "jitter": 5 } }),
            json!({ "type": "commit_then_drop", "attributes": { "bytes": 5 } }),
            json!({ "type": "drop_before_commit", "match": { "operation": "createVacancies" } }),
            json!({ "type": "drop_before_commit", "match": { "operations": "createVacancy" } }),
            json!({ "type": "drop_before_commit", "time": 1 }),
        ],
    )
    .await;

    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn a_number_that_cannot_be_is_refused_by_name_with_its_bounds() {
    let place = Place::new().await;
    let latency = |attributes: Value| json!({ "type": "latency", "attributes": attributes });

    let told = refusals(
        &place,
        [
            json!({ "type": "drop_before_commit", "skip": -1 }),
            json!({ "type": "drop_before_commit", "times": 0 }),
            json!({ "type": "drop_before_commit", "times": 1.5 }),
            json!({ "type": "drop_before_commit", "toxicity": 2 }),
            json!({ "type": "drop_before_commit", "toxicity": "half" }),
            latency(json!({ "latencyMs": -5 })),
            latency(json!({ "latencyMs": 60_001 })),
            latency(json!({ "latencyMs": 40_000, "jitterMs": 40_000 })),
            latency(json!([])),
            json!({ "type": "commit_then_hang", "attributes": { "hangMs": 3_600_000 } }),
            json!({ "type": "bandwidth", "attributes": { "bytesPerSecond": 0 } }),
            json!({ "type": "slow_body", "attributes": { "durationMs": 10, "chunks": 0 } }),
            json!({ "type": "truncate" }),
            json!({ "type": "status", "attributes": { "status": 200 } }),
        ],
    )
    .await;

    insta::assert_snapshot!(told, @r#"
    `skip` is a whole number from 0, not -1
    `times` is a whole number from 1, not 0
    `times` is a whole number from 1, not 1.5
    `toxicity` is a probability from 0 to 1, not 2
    `toxicity` is a probability from 0 to 1, not "half"
    `latency`: `attributes.latencyMs` is a whole number from 0 to 60000, not -5
    `latency`: `attributes.latencyMs` is a whole number from 0 to 60000, not 60001
    `latency`: `latencyMs` and `jitterMs` together are at most 60000
    `attributes` is an object, not []
    `commit_then_hang`: `attributes.hangMs` is a whole number from 0 to 60000, not 3600000
    `bandwidth`: `attributes.bytesPerSecond` is a whole number from 1, not 0
    `slow_body`: `attributes.chunks` is a whole number from 1 to 1000, not 0
    `truncate`: `attributes.bytes` is missing
    `status`: `attributes.status` is a whole number from 400 to 599, not 200
    "#);
}

#[tokio::test]
async fn a_combination_that_makes_no_sense_is_refused_with_what_would() {
    let place = Place::new().await;
    let on =
        |kind: &str, operation: &str| json!({ "type": kind, "match": { "operation": operation } });

    let told = refusals(
        &place,
        [
            on("expire_token", "createVacancy"),
            on("expire_token", "issueToken"),
            on("revoke_key", "getStatus"),
            on("duplicate_delivery", "getVacancy"),
            on("malformed_json", "searchAdverts"),
            json!({ "type": "status", "attributes": { "status": 401 } }),
        ],
    )
    .await;

    insta::assert_snapshot!(told, @r#"
    `expire_token` befalls operations that ask for an access token, so not `createVacancy`; use one of transferEmploymentChecks, getTransfer, listApplicants, getStatus
    `expire_token` befalls operations that ask for an access token, so not `issueToken`; use one of transferEmploymentChecks, getTransfer, listApplicants, getStatus
    `revoke_key` befalls operations that ask for an API key, so not `getStatus`; use one of createVacancy, updateVacancy, getVacancy, listVacancies
    `duplicate_delivery` befalls operations that change something, so not `getVacancy`; use one of createVacancy, updateVacancy, transferEmploymentChecks
    `malformed_json` befalls operations that answer JSON, so not `searchAdverts`; use one of createVacancy, updateVacancy, getVacancy, listVacancies, issueToken, transferEmploymentChecks, getTransfer, listApplicants, getStatus
    `status`: an `attributes.status` of 401 needs an `attributes.code`, such as `KEY_REVOKED`
    "#);
}

#[tokio::test]
async fn an_unknown_code_is_refused_with_the_one_that_was_meant() {
    let place = Place::new().await;
    let attributes = json!({ "status": 503, "code": "SERVICE_UNAVAILBLE" });

    let told = refusal(
        &place,
        json!({ "type": "status", "attributes": attributes }),
    )
    .await;

    assert!(
        told.starts_with(
            "`status`: `attributes.code` is no `SERVICE_UNAVAILBLE` (did you mean \
             `SERVICE_UNAVAILABLE`?); there are NOT_FOUND,"
        ),
        "{told}"
    );
}

#[tokio::test]
async fn every_type_is_listed_as_it_was_understood() {
    let place = Place::new().await;
    let faults = [
        json!({ "type": "latency", "attributes": { "latencyMs": 5 } }),
        json!({ "type": "slow_body", "attributes": { "durationMs": 100 } }),
        json!({ "type": "bandwidth", "attributes": { "bytesPerSecond": 1000.0 } }),
        json!({ "type": "status", "attributes": { "status": 401, "code": "KEY_REVOKED" } }),
        json!({ "type": "commit_then_hang", "attributes": { "hangMs": 100 }, "skip": null }),
        json!({ "type": "truncate", "attributes": { "bytes": 10 }, "toxicity": 0.5 }),
        json!({ "type": "revoke_key", "match": {}, "times": 3 }),
    ];
    for fault in faults {
        place.post("/faults", fault).await;
    }

    let listed = place.get("/faults").await;

    let told = listed["faults"].as_array().unwrap().iter().map(|fault| {
        let part = |name: &str| fault[name].to_string();
        ["id", "type", "attributes", "skip", "times", "toxicity"]
            .map(part)
            .join(" ")
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
    "fault-1" "latency" {"jitterMs":0,"latencyMs":5} 0 null 1.0
    "fault-2" "slow_body" {"chunks":10,"durationMs":100} 0 null 1.0
    "fault-3" "bandwidth" {"bytesPerSecond":1000} 0 null 1.0
    "fault-4" "status" {"code":"KEY_REVOKED","status":401} 0 null 1.0
    "fault-5" "commit_then_hang" {"hangMs":100} 0 null 1.0
    "fault-6" "truncate" {"bytes":10} 0 null 0.5
    "fault-7" "revoke_key" {} 0 3 1.0
    "#);
}
