//! What a person may amend in the NHS Jobs account, before and after publishing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, vacancy};

async fn created(place: &Place) -> String {
    let created = place.ats().create(&vacancy()).await;
    created.json()["vacancyId"].as_str().unwrap().to_owned()
}

async fn amend(place: &Place, id: &str, members: Value) -> Reply {
    let path = format!("/nhs-jobs/vacancies/{id}/amend");
    place.control(Method::POST, &path, Some(members)).await
}

async fn act(place: &Place, id: &str, action: &str) {
    place
        .post(&format!("/nhs-jobs/vacancies/{id}/{action}"), json!({}))
        .await;
}

/// Each member once, with another value than the vacancy has.
fn amendable() -> Vec<Value> {
    let text = "Another text that is long enough for the rules of NHS Jobs. ".repeat(3);
    vec![
        json!({ "contractType": "BANK", "contractDuration": { "length": 3, "unit": "WEEKS" } }),
        json!({ "workingPatterns": ["JOB_SHARE"] }),
        json!({ "workingHours": { "amount": 20, "unit": "HOURS_A_WEEK" } }),
        json!({ "staffGroup": "STUDENTS" }),
        json!({ "areaOfWork": "Acute medicine" }),
        json!({ "jobOverview": text }),
        json!({ "mainDuties": text }),
        json!({ "aboutOrganisation": text }),
        json!({ "jobDescription": text }),
        json!({ "personSpecification": { "skills": { "essential": "Care" } } }),
        json!({ "location": { "addressLine1": "2", "town": "York", "postcode": "YO1 1AA" } }),
        json!({ "contact": { "name": "B", "email": "b@trust.example" } }),
        json!({ "closingDate": "2026-12-31" }),
    ]
}

fn fixed() -> Value {
    json!({
        "jobTitle": "Charge Nurse", "jobReference": "277-26-9999", "payScheme": "OTHER",
        "payBand": "BAND_6", "salary": { "type": "DEPENDS_ON_EXPERIENCE" },
        "applyUrl": "https://elsewhere.example/", "dbsCheck": "NONE",
        "skilledWorkerSponsorship": true, "professionalRegistrationRequired": true,
        "visibility": "INTERNAL"
    })
}

#[tokio::test]
async fn a_draft_may_be_amended_in_any_field() {
    let place = Place::new().await;
    let id = created(&place).await;
    let (mut members, mut version) = (amendable(), 1);
    let fixed = fixed();
    let one = |(name, value): (&String, &Value)| json!({ name.as_str(): value });
    members.extend(fixed.as_object().unwrap().iter().rev().map(one));

    for member in members {
        let amended = amend(&place, &id, member.clone()).await;

        version += 1;
        assert_eq!(amended.status, 200, "{member}: {}", amended.text);
        let told = amended.json();
        assert_eq!(told["version"], version, "{member}");
        for (name, value) in member.as_object().unwrap() {
            let same = told[name] == *value || told[name]["skills"] == value["skills"];
            assert!(same, "{name}: {}", told[name]);
        }
    }
}

#[tokio::test]
async fn after_publishing_only_what_is_listed_may_be_amended_and_candidates_see_it() {
    let place = Place::new().await;
    let id = created(&place).await;
    act(&place, &id, "publish").await;

    for member in amendable() {
        let amended = amend(&place, &id, member.clone()).await;
        assert_eq!(amended.status, 200, "{member}: {}", amended.text);
        assert_eq!(amended.json()["status"], "PUBLISHED");
    }

    let found = format!("{}/api/v1/search_xml", place.simulator.public_url());
    let found = Reply::of(place.http.get(found)).await.text;
    assert!(
        found.contains("York, YO1 1AA") && found.contains("<type>Bank</type>"),
        "{found}"
    );
}

#[tokio::test]
async fn anything_else_is_refused_by_name_with_why_and_nothing_is_changed() {
    let place = Place::new().await;
    let id = created(&place).await;
    act(&place, &id, "publish").await;
    let before = place.ats().read(&id).await.text;
    let mut members = fixed();
    members["areaOfWork"] = json!("Acute medicine");

    let refused = amend(&place, &id, members).await;

    assert_eq!(refused.refusal(), "409 CONFLICT");
    let errors = refused.json()["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), 10);
    insta::assert_snapshot!(errors[0], @r#"{"code":"NOT_EXPECTED","field":"/applyUrl","message":"`applyUrl` may not be amended after publishing; close the vacancy and reuse the listing","rule":"NJ-AMD-01"}"#);
    assert_eq!(place.ats().read(&id).await.text, before);
}

#[tokio::test]
async fn an_unknown_member_is_unknown_before_and_after_publishing() {
    let place = Place::new().await;
    let id = created(&place).await;

    let before = amend(&place, &id, json!({ "colour": "blue" })).await;
    act(&place, &id, "publish").await;
    let after = amend(&place, &id, json!({ "colour": "blue" })).await;

    for refused in [before, after] {
        assert_eq!(refused.status, 400);
        assert_eq!(refused.fields(), ["/colour UNKNOWN_FIELD"]);
    }
}

#[tokio::test]
async fn a_closed_vacancy_is_amended_no_more() {
    let place = Place::new().await;
    let id = created(&place).await;
    act(&place, &id, "publish").await;
    act(&place, &id, "close").await;

    let refused = amend(&place, &id, json!({ "closingDate": "2027-01-31" })).await;

    assert_eq!(refused.refusal(), "409 CONFLICT");
    assert!(
        refused.json()["detail"]
            .as_str()
            .unwrap()
            .contains("reuse the listing")
    );
}
