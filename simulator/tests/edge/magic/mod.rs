//! Magic values: the table is walked, so a row without effect fails; and what is peculiar to some.

mod stage;
mod walk;

use reqwest::Method;
use serde_json::{Value, json};

use self::stage::Stage;
use crate::support::{Place, Reply, vacancy, vacancy_with};

#[tokio::test]
async fn a_magic_refusal_is_the_natural_one() {
    let place = Place::new().await;
    let natural = |mut draft: Value, member: &str, value: Value| {
        draft[member] = value;
        draft
    };
    let salary = json!({ "type": "RANGE", "minimum": 0, "maximum": 39043, "period": "YEAR" });

    let asked = place
        .ats()
        .create(&vacancy_with("jobReference", json!("SIM-400-SALARY")))
        .await;
    let real = place
        .ats()
        .create(&natural(vacancy(), "salary", salary))
        .await;

    assert_eq!(asked.json(), real.json());
    assert_eq!(asked.header("content-type"), "application/problem+json");
    let journal = place.exchanges().await;
    assert_eq!(
        journal[0]["simulator"]["rules"],
        journal[1]["simulator"]["rules"]
    );
}

#[tokio::test]
async fn the_rest_of_the_body_may_be_as_it_likes() {
    let place = Place::new().await;

    let several = place
        .ats()
        .create(&json!({ "jobReference": "SIM-400" }))
        .await;
    let fixed = json!({ "jobReference": "SIM-400-SALARY", "salary": { "type": "FIXED" } });
    let fixed = place.ats().create(&fixed).await;

    insta::assert_snapshot!(several.fields().join(", "), @r#"/jobTitle TOO_LONG, /contractDuration REQUIRED, /salary/minimum SALARY_NOT_VALID"#);
    assert_eq!(fixed.fields(), ["/salary/amount SALARY_NOT_VALID"]);
}

#[tokio::test]
async fn a_sandbox_that_shows_the_first_violation_alone_shows_the_first_of_these() {
    let place = Place::with(|config| {
        config.settings.errors = contract::settings::ErrorsShown::First;
    })
    .await;

    let refused = place
        .ats()
        .create(&json!({ "jobReference": "SIM-400-SALARY" }))
        .await;

    assert_eq!(refused.fields(), ["/salary/minimum SALARY_NOT_VALID"]);
}

#[tokio::test]
async fn another_ending_has_its_case_anew_and_a_word_of_its_own_has_none() {
    let place = Place::new().await;
    let mut told = Vec::new();
    for reference in [
        "SIM-503",
        "SIM-503",
        "SIM-503-2",
        "SIM-5031",
        "SIM-TEAPOT",
        "XSIM-503",
    ] {
        let answer = place
            .ats()
            .create(&vacancy_with("jobReference", json!(reference)))
            .await;
        told.push(answer.status);
    }
    place.post("/reset", json!({})).await;
    let answer = place
        .ats()
        .create(&vacancy_with("jobReference", json!("SIM-503")))
        .await;

    assert_eq!(told, [503, 201, 503, 201, 201, 201]);
    assert_eq!(answer.status, 503);
    assert!(
        answer.json()["detail"]
            .as_str()
            .unwrap()
            .contains("`SIM-503`")
    );
}

#[tokio::test]
async fn credentials_and_json_are_judged_before() {
    let place = Place::new().await;
    let draft = vacancy_with("jobReference", json!("SIM-500"));

    let stranger = Reply::of(place.http.post(place.ats().vacancies()).json(&draft)).await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let media = Reply::of(request.body(draft.to_string())).await;

    assert_eq!(stranger.refusal(), "401 KEY_MISSING");
    assert_eq!(media.refusal(), "415 UNSUPPORTED_MEDIA_TYPE");
}

#[tokio::test]
async fn what_a_person_did_meanwhile_was_really_done() {
    let stage = Stage::new().await;
    let id = stage.draft["vacancyId"].as_str().unwrap();

    let stale = Reply::of(stage.request("updateVacancy", "SIM-409-STALE")).await;
    let version = stage.place.ats().read(id).await.json()["version"].clone();
    let published = Reply::of(stage.request("updateVacancy", "SIM-409")).await;
    let read = stage.place.ats().read(id).await.json();

    assert_eq!(stale.refusal(), "409 VERSION_STALE");
    assert_eq!(
        (&stale.json()["currentVersion"], &version),
        (&json!(2), &json!(2))
    );
    assert_eq!(published.refusal(), "409 VACANCY_NOT_DRAFT");
    assert_eq!(published.json()["vacancyStatus"], "PUBLISHED");
    assert_eq!(read["status"], "PUBLISHED");
}

#[tokio::test]
async fn a_lost_answer_comes_again_with_the_same_key() {
    let place = Place::new().await;
    let draft = vacancy_with("jobReference", json!("SIM-COMMIT-THEN-DROP"));
    let send = || {
        let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
        request.header("Idempotency-Key", "k-1").json(&draft)
    };

    let lost = send().send().await;
    let again = Reply::of(send()).await;

    assert!(lost.is_err());
    assert_eq!(again.status, 201);
    let held = place.get("/nhs-jobs/vacancies").await;
    assert_eq!(held["vacancies"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_expired_token_is_survived_with_a_new_one() {
    let stage = Stage::new().await;

    let expired = Reply::of(stage.request("transferEmploymentChecks", "SIM-401-EXPIRED")).await;
    let old = Reply::of(stage.request("getStatus", "")).await;
    let stage = Stage {
        token: stage.place.ats().bearer().await,
        ..stage
    };
    let renewed = Reply::of(stage.request("transferEmploymentChecks", "SIM-401-EXPIRED")).await;

    assert_eq!(expired.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(old.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(renewed.status, 201, "{}", renewed.text);
}
