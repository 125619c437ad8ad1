//! The transfer: whom it matches, whom it does not, and what never travels.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, applicant, transfer};

async fn loaded(place: &Place, change: Value) -> String {
    let mut applicant = applicant();
    applicant
        .as_object_mut()
        .unwrap()
        .extend(change.as_object().unwrap().clone());
    let confirmed = place.post("/esr/applicants", applicant).await;
    confirmed["confirmations"][0]["applicantNumber"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn transferred(place: &Place) -> Reply {
    let token = place.ats().bearer().await;
    place.ats().transfer(&token, &transfer()).await
}

#[tokio::test]
async fn checks_are_transferred_once_and_the_result_can_be_read_again() {
    let place = Place::new().await;
    loaded(&place, json!({})).await;
    let token = place.ats().bearer().await;

    let done = place.ats().transfer(&token, &transfer()).await;
    let again = place.ats().transfer(&token, &transfer()).await;

    assert_eq!(done.status, 201, "{}", done.text);
    let id = done.json()["transferId"].as_str().unwrap().to_owned();
    let url = format!("{}/{id}", place.ats().checks());
    let read = Reply::of(place.http.get(&url).bearer_auth(&token)).await;
    assert_eq!(read.json(), done.json());
    assert_eq!(again.refusal(), "409 ALREADY_TRANSFERRED");
}

#[tokio::test]
async fn a_held_registration_supersedes_the_one_sent_and_the_rest_is_loaded() {
    let place = Place::new().await;
    let held = json!({ "body": "GDC", "number": "12345" });
    loaded(&place, json!({ "professionalRegistration": held })).await;

    let done = transferred(&place).await;

    let records = done.json()["records"].clone();
    insta::assert_snapshot!(serde_json::to_string_pretty(&records).unwrap(), @r#"
    [
      {
        "loadStatusCode": "SUCCESS",
        "messageText": "An existing registration supersedes the one sent",
        "messageType": "WARNING",
        "record": "PROFESSIONAL_REGISTRATION"
      },
      {
        "loadStatusCode": "SUCCESS",
        "record": "EU_STATUS"
      }
    ]
    "#);
}

#[tokio::test]
async fn whoever_is_out_of_scope_is_told_why() {
    let cases = [
        (json!({ "source": "MANUAL" }), "422 NOT_FROM_TIS"),
        (json!({ "source": "E_RECRUITMENT" }), "422 NOT_FROM_TIS"),
        (json!({ "personType": "EMPLOYEE" }), "422 IS_EMPLOYEE"),
        (json!({ "open": false }), "422 APPLICANT_CLOSED"),
        (json!({ "lastName": "Brien" }), "404 NO_MATCH"),
    ];
    for (change, expected) in cases {
        let place = Place::new().await;
        loaded(&place, change.clone()).await;

        assert_eq!(transferred(&place).await.refusal(), expected, "{change}");
    }
}

#[tokio::test]
async fn several_matches_are_not_guessed_and_closing_one_lets_the_transfer_through() {
    let place = Place::new().await;
    let historic = loaded(&place, json!({ "positionId": "1" })).await;
    loaded(&place, json!({ "positionId": "2" })).await;

    let several = transferred(&place).await;
    place
        .post(&format!("/esr/applicants/{historic}/close"), json!({}))
        .await;

    assert_eq!(several.refusal(), "409 SEVERAL_MATCHES");
    assert_eq!(transferred(&place).await.status, 201);
}

#[tokio::test]
async fn identity_and_occupational_health_are_refused_at_any_depth() {
    let place = Place::new().await;
    loaded(&place, json!({})).await;
    let token = place.ats().bearer().await;
    let mut identity = transfer();
    identity["checks"]["euStatus"]["identity"] = json!({ "passport": "x" });
    let mut health = transfer();
    health["occupationalHealth"] = json!({});

    let identity = place.ats().transfer(&token, &identity).await;
    let health = place.ats().transfer(&token, &health).await;

    assert_eq!(identity.refusal(), "422 IDENTITY_NOT_ACCEPTED");
    assert_eq!(health.refusal(), "422 OCCUPATIONAL_HEALTH_NOT_ACCEPTED");
    assert_eq!(place.ats().transfer(&token, &transfer()).await.status, 201);
}

#[tokio::test]
async fn a_near_miss_is_told_to_the_operator_and_to_nobody_else() {
    let place = Place::new().await;
    loaded(&place, json!({ "lastName": "Obrien" })).await;

    let refused = transferred(&place).await;

    assert_eq!(refused.refusal(), "404 NO_MATCH");
    assert!(
        !refused.text.contains("Obrien") && !refused.text.contains("1996"),
        "{}",
        refused.text
    );
    let near = place.get("/esr/near-misses").await;
    assert_eq!(
        near["nearMisses"][0]["candidates"]
            .as_array()
            .unwrap()
            .len(),
        1,
        "{near}"
    );
}

#[tokio::test]
async fn normalised_matching_is_a_switch_of_the_sandbox() {
    let place = Place::new().await;
    let options = json!({ "matching": "normalised", "fixtures": "empty" });
    let sandbox = place.create(options).await;
    let path = format!("/sandboxes/{}/esr/applicants", sandbox.id);
    let mut loaded = applicant();
    loaded["lastName"] = json!("OBrien");
    place.post(&path, loaded).await;
    let ats = place.ats_of(&sandbox);

    let done = ats.transfer(&ats.bearer().await, &transfer()).await;

    assert_eq!(done.status, 201, "{}", done.text);
}

#[tokio::test]
async fn a_supplier_that_matches_by_itself_reads_who_awaits_checks() {
    let place = Place::new().await;
    loaded(&place, json!({})).await;
    loaded(&place, json!({ "lastName": "Manual", "source": "MANUAL" })).await;
    let token = place.ats().bearer().await;
    let path = format!("/dit/v1/employers/{}/applicants", place.sandbox.esr.vpd);

    let awaiting = place.ats().esr(&token, &path).await.json();
    place.ats().transfer(&token, &transfer()).await;
    let after = place.ats().esr(&token, &path).await.json();

    assert_eq!(awaiting["total"], 1);
    assert_eq!(awaiting["applicants"][0]["lastName"], "O'Brien");
    assert_eq!(after["applicants"], json!([]));
}

#[tokio::test]
async fn a_load_that_says_nonsense_is_refused_by_field() {
    let place = Place::new().await;
    let sent = json!([applicant(), { "firstName": "A", "colour": "blue" }]);

    let refused = place
        .control(Method::POST, "/esr/applicants", Some(sent))
        .await;

    assert_eq!(refused.status, 400);
    insta::assert_debug_snapshot!(refused.fields(), @r#"
    [
        "/1/colour UNKNOWN_FIELD",
    ]
    "#);
}
