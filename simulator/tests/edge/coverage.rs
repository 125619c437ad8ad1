//! Coverage: what a client has met, and what it has not.

use reqwest::Method;
use serde_json::{Value, json};

use crate::faults::{arm, send};
use crate::support::{Place, vacancy_with};

async fn at(place: &Place, operation: &str) -> Value {
    let told = place.get("/coverage").await;
    let all = told["operations"].as_array().unwrap();
    all.iter()
        .find(|one| one["operation"] == operation)
        .unwrap()
        .clone()
}

#[tokio::test]
async fn what_was_met_is_counted_by_answer_and_fault() {
    let place = Place::new().await;
    send(&place).await;
    send(&place).await;
    place.ats().create(&json!({})).await;
    arm(&place, json!({ "type": "commit_then_drop", "times": 1 })).await;
    send(&place).await;
    place
        .ats()
        .create(&vacancy_with("jobReference", json!("SIM-403")))
        .await;

    let created = at(&place, "createVacancy").await;

    let met = created["met"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_string);
    assert_eq!(created["requests"], 5);
    insta::assert_snapshot!(met.collect::<Vec<_>>().join("\n"), @r#"
    {"code":null,"count":1,"faults":["commit_then_drop"],"magic":null,"status":null}
    {"code":null,"count":2,"faults":[],"magic":null,"status":201}
    {"code":"VALIDATION_FAILED","count":1,"faults":[],"magic":null,"status":400}
    {"code":"ORGANISATION_NOT_LINKED","count":1,"faults":[],"magic":"SIM-403","status":403}
    "#);
}

#[tokio::test]
async fn what_was_not_met_is_told_from_the_contract() {
    let place = Place::new().await;
    let before = at(&place, "createVacancy").await["notMet"].clone();
    send(&place).await;
    arm(
        &place,
        json!({ "type": "latency", "attributes": { "latencyMs": 1 } }),
    )
    .await;
    place.ats().create(&json!({})).await;

    let after = at(&place, "createVacancy").await["notMet"].clone();

    insta::assert_snapshot!(before["answers"], @r#"[{"code":null,"status":201},{"code":"MALFORMED_JSON","status":400},{"code":"VALIDATION_FAILED","status":400},{"code":"KEY_MISSING","status":401},{"code":"KEY_UNKNOWN","status":401},{"code":"KEY_EXPIRED","status":401},{"code":"KEY_REVOKED","status":401},{"code":"ORGANISATION_NOT_LINKED","status":403},{"code":"ACCOUNT_NOT_LINKED","status":403},{"code":"IDEMPOTENCY_KEY_REUSED","status":409},{"code":"BODY_TOO_LARGE","status":413},{"code":"UNSUPPORTED_MEDIA_TYPE","status":415},{"code":"QUOTA_EXCEEDED","status":429},{"code":"TOO_MANY_REQUESTS","status":429},{"code":"INTERNAL_ERROR","status":500},{"code":"SERVICE_UNAVAILABLE","status":503}]"#);
    insta::assert_snapshot!(before["faults"], @r#"["latency","slow_body","bandwidth","status","drop_before_commit","commit_then_drop","commit_then_hang","truncate","malformed_json","connection_reset","unknown_field","unknown_enum","revoke_key","duplicate_delivery"]"#);
    let of = |told: &Value, name: &str| told[name].as_array().unwrap().len();
    assert_eq!(of(&before, "answers") - of(&after, "answers"), 2);
    assert_eq!(of(&before, "faults") - of(&after, "faults"), 1);
}

#[tokio::test]
async fn a_reset_leaves_it_and_another_sandbox_has_its_own() {
    let place = Place::new().await;
    send(&place).await;
    place.post("/reset", json!({})).await;
    let other = place.create(json!({ "fixtures": "empty" })).await;

    let kept = at(&place, "createVacancy").await;
    let path = format!("/sandboxes/{}/coverage", other.id);
    let others = place.get(&path).await;

    assert_eq!(kept["requests"], 1);
    assert!(
        others["operations"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["requests"] == 0)
    );
}

#[tokio::test]
async fn magic_values_that_were_met_are_told() {
    let place = Place::new().await;
    place
        .ats()
        .create(&vacancy_with("jobReference", json!("SIM-400-SALARY-1")))
        .await;

    let told = place.get("/coverage").await["magicValues"].clone();

    assert_eq!(told["met"], json!(["SIM-400-SALARY"]));
    let missing = told["notMet"].as_array().unwrap();
    assert!(missing.contains(&json!("SIM-400")) && !missing.contains(&json!("SIM-400-SALARY")));
}

#[tokio::test]
async fn an_answer_that_was_lost_counts_as_none() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "drop_before_commit", "times": 1 })).await;
    send(&place).await;

    let created = at(&place, "createVacancy").await;

    assert_eq!(created["met"][0]["status"], Value::Null);
    let created_not_met = created["notMet"]["answers"].as_array().unwrap();
    assert!(created_not_met.contains(&json!({ "status": 201, "code": null })));
    let wrong = place.control(Method::POST, "/coverage", None).await;
    assert_eq!(wrong.status, 405);
}
