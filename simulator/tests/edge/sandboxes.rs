//! Sandboxes: created, told, apart from one another, reset and deleted.

use reqwest::Method;
use serde_json::json;

use crate::support::{NOW, Place, Reply, applicant, ours, vacancy};

#[tokio::test]
async fn two_sandboxes_share_nothing() {
    let place = Place::new().await;
    let options = json!({ "fixtures": "empty", "now": NOW, "clock": "frozen" });
    let other = place.create(options).await;
    let ats = place.ats_of(&other);
    let within = |path: &str| format!("/sandboxes/{}{path}", other.id);

    let id = ats.create(&vacancy()).await.json()["vacancyId"]
        .as_str()
        .unwrap()
        .to_owned();
    place.post(&within("/esr/applicants"), applicant()).await;
    let fault = json!({ "type": "status", "attributes": { "status": 503 } });
    place.post(&within("/faults"), fault).await;
    let token = ats.token().await;
    place
        .control(Method::DELETE, &within("/faults"), None)
        .await;

    assert_eq!(token.status, 503);
    assert_eq!(place.ats().read(&id).await.status, 404);
    assert_eq!(place.ats().token().await.status, 200);
    assert_eq!(place.get("/esr/applicants").await["applicants"], json!([]));
    assert_eq!(
        ours(&place.exchanges().await, "operation"),
        ["\"getVacancy\"", "\"issueToken\""]
    );
    let theirs = place.get(&within("/requests")).await;
    assert_eq!(theirs["meta"]["lastSequence"], 2);
    assert_eq!(
        place
            .ats()
            .esr(&ats.bearer().await, "/status")
            .await
            .refusal(),
        "401 TOKEN_INVALID"
    );
}

#[tokio::test]
async fn a_sandbox_is_told_as_it_was_created() {
    let place = Place::new().await;
    let options = json!({ "name": "unit 7", "seed": 3, "now": NOW, "clock": "frozen" });
    let sandbox = place.create(options).await;

    let told = place.get(&format!("/sandboxes/{}", sandbox.id)).await;
    let listed = place.get("/sandboxes").await;

    assert_eq!(
        told["baseUrl"],
        json!(format!(
            "{}/sandboxes/{}",
            place.simulator.public_url(),
            sandbox.id
        ))
    );
    assert_eq!(
        (&told["name"], &told["seed"], &told["now"]),
        (&json!("unit 7"), &json!(3), &json!(NOW))
    );
    assert_eq!(listed["sandboxes"].as_array().unwrap().len(), 2);
    assert_eq!(listed["sandboxes"][0]["id"], "default");
}

#[tokio::test]
async fn every_wrong_member_of_a_sandbox_is_named_at_once() {
    let place = Place::new().await;
    let options = json!({ "seed": -1, "clock": "stopped", "limits": "short", "colour": "blue" });

    let refused = place
        .control(Method::POST, "/sandboxes", Some(options))
        .await;

    assert_eq!(refused.status, 400);
    insta::assert_debug_snapshot!(refused.fields(), @r#"
    [
        "/seed NOT_VALID",
        "/clock UNKNOWN_CODE",
        "/limits UNKNOWN_CODE",
        "/colour UNKNOWN_FIELD",
    ]
    "#);
}

#[tokio::test]
async fn a_reset_keeps_id_and_credentials_and_gives_the_rest_back() {
    let place = Place::new().await;
    let id = place.ats().create(&vacancy()).await.json()["vacancyId"].clone();
    place.post("/credentials/api-key/revoke", json!({})).await;
    place
        .post("/faults", json!({ "type": "drop_before_commit" }))
        .await;
    place.advance("P1D").await;

    place.post("/reset", json!({})).await;

    assert_eq!(place.get("/clock").await["now"], NOW);
    assert_eq!(place.get("/faults").await["faults"], json!([]));
    let created = place.ats().create(&vacancy()).await;
    assert_eq!(
        created.json()["vacancyId"],
        id,
        "the same seed mints the same ids"
    );
    let sandbox = place.get("/sandboxes/default").await;
    assert_eq!(
        sandbox["nhsJobs"]["apiKey"],
        json!(place.sandbox.nhs_jobs.api_key)
    );
}

#[tokio::test]
async fn a_deleted_sandbox_is_gone_and_the_default_one_stays() {
    let place = Place::new().await;
    let sandbox = place.create(json!({})).await;
    let path = format!("/sandboxes/{}", sandbox.id);

    let deleted = place.control(Method::DELETE, &path, None).await;
    let again = place.control(Method::DELETE, &path, None).await;
    let default = place
        .control(Method::DELETE, "/sandboxes/default", None)
        .await;
    let visited = place.ats_of(&sandbox).create(&vacancy()).await;

    assert_eq!(
        (deleted.status, again.status, default.status),
        (204, 404, 409)
    );
    assert_eq!(visited.refusal(), "404 NOT_FOUND");
    assert!(
        visited.json()["detail"]
            .as_str()
            .unwrap()
            .contains(&sandbox.id)
    );
    let exchange = &place.exchanges().await[0];
    assert_eq!(
        exchange["request"]["headers"]["x-api-key"],
        "[secret:apiKey:unknown]"
    );
}

#[tokio::test]
async fn there_are_only_so_many() {
    let place = Place::with(|config| config.max_sandboxes = 2).await;
    place.create(json!({})).await;

    let full = place
        .control(Method::POST, "/sandboxes", Some(json!({})))
        .await;

    assert_eq!(full.refusal(), "429 QUOTA_EXCEEDED");
}

#[tokio::test]
async fn a_copy_starts_as_its_source_stands() {
    let place = Place::new().await;
    let id = place.ats().create(&vacancy()).await.json()["vacancyId"]
        .as_str()
        .unwrap()
        .to_owned();

    let copy = place.create(json!({ "from": "default" })).await;

    let read = place.ats_of(&copy).read(&id).await;
    assert_eq!(read.status, 200);
    assert_ne!(copy.nhs_jobs.api_key, place.sandbox.nhs_jobs.api_key);
}

#[tokio::test]
async fn an_unknown_sandbox_is_named_plainly_on_the_control_interface_too() {
    let place = Place::new().await;

    let refused = place
        .control(Method::GET, "/sandboxes/nobody/requests", None)
        .await;
    let public = format!(
        "{}/sandboxes/nobody/esr/status",
        place.simulator.public_url()
    );
    let visited = Reply::of(place.http.get(public)).await;

    assert_eq!(refused.json()["detail"], "there is no sandbox `nobody`");
    assert_eq!(visited.refusal(), "404 NOT_FOUND");
}
