//! What TIS, Hicom and people in HR do to what ESR holds.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, applicant, transfer};

async fn loaded(place: &Place, change: Value) -> Value {
    let mut applicant = applicant();
    applicant
        .as_object_mut()
        .unwrap()
        .extend(change.as_object().unwrap().clone());
    place.post("/esr/applicants", applicant).await["confirmations"][0].clone()
}

fn number(confirmation: &Value) -> String {
    confirmation["applicantNumber"].as_str().unwrap().to_owned()
}

async fn transferred(place: &Place) -> Reply {
    let token = place.ats().bearer().await;
    place.ats().transfer(&token, &transfer()).await
}

#[tokio::test]
async fn a_corrected_person_matches() {
    let place = Place::new().await;
    let wrong = loaded(
        &place,
        json!({ "lastName": "OBrian", "dateOfBirth": "1996-02-28" }),
    )
    .await;
    let path = format!("/esr/persons/{}", number(&wrong));
    assert_eq!(transferred(&place).await.refusal(), "404 NO_MATCH");

    let right = json!({ "lastName": "O'Brien", "dateOfBirth": "1996-02-29" });
    let corrected = place.post(&path, right).await;

    assert_eq!(corrected["lastName"], "O'Brien");
    assert_eq!(transferred(&place).await.status, 201);
}

#[tokio::test]
async fn a_bad_correction_is_refused_and_changes_nothing() {
    let place = Place::new().await;
    let path = format!("/esr/persons/{}", number(&loaded(&place, json!({})).await));

    let bad = json!({ "lastName": "  ", "dateOfBirth": "2031-02-29", "gender": "F" });
    let refused = place.control(Method::POST, &path, Some(bad)).await;
    let unknown = place
        .control(
            Method::POST,
            "/esr/persons/1",
            Some(json!({ "lastName": "X" })),
        )
        .await;

    assert_eq!(refused.status, 400);
    insta::assert_debug_snapshot!(refused.fields(), @r#"
    [
        "/lastName NOT_VALID",
        "/dateOfBirth NOT_VALID",
        "/gender UNKNOWN_FIELD",
    ]
    "#);
    assert_eq!(unknown.refusal(), "404 NOT_FOUND");
    assert_eq!(transferred(&place).await.status, 201);
}

#[tokio::test]
async fn keeping_one_of_duplicates_closes_the_others() {
    let place = Place::new().await;
    loaded(&place, json!({})).await;
    let second = number(&loaded(&place, json!({})).await);
    loaded(&place, json!({ "source": "E_RECRUITMENT" })).await;
    assert_eq!(transferred(&place).await.refusal(), "409 SEVERAL_MATCHES");

    let kept = place
        .post(&format!("/esr/applicants/{second}/keep"), json!({}))
        .await;

    assert_eq!(kept["kept"]["applicantNumber"], json!(second));
    assert_eq!(kept["closed"].as_array().unwrap().len(), 2);
    let done = transferred(&place).await;
    assert_eq!(done.json()["applicantNumber"], json!(second));
}

#[tokio::test]
async fn a_record_that_cannot_be_kept_says_why() {
    let place = Place::new().await;
    let closed = number(&loaded(&place, json!({ "open": false })).await);
    let employee = number(&loaded(&place, json!({ "personType": "EMPLOYEE" })).await);
    let mut told = Vec::new();
    for number in [&closed, &employee, "1"] {
        let path = format!("/esr/applicants/{number}/keep");
        let refused = place.control(Method::POST, &path, None).await;
        let detail = refused.json()["detail"]
            .as_str()
            .unwrap()
            .replace(number, "[number]");
        told.push(format!("{} {detail}", refused.status));
    }

    insta::assert_snapshot!(told.join("\n"), @r#"
    409 the record `[number]` is closed; choose an open one
    409 the record `[number]` is an employee's; choose an applicant's
    404 no applicant has the number `[number]`
    "#);
}

#[tokio::test]
async fn every_load_is_confirmed_in_the_words_of_the_feed() {
    let place = Place::new().await;
    let vpd = place.sandbox.esr.vpd.clone();
    let mut first = applicant();
    first["positionId"] = json!("900000000000001");
    first["positionNumber"] = json!(1234567);
    first["projectedHireDate"] = json!("2027-08-04");
    first["previousLastName"] = json!("Byrne");
    let mut hicom = first.clone();
    hicom["positionId"] = json!(900000000000002_u64);
    hicom["source"] = json!("HICOM");
    let nameless = json!({ "positionId": "900000000000003", "lastName": " " });
    let elsewhere = json!({
        "vpd": "0999999", "firstName": "A", "lastName": "B", "dateOfBirth": "1990-01-01"
    });
    let sent = json!([first, hicom, first, nameless, elsewhere]);

    let told = place
        .control(Method::POST, "/esr/applicants", Some(sent))
        .await;

    assert_eq!(told.status, 200);
    let mut confirmations = told.json()["confirmations"].clone();
    for confirmation in confirmations.as_array_mut().unwrap() {
        if let Some(number) = confirmation.get_mut("applicantNumber") {
            assert!(number.as_str().unwrap().parse::<u64>().is_ok());
            *number = json!("[number]");
        }
        if confirmation["vpd"] == json!(vpd) {
            confirmation["vpd"] = json!("[own]");
        }
        let text = confirmation["messageText"].as_str().unwrap_or_default();
        assert!(text.chars().count() <= 200);
    }
    insta::assert_json_snapshot!(confirmations, @r#"
    [
      {
        "applicantNumber": "[number]",
        "loadStatusCode": "SUCCESS",
        "positionId": "900000000000001",
        "positionNumber": "1234567",
        "vpd": "[own]"
      },
      {
        "applicantNumber": "[number]",
        "loadStatusCode": "SUCCESS",
        "messageText": "Another open record has the same names and date of birth",
        "messageType": "WARNING",
        "positionId": "900000000000002",
        "positionNumber": "1234567",
        "vpd": "[own]"
      },
      {
        "applicantNumber": "[number]",
        "loadStatusCode": "SUCCESS",
        "messageText": "Another open record has the same names and date of birth",
        "messageType": "WARNING",
        "positionId": "900000000000001",
        "positionNumber": "1234567",
        "vpd": "[own]"
      },
      {
        "loadStatusCode": "FAIL",
        "messageText": "lastName is mandatory",
        "messageType": "ERROR",
        "positionId": "900000000000003",
        "vpd": "[own]"
      },
      {
        "loadStatusCode": "FAIL",
        "messageText": "ESR has no employer with this VPD",
        "messageType": "ERROR",
        "vpd": "0999999"
      }
    ]
    "#);
    let held = place.get("/esr/applicants").await["applicants"][0].clone();
    assert_eq!(held["projectedHireDate"], "2027-08-04");
    assert_eq!(held["previousLastName"], "Byrne");
}

#[tokio::test]
async fn a_pending_employer_lets_suppliers_in_and_has_nobody_to_match() {
    let place = Place::new().await;
    let token = place.ats().bearer().await;
    let base = format!("{}/dit/v1/employers", place.sandbox.esr.base_url);
    let mut told = Vec::new();
    for activation in ["none", "pending", "activated"] {
        let body = json!({ "activation": activation });
        place
            .control(Method::PUT, "/esr/employers/900", Some(body))
            .await;
        let url = format!("{base}/900/employment-checks");
        let request = place.http.post(url).bearer_auth(&token).json(&transfer());
        told.push(format!(
            "{activation}: {}",
            Reply::of(request).await.refusal()
        ));
    }
    let unknown = place.http.post(format!("{base}/901/employment-checks"));
    let unknown = unknown.bearer_auth(&token).json(&transfer());
    told.push(format!("unknown: {}", Reply::of(unknown).await.refusal()));

    insta::assert_snapshot!(told.join("\n"), @r#"
    none: 403 EMPLOYER_NOT_ACTIVATED
    pending: 404 NO_MATCH
    activated: 404 NO_MATCH
    unknown: 403 SUPPLIER_NOT_ENABLED
    "#);
}

#[tokio::test]
async fn the_lever_of_an_employer_is_read_and_pulled_at_one_place() {
    let place = Place::new().await;
    let path = "/esr/employers/900";
    let ask = || place.control(Method::GET, path, None);

    let before = ask().await;
    let pulled = place.post(path, json!({ "activation": "none" })).await;
    let wrong = json!({ "activation": "off", "since": 1 });
    let wrong = place.control(Method::PUT, path, Some(wrong)).await;
    let after = ask().await.json();

    assert_eq!(before.refusal(), "404 NOT_FOUND");
    assert_eq!(pulled, json!({ "vpd": "900", "activation": "none" }));
    assert_eq!(
        wrong.fields(),
        ["/activation UNKNOWN_CODE", "/since UNKNOWN_FIELD"]
    );
    assert_eq!(after, pulled);
}

#[tokio::test]
async fn a_pending_employer_is_warned_of_at_each_load() {
    let place = Place::new().await;
    let body = json!({ "activation": "pending" });
    place
        .control(Method::PUT, "/esr/employers/900", Some(body))
        .await;

    let warned = loaded(&place, json!({ "vpd": "900" })).await;

    assert_eq!(
        (&warned["loadStatusCode"], &warned["messageType"]),
        (&json!("SUCCESS"), &json!("WARNING"))
    );
}

#[tokio::test]
async fn applicants_awaiting_checks_are_listed_page_by_page_without_the_rest() {
    let place = Place::with(|config| config.fixtures = Some("rotation:130".to_owned())).await;
    let token = place.ats().bearer().await;
    let path = |query: &str| {
        format!(
            "/dit/v1/employers/{}/applicants?{query}",
            place.sandbox.esr.vpd
        )
    };

    let first = place.ats().esr(&token, &path("limit=500")).await.json();
    let second = place
        .ats()
        .esr(&token, &path("limit=500&page=2"))
        .await
        .json();
    let beyond = place.ats().esr(&token, &path("page=9")).await.json();
    let wrong = place.ats().esr(&token, &path("page=none")).await;

    assert_eq!(
        (&first["total"], &first["totalPages"]),
        (&json!(130), &json!(2))
    );
    assert_eq!(first["applicants"].as_array().unwrap().len(), 100);
    assert_eq!(second["applicants"].as_array().unwrap().len(), 30);
    assert_eq!(beyond["applicants"], json!([]));
    assert_eq!(wrong.refusal(), "400 VALIDATION_FAILED");
    let members: Vec<&String> = first["applicants"][0].as_object().unwrap().keys().collect();
    insta::assert_debug_snapshot!(members, @r#"
    [
        "applicantNumber",
        "dateOfBirth",
        "firstName",
        "lastName",
        "positionId",
    ]
    "#);
}

#[tokio::test]
async fn each_lever_of_esr_has_its_refusal_and_restoring_opens_the_door_again() {
    let place = Place::new().await;
    loaded(&place, json!({})).await;
    let mut told = Vec::new();
    for (id, lever) in [
        ("supplier", "expire"),
        ("supplier", "revoke"),
        ("supplier", "unlink"),
        ("access-tokens", "expire"),
        ("access-tokens", "revoke"),
    ] {
        let token = place.ats().bearer().await;
        place
            .post(&format!("/credentials/{id}/{lever}"), json!({}))
            .await;
        let issued = place.ats().token().await.status;
        let listed = place
            .ats()
            .esr(
                &token,
                &format!("/dit/v1/employers/{}/applicants", place.sandbox.esr.vpd),
            )
            .await;
        told.push(format!(
            "{id} {lever}: token {issued}, list {}",
            listed.refusal()
        ));
        place
            .post(&format!("/credentials/{id}/restore"), json!({}))
            .await;
    }

    insta::assert_snapshot!(told.join("\n"), @r#"
    supplier expire: token 401, list 200 
    supplier revoke: token 401, list 200 
    supplier unlink: token 200, list 403 SUPPLIER_NOT_ENABLED
    access-tokens expire: token 200, list 401 TOKEN_EXPIRED
    access-tokens revoke: token 200, list 401 TOKEN_INVALID
    "#);
    assert_eq!(transferred(&place).await.status, 201);
}
