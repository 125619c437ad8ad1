//! Drafts: created, replaced, read back; and closed to the ATS once a person has published.

use reqwest::Method;
use serde_json::json;

use crate::support::{Place, Reply, vacancy, vacancy_with};

#[tokio::test]
async fn a_created_vacancy_is_a_draft_at_version_1_and_reads_back_the_same() {
    let place = Place::new().await;

    let created = place.ats().create(&vacancy()).await;

    assert_eq!(created.status, 201);
    let told = created.json();
    assert_eq!(
        (&told["status"], &told["version"]),
        (&json!("DRAFT"), &json!(1))
    );
    let id = told["vacancyId"].as_str().unwrap();
    assert_eq!(place.ats().read(id).await.json(), told);
    let there = place
        .ats()
        .nhs_jobs(Method::GET, created.header("location"));
    assert_eq!(Reply::of(there).await.json(), told);
}

#[tokio::test]
async fn a_location_is_told_as_clients_reach_it() {
    let public = "https://simulator.example/under/here";
    let place = Place::with(|config| config.public_url = Some(format!("{public}/"))).await;
    let here = format!("http://{}", place.simulator.public);
    let vacancies = place.ats().vacancies();

    let asked = place
        .ats()
        .nhs_jobs(Method::POST, &vacancies.replace(public, &here));
    let created = Reply::of(asked.json(&vacancy())).await;

    let id = created.json()["vacancyId"].as_str().unwrap().to_owned();
    assert_eq!(created.header("location"), format!("{vacancies}/{id}"));
}

#[tokio::test]
async fn an_update_replaces_the_draft_and_the_old_version_is_stale() {
    let place = Place::new().await;
    let id = created(&place).await;
    let mut update = vacancy_with("jobTitle", json!("Senior Staff Nurse"));
    update["version"] = json!(1);

    let updated = place.ats().update(&id, &update).await;
    let again = place.ats().update(&id, &update).await;

    assert_eq!(
        (updated.status, updated.json()["version"].clone()),
        (200, json!(2))
    );
    assert_eq!(again.refusal(), "409 VERSION_STALE");
    assert_eq!(again.json()["currentVersion"], 2);
}

#[tokio::test]
async fn a_published_vacancy_is_refused_before_its_version_and_keeps_its_words() {
    let place = Place::new().await;
    let id = created(&place).await;
    place
        .post(&format!("/nhs-jobs/vacancies/{id}/publish"), json!({}))
        .await;
    let before = place.ats().read(&id).await.text;
    let mut update = vacancy();
    update["version"] = json!(99);

    let refused = place.ats().update(&id, &update).await;

    insta::assert_snapshot!(refused.text.replace(place.simulator.public_url(), "[public]"), @r#"{"type":"[public]/problems/VACANCY_NOT_DRAFT","title":"The vacancy is no longer a draft","status":409,"detail":"the vacancy is PUBLISHED, no draft; from here on it is edited in the NHS Jobs account","code":"VACANCY_NOT_DRAFT","vacancyStatus":"PUBLISHED","editIn":"the NHS Jobs account"}"#);
    assert_eq!(refused.status, 409);
    assert_eq!(place.ats().read(&id).await.text, before);
}

#[tokio::test]
async fn publishing_twice_keeps_the_first_time_and_goes_by_the_reference_too() {
    let place = Place::new().await;
    let reference = place.ats().create(&vacancy()).await.json()["reference"].clone();
    let path = format!(
        "/nhs-jobs/vacancies/{}/publish",
        reference.as_str().unwrap()
    );

    let first = place.post(&path, json!({})).await;
    place.advance("PT1H").await;
    let second = place.post(&path, json!({})).await;

    assert_eq!(first["status"], "PUBLISHED");
    assert_eq!(first, second);
}

#[tokio::test]
async fn a_published_vacancy_closes_at_the_end_of_its_closing_day() {
    let place = Place::new().await;
    let id = created(&place).await;
    place
        .post(&format!("/nhs-jobs/vacancies/{id}/publish"), json!({}))
        .await;

    place.advance("P47D").await;

    assert_eq!(place.ats().read(&id).await.json()["status"], "CLOSED");
}

#[tokio::test]
async fn vacancies_are_found_by_the_job_reference_page_by_page() {
    let place = Place::new().await;
    for _ in 0..3 {
        created(&place).await;
    }
    place
        .ats()
        .create(&vacancy_with("jobReference", json!("another")))
        .await;
    let find = |query: &str| {
        let url = format!("{}?{query}", place.ats().vacancies());
        Reply::of(place.ats().nhs_jobs(Method::GET, &url))
    };

    let found = find("jobReference=277-26-0141&limit=2&page=2").await.json();
    let none = find("jobReference=nobody%27s").await.json();
    let wrong = find("page=0").await;

    assert_eq!(found["vacancies"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&found["total"], &found["totalPages"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(none["vacancies"], json!([]));
    assert_eq!(wrong.refusal(), "400 VALIDATION_FAILED");
}

#[tokio::test]
async fn an_amendment_by_a_person_makes_the_update_of_the_ats_stale() {
    let place = Place::new().await;
    let id = created(&place).await;
    let path = format!("/nhs-jobs/vacancies/{id}/amend");
    place
        .post(&path, json!({ "areaOfWork": "Emergency" }))
        .await;
    let mut update = vacancy();
    update["version"] = json!(1);

    assert_eq!(
        place.ats().update(&id, &update).await.refusal(),
        "409 VERSION_STALE"
    );
}

#[tokio::test]
async fn an_unknown_vacancy_is_not_found() {
    let place = Place::new().await;
    let mut update = vacancy();
    update["version"] = json!(1);

    assert_eq!(
        place.ats().read("V-1").await.refusal(),
        "404 VACANCY_NOT_FOUND"
    );
    assert_eq!(
        place.ats().update("V-1", &update).await.refusal(),
        "404 VACANCY_NOT_FOUND"
    );
}

async fn created(place: &Place) -> String {
    let created = place.ats().create(&vacancy()).await;
    assert_eq!(created.status, 201, "{}", created.text);
    created.json()["vacancyId"].as_str().unwrap().to_owned()
}
