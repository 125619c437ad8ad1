//! Credentials of NHS Jobs: judged before the body, each failure with its own code.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Place, Reply, vacancy};

async fn pull(place: &Place, id: &str, lever: &str) {
    place
        .post(&format!("/credentials/{id}/{lever}"), json!({}))
        .await;
}

#[tokio::test]
async fn each_lever_has_its_refusal_and_restoring_opens_the_door_again() {
    let place = Place::new().await;
    let cases = [
        ("api-key", "expire", "401 KEY_EXPIRED"),
        ("api-key", "revoke", "401 KEY_REVOKED"),
        ("organisation", "unlink", "403 ORGANISATION_NOT_LINKED"),
        ("account", "unlink", "403 ACCOUNT_NOT_LINKED"),
    ];
    for (id, lever, expected) in cases {
        pull(&place, id, lever).await;
        assert_eq!(place.ats().create(&vacancy()).await.refusal(), expected);
        pull(&place, id, "restore").await;
    }

    assert_eq!(place.ats().create(&vacancy()).await.status, 201);
}

#[tokio::test]
async fn a_missing_an_unknown_and_a_repeated_key_are_told_apart() {
    let place = Place::new().await;
    let url = place.ats().vacancies();
    let with = |keys: &[&str]| {
        let request = place.http.get(&url);
        Reply::of(
            keys.iter()
                .fold(request, |request, key| request.header("X-Api-Key", *key)),
        )
    };

    let missing = with(&[]).await;
    assert_eq!(missing.refusal(), "401 KEY_MISSING");
    assert!(missing.header("www-authenticate").starts_with("ApiKey "));
    assert_eq!(with(&["guess"]).await.refusal(), "401 KEY_UNKNOWN");
    let twice = with(&["one", "two"]).await;
    assert_eq!(twice.refusal(), "401 KEY_UNKNOWN");
    insta::assert_snapshot!(twice.json()["detail"].as_str().unwrap(), @"the header `x-api-key` stands 2 times; it may stand once");
}

#[tokio::test]
async fn another_organisation_and_a_missing_account_are_forbidden() {
    let place = Place::new().await;
    let nhs_jobs = &place.sandbox.nhs_jobs;
    let elsewhere = format!("{}/organisations/ORG-1/vacancies", nhs_jobs.base_url);

    let organisation = Reply::of(place.ats().nhs_jobs(Method::GET, &elsewhere)).await;
    let account = place
        .http
        .get(place.ats().vacancies())
        .header("X-Api-Key", &nhs_jobs.api_key);

    assert_eq!(organisation.refusal(), "403 ORGANISATION_NOT_LINKED");
    assert_eq!(Reply::of(account).await.refusal(), "403 ACCOUNT_NOT_LINKED");
}

#[tokio::test]
async fn credentials_are_judged_before_media_type_size_and_json() {
    let place = Place::new().await;
    let request = place
        .http
        .post(place.ats().vacancies())
        .body(vec![b'{'; 2 * 1024 * 1024]);

    assert_eq!(Reply::of(request).await.refusal(), "401 KEY_MISSING");
}

#[tokio::test]
async fn a_key_opens_no_other_sandbox_and_its_mask_says_whose_it_was() {
    let place = Place::new().await;
    let other = place.create(json!({})).await;
    let request = place.http.get(place.ats().vacancies());

    let refused = Reply::of(request.header("X-Api-Key", &other.nhs_jobs.api_key)).await;

    assert_eq!(refused.refusal(), "401 KEY_UNKNOWN");
    let exchange = &place.exchanges().await[0];
    assert_eq!(
        exchange["request"]["headers"]["x-api-key"],
        "[secret:apiKey:other]"
    );
}

#[tokio::test]
async fn a_lever_that_does_not_fit_is_refused_with_those_that_do() {
    let place = Place::new().await;

    let path = "/credentials/account/expire";
    let refused = place.control(Method::POST, path, None).await;
    let unknown = place
        .control(Method::POST, "/credentials/door-key/expire", None)
        .await;

    assert_eq!(refused.status, StatusCode::CONFLICT.as_u16());
    insta::assert_snapshot!(refused.json()["detail"].as_str().unwrap(), @"`account` cannot be expired; it takes `unlink`, `restore`");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND.as_u16());
}
