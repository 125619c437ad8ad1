//! One intention, one change.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Ats, Place, Reply, applicant, transfer, vacancy, vacancy_with};

async fn create(place: &Place, key: &str, vacancy: &Value) -> Reply {
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    Reply::of(request.header("Idempotency-Key", key).json(vacancy)).await
}

#[tokio::test]
async fn the_same_key_and_body_get_the_first_answer_and_no_second_draft() {
    let place = Place::new().await;

    let first = create(&place, "k-1", &vacancy()).await;
    let second = create(&place, "k-1", &vacancy()).await;

    assert_eq!((second.status, &second.text), (201, &first.text));
    assert_eq!(second.header("location"), first.header("location"));
    let exchanges = place.exchanges().await;
    assert_eq!(exchanges[1]["simulator"]["replayed"], true);
    assert_eq!(exchanges[1]["simulator"]["committed"], false);
    let all = place.get("/nhs-jobs/vacancies").await;
    assert_eq!(all["vacancies"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused() {
    let place = Place::new().await;
    create(&place, "k-1", &vacancy()).await;

    let reused = create(&place, "k-1", &vacancy_with("jobTitle", json!("Porter"))).await;

    assert_eq!(reused.refusal(), "409 IDEMPOTENCY_KEY_REUSED");
}

#[tokio::test]
async fn the_key_of_one_operation_is_another_key_at_the_next() {
    let place = Place::new().await;
    let created = create(&place, "k-1", &vacancy()).await.json();
    let url = format!(
        "{}/{}",
        place.ats().vacancies(),
        created["vacancyId"].as_str().unwrap()
    );
    let update = vacancy_with("version", json!(1));
    let send = || {
        let request = place.ats().nhs_jobs(Method::PUT, &url);
        Reply::of(request.header("Idempotency-Key", "k-1").json(&update))
    };

    let (updated, again) = (send().await, send().await);

    assert_eq!((updated.status, again.status), (200, 200));
    assert_eq!(
        (&updated.json()["version"], &updated.text),
        (&json!(2), &again.text)
    );
    assert_eq!(updated.header("idempotent-replayed"), "");
    assert_eq!(again.header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn a_key_is_kept_for_24_hours_of_the_sandbox_clock() {
    let place = Place::new().await;
    let first = create(&place, "k-1", &vacancy()).await.json();

    place.advance("PT23H59M").await;
    let within = create(&place, "k-1", &vacancy()).await.json();
    place.advance("PT1M").await;
    let after = create(&place, "k-1", &vacancy()).await.json();

    assert_eq!(within["vacancyId"], first["vacancyId"]);
    assert_ne!(after["vacancyId"], first["vacancyId"]);
}

#[tokio::test]
async fn a_refusal_does_not_use_the_key_up() {
    let place = Place::new().await;

    let refused = create(&place, "k-1", &vacancy_with("jobTitle", Value::Null)).await;
    let created = create(&place, "k-1", &vacancy()).await;

    assert_eq!((refused.status, created.status), (400, 201));
}

#[tokio::test]
async fn after_a_lost_answer_the_same_key_gets_it_without_a_second_draft() {
    let place = Place::new().await;
    place
        .post("/faults", json!({ "type": "commit_then_drop", "times": 1 }))
        .await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let lost = request
        .header("Idempotency-Key", "k-1")
        .json(&vacancy())
        .send()
        .await;
    assert!(lost.is_err());

    let repeated = create(&place, "k-1", &vacancy()).await;

    let all = place.get("/nhs-jobs/vacancies").await;
    assert_eq!(repeated.status, 201);
    assert_eq!(
        all["vacancies"][0]["vacancyId"],
        repeated.json()["vacancyId"]
    );
    assert_eq!(all["vacancies"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_transfer_may_be_repeated_with_its_key() {
    let place = Place::new().await;
    place.post("/esr/applicants", applicant()).await;
    let token = place.ats().bearer().await;
    let send = || {
        let request = place.http.post(place.ats().checks()).bearer_auth(&token);
        Reply::of(request.header("Idempotency-Key", "t-1").json(&transfer()))
    };

    let (first, second) = (send().await, send().await);

    assert_eq!((first.status, &first.text), (201, &second.text));
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_by_the_name_of_its_header() {
    let place = Place::new().await;
    let long = "k".repeat(256);
    let twice = [("a"), ("b")];
    for (keys, field) in [
        (&[""][..], "/Idempotency-Key NOT_VALID"),
        (&[&long], "/Idempotency-Key TOO_LONG"),
        (&twice, "/Idempotency-Key NOT_VALID"),
    ] {
        let mut request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
        for key in keys {
            request = request.header("Idempotency-Key", *key);
        }

        let refused = Reply::of(request.json(&vacancy())).await;

        assert_eq!(refused.refusal(), "400 VALIDATION_FAILED");
        assert_eq!(refused.fields(), [field]);
        assert_eq!(refused.json()["errors"][0]["rule"], "NJ-IDE-01");
    }
}

#[tokio::test]
async fn a_key_and_the_fields_of_the_body_are_refused_at_once_unless_only_the_first_is_wanted() {
    let place = Place::new().await;
    let first = place.create(json!({"errors": "first"})).await;
    let wrong = vacancy_with("jobTitle", Value::Null);
    let send = async |ats: &Ats<'_>| {
        let request = ats.nhs_jobs(Method::POST, &ats.vacancies());
        Reply::of(request.header("Idempotency-Key", "").json(&wrong))
            .await
            .fields()
    };

    assert_eq!(
        send(&place.ats()).await,
        ["/Idempotency-Key NOT_VALID", "/jobTitle REQUIRED"]
    );
    assert_eq!(
        send(&place.ats_of(&first)).await,
        ["/Idempotency-Key NOT_VALID"]
    );
}

#[tokio::test]
async fn a_transfer_with_a_key_that_is_none_changes_nothing_and_is_explained_by_the_header() {
    let place = Place::new().await;
    place.post("/esr/applicants", applicant()).await;
    let token = place.ats().bearer().await;
    let long = "k".repeat(256);
    let request = place.http.post(place.ats().checks()).bearer_auth(&token);

    let refused = Reply::of(request.header("Idempotency-Key", &long).json(&transfer())).await;

    assert_eq!(refused.fields(), ["/Idempotency-Key TOO_LONG"]);
    let id = refused.header("x-request-id");
    let why = place.get(&format!("/requests/{id}/explain")).await;
    let field = &why["fields"][0];
    assert_eq!(
        (&field["rule"]["id"], &field["actualLength"]),
        (&json!("ESR-IDE-01"), &json!(256))
    );
    assert_eq!(
        why["corrected"],
        Value::Null,
        "no other body would have helped"
    );
    assert_eq!(place.ats().transfer(&token, &transfer()).await.status, 201);
}
