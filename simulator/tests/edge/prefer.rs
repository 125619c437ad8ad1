//! `Prefer`: asking for a case per call.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, transfer, vacancy};

async fn create(place: &Place, prefer: &[&str]) -> Reply {
    let mut request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    for line in prefer {
        request = request.header("Prefer", *line);
    }
    Reply::of(request.json(&vacancy())).await
}

#[tokio::test]
async fn a_preference_is_granted_and_named() {
    let place = Place::new().await;

    let salary = create(
        &place,
        &["respond-async; x=1, Code=\"400\"", "example=salary"],
    )
    .await;
    let busy = create(&place, &["code=429"]).await;
    let again = create(&place, &["code=429"]).await;

    assert_eq!(salary.fields(), ["/salary/minimum SALARY_NOT_VALID"]);
    assert_eq!(
        salary.header("preference-applied"),
        "code=400, example=salary"
    );
    assert_eq!(
        (busy.refusal(), busy.header("retry-after")),
        ("429 TOO_MANY_REQUESTS".into(), "1")
    );
    assert_eq!(again.status, 429);
}

#[tokio::test]
async fn what_is_not_listed_is_ignored_and_not_named() {
    let place = Place::new().await;

    for prefer in [
        "code=418",
        "code=400, example=nothing",
        "return=minimal",
        "code",
        "\"",
        "code=422",
    ] {
        let answer = create(&place, &[prefer]).await;

        assert_eq!(
            (answer.status, answer.header("preference-applied")),
            (201, ""),
            "{prefer}"
        );
    }
}

#[tokio::test]
async fn a_preference_comes_before_the_reference_and_after_the_credentials() {
    let place = Place::new().await;
    let mut draft = vacancy();
    draft["jobReference"] = json!("SIM-403");
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());

    let preferred = Reply::of(request.header("Prefer", "code=401").json(&draft)).await;
    let stranger = place
        .http
        .post(place.ats().vacancies())
        .header("Prefer", "code=503");
    let stranger = Reply::of(stranger.json(&draft)).await;
    let malformed = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let malformed = malformed
        .header("Prefer", "code=503")
        .header("Content-Type", "application/json");
    let malformed = Reply::of(malformed.body("{")).await;

    assert_eq!(preferred.refusal(), "401 KEY_UNKNOWN");
    assert_eq!(stranger.refusal(), "401 KEY_MISSING");
    assert_eq!(malformed.refusal(), "400 MALFORMED_JSON");
}

#[tokio::test]
async fn a_call_without_a_body_is_asked_by_header_alone() {
    let place = Place::new().await;
    let token = place.ats().bearer().await;
    let esr = &place.sandbox.esr;
    let get = |path: &str| {
        place
            .http
            .get(format!("{}{path}", esr.base_url))
            .bearer_auth(&token)
    };

    let status = Reply::of(get("/status").header("Prefer", "code=503")).await;
    let missing = format!("/dit/v1/employers/{}/employment-checks/x", esr.vpd);
    let missing = Reply::of(get(&missing).header("Prefer", "code=404")).await;
    let list = place.ats().nhs_jobs(Method::GET, &place.ats().vacancies());
    let list = Reply::of(list.header("Prefer", "code=401, example=expired")).await;
    let issued = place.http.post(&esr.token_url).header("Prefer", "code=500");
    let issued = Reply::of(issued.form(&[("grant_type", "client_credentials")])).await;

    assert_eq!(status.refusal(), "503 SERVICE_UNAVAILABLE");
    assert_eq!(missing.refusal(), "404 TRANSFER_NOT_FOUND");
    assert_eq!(list.refusal(), "401 KEY_EXPIRED");
    assert_eq!(issued.refusal(), "500 INTERNAL_ERROR");
}

#[tokio::test]
async fn the_switch_turns_references_and_preferences_off() {
    let place = Place::with(|config| config.settings.magic = false).await;
    let mut draft = vacancy();
    draft["jobReference"] = json!("SIM-500");
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());

    let answer = Reply::of(request.header("Prefer", "code=503").json(&draft)).await;

    assert_eq!(
        (answer.status, answer.header("preference-applied")),
        (201, "")
    );
    assert_eq!(place.get("/magic-values").await["enabled"], false);
    let exchange = &place.exchanges().await[0];
    assert_eq!(exchange["simulator"]["magic"], Value::Null);
}

#[tokio::test]
async fn an_answer_that_is_lost_can_be_preferred_too() {
    let place = Place::new().await;
    let token = place.ats().bearer().await;
    let request = place.http.post(place.ats().checks()).bearer_auth(&token);

    let dropped = request
        .header("Prefer", "example=drop")
        .json(&transfer())
        .send()
        .await;

    assert!(dropped.is_err());
    let exchange = place.exchanges().await.pop().unwrap();
    assert_eq!(exchange["simulator"]["fault"], "drop_before_commit");
    assert_eq!(exchange["simulator"]["magic"], "SIM-DROP");
}
